//! Forgetting a password, and choosing a new one by the link.

use kontor::business::access;
use kontor::store::outbox_newest;

use crate::kit::{Firm, PASSWORD};

fn newest_secret(firm: &Firm) -> String {
    firm.read(|view| outbox_newest(view, None, 1))[0].1.secret.clone()
}

#[test]
fn a_forgotten_password_is_chosen_anew() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    let mut browser = firm.visitor();
    browser.get("/password/forgot").sees("Er gilt eine Stunde");
    browser.submit("/password/forgot", &[("email", "office@firm.test")]).goes_to("/password/sent");
    browser.get("/password/sent").sees("Wenn es zu dieser Adresse ein Konto gibt");
    let path = format!("/password/{}", newest_secret(&firm));
    browser.get(&path).has_status(200).holds("value=\"office@firm.test\"");
    browser.submit(&path, &[("password", "kurz")]).has_status(422).sees("mindestens 15 Zeichen");
    browser.submit(&path, &[("password", "office@firm.test1")]).has_status(422).sees("wird früh erraten");
    browser.submit(&path, &[("password", "Marillen unterm Kirchturm")]).goes_to("/office");
    browser.get("/account").has_status(200);
    browser.get(&path).has_status(422).sees("Dieser Link gilt nicht mehr");
    let kept = firm.read(|view| access::account(view, account).expect("it").password_hash);
    assert!(access::password::fits("Marillen unterm Kirchturm", &kept));
}

#[test]
fn an_unknown_address_gets_the_same_answer_and_no_letter() {
    let firm = Firm::new();
    let mut browser = firm.visitor();
    browser.get("/password/forgot");
    browser.submit("/password/forgot", &[("email", "nobody@firm.test")]).goes_to("/password/sent");
    assert!(firm.read(|view| outbox_newest(view, None, 1)).is_empty());
    browser.get("/password/forgot");
    browser.submit("/password/forgot", &[("email", "no address")]).has_status(422).holds("value=\"no address\"");
}

#[test]
fn nobody_fills_a_mailbox_with_our_letters() {
    let firm = Firm::new();
    firm.account(&["office"]);
    let mut browser = firm.visitor();
    for _ in 0..5 {
        browser.get("/password/forgot");
        browser.submit("/password/forgot", &[("email", "office@firm.test")]).goes_to("/password/sent");
    }
    browser.get("/password/forgot");
    browser.submit("/password/forgot", &[("email", "office@firm.test")]).has_status(429);
}

#[test]
fn a_link_of_nobody_is_told_to_be_over() {
    let firm = Firm::new();
    firm.visitor().get("/password/0123456789abcdef").has_status(422).sees("Dieser Link gilt nicht mehr");
    firm.visitor().post("/password/0123456789abcdef", &[("password", PASSWORD)]).has_status(422);
}
