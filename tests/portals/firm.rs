//! The firm's own pages: particulars, look, bank account, mail server, shipping prices.

use kontor::business::firm::{MailSecurity, MailServer, firm as particulars, logo, stationery};
use kontor::business::orders::{DeliveryTime, all_tariffs, tariffs_on};
use kontor::values::{Country, Currency, Day, Email, Money};

use crate::kit::Firm;

const TABS: [&str; 6] = [
    "/office/firm",
    "/office/firm/look",
    "/office/firm/bank",
    "/office/firm/mail",
    "/office/firm/shipping",
    "/office/firm/papers",
];

/// A small drawing as any program writes one.
const DRAWING: &str = "<?xml version=\"1.0\"?><!-- made by hand --><svg xmlns=\"http://www.w3.org/2000/svg\" \
    viewBox=\"0 0 20 10\"><title>Almgut</title><rect width=\"20\" height=\"10\" fill=\"#2b6a4d\"/></svg>";

#[test]
fn only_whoever_may_change_the_firm_sees_its_pages() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    for path in TABS {
        clerk.get(path).has_status(403).sees("Dafür fehlt Ihnen die Berechtigung");
    }
    let mut boss = firm.signed_in("administrator");
    for path in TABS {
        boss.get(path).has_status(200).sees("Almgut Naturwaren GmbH");
    }
}

#[test]
fn particulars_are_changed_and_everything_wrong_is_said_at_once() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm");
    let wrong = [("legal_name", ""), ("address.postcode", "56000"), ("vat_id", "ATU1"), ("firm_email", "nirgends")];
    let shown = boss.submit("/office/firm", &wrong);
    shown.has_status(422).sees("Die Postleitzahl hat in diesem Land 4 Ziffern").sees("Diese UID-Nummer stimmt nicht");
    shown.sees("Das ist keine E-Mail-Adresse").sees("Bitte ausfüllen").holds("value=\"56000\"").holds("value=\"ATU1\"");
    boss.get("/office/firm");
    let right = [("trade_name", "Almgut & Söhne"), ("tax_number", "91 123/4567"), ("time_zone", "Europe/Berlin")];
    boss.submit("/office/firm", &right).goes_to("/office/firm");
    boss.get("/office/firm").sees("Gespeichert").sees("Angaben zur Firma geändert: Angaben");
    let kept = firm.read(|view| (particulars(view).expect("a firm"), stationery(view)));
    assert_eq!((kept.0.trade_name.as_str(), kept.0.time_zone.as_str()), ("Almgut & Söhne", "Europe/Berlin"));
    assert_eq!(kept.1.tax_number, "91 123/4567");
    boss.get("/office/firm");
    boss.submit("/office/firm", &[("time_zone", "Europe/Atlantis")])
        .has_status(422)
        .sees("Diese Zeitzone gibt es nicht");
}

#[test]
fn two_who_change_the_same_part_meet_and_two_who_change_different_parts_do_not() {
    let firm = Firm::just_set_up();
    let mut first = firm.signed_in("administrator");
    let mut second = firm.signed_in("administrator");
    first.get("/office/firm");
    second.get("/office/firm");
    first.submit("/office/firm", &[("phone", "+43 6412 1111")]).goes_to("/office/firm");
    let shown = second.submit("/office/firm", &[("phone", "+43 6412 2222")]);
    shown.has_status(409).sees("Jemand hat das inzwischen geändert").holds("+43 6412 2222");
    second.submit("/office/firm", &[]).goes_to("/office/firm");
    assert_eq!(firm.read(|view| particulars(view).expect("a firm").phone), "+43 6412 2222");
    first.get("/office/firm/bank");
    second.get("/office/firm");
    second.submit("/office/firm", &[("phone", "+43 6412 3333")]).goes_to("/office/firm");
    first.submit("/office/firm/bank", &[("iban", "AT61 1904 3002 3457 3201")]).goes_to("/office/firm/bank");
    let kept = firm.read(|view| particulars(view).expect("a firm"));
    assert_eq!(kept.phone, "+43 6412 3333", "the bank account did not take the telephone back");
    assert_eq!(kept.iban.expect("an account").as_str(), "AT611904300234573201");
}

