//! Roles in the office: read, changed after a second look, added, renamed, retired.

use kontor::business::access;
use kontor::business::permission::Permission;
use kontor::text;
use kontor::values::{Language, LocalText, RoleId};

use crate::kit::{Browser, Firm, Shown};

/// Ticks or unticks boxes in the matrix that is open, and sends it to be looked at.
fn look(firm: &Firm, browser: &mut Browser<'_>, role: RoleId, wanted: &[Permission]) -> Shown {
    let seen = firm.read(|view| access::roles_mark(view));
    let boxes = format!("role-{role}");
    let id = role.to_string();
    let mut fields = vec![("roles", id.as_str()), ("seen", seen.as_str())];
    fields.extend(wanted.iter().map(|permission| (boxes.as_str(), permission.word())));
    browser.post("/office/roles/check", &fields)
}

fn allowed(firm: &Firm, role: RoleId) -> Vec<Permission> {
    firm.read(|view| access::role(view, role).expect("a role").permissions.iter().collect())
}

#[test]
fn every_permission_has_its_sentence_in_every_language() {
    for permission in Permission::ALL {
        for language in Language::ALL {
            for key in [
                format!("access.permission.{}", permission.word()),
                format!("access.group.{}", permission.group().word()),
            ] {
                assert_ne!(text!(language, &key), key, "{language:?}");
            }
        }
    }
}

#[test]
fn a_clerk_without_the_permission_gets_the_proper_page() {
    let firm = Firm::new();
    let office = firm.role("office");
    let mut clerk = firm.signed_in("office");
    for path in ["/office/roles", "/office/roles/new", &format!("/office/roles/{office}")] {
        clerk.get(path).has_status(403).sees("Dafür fehlt Ihnen die Berechtigung");
    }
    clerk.get("/account");
    clerk.post("/office/roles", &[("roles", "1")]).has_status(403);
}

#[test]
fn a_role_that_may_more_is_only_read() {
    let firm = Firm::new();
    let role = firm.write(|tx| {
        let name = LocalText::new("Rollenpflege", "Roles", "角色");
        let id = access::create_role(tx, &access::NewRole { name, like: None })?;
        let now = access::role(tx, id).expect("a role").permissions.with(&[Permission::RolesManage]);
        let wishes = vec![(id, now.iter().collect())];
        access::change_roles(tx, &access::RoleWishes { wishes, seen: access::roles_mark(tx) }).map(|_| id)
    });
    let key = firm.read(|view| access::role(view, role).expect("a role").key);
    let mut keeper = firm.signed_in(&key);
    let beyond = keeper.get(&format!("/office/roles/{}", firm.role("finance")));
    beyond.has_status(200).sees("Diese Rolle darf mehr als Sie selbst").does_not_see("Namen speichern");
    beyond.does_not_see("Rolle stilllegen");
    keeper.get(&format!("/office/roles/{role}")).does_not_see("Diese Rolle darf mehr als Sie selbst");
}

#[test]
fn the_matrix_says_in_plain_words_what_each_role_may() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    let shown = boss.get("/office/roles");
    shown.has_status(200).sees("Bestellungen stornieren").sees("Geschäftsführung").sees("Lager und Versand");
    shown.does_not_see("Sich anmelden").holds("aria-label=\"Bestellungen stornieren, Büro\"");
    boss.in_language("zh").get("/office/roles").sees("取消订单").sees("管理层");
}

#[test]
fn a_change_is_looked_at_before_it_is_saved_and_then_acts_at_once() {
    let firm = Firm::new();
    let office = firm.role("office");
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/orders").has_status(200);
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/roles");
    let mut wanted = allowed(&firm, office);
    wanted.retain(|permission| *permission != Permission::OrdersView);
    wanted.push(Permission::JournalView);
    let shown = look(&firm, &mut boss, office, &wanted);
    shown.has_status(200).sees("Was sich ändert").sees("Das ganze Protokoll lesen").sees("Bestellungen ansehen");
    shown.sees("Betrifft: Anna Muster").does_not_see("Bestellungen stornieren");
    clerk.get("/office/orders").has_status(200);
    boss.submit("/office/roles", &[]).goes_to("/office/roles");
    boss.get("/office/roles").sees("gelten sofort");
    clerk.get("/office/orders").has_status(403);
    assert!(allowed(&firm, office).contains(&Permission::JournalView));
    boss.get(&format!("/office/roles/{office}")).sees("Berechtigungen geändert: Büro (1 dazu, 1 entzogen)");
}

