//! Changing the address to sign in with, through the pages.

use kontor::business::access;
use kontor::store::{OutboxItem, outbox_newest};
use kontor::values::AccountId;

use crate::kit::{Firm, PASSWORD};

fn letters(firm: &Firm) -> Vec<OutboxItem> {
    firm.read(|view| outbox_newest(view, None, 20)).into_iter().map(|(_, item)| item).collect()
}

fn link(firm: &Firm, account: AccountId) -> String {
    let secret = letters(firm).into_iter().find(|letter| letter.template == "email_confirmation").expect("sent").secret;
    format!("/email/{account}/{secret}")
}

#[test]
fn somebody_moves_to_another_mailbox_and_signs_in_with_it() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["customer"]));
    let (mut here, mut elsewhere) = (firm.browser_of(account), firm.browser_of(account));
    here.get("/account").sees("Sie melden sich mit customer@firm.test an").does_not_see("Doch nicht ändern");
    let typed = [("new_email", "anna@neu.test"), ("email_password", PASSWORD)];
    here.submit("/account/email", &typed).goes_to("/account");
    here.get("/account").sees("Wir haben an anna@neu.test geschrieben").sees("Diese Firma verschickt noch keine");
    let link = link(&firm, account);
    // The link may be opened where nobody is signed in; opening it alone changes nothing.
    let mut telephone = firm.visitor();
    telephone.get(&link).has_status(200).sees("Ab jetzt melden Sie sich mit anna@neu.test an");
    elsewhere.get("/account").has_status(200).sees("customer@firm.test");
    here.get(&link).has_status(200);
    here.submit(&link, &[]).goes_to("/account");
    here.get("/account").sees("Ihre neue E-Mail-Adresse gilt").sees("Sie melden sich mit anna@neu.test an");
    elsewhere.get("/account").goes_to("/sign-in?to=/account");
    let notice = &letters(&firm)[0];
    assert_eq!((notice.template.as_str(), notice.recipient.as_str()), ("email_changed", "customer@firm.test"));
    telephone.get(&link).has_status(422).sees("Dieser Link gilt nicht mehr");
    telephone.post(&link, &[]).has_status(422);
    telephone.get("/sign-in");
    let old = [("email", "customer@firm.test"), ("password", PASSWORD)];
    telephone.submit("/sign-in", &old).has_status(422);
    telephone.submit("/sign-in", &[("email", "anna@neu.test"), ("password", PASSWORD)]).goes_to("/shop");
}

#[test]
fn everything_that_is_wrong_is_said_at_once_and_what_was_typed_stays() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    let mut browser = firm.browser_of(account);
    browser.get("/account");
    let shown = browser.submit("/account/email", &[("new_email", "kein Postfach"), ("email_password", "geraten")]);
    shown.has_status(422).sees("Das ist keine E-Mail-Adresse").sees("Das Passwort stimmt nicht");
    shown.holds("value=\"kein Postfach\"");
    let same = [("new_email", "office@firm.test"), ("email_password", PASSWORD)];
    browser.submit("/account/email", &same).has_status(422).sees("schon die Adresse dieses Kontos");
    assert!(letters(&firm).is_empty());
    for _ in 0..5 {
        browser.submit("/account/email", &[("new_email", "neu@firm.test"), ("email_password", "geraten")]);
    }
    let right = [("new_email", "neu@firm.test"), ("email_password", PASSWORD)];
    browser.submit("/account/email", &right).has_status(422).sees("Zu viele Versuche");
    assert!(letters(&firm).is_empty());
}

#[test]
fn a_wish_is_taken_back() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["customer"]));
    let mut browser = firm.browser_of(account);
    browser.get("/account");
    browser.submit("/account/email", &[("new_email", "neu@firm.test"), ("email_password", PASSWORD)]);
    let link = link(&firm, account);
    browser.get("/account").sees("Doch nicht ändern");
    browser.submit("/account/email/withdraw", &[]).goes_to("/account");
    browser.get("/account").sees("Es bleibt bei der bisherigen Adresse").does_not_see("neu@firm.test");
    browser.get(&link).has_status(422);
}

#[test]
fn the_page_looks_the_same_when_the_address_is_somebody_elses() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["customer"]));
    let other = firm.account(&["office"]);
    let mut browser = firm.browser_of(account);
    browser.get("/account");
    let taken = [("new_email", "office@firm.test"), ("email_password", PASSWORD)];
    browser.submit("/account/email", &taken).goes_to("/account");
    browser.get("/account").sees("Wir haben an office@firm.test geschrieben");
    assert_eq!(letters(&firm)[0].template, "email_taken");
    assert_eq!(firm.email_of(other), "office@firm.test");
}

#[test]
fn the_office_gives_an_account_another_address() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["customer"]));
    let mut customer = firm.browser_of(account);
    let own = firm.account(&["administrator"]);
    let mut boss = firm.browser_of(own);
    let sheet = format!("/office/accounts/{account}");
    boss.get(&sheet).sees("Neue E-Mail-Adresse");
    let form = format!("{sheet}/email");
    boss.submit(&form, &[("email", "niemand")]).has_status(422).sees("Das ist keine E-Mail-Adresse");
    let taken = boss.submit(&form, &[("email", "administrator@firm.test")]);
    taken.has_status(422).sees("gehört schon zu einem Konto").holds("value=\"administrator@firm.test\"");
    boss.submit(&form, &[("email", "neu@kundin.test")]).goes_to(&sheet);
    boss.get(&sheet).sees("Die E-Mail-Adresse ist geändert").sees("neu@kundin.test").sees("E-Mail-Adresse geändert");
    assert_eq!(letters(&firm).len(), 2);
    customer.get("/account").goes_to("/sign-in?to=/account");
    assert_eq!(firm.email_of(account), "neu@kundin.test");
    boss.get(&format!("/office/accounts/{own}")).sees("Die eigene Adresse ändern Sie unter");
    boss.post(&format!("/office/accounts/{own}/email"), &[("email", "neu@chef.test")])
        .has_status(422)
        .sees("mit Ihrem Passwort");
    assert!(firm.read(|view| access::account(view, own).expect("it").email.as_str() == "administrator@firm.test"));
}
