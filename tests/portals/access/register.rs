//! A customer makes an account.

use kontor::business::pages::{LegalKind, LegalText, publish_legal_text};
use kontor::business::people::{person, person_by_email};
use kontor::store::outbox_newest;
use kontor::values::{Day, Email, LocalText};

use crate::kit::Firm;

fn with_legal_texts() -> Firm {
    let firm = Firm::just_set_up();
    for kind in [LegalKind::Terms, LegalKind::Privacy] {
        let text = LegalText {
            version: "2026-01".to_owned(),
            valid_from: Day::parse("2026-01-01").expect("a day"),
            text: LocalText::new("Text", "Text", "文本"),
        };
        firm.write(move |tx| publish_legal_text(tx, kind, &text));
    }
    firm
}

#[test]
fn a_customer_registers_confirms_and_is_in() {
    let firm = with_legal_texts();
    let mut browser = firm.visitor();
    browser.get("/register").has_status(200);
    let typed = [("last_name", "Huber"), ("email", "eva@kundin.test"), ("terms", "yes"), ("privacy", "yes")];
    browser.submit("/register", &typed).goes_to("/register/sent");
    browser.get("/register/sent").sees("Bitte bestätigen Sie Ihre Adresse");
    let letter = firm.read(|view| outbox_newest(view, None, 1))[0].1.clone();
    assert_eq!((letter.template.as_str(), letter.recipient.as_str()), ("account_confirmation", "eva@kundin.test"));
    let path = format!("/password/{}", letter.secret);
    browser.get(&path);
    browser.submit(&path, &[("password", "Marillen unterm Kirchturm")]).goes_to("/shop");
    browser.get("/account").sees("Fassung 2026-01, angenommen");
    let email = Email::parse("eva@kundin.test").expect("an address");
    let known = firm.read(|view| person(view, person_by_email(view, &email).expect("known")).expect("known"));
    assert_eq!(known.last_name, "Huber");
}

#[test]
fn nothing_is_ticked_in_advance_and_both_consents_are_needed() {
    let firm = with_legal_texts();
    let mut browser = firm.visitor();
    let shown = browser.get("/register");
    assert!(!shown.html.contains(" checked"), "no box is ticked in advance");
    let typed = [("last_name", "Huber"), ("email", "eva@kundin"), ("terms", "yes")];
    let shown = browser.submit("/register", &typed);
    shown.has_status(422).sees("Das ist keine E-Mail-Adresse").sees("Ohne diese Zustimmung").holds("value=\"Huber\"");
}
