//! Accounts in the office: opened, given roles, signed out, locked.

use kontor::business::access::{self, AccountState, NewRole, change_role_permissions, create_role};
use kontor::business::firm::{MailSecurity, MailServer, change_firm, firm as particulars};
use kontor::business::messages::{LetterWish, find_letters};
use kontor::business::permission::Permission;
use kontor::values::{AccountId, Email, LocalText};

use crate::kit::{Firm, PASSWORD};

fn with_mail_server(firm: &Firm) {
    firm.write(|tx| {
        let server = MailServer {
            host: "mail.firm.test".to_owned(),
            port: 587,
            security: MailSecurity::StartTls,
            user: String::new(),
            password: String::new(),
            from: Email::parse("buero@firm.test").expect("an address"),
        };
        let changed = kontor::business::firm::Firm { mail_server: Some(server), ..particulars(tx).expect("a firm") };
        change_firm(tx, &changed, None)
    });
}

fn sheet(account: AccountId) -> String {
    format!("/office/accounts/{account}")
}

fn letters(firm: &Firm) -> usize {
    firm.read(|view| find_letters(view, &LetterWish::default(), 0, 100).expect("the operator may").total)
}

#[test]
fn a_clerk_without_the_permission_gets_the_proper_page() {
    let firm = Firm::new();
    let other = firm.account(&["warehouse"]);
    let mut clerk = firm.signed_in("office");
    for path in ["/office/accounts", "/office/accounts.csv", "/office/accounts/new", &sheet(other)] {
        clerk.get(path).has_status(403).sees("Dafür fehlt Ihnen die Berechtigung");
    }
    clerk.get("/office").does_not_see("Konten");
    let mut visitor = firm.visitor();
    visitor.get("/office/accounts").goes_to("/sign-in?to=/office/accounts");
}

#[test]
fn a_new_account_without_a_mail_server_shows_its_link_once_and_the_link_works() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/accounts/new").sees("Noch ist kein Mailserver eingerichtet");
    let office = firm.role("office").to_string();
    let typed =
        [("first_name", "Klara"), ("last_name", "Neumeister"), ("email", "klara@firm.test"), ("roles", &office)];
    let shown = boss.submit("/office/accounts/new", &typed);
    shown.has_status(200).sees("Link für Klara Neumeister").sees("gilt nur einmal");
    assert_eq!(letters(&firm), 0, "no letter waits for a server that nobody has");
    let text = shown.text();
    let at = text.find("/password/").expect("the link is shown") + "/password/".len();
    let secret: String = text[at..].chars().take_while(char::is_ascii_hexdigit).collect();
    let mut klara = firm.visitor();
    klara.get(&format!("/password/{secret}")).has_status(200);
    let chosen = [("password", "Marillen unterm Kirchturm")];
    klara.submit(&format!("/password/{secret}"), &chosen).goes_to("/office");
    klara.get("/office").has_status(200);
    let id = firm.read(|view| {
        access::account_by_email(view, &Email::parse("klara@firm.test").expect("an address")).expect("an account")
    });
    boss.get(&sheet(id)).has_status(200).sees("Aktiv").does_not_see(&secret);
}

#[test]
fn a_second_click_opens_no_second_account() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/accounts/new");
    let office = firm.role("office").to_string();
    let typed = [("last_name", "Doppel"), ("email", "doppel@firm.test"), ("roles", office.as_str())];
    boss.submit("/office/accounts/new", &typed).has_status(200);
    let before = firm.journal_end();
    let again = boss.click_again();
    let to = again.location.clone().expect("a way on");
    assert!(to.starts_with("/office/accounts/"), "{to}");
    assert_eq!(firm.journal_end(), before, "nothing happened twice");
    boss.get(&to).sees("Das Konto ist schon angelegt").sees("doppel@firm.test");
}

#[test]
fn with_a_mail_server_the_invitation_is_a_letter() {
    let firm = Firm::new();
    with_mail_server(&firm);
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/accounts/new").sees("bekommt einen Brief");
    let office = firm.role("office").to_string();
    let typed = [("last_name", "Neumeister"), ("email", "klara@firm.test"), ("roles", &office)];
    let shown = boss.submit("/office/accounts/new", &typed);
    let to = shown.location.clone().expect("it leads to the sheet");
    boss.get(&to).has_status(200).sees("Neumeister").sees("Noch ohne Passwort").sees("die Einladung ist unterwegs");
    assert_eq!(letters(&firm), 1);
    boss.submit(&format!("{to}/link"), &[]).goes_to(&to);
    assert_eq!(letters(&firm), 2, "a new invitation is another letter");
}

