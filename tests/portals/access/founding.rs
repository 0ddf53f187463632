//! The first page of a new data folder.

use kontor::business::access;
use kontor::business::firm::firm;

use crate::kit::{Browser, Firm};

fn claimed(firm: &Firm) -> Browser<'_> {
    let token = firm.app().renew_claim([7; 16]);
    let mut browser = firm.visitor();
    browser.get(&format!("/start?claim={token}")).goes_to("/start");
    browser
}

const TYPED: [(&str, &str); 10] = [
    ("trade_name", "Bergladen"),
    ("address.street", "Hauptplatz"),
    ("address.house_number", "1"),
    ("address.postcode", "8010"),
    ("address.town", "Graz"),
    ("firm_email", "buero@bergladen.test"),
    ("first_name", "Eva"),
    ("last_name", "Oberhofer"),
    ("email", "eva@bergladen.test"),
    ("password", "Marillen unterm Kirchturm"),
];

#[test]
fn every_page_of_a_new_folder_leads_to_the_three_doors() {
    let firm = Firm::not_set_up();
    for path in ["/", "/office", "/shop", "/sign-in", "/account", "/no/such/page"] {
        firm.visitor().get(path).goes_to("/start");
    }
    let shown = firm.visitor().get("/start");
    shown
        .has_status(200)
        .sees("Meine Firma einrichten")
        .sees("Die Demo ausprobieren")
        .sees("Eine Sicherung wiederherstellen");
    firm.visitor().in_language("zh").get("/start").sees("欢迎使用 Kontor");
}

#[test]
fn the_doors_stay_shut_without_the_claim_and_from_elsewhere() {
    let firm = Firm::not_set_up();
    let token = firm.app().renew_claim([7; 16]);
    let mut stranger = firm.visitor();
    stranger.get("/start").sees("nur mit dem einmaligen Link").does_not_see("Demo ansehen");
    stranger.get("/start?claim=0000").goes_to("/start");
    assert_eq!(stranger.cookie("claim"), None);
    let mut elsewhere = firm.visitor().on_address("192.168.1.20");
    elsewhere.get(&format!("/start?claim={token}")).goes_to("/start");
    elsewhere.set_cookie("claim", &token);
    elsewhere.get("/start").sees("nur auf dem Rechner, auf dem es läuft");
    for door in ["/start/firm", "/start/demo", "/start/restore"] {
        stranger.get(door).has_status(403);
        stranger.post(door, &TYPED).has_status(403);
        elsewhere.get(door).has_status(403);
        elsewhere.post(door, &TYPED).has_status(403);
    }
    assert_eq!(firm.journal_end(), 0);
}

#[test]
fn the_claim_travels_in_no_address_after_the_first() {
    let firm = Firm::not_set_up();
    let token = firm.app().renew_claim([7; 16]);
    let shown = firm.visitor().get(&format!("/start?claim={token}"));
    shown.goes_to("/start");
    assert_eq!(shown.headers.get("referrer-policy").expect("told").to_str().ok(), Some("no-referrer"));
    let cookie = shown.headers.get("set-cookie").expect("a cookie").to_str().expect("in ASCII");
    assert!(cookie.contains("HttpOnly") && cookie.contains("Max-Age=1800"), "{cookie}");
}

#[test]
fn a_link_that_has_set_up_a_firm_says_that_it_is_used_up() {
    let firm = Firm::new();
    let shown = firm.visitor().get("/start?claim=0123");
    shown.has_status(200).sees("verbraucht").sees("Zur Anmeldung").sees("kontor user reset");
    firm.visitor().get("/start").goes_to("/sign-in");
}

#[test]
fn a_claim_is_over_after_half_an_hour() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start").sees("Firma einrichten");
    firm.wait_seconds(30 * 60);
    browser.get("/start/firm").has_status(403);
}

#[test]
fn a_firm_is_set_up_and_its_first_administrator_is_in() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start/firm").has_status(200);
    browser.submit("/start/firm", &TYPED).goes_to("/office");
    let found = firm.read(|view| self::firm(view).expect("a firm"));
    assert_eq!((found.trade_name.as_str(), found.legal_name.as_str()), ("Bergladen", "Bergladen"));
    assert_eq!((found.address.name.as_str(), found.time_zone.as_str()), ("Bergladen", "Europe/Vienna"));
    browser.get("/account").sees("Eva Oberhofer").sees("Administration");
    browser.get("/start").goes_to("/sign-in");
    browser.get("/start/firm").has_status(409);
}

