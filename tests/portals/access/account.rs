//! One's own account: data, password, sessions, in every portal.

use kontor::business::access;
use kontor::business::people::person;
use kontor::values::Language;

use crate::kit::{Firm, PASSWORD};

#[test]
fn the_own_account_stands_in_the_frame_of_the_own_portal() {
    let firm = Firm::new();
    for (role, of_the_frame) in [("warehouse", "Schreibtisch"), ("partner", "Mein Monat"), ("customer", "Impressum")] {
        firm.signed_in(role).get("/account").has_status(200).sees("Meine Angaben").sees(of_the_frame);
    }
    firm.visitor().get("/account").goes_to("/sign-in?to=/account");
}

#[test]
fn own_data_are_changed_and_the_language_with_them() {
    let firm = Firm::new();
    let account = firm.account(&["customer"]);
    let mut browser = firm.browser_of(account);
    browser.get("/account");
    let typed = [
        ("last_name", "Brunnthaler-Oberhofer"),
        ("phone", "+43 660 1234567"),
        ("language", "zh"),
        ("address.name", "K. Brunnthaler"),
        ("address.street", "Am Steinfeld"),
        ("address.house_number", "12a"),
        ("address.postcode", "8020"),
        ("address.town", "Graz"),
        ("address.country", "AT"),
    ];
    browser.submit("/account/data", &typed).goes_to("/account");
    browser.get("/account").sees("我的资料").sees("您的资料已保存");
    let known = firm.read(|view| person(view, access::account(view, account).expect("it").person).expect("it"));
    assert_eq!((known.language, known.last_name.as_str()), (Language::Zh, "Brunnthaler-Oberhofer"));
    assert_eq!(known.address.expect("kept").town, "Graz");
}

#[test]
fn wrong_data_are_told_beside_their_fields_and_what_was_typed_stays() {
    let firm = Firm::new();
    let mut browser = firm.signed_in("customer");
    browser.get("/account");
    let typed = [("last_name", "Huber"), ("address.street", "Am Steinfeld"), ("address.postcode", "802")];
    let shown = browser.submit("/account/data", &typed);
    shown.has_status(422).holds("value=\"Am Steinfeld\"").holds("value=\"802\"").sees("Bitte ausfüllen");
}

#[test]
fn a_partner_names_the_account_that_is_paid_to() {
    let firm = Firm::new();
    let account = firm.account(&["partner"]);
    let mut browser = firm.browser_of(account);
    browser.get("/account").does_not_see("Bankkonto für Auszahlungen");
}

#[test]
fn the_password_is_changed_with_the_old_one_and_ends_other_sessions() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    let (mut here, mut there) = (firm.browser_of(account), firm.browser_of(account));
    here.get("/account").sees("Unbekanntes Gerät");
    let wrong = [("old_password", "Zwetschken im Garten"), ("password", "Marillen unterm Kirchturm")];
    here.submit("/account/password", &wrong).has_status(422).sees("Das bisherige Passwort stimmt nicht");
    let both_wrong = [("old_password", "x"), ("password", "kurz")];
    here.submit("/account/password", &both_wrong).sees("Das bisherige Passwort").sees("mindestens 15 Zeichen");
    let right = [("old_password", PASSWORD), ("password", "Marillen unterm Kirchturm")];
    here.submit("/account/password", &right).goes_to("/account");
    here.get("/account").has_status(200).sees("Ihr Passwort ist geändert");
    there.get("/account").goes_to("/sign-in?to=/account");
}

#[test]
fn other_sessions_are_ended_one_by_one_or_all_at_once() {
    let firm = Firm::new();
    let account = firm.account(&["office"]);
    let mut here = firm.browser_of(account);
    let (mut second, mut third) = (firm.browser_of(account), firm.browser_of(account));
    here.get("/account");
    here.submit("/account/sessions/end", &[]).goes_to("/account");
    let open = [&mut second, &mut third]
        .into_iter()
        .filter_map(|other| other.get("/account").location.is_none().then_some(()));
    assert_eq!(open.count(), 1, "one of the two was ended");
    here.get("/account");
    here.submit("/account/sessions/end-others", &[]).goes_to("/account");
    second.get("/account").goes_to("/sign-in?to=/account");
    third.get("/account").goes_to("/sign-in?to=/account");
    here.get("/account").has_status(200).sees("Alle anderen Geräte sind abgemeldet");
}

#[test]
fn a_session_that_is_used_lives_on_and_one_that_rests_ends() {
    let firm = Firm::new();
    let mut browser = firm.signed_in("office");
    for _ in 0..4 {
        firm.wait_seconds(8 * 60 * 60);
        browser.get("/account").has_status(200);
    }
    firm.wait_seconds(12 * 60 * 60);
    browser.get("/account").goes_to("/sign-in?to=/account");
}