#[test]
fn the_boxes_of_the_page_themselves_change_nothing_unless_they_are_changed() {
    let firm = Firm::new();
    let before = firm.read(|view| access::roles_mark(view));
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/roles");
    boss.submit("/office/roles/check", &[]).has_status(422).sees("nichts anders angekreuzt");
    assert_eq!(firm.read(|view| access::roles_mark(view)), before);
}

#[test]
fn whoever_comes_second_sees_what_the_first_has_changed() {
    let firm = Firm::new();
    let (office, finance) = (firm.role("office"), firm.role("finance"));
    let mut first = firm.signed_in("administrator");
    let mut second = firm.signed_in("administrator");
    first.get("/office/roles");
    second.get("/office/roles");
    let mut less = allowed(&firm, office);
    less.retain(|permission| *permission != Permission::OrdersCancel);
    look(&firm, &mut first, office, &less).has_status(200);
    let mut other = allowed(&firm, finance);
    other.push(Permission::StockView);
    look(&firm, &mut second, finance, &other).has_status(200);
    first.submit("/office/roles", &[]).goes_to("/office/roles");
    second.submit("/office/roles", &[]).has_status(409).sees("Jemand hat inzwischen Berechtigungen geändert");
    assert!(!allowed(&firm, finance).contains(&Permission::StockView), "nothing of the second was saved");
    assert!(!allowed(&firm, office).contains(&Permission::OrdersCancel), "the first one stays");
}

#[test]
fn an_administrator_stays_one_whatever_is_ticked() {
    let firm = Firm::new();
    let administrator = firm.role("administrator");
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/roles");
    look(&firm, &mut boss, administrator, &[]).sees("Sie haben diese Rolle selbst").does_not_see("Konten anlegen");
    boss.submit("/office/roles", &[]).goes_to("/office/roles");
    boss.get("/office/roles").has_status(200);
    boss.get("/office/accounts").has_status(200);
    boss.get("/office/orders").has_status(403);
}

#[test]
fn a_role_is_added_renamed_retired_and_used_again() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/roles/new");
    let long = "x".repeat(41);
    let wrong = [("name_de", "büro"), ("name_en", long.as_str())];
    let shown = boss.submit("/office/roles/new", &wrong);
    shown.has_status(422).sees("So heißt schon eine andere Rolle").sees("höchstens 40 Zeichen").holds("value=\"büro\"");
    boss.submit("/office/roles/new", &[("name_de", "")]).has_status(422).sees("deutschen Namen");
    let like = firm.role("warehouse").to_string();
    let shown = boss.submit("/office/roles/new", &[("name_de", "Messe"), ("name_en", "Fair"), ("like", &like)]);
    let sheet = shown.location.clone().expect("it leads to the sheet");
    boss.get(&sheet).sees("Messe").sees("Bestellungen kommissionieren").sees("Niemand hat diese Rolle");
    boss.submit(&format!("{sheet}/name"), &[("name_de", "Messestand")]).goes_to(&sheet);
    boss.get(&sheet).sees("Messestand");
    let role = RoleId::parse(sheet.rsplit('/').next().expect("an id")).expect("an id");
    let account = firm.account(&["office"]);
    firm.write(move |tx| access::give_role(tx, account, role));
    boss.get(&sheet).sees("Anna Muster");
    boss.submit(&format!("{sheet}/retire"), &[]).has_status(422).sees("Ein Konto hat diese Rolle noch");
    firm.write(move |tx| access::take_role(tx, account, role));
    boss.get(&sheet);
    boss.submit(&format!("{sheet}/retire"), &[]).goes_to(&sheet);
    boss.get(&sheet).sees("Stillgelegt");
    boss.get("/office/roles").sees("Stillgelegte Rollen");
    boss.get("/office/accounts/new").does_not_see("Messestand");
    boss.get(&sheet);
    boss.submit(&format!("{sheet}/restore"), &[]).goes_to(&sheet);
    boss.get("/office/accounts/new").sees("Messestand");
}

