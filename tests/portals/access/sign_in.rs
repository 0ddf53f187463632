//! Signing in and out, and being slowed down.

use kontor::business::access;

use crate::kit::{Browser, Firm, PASSWORD, Shown};

fn try_with(browser: &mut Browser<'_>, email: &str, password: &str) -> Shown {
    browser.get("/sign-in");
    browser.submit("/sign-in", &[("email", email), ("password", password)])
}

#[test]
fn somebody_signs_in_works_and_signs_out() {
    let firm = Firm::new();
    firm.with_password(firm.account(&["office"]));
    let mut browser = firm.visitor();
    try_with(&mut browser, "Office@Firm.test ", PASSWORD).goes_to("/office");
    browser.get("/sign-in").goes_to("/office");
    browser.get("/account").has_status(200).sees("Anna Muster").sees("Büro").sees("Dieses Gerät");
    browser.submit("/sign-out", &[]).goes_to("/");
    browser.get("/account").goes_to("/sign-in?to=/account");
    assert_eq!(browser.cookie("kontor"), None, "the browser forgets the session");
}

#[test]
fn an_old_cookie_opens_nothing_after_signing_out() {
    let firm = Firm::new();
    let mut browser = firm.signed_in("office");
    let secret = browser.cookie("kontor").expect("signed in").to_owned();
    browser.get("/account");
    browser.submit("/sign-out", &[]);
    browser.set_cookie("kontor", &secret);
    browser.get("/account").goes_to("/sign-in?to=/account");
}

#[test]
fn one_comes_out_where_one_wanted_to_go_but_never_elsewhere() {
    let firm = Firm::new();
    firm.with_password(firm.account(&["office"]));
    for (to, expected) in [
        ("/account", "/account"),
        ("/office/orders", "/office/orders"),
        ("/partner/team", "/office"),
        ("https://evil.test/x", "/x"),
        ("//evil.test/x", "/office"),
        ("/", "/office"),
    ] {
        let mut browser = firm.visitor();
        browser.get(&format!("/sign-in?to={to}"));
        let shown = browser.submit("/sign-in", &[("email", "office@firm.test"), ("password", PASSWORD)]);
        shown.goes_to(expected);
    }
}

#[test]
fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let firm = Firm::new();
    firm.with_password(firm.account(&["office"]));
    firm.account(&["finance"]);
    let mut browser = firm.visitor();
    for (email, password) in [
        ("office@firm.test", "Zwetschken im Garten"),
        ("nobody@firm.test", PASSWORD),
        ("finance@firm.test", PASSWORD),
        ("finance@firm.test", ""),
        ("no address", PASSWORD),
    ] {
        let shown = try_with(&mut browser, email, password);
        shown.has_status(422).sees("E-Mail-Adresse oder Passwort stimmt nicht").holds(&format!("value=\"{email}\""));
        assert_eq!(browser.cookie("kontor"), None);
    }
}

#[test]
fn a_locked_account_is_told_so_only_after_the_right_password() {
    let firm = Firm::new();
    let account = firm.with_password(firm.account(&["office"]));
    firm.write(move |tx| access::lock_account(tx, account, "Auf Urlaub"));
    let mut browser = firm.visitor();
    try_with(&mut browser, "office@firm.test", "Zwetschken im Garten").does_not_see("gesperrt");
    try_with(&mut browser, "office@firm.test", PASSWORD).has_status(422).sees("Ihr Konto ist gesperrt");
}

#[test]
fn five_tries_a_minute_then_a_pause_that_doubles() {
    let firm = Firm::new();
    firm.with_password(firm.account(&["office"]));
    let mut browser = firm.visitor().on_address("203.0.113.7");
    for _ in 0..5 {
        try_with(&mut browser, "office@firm.test", "Zwetschken im Garten").has_status(422);
    }
    let shown = try_with(&mut browser, "office@firm.test", PASSWORD);
    shown.has_status(429).sees("Bitte warten Sie eine Minute");
    assert_eq!(shown.headers.get("retry-after").expect("told").to_str().ok(), Some("60"));
    firm.wait_seconds(61);
    try_with(&mut browser, "office@firm.test", "Zwetschken im Garten").has_status(422);
    try_with(&mut browser, "office@firm.test", PASSWORD).has_status(429).sees("Bitte warten Sie 2 Minuten");
    firm.wait_seconds(121);
    try_with(&mut browser, "office@firm.test", PASSWORD).goes_to("/office");
}

#[test]
fn an_address_that_tries_many_accounts_waits_too() {
    let firm = Firm::new();
    let mut browser = firm.visitor().on_address("203.0.113.8");
    for number in 0..5 {
        try_with(&mut browser, &format!("guess{number}@firm.test"), "x").has_status(422);
    }
    try_with(&mut browser, "guess6@firm.test", "x").has_status(429);
    let mut other = firm.visitor().on_address("203.0.113.9");
    try_with(&mut other, "guess7@firm.test", "x").has_status(422);
}

#[test]
fn an_administrator_at_the_machine_is_slowed_but_never_locked_out() {
    let firm = Firm::new();
    firm.with_password(firm.account(&["administrator"]));
    let mut browser = firm.visitor();
    for _ in 0..5 {
        try_with(&mut browser, "administrator@firm.test", "x").has_status(422);
    }
    for _ in 0..6 {
        try_with(&mut browser, "administrator@firm.test", "x").has_status(429).sees("10 Sekunden");
        firm.wait_seconds(11);
        try_with(&mut browser, "administrator@firm.test", "x").has_status(422);
    }
    firm.wait_seconds(11);
    try_with(&mut browser, "administrator@firm.test", PASSWORD).goes_to("/office");
}

#[test]
fn somebody_with_two_roles_goes_on_in_the_other() {
    let firm = Firm::new();
    let account = firm.account(&["office", "partner"]);
    let mut browser = firm.browser_of(account);
    browser.get("/account").sees("Büro").sees("Vertriebspartner");
    let partner = firm.role("partner").to_string();
    browser.submit("/role", &[("role", &partner)]).goes_to("/partner");
    browser.get("/account").sees("Mein Monat").does_not_see("Schreibtisch");
    let finance = firm.role("finance").to_string();
    browser.post("/role", &[("role", &finance)]).has_status(404);
    browser.get("/office").has_status(403);
}

#[test]
fn a_form_without_the_token_of_the_session_is_refused() {
    let firm = Firm::new();
    let mut browser = firm.signed_in("office");
    browser.get("/account");
    browser.post("/account/data", &[("csrf", "stolen"), ("last_name", "Evil")]).has_status(403).sees("zu lange offen");
    browser.get("/account").holds("value=\"Muster\"");
}
