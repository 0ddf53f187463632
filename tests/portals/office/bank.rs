//! Bank statements on their pages: looked at first, then taken in, by those who may.

use kontor::business::firm;
use kontor::values::{Country, Language};

use crate::kit::{Browser, Firm, Shown};

const PAGE: &str = "/office/bank";
const NEW: &str = "/office/bank/new";
const TAKE: &str = "/office/bank/take";
const STATEMENT: &str = include_str!("../../exchange/bank/files/camt.053.001.08.xml");
const MT940: &str = include_str!("../../exchange/bank/files/german.sta");

/// Sends a file and waits on its page until it has been judged.
fn sent(browser: &mut Browser<'_>, bytes: &[u8]) -> (String, Shown) {
    browser.get(NEW);
    let answer = browser.submit_file(NEW, &[], ("file", "auszug.xml", bytes));
    let path = answer.location.clone().unwrap_or_else(|| panic!("no page to go to: {}", answer.text()));
    (path.clone(), waited(browser, &path))
}

fn waited(browser: &mut Browser<'_>, path: &str) -> Shown {
    for _ in 0..500 {
        let shown = browser.get(path);
        if !shown.text().contains("Neu laden") {
            return shown;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{path} never comes to an end");
}

fn taken(browser: &mut Browser<'_>, bytes: &[u8]) {
    let (path, _) = sent(browser, bytes);
    browser.submit(TAKE, &[]).goes_to(&path);
    waited(browser, &path).sees("gespeichert");
}

#[test]
fn a_statement_is_looked_at_taken_in_and_then_known() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("finance");
    clerk.get(PAGE).sees("Almgut").sees("noch kein Auszug").sees("Noch kein Kontoauszug");
    let before = firm.journal_end();
    let (path, shown) = sent(&mut clerk, STATEMENT.as_bytes());
    shown.sees("auszug.xml").sees("Die Datei ist in Ordnung").sees("AT61 1904 3002 3457 3201").sees("1.286,04");
    assert_eq!(firm.journal_end(), before, "nothing is saved by looking");
    clerk.submit(TAKE, &[]).goes_to(&path);
    waited(&mut clerk, &path).sees("6 Buchungen gespeichert");
    assert_eq!(firm.journal_end(), before + 2);
    // The same page sent again, and the same file again, change nothing.
    clerk.get(&path);
    clerk.post(TAKE, &[("file", path.rsplit('/').next().expect("a key"))]).goes_to(&path);
    let (_, shown) = sent(&mut clerk, STATEMENT.as_bytes());
    shown.sees("Diese Datei ist schon da").does_not_see("Einlesen Abbrechen");
    let (_, shown) = sent(&mut clerk, STATEMENT.replace("MSG-2026-03-02", "MSG-2").as_bytes());
    shown.sees("Alles in dieser Datei ist schon bekannt");
    assert_eq!(firm.journal_end(), before + 2);
    clerk.get(PAGE).sees("KA-1").sees("AUSZUG-42").sees("1.286,04").does_not_see("Noch kein Kontoauszug");
    clerk.get("/office/bank?account=1&kind=table").sees("Kein Kontoauszug passt dazu");
    clerk.get("/office/bank.csv").has_status(200).holds("KA-1;Almgut;Auszug;AUSZUG-42");
}

#[test]
fn a_statement_shows_its_lines_and_each_line_all_that_the_bank_tells() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("finance");
    taken(&mut clerk, STATEMENT.as_bytes());
    let sheet = clerk.get("/office/bank/1");
    sheet
        .sees("Kontoauszug KA-1")
        .sees("1.000,00")
        .sees("1.286,04")
        .sees("Müller & Söhne OG")
        .sees("Noch nicht gebucht 1");
    clerk.get("/office/bank/1?way=out").sees("Ohio Glass").does_not_see("Müller");
    clerk.get("/office/bank/1?q=r-2026-00017").sees("Müller").does_not_see("Ohio");
    clerk.get("/office/bank/1?q=nirgends").sees("Keine Buchung passt dazu");
    clerk.get("/office/bank/1/lines.csv?way=out").has_status(200).holds("Ohio Glass").holds("-90,00");
    let line = clerk.get("/office/bank/1/lines/5");
    line.sees("Buchung 5 auf KA-1").sees("Ohio Glass Inc.").sees("100,00").sees("RF18539007547034").sees("offen");
    clerk.get("/office/bank/1/lines/4").sees("AM04").sees("Rückbuchung");
    for path in ["/office/bank/1/lines/7", "/office/bank/1/lines/0", "/office/bank/2", "/office/bank/x"] {
        clerk.get(path).has_status(404);
    }
    firm.signed_in("management").get("/office/journal").sees("Kontoauszug eingelesen");
}