#[test]
fn a_role_that_kontor_counts_on_is_never_retired() {
    let firm = Firm::new();
    let warehouse = firm.role("warehouse");
    let mut boss = firm.signed_in("administrator");
    let sheet = format!("/office/roles/{warehouse}");
    boss.get(&sheet).sees("Diese Rolle braucht Kontor selbst");
    boss.post(&format!("{sheet}/retire"), &[]).has_status(422).sees("Diese Rolle braucht Kontor selbst");
}

#[test]
fn somebody_with_several_roles_works_in_one_and_goes_on_when_it_is_taken() {
    let firm = Firm::new();
    let account = firm.account(&["finance", "office"]);
    let mut clerk = firm.browser_of(account);
    clerk.get("/office").holds("action=\"/role\"").sees("Finanz");
    clerk.get("/office/stock").has_status(403);
    let office = firm.role("office");
    clerk.get("/office");
    clerk.submit("/role", &[("role", &office.to_string())]).goes_to("/office");
    clerk.get("/office/stock").has_status(200);
    let foreign = firm.role("administrator").to_string();
    clerk.get("/office");
    clerk.post("/role", &[("role", &foreign)]).has_status(404);
    firm.write(move |tx| access::take_role(tx, account, office));
    clerk.get("/office").has_status(200).sees("Finanz");
    clerk.get("/office/stock").has_status(403);
}

#[test]
fn a_right_that_is_not_the_own_has_no_box() {
    let firm = Firm::new();
    let own = firm.account(&["customer"]);
    firm.write(move |tx| {
        let name = kontor::values::LocalText::new("Personal", "Staff", "人事");
        let role = access::create_role(tx, &access::NewRole { name, like: None })?;
        let rights = [Permission::DeskUse, Permission::RolesManage, Permission::OrdersView];
        access::change_role_permissions(tx, role, &rights)?;
        access::give_role(tx, own, role)?;
        access::take_role(tx, own, access::role_by_key(tx, "customer").expect("a standard role").0)
    });
    let office = firm.role("office");
    let mut clerk = firm.browser_of(own);
    let shown = clerk.get("/office/roles");
    shown.has_status(200).holds("aria-label=\"Bestellungen ansehen, Büro\"").sees("ja, für Sie nicht änderbar");
    assert!(!shown.html.contains("aria-label=\"Bestellungen stornieren, Büro\""), "no box for a right of others");
    assert!(!shown.html.contains("aria-label=\"Bestellungen ansehen, Administration\""), "nor for the administration");
    clerk.submit("/office/roles/check", &[]).has_status(422).sees("nichts anders angekreuzt");
    let before = allowed(&firm, office);
    // Forged: only the own right changes, whatever else is or is not in the form.
    look(&firm, &mut clerk, office, &[Permission::DeskUse, Permission::LedgerView]).has_status(200);
    clerk.submit("/office/roles", &[]).has_status(422).sees("Das Hauptbuch ansehen");
    assert_eq!(allowed(&firm, office), before);
    clerk.get("/office/roles");
    let kept = [Permission::DeskUse, Permission::ShopOrder, Permission::ShopWithdraw];
    look(&firm, &mut clerk, office, &kept).has_status(200).sees("Bestellungen ansehen");
    clerk.submit("/office/roles", &[]).goes_to("/office/roles");
    let after: Vec<Permission> = before.into_iter().filter(|one| *one != Permission::OrdersView).collect();
    assert_eq!(allowed(&firm, office), after);
    clerk.get("/office/roles/new").does_not_see("Finanz");
}