#[test]
fn bank_numbers_are_checked() {
    let firm = Firm::just_set_up();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/bank");
    let shown = boss.submit("/office/firm/bank", &[("iban", "AT61 1904 3002 3457 3202"), ("bic", "GIBA")]);
    shown.has_status(422).sees("Diese IBAN stimmt nicht").sees("Ein BIC hat 8 oder 11 Zeichen");
    boss.get("/office/firm/bank");
    let shown = boss.submit("/office/firm/bank", &[("bic", "GIBAATWW"), ("creditor_id", "AT62ZZZ01234567890")]);
    shown.has_status(422).sees("Zum BIC gehört die IBAN").sees("Diese Gläubiger-ID stimmt nicht");
    boss.get("/office/firm/bank");
    let note = "x".repeat(601);
    let shown = boss.submit("/office/firm/bank", &[("invoice_note_en", &note)]);
    shown.has_status(422).sees("höchstens 600 Zeichen");
    boss.get("/office/firm/bank");
    let right = [("creditor_id", "at61 zzz 0123 4567 890"), ("invoice_note_de", "Danke für Ihren Einkauf!")];
    boss.submit("/office/firm/bank", &right).goes_to("/office/firm/bank");
    let kept = firm.read(|view| (particulars(view).expect("a firm"), stationery(view)));
    assert_eq!(kept.0.creditor_id, "AT61ZZZ01234567890");
    assert_eq!(kept.1.invoice_note.de, "Danke für Ihren Einkauf!");
}

#[test]
fn every_paper_can_be_looked_at_before_one_is_issued_and_what_is_missing_is_named() {
    let firm = Firm::just_set_up();
    let mut boss = firm.signed_in("administrator");
    let shown = boss.get("/office/firm/papers");
    shown.sees("Es gibt kein Logo.").sees("Es gibt keine Bankverbindung.").sees("Die Telefonnummer fehlt.");
    shown.holds("href=\"/office/firm/bank\"").holds("href=\"/office/firm/look\"");
    for paper in ["invoice", "delivery-note", "reminder", "statement"] {
        for language in ["de", "en", "zh"] {
            let path = format!("/office/firm/papers/{paper}/{language}.pdf");
            shown.holds(&format!("href=\"{path}\""));
            let sample = boss.get(&path);
            assert_eq!(sample.headers["content-type"], "application/pdf");
            assert!(sample.html.starts_with("%PDF"), "{path}");
        }
    }
    boss.get("/office/firm/papers/letter/de.pdf").has_status(404);
    boss.get("/office/firm/papers/invoice/xx.pdf").has_status(404);
    boss.get("/office/firm/bank");
    boss.submit("/office/firm/bank", &[("iban", "AT61 1904 3002 3457 3201")]).goes_to("/office/firm/bank");
    boss.get("/office/firm/papers").does_not_see("Es gibt keine Bankverbindung.").sees("Es gibt kein Logo.");
    let mut clerk = firm.signed_in("office");
    clerk.get("/office/firm/papers/invoice/de.pdf").has_status(403);
}

#[test]
fn a_colour_that_reads_badly_is_named_and_one_that_is_none_is_refused() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/look").sees("Gut lesbar");
    boss.submit("/office/firm/look", &[("accent", "#ffee88"), ("claim_de", "Von der Alm")])
        .goes_to("/office/firm/look");
    boss.get("/office/firm/look").sees("Zu schwach zum Lesen");
    let css = boss.get("/firm.css");
    let mark = css.headers.get("etag").expect("a mark").to_str().expect("in ASCII").to_owned();
    assert!(!css.html.contains("#ffee88, ") && mark.starts_with('"'), "{}", css.html);
    boss.get("/office/firm/look");
    let typed = [("accent", "red;}body{display:none"), ("claim_de", "Von der Alm")];
    boss.submit("/office/firm/look", &typed).has_status(422).sees("Bitte eine Farbe wie");
}