#[test]
fn the_currency_is_that_of_the_country_unless_another_is_chosen() {
    for (country, chosen, currency) in
        [("AT", None, "EUR"), ("CH", None, "CHF"), ("CH", Some("EUR"), "EUR"), ("DE", Some("USD"), "USD")]
    {
        let firm = Firm::not_set_up();
        let mut browser = claimed(&firm);
        browser.get("/start/firm").sees("Sie lässt sich später nicht mehr ändern").sees("Schweizer Franken (CHF)");
        let mut typed = TYPED.to_vec();
        typed.retain(|(name, _)| *name != "address.postcode");
        typed.extend([
            ("address.country", country),
            ("address.postcode", if country == "DE" { "80331" } else { "8010" }),
        ]);
        typed.extend(chosen.map(|code| ("currency", code)));
        browser.submit("/start/firm", &typed).goes_to("/office");
        let found = firm.read(|view| self::firm(view).expect("a firm"));
        assert_eq!(found.currency.code(), currency, "{country}, {chosen:?}");
        browser.get("/office/firm").sees("Währung, fest seit der Gründung").sees(currency);
    }
}

#[test]
fn a_firm_with_faults_is_refused_with_all_of_them_at_once() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start/firm");
    let typed = [
        ("trade_name", ""),
        ("address.postcode", "801"),
        ("vat_id", "ATU1"),
        ("currency", "QQQ"),
        ("email", "eva"),
        ("last_name", "Oberhofer"),
        ("password", "Oberhofer"),
    ];
    let shown = browser.submit("/start/firm", &typed);
    shown.has_status(422).sees("Bitte ausfüllen").sees("Diese UID-Nummer stimmt nicht").sees("mindestens 15 Zeichen");
    shown.sees("keine E-Mail-Adresse").holds("value=\"Oberhofer\"").holds("value=\"801\"");
    assert!(!shown.html.contains("value=\"ATU1\" type=\"password\""));
    assert_eq!(firm.journal_end(), 0, "nothing was written");
}

#[test]
fn of_two_who_claim_one_becomes_the_owner() {
    let firm = Firm::not_set_up();
    let (mut one, mut other) = (claimed(&firm), firm.visitor());
    other.set_cookie("claim", one.cookie("claim").expect("claimed"));
    one.get("/start/firm");
    other.get("/start/firm");
    one.submit("/start/firm", &TYPED).goes_to("/office");
    other.submit("/start/firm", &TYPED).has_status(409).sees("schon eingerichtet");
    assert_eq!(firm.read(|view| access::accounts(view).len()), 1);
}

#[test]
fn a_folder_with_any_data_is_never_set_up() {
    let firm = Firm::not_set_up();
    firm.write(access::ensure_standard_roles);
    let mut browser = claimed(&firm);
    browser.get("/start/firm");
    browser.submit("/start/firm", &TYPED).has_status(422).sees("schon eingerichtet");
    assert!(firm.read(|view| self::firm(view).is_none()));
}

#[test]
fn a_file_that_is_no_backup_is_refused_and_the_doors_stay_open() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start/restore");
    browser
        .submit("/start/restore", &[("passphrase", "x")])
        .has_status(422)
        .sees("Bitte wählen Sie die Sicherungsdatei");
    let file = ("backup", "holiday.jpg", b"no backup at all".as_slice());
    browser.submit_file("/start/restore", &[("passphrase", "geheim genug")], file).goes_to("/start/progress");
    for _ in 0..1_000 {
        let shown = browser.get("/start/progress");
        if shown.status.as_u16() == 422 {
            shown.sees("keine Sicherung von Kontor").sees("Meine Firma einrichten");
            return;
        }
        std::thread::yield_now();
    }
    unreachable!("the work never ends");
}

#[test]
fn health_and_readiness_are_told_to_machines() {
    let firm = Firm::not_set_up();
    for path in ["/healthz", "/readyz"] {
        firm.visitor().get(path).has_status(200);
    }
    assert!(firm.visitor().get("/readyz").html.contains("waits to be set up"));
    assert_eq!(Firm::new().visitor().get("/readyz").html, "ready\n");
}

#[test]
fn every_complaint_leads_to_its_field() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start/firm");
    for typed in [&[][..], &[("legal_name", "Bergladen GmbH")], &[("trade_name", "Bergladen")]] {
        let shown = browser.submit("/start/firm", typed);
        shown.has_status(422);
        let (_, summary) = shown.html.split_once("error-summary").expect("a summary");
        let (summary, _) = summary.split_once("</ul>").expect("its end");
        let complaints: Vec<&str> = summary.split("<li>").skip(1).collect();
        assert!(complaints.len() > 3, "{summary}");
        for complaint in complaints {
            let (_, after) = complaint.split_once("href=\"#").unwrap_or_else(|| panic!("{complaint} leads nowhere"));
            let (anchor, _) = after.split_once('"').expect("its end");
            shown.holds(&format!("id=\"{anchor}\""));
        }
    }
}

#[test]
fn what_was_set_up_in_a_browser_was_not_done_at_a_command_line() {
    let firm = Firm::not_set_up();
    let mut browser = claimed(&firm);
    browser.get("/start/firm");
    browser.submit("/start/firm", &TYPED).goes_to("/office");
    browser.get("/office/journal").sees("Am Server").does_not_see("Befehlszeile");
}