#[test]
fn everything_that_is_wrong_with_a_new_account_is_said_at_once() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/accounts/new");
    let shown = boss.submit("/office/accounts/new", &[("first_name", "Klara"), ("email", "kein Postfach")]);
    shown.has_status(422).sees("Das ist keine E-Mail-Adresse").sees("mindestens eine Rolle").sees("Bitte ausfüllen");
    shown.holds("value=\"Klara\"").holds("value=\"kein Postfach\"");
    let office = firm.role("office").to_string();
    let taken = [("last_name", "Neu"), ("email", "administrator@firm.test"), ("roles", office.as_str())];
    boss.submit("/office/accounts/new", &taken).has_status(422).sees("gehört schon zu einem Konto");
    let partner = firm.role("partner").to_string();
    let smuggled = [("last_name", "Neu"), ("email", "neu@firm.test"), ("roles", partner.as_str()), ("language", "de")];
    boss.submit("/office/accounts/new", &smuggled).has_status(422).sees("mindestens eine Rolle");
}

#[test]
fn roles_are_given_and_taken_and_the_sheet_says_when() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let mut clerk = firm.browser_of(account);
    clerk.get("/office/stock").has_status(200).does_not_see("Ware einbuchen");
    let mut boss = firm.signed_in("administrator");
    boss.get(&sheet(account)).sees("Büro");
    let warehouse = firm.role("warehouse").to_string();
    firm.set_clock("2026-11-02T14:31:00");
    boss.get(&sheet(account));
    boss.submit(&format!("{}/give-role", sheet(account)), &[("role", &warehouse)]).goes_to(&sheet(account));
    boss.get(&sheet(account)).sees("14:31").sees("Rolle gegeben: Lager");
    clerk.get("/office");
    clerk.submit("/role", &[("role", &warehouse)]).goes_to("/office");
    clerk.get("/office/stock").sees("Ware einbuchen");
    firm.set_clock("2026-11-02T17:52:00");
    boss.get(&sheet(account));
    boss.post(&format!("{}/take-role", sheet(account)), &[("role", &warehouse)]).goes_to(&sheet(account));
    boss.get(&sheet(account)).sees("17:52").sees("Rolle entzogen: Lager");
    clerk.get("/office/stock").has_status(200).does_not_see("Ware einbuchen");
    let office = firm.role("office").to_string();
    boss.post(&format!("{}/take-role", sheet(account)), &[("role", &office)])
        .has_status(422)
        .sees("Ein Konto braucht mindestens eine Rolle");
}

#[test]
fn a_partners_role_comes_with_the_contract_only() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let mut boss = firm.signed_in("administrator");
    boss.get(&sheet(account));
    let partner = firm.role("partner").to_string();
    let shown = boss.post(&format!("{}/give-role", sheet(account)), &[("role", &partner)]);
    shown.has_status(422).sees("kommt mit dem Partnervertrag");
    boss.get(&sheet(account));
    boss.post(&format!("{}/give-role", sheet(account)), &[("role", "")]).has_status(422).sees("Bitte wählen Sie");
}

#[test]
fn sessions_are_ended_by_an_administrator() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let (mut here, mut there) = (firm.browser_of(account), firm.browser_of(account));
    let mut boss = firm.signed_in("administrator");
    boss.get(&sheet(account)).sees("Unbekanntes Gerät");
    boss.submit(&format!("{}/end-session", sheet(account)), &[]).goes_to(&sheet(account));
    let open =
        [&mut here, &mut there].into_iter().filter_map(|one| one.get("/office").location.is_none().then_some(()));
    assert_eq!(open.count(), 1);
    boss.get(&sheet(account));
    boss.submit(&format!("{}/end-sessions", sheet(account)), &[]).goes_to(&sheet(account));
    here.get("/office").goes_to("/sign-in?to=/office");
    there.get("/office").goes_to("/sign-in?to=/office");
    let foreign = firm.account(&["office"]);
    let mut other = firm.browser_of(foreign);
    let own = boss.get(&sheet(foreign)).html;
    let name = own.split("name=\"session\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a name");
    boss.post(&format!("{}/end-session", sheet(account)), &[("session", name)]).has_status(404);
    other.get("/office").has_status(200);
}