#[test]
fn a_gap_is_told_and_taken_in_with_a_reason_only() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("finance");
    taken(&mut clerk, STATEMENT.as_bytes());
    let (path, shown) = sent(&mut clerk, later().as_bytes());
    shown.sees("Zwischen den Auszügen fehlt etwas").sees("1.286,04").sees("1.000,00");
    clerk.submit(TAKE, &[("gap_because", "x")]).has_status(422).sees("warum die Lücke richtig ist");
    clerk.submit(TAKE, &[("gap_because", "Der Auszug dazwischen ist verloren")]).goes_to(&path);
    waited(&mut clerk, &path).sees("gespeichert");
    clerk.get("/office/bank/2").sees("Vor diesem Auszug fehlt etwas").sees("verloren").sees("Lücke davor");
    clerk.get("/office/cases").sees("Lücke im Kontoauszug");
}

/// The statement in MT940, as if the days between were missing.
fn later() -> String {
    let moved = MT940.replace("260302", "260402").replace("260227", "260327").replace("0302C", "0402C");
    let account = moved.lines().find(|line| line.starts_with(":25:")).expect("an account").to_owned();
    moved.replace("0302D", "0402D").replace(&account, ":25:AT611904300234573201")
}

#[test]
fn what_cannot_be_taken_in_is_told_with_what_to_do() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("finance");
    clerk.get(NEW);
    clerk.submit_file(NEW, &[], ("file", "", b"")).has_status(422).sees("Bitte wählen Sie eine Datei");
    let (_, shown) = sent(&mut clerk, b"%PDF-1.7");
    shown.sees("Die Datei kann nicht gelesen werden").sees("Andere Datei wählen");
    let (_, shown) = sent(&mut clerk, STATEMENT.replace("1286.04", "1286.05").as_bytes());
    shown.sees("1.286,05");
    let foreign = STATEMENT.replace("AT611904300234573201", "DE89370400440532013000");
    let (_, shown) = sent(&mut clerk, foreign.as_bytes());
    shown.sees("DE89 3704 0044 0532 0130 00").sees("Legen Sie es unter Firma › Konten an");
}

#[test]
fn whoever_may_only_look_takes_nothing_in() {
    let firm = Firm::new();
    taken(&mut firm.signed_in("finance"), STATEMENT.as_bytes());
    let mut office = firm.signed_in("office");
    office.get(PAGE).sees("KA-1").does_not_see("Kontoauszug einlesen");
    office.get(NEW).has_status(403);
    office.get("/office/bank/1").has_status(200).sees("Müller");
    firm.signed_in("warehouse").get(PAGE).has_status(403);
    // What somebody has sent is nobody else's.
    let mut clerk = firm.signed_in("finance");
    let (path, _) = sent(&mut clerk, STATEMENT.replace("AUSZUG-42", "AUSZUG-43").as_bytes());
    firm.signed_in("finance").get(&path).has_status(404);
}

#[test]
fn accounts_are_added_and_changed_by_those_who_set_up_the_firm() {
    let firm = Firm::new();
    let mut boss = firm.signed_in("administrator");
    boss.get("/office/firm/accounts").sees("Almgut").sees("steht auf Rechnungen");
    boss.get("/office/firm/accounts/new");
    let new = "/office/firm/accounts/new";
    let refused = boss.submit(new, &[("name", ""), ("iban", "AT00"), ("currency", "Euro"), ("column_map", "x = ")]);
    refused.has_status(422).sees("IBAN").sees("drei Buchstaben").sees("Spaltenzuordnung kann nicht gelesen");
    let good = [("name", "Sparbuch"), ("iban", "DE89 3704 0044 0532 0130 00"), ("currency", "eur"), ("column_map", "")];
    boss.submit(new, &good).goes_to("/office/firm/accounts");
    boss.get("/office/firm/accounts").sees("Sparbuch");
    boss.get("/office/firm/accounts/2").sees("Konto bearbeiten");
    boss.submit("/office/firm/accounts/2", &[("name", "Tagesgeld")]).goes_to("/office/firm/accounts");
    boss.get(PAGE).sees("Tagesgeld").does_not_see("Sparbuch");
    boss.get("/office/firm/accounts/new");
    boss.submit(new, &good).has_status(422).sees("Dieses Konto gibt es schon");
    firm.signed_in("finance").get("/office/firm/accounts").has_status(403);
    // Another account on invoices becomes one of ours too.
    firm.write(|tx| {
        let before = firm::firm(tx).expect("a firm");
        let iban = kontor::values::Iban::parse("DE02120300000000202051");
        firm::change_firm(tx, &firm::Firm { iban, home: Country::AT, ..before }, None)
    });
    boss.get("/office/firm/accounts").sees("DE02 1203 0000 0000 2020 51");
}

#[test]
fn the_pages_are_there_in_every_language() {
    let firm = Firm::new();
    taken(&mut firm.signed_in("finance"), STATEMENT.as_bytes());
    for language in Language::ALL {
        let mut clerk = firm.signed_in("finance").in_language(language.tag());
        for path in [PAGE, NEW, "/office/bank/1", "/office/bank/1/lines/1"] {
            let shown = clerk.get(path);
            assert!(!shown.text().contains("bank_desk."), "{path} in {language:?}");
        }
    }
}