#[test]
fn a_logo_is_taken_shown_and_removed() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/look").sees("Noch ist kein Logo da");
    boss.submit("/office/firm/logo", &[]).has_status(422).sees("Bitte wählen Sie zuerst eine Datei");
    boss.get("/office/firm/look");
    boss.submit_file("/office/firm/logo", &[], ("logo", "logo.svg", DRAWING.as_bytes())).goes_to("/office/firm/look");
    let kept = firm.read(|view| logo(view).expect("a logo"));
    let kept = String::from_utf8(kept).expect("text");
    assert!(kept.starts_with("<svg") && kept.contains("#2b6a4d") && !kept.contains("made by hand"), "{kept}");
    let shown = boss.get("/firm/logo");
    assert_eq!(shown.headers.get("content-type").expect("a type"), "image/svg+xml");
    boss.get("/office/firm/look").sees("Das Logo ist geändert").does_not_see("Auf Papier kann");
    boss.submit("/office/firm/logo/remove", &[]).goes_to("/office/firm/look");
    boss.get("/firm/logo").has_status(404);
}

#[test]
fn hostile_pictures_are_refused_by_name_and_nothing_is_kept() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    let svg = |inside: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\">{inside}</svg>");
    let large = svg(&"<path d=\"M0 0\"/>".repeat(60_000));
    let cases: Vec<(String, &str)> = vec![
        (svg("<script>alert(1)</script>"), "script"),
        (svg("<g onload=\"alert(1)\"/>"), "onload"),
        (svg("<foreignObject><p>x</p></foreignObject>"), "foreignObject"),
        (svg("<image href=\"https://example.com/x.png\"/>"), "image"),
        (svg("<use href=\"https://example.com/x.svg#a\"/>"), "href"),
        (svg("<use href=\"&#106;avascript:alert(1)\"/>"), "href"),
        (svg("<rect fill=\"url(https://example.com/x)\"/>"), "url("),
        (svg("<style>@import url(https://example.com/x.css)</style>"), "@import"),
        (svg("<metadata><script/></metadata>"), "script"),
        (format!("<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY x \"y\">]>{}", svg("&x;")), "DOCTYPE"),
        (svg("<g>"), "beschädigt"),
        ("<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>".to_owned(), "Breite und Höhe"),
        ("<html><script>alert(1)</script></html>".to_owned(), "weder ein SVG noch ein PNG"),
        (large, "zu groß"),
    ];
    for (file, words) in &cases {
        boss.get("/office/firm/look");
        let shown = boss.submit_file("/office/firm/logo", &[], ("logo", "logo.svg", file.as_bytes()));
        shown.has_status(422).sees(words);
    }
    boss.get("/office/firm/look");
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\0\0\0\0";
    boss.submit_file("/office/firm/logo", &[], ("logo", "logo.png", png)).has_status(422).sees("beschädigt");
    assert!(firm.read(|view| logo(view).is_none()), "nothing of all that was kept");
}