#[test]
fn an_account_is_locked_with_a_reason_and_let_in_again() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    let mut clerk = firm.browser_of(account);
    let mut boss = firm.signed_in("administrator");
    boss.get(&sheet(account));
    boss.submit(&format!("{}/lock", sheet(account)), &[("reason", "  ")])
        .has_status(422)
        .sees("schreiben Sie einen Grund");
    boss.submit(&format!("{}/lock", sheet(account)), &[("reason", "Ausgeschieden")]).goes_to(&sheet(account));
    boss.get(&sheet(account)).sees("Dieses Konto ist gesperrt: Ausgeschieden");
    clerk.get("/office").goes_to("/sign-in?to=/office");
    boss.post(&format!("{}/link", sheet(account)), &[]).has_status(422).sees("Heben Sie zuerst die Sperre auf");
    boss.get(&sheet(account));
    boss.submit(&format!("{}/unlock", sheet(account)), &[]).goes_to(&sheet(account));
    boss.get(&sheet(account)).does_not_see("Dieses Konto ist gesperrt").sees("Ausgeschieden");
    clerk.get("/sign-in");
    let email = firm.email_of(account);
    clerk.submit("/sign-in", &[("email", &email), ("password", PASSWORD)]).goes_to("/office");
}

#[test]
fn nobody_locks_the_own_account_nor_takes_the_last_administration_away() {
    let firm = Firm::new();
    let own = firm.account(&["administrator", "office"]);
    let mut boss = firm.browser_of(own);
    boss.get(&sheet(own)).does_not_see("Konto sperren");
    boss.post(&format!("{}/lock", sheet(own)), &[("reason", "Neugier")])
        .has_status(422)
        .sees("Das eigene Konto können Sie nicht sperren");
    let administrator = firm.role("administrator").to_string();
    boss.get(&sheet(own));
    boss.post(&format!("{}/take-role", sheet(own)), &[("role", &administrator)])
        .has_status(422)
        .sees("niemand mehr Konten und Rollen verwalten");
    boss.get(&sheet(own)).has_status(200);
}

#[test]
fn the_list_is_searched_narrowed_and_kept_as_a_file() {
    let firm = Firm::new();
    let locked = firm.account(&["warehouse"]);
    firm.write(move |tx| access::lock_account(tx, locked, "Karenz"));
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/accounts").sees("warehouse@firm.test").sees("administrator@firm.test").sees("2 Konten");
    boss.get("/office/accounts?q=WAREHOUSE@").sees("warehouse@firm.test").does_not_see("administrator@firm.test");
    boss.get("/office/accounts?state=locked").sees("warehouse@firm.test").does_not_see("administrator@firm.test");
    boss.get("/office/accounts?state=active").does_not_see("warehouse@firm.test").sees("administrator@firm.test");
    let role = firm.role("administrator");
    boss.get(&format!("/office/accounts?role={role}")).does_not_see("warehouse@firm.test");
    boss.get("/office/accounts?q=niemand").sees("Kein Konto passt dazu");
    let file = boss.get("/office/accounts.csv?state=locked");
    assert!(file.html.contains("warehouse@firm.test;Lager") && file.html.contains("Gesperrt"), "{}", file.html);
    let state = firm.read(|view| access::account(view, locked).expect("it").state());
    assert_eq!(state, AccountState::Locked);
}

#[test]
fn whoever_manages_accounts_only_sees_no_way_to_more_rights() {
    let firm = Firm::new();
    let own = firm.account(&["customer"]);
    firm.write(move |tx| {
        let role = create_role(tx, &NewRole { name: LocalText::new("Empfang", "Desk", "前台"), like: None })?;
        change_role_permissions(tx, role, &[Permission::DeskUse, Permission::AccountsManage])?;
        access::give_role(tx, own, role)?;
        let customer = access::role_by_key(tx, "customer").expect("a standard role").0;
        access::take_role(tx, own, customer)
    });
    let boss = firm.account(&["administrator"]);
    let mut clerk = firm.browser_of(own);
    clerk.get(&sheet(own)).sees("Weitere Rolle").does_not_see("Administration").sees("mehr dürfen als Sie selbst");
    let administrator = firm.role("administrator").to_string();
    clerk
        .post(&format!("{}/give-role", sheet(own)), &[("role", &administrator)])
        .has_status(422)
        .sees("Diese Rolle darf mehr als Sie selbst");
    let shown = clerk.get(&sheet(boss));
    shown.sees("Dieses Konto darf mehr als Sie selbst").does_not_see("Weitere Rolle").does_not_see("Konto sperren");
    shown.does_not_see("Link für ein neues Passwort").does_not_see("Neue Einladung");
    assert!(!shown.html.contains("/take-role"), "the role is not theirs to take");
    clerk.post(&format!("{}/link", sheet(boss)), &[]).has_status(422).sees("Dieses Konto darf mehr als Sie selbst");
    clerk.get("/office/accounts/new").does_not_see("Finanz").sees("mehr dürfen als Sie selbst");
}