#[test]
fn the_mail_server_is_kept_with_its_password_sealed() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/mail").sees("Noch ist kein Mailserver eingerichtet");
    let wrong = [("host", ""), ("port", "99999"), ("security", "rot13"), ("from", "niemand")];
    let shown = boss.submit("/office/firm/mail", &wrong);
    shown
        .has_status(422)
        .sees("von 1 bis 65535")
        .sees("Bitte wählen Sie eine der Möglichkeiten")
        .sees("Bitte ausfüllen");
    boss.get("/office/firm/mail");
    let half = [("host", "mail.almgut.test"), ("user", "buero")];
    boss.submit("/office/firm/mail", &half).has_status(422).sees("Benutzer und Passwort gehören zusammen");
    boss.get("/office/firm/mail");
    let right = [("host", "mail.almgut.test"), ("user", "buero"), ("password", "Zirbenholz 7")];
    boss.submit("/office/firm/mail", &right).goes_to("/office/firm/mail");
    let server = firm.read(|view| particulars(view).expect("a firm").mail_server.expect("a server"));
    assert!(server.password.starts_with("sealed:") && !server.password.contains("Zirbenholz"), "{}", server.password);
    assert_eq!(firm.app().secrets().open(&server.password).as_deref(), Some("Zirbenholz 7"));
    let page = boss.get("/office/firm/mail");
    page.sees("Ein Passwort ist gespeichert");
    assert!(!page.html.contains("Zirbenholz") && !page.html.contains("sealed:"), "the page gives nothing away");
    boss.submit("/office/firm/mail", &[("from", "post@almgut.test")]).goes_to("/office/firm/mail");
    let changed = firm.read(|view| particulars(view).expect("a firm").mail_server.expect("a server"));
    let from = Email::parse("post@almgut.test").expect("an address");
    assert_eq!(changed, MailServer { from, ..server.clone() }, "what is not typed again stays");
    boss.get("/office/firm/mail");
    let elsewhere = [("host", "mail.elsewhere.test")];
    boss.submit("/office/firm/mail", &elsewhere).has_status(422).sees("Benutzer und Passwort gehören zusammen");
    boss.get("/office/firm/mail");
    let again = [("port", "2525"), ("password", "Zirbenholz 7")];
    boss.submit("/office/firm/mail", &again).goes_to("/office/firm/mail");
    let moved = firm.read(|view| particulars(view).expect("a firm").mail_server.expect("a server"));
    assert_eq!((moved.host, moved.port), (server.host, 2_525));
    std::fs::remove_file(firm.app().folder().layout().keys().join("secrets.key")).expect("a key");
    boss.get("/office/firm/mail");
    let shown = boss.submit("/office/firm/mail", &[("password", "Zirbenholz 8")]);
    shown.has_status(422).sees("Der Schlüssel zu den gespeicherten Passwörtern fehlt");
    boss.get("/office/firm/mail");
    boss.submit("/office/firm/mail", &[("user", "")]).goes_to("/office/firm/mail");
    let open = firm.read(|view| particulars(view).expect("a firm").mail_server.expect("a server"));
    assert_eq!((open.user.as_str(), open.password.as_str()), ("", ""), "a password without a user means nothing");
    boss.get("/office/firm/mail");
    boss.submit("/office/firm/mail/remove", &[]).goes_to("/office/firm/mail");
    assert!(firm.read(|view| particulars(view).expect("a firm").mail_server.is_none()));
}

#[test]
fn trying_the_mail_server_tells_what_it_answers() {
    let firm = Firm::new();
    firm.write(|tx| {
        let server = MailServer {
            host: "127.0.0.1".to_owned(),
            // Nobody listens there.
            port: 1,
            security: MailSecurity::None,
            user: String::new(),
            password: String::new(),
            from: Email::parse("buero@almgut.test").expect("an address"),
        };
        let changed = kontor::business::firm::Firm { mail_server: Some(server), ..particulars(tx).expect("a firm") };
        kontor::business::firm::change_firm(tx, &changed, None)
    });
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/mail").holds("administrator@firm.test");
    boss.submit("/office/firm/mail/try", &[("to", "niemand")]).has_status(422).sees("Das ist keine E-Mail-Adresse");
    boss.get("/office/firm/mail");
    let before = firm.journal_end();
    let shown = boss.submit("/office/firm/mail/try", &[("to", "chef@almgut.test")]);
    shown.has_status(422).sees("Die Testmail wurde nicht angenommen. Antwort:").sees("Prüfen Sie Name und Port");
    assert_eq!(firm.told_since(before)[0].event, "mail_server_tried");
}

#[test]
fn shipping_prices_hold_from_a_day_and_stay_what_they_were_before() {
    let firm = Firm::just_set_up();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/shipping").holds("value=\"4,90\"");
    let wrong = [("price_AT", "gratis"), ("price_DE", ""), ("free_from_DE", "50"), ("valid_from", "31.02.2026")];
    let shown = boss.submit("/office/firm/shipping", &wrong);
    shown.has_status(422).sees("Das ist kein Betrag").sees("Diesen Tag gibt es nicht").holds("value=\"gratis\"");
    boss.get("/office/firm/shipping");
    let days =
        [("days_from_AT", "2"), ("days_to_AT", ""), ("days_from_DE", "5"), ("days_to_DE", "3"), ("days_to_IT", "x")];
    let shown = boss.submit("/office/firm/shipping", &days);
    shown.has_status(422).sees("beide Zahlen").sees("nicht kleiner sein als die erste").holds("value=\"x\"");
    boss.get("/office/firm/shipping");
    // Days of a country to which nothing is delivered are no days, and are not forgotten in silence.
    let alone = [("price_IT", ""), ("free_from_IT", ""), ("days_from_IT", "3"), ("days_to_IT", "6")];
    let shown = boss.submit("/office/firm/shipping", &alone);
    shown.has_status(422).holds("id=\"cell-price_IT-error\"").holds("aria-invalid=\"true\"").holds("value=\"6\"");
    shown.holds("href=\"#field-price_IT\"").holds("id=\"field-price_IT\"");
    boss.get("/office/firm/shipping");
    let none = [("price_AT", ""), ("free_from_AT", ""), ("price_DE", "6,90")];
    boss.submit("/office/firm/shipping", &none).has_status(422).sees("Ins eigene Land muss geliefert werden");
    boss.get("/office/firm/shipping");
    let next = [
        ("price_AT", "5,50"),
        ("free_from_AT", ""),
        ("price_DE", "7,50"),
        ("free_from_DE", "90"),
        ("price_IT", ""),
        ("free_from_IT", ""),
        ("days_from_AT", "2"),
        ("days_to_AT", "4"),
        ("valid_from", "2026-11-09"),
    ];
    boss.submit("/office/firm/shipping", &next).goes_to("/office/firm/shipping");
    boss.get("/office/firm/shipping")
        .sees("Es gilt ab dem gewählten Tag")
        .sees("Alle gesetzten Preise")
        .sees("nie frei")
        .sees("2–4 Werktage")
        .sees("nicht angegeben")
        .sees("7,50");
    let day = |text: &str| Day::parse(text).expect("a day");
    let (before, after) = firm.read(|view| {
        let on = |text: &str| tariffs_on(view, day(text), Currency::EUR);
        (on("2026-11-08"), on("2026-11-09"))
    });
    assert_eq!(before.of(Country::AT).expect("a tariff").price, Money::eur(490));
    assert_eq!(after.of(Country::AT).expect("a tariff").price, Money::eur(550));
    assert_eq!(after.of(Country::AT).expect("a tariff").free_from, None);
    assert_eq!(after.of(Country::AT).expect("a tariff").time, DeliveryTime::new(2, 4));
    assert_eq!(after.of(Country::DE).expect("a tariff").time, None);
    assert_eq!(after.of(Country::IT), None, "nobody delivers there any more");
    boss.get("/office/firm/shipping");
    // Somebody who still has the former prices before the eyes sees the new ones first.
    let mut other = firm.signed_in("administrator");
    other.get("/office/firm/shipping");
    boss.get("/office/firm/shipping");
    boss.submit("/office/firm/shipping", &[("price_DE", "8,80"), ("valid_from", "2026-11-09")])
        .goes_to("/office/firm/shipping");
    let second = [("price_DE", "9,90"), ("valid_from", "2026-11-09")];
    other.submit("/office/firm/shipping", &second).has_status(409).sees("Jemand hat inzwischen Versandpreise gesetzt");
    other.submit("/office/firm/shipping", &second).goes_to("/office/firm/shipping");
    boss.get("/office/firm/shipping");
    let past = [("price_AT", "1"), ("valid_from", "2026-11-01")];
    boss.submit("/office/firm/shipping", &past).has_status(422).sees("frühestens ab heute");
    assert_eq!(firm.read(|view| all_tariffs(view).len()), 1);
}
