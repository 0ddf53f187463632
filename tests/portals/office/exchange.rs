//! Tables in and out on their page: looked at first, then taken in, by those who may.

use std::fmt::Write;

use kontor::business::access;
use kontor::business::permission::Permission;

use crate::kit::{Browser, Firm, Shown};

const PAGE: &str = "/office/exchange";
const PREVIEW: &str = "/office/exchange/preview";
const TAKE: &str = "/office/exchange/take";
const CANCEL: &str = "/office/exchange/cancel";
const CATEGORIES: &str = "code,parent,name_de,name_en,name_zh,sort\nTEA,,Tee,Tea,茶,1\nHERB,TEA,Kräuter,Herbs,草药,2\n";

/// Sends a table and waits on its page until it has been looked at.
fn sent(browser: &mut Browser<'_>, kind: &str, name: &str, bytes: &[u8]) -> (String, Shown) {
    browser.get(PAGE);
    let answer = browser.submit_file(PREVIEW, &[("kind", kind)], ("table", name, bytes));
    let path = answer.location.clone().unwrap_or_else(|| panic!("no page to go to: {}", answer.text()));
    (path.clone(), waited(browser, &path))
}

fn waited(browser: &mut Browser<'_>, path: &str) -> Shown {
    for _ in 0..500 {
        let shown = browser.get(path);
        if !shown.text().contains("Nachsehen, wie weit es ist") {
            return shown;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!("{path} never comes to an end");
}

#[test]
fn a_table_is_looked_at_taken_in_and_then_known() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let before = firm.journal_end();
    let (path, shown) = sent(&mut clerk, "categories", "kategorien.csv", CATEGORIES.as_bytes());
    shown.sees("kategorien.csv").sees("Die Datei ist in Ordnung").sees("Kräuter");
    assert_eq!(firm.journal_end(), before, "nothing is saved by looking");
    let answer = clerk.submit(TAKE, &[]);
    answer.goes_to(&path);
    waited(&mut clerk, &path).sees("Die Tabelle ist übernommen").sees("neu 2");
    assert_eq!(firm.journal_end(), before + 2);
    // The same page sent again, and the same file again, change nothing.
    clerk.get(&path);
    clerk.post(TAKE, &[("import", path.rsplit('/').next().expect("a key"))]).goes_to(&path);
    let (_, shown) = sent(&mut clerk, "categories", "kategorien.csv", CATEGORIES.as_bytes());
    shown.sees("Alles in dieser Datei ist schon da").does_not_see("Übernehmen");
    assert_eq!(firm.journal_end(), before + 2);
    let table = clerk.get("/office/exchange/export/categories");
    table.has_status(200).holds("HERB,TEA,Kräuter");
}

#[test]
fn bad_lines_are_listed_and_nothing_can_be_taken_in() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let before = firm.journal_end();
    let broken = "key,last_name,email,country,street\n1,Huber,huber,AT,Weg\n2,,x@example.com,,\n3,Moser,,XY1,Weg\n";
    let (_, shown) = sent(&mut clerk, "people", "leute.csv", broken.as_bytes());
    shown.sees("3 Angaben sind falsch").sees("huber").sees("XY1").does_not_see("Übernehmen");
    let (_, shown) = sent(&mut clerk, "people", "bild.png", b"\x89PNG\r\n\x1a\n\0\0\xff\xff\n\xfe");
    shown.does_not_see("Übernehmen");
    assert_eq!(firm.journal_end(), before);
}

#[test]
fn what_is_missing_or_unreadable_is_told_beside_its_field() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    clerk.get(PAGE);
    let refused = clerk.submit_file(PREVIEW, &[("kind", "people")], ("table", "", b""));
    refused.has_status(422).sees("Bitte wählen Sie eine Datei");
    clerk.get(PAGE);
    let refused = clerk.submit_file(PREVIEW, &[("kind", "people")], ("map", "map.toml", b"[coloumns]\n"));
    refused.has_status(422).sees("Die Zuordnung ist nicht lesbar").sees("Bitte wählen Sie eine Datei");
    clerk.get("/office/exchange?period=bald").has_status(422).sees("Bitte ein Zeitraum wie 2026-03");
    let narrowed = clerk.get("/office/exchange?period=2026-03");
    narrowed.has_status(200).holds("/office/exchange/export/orders?period=2026-03");
    clerk.get("/office/exchange/export/orders?period=2026-03").has_status(200).holds("order,day,customer");
    clerk.get("/office/exchange/export/orders?period=bald").has_status(422);
    clerk.get("/office/exchange/export/gold").has_status(404);
    clerk.get("/office/exchange/export/invoices").has_status(404);
    clerk.get("/office/exchange/imports/0123").has_status(404);
    clerk.get("/office/exchange/imports/00000000000000000000000000000000").has_status(404);
}

#[test]
fn everybody_gets_what_the_role_allows_and_nobody_another_s_upload() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let (path, _) = sent(&mut clerk, "categories", "kategorien.csv", CATEGORIES.as_bytes());
    let mut colleague = firm.signed_in("office");
    colleague.get(&path).has_status(404);
    colleague.get(PAGE);
    colleague.post(TAKE, &[("import", path.rsplit('/').next().expect("a key"))]).has_status(404);
    let mut warehouse = firm.signed_in("warehouse");
    warehouse.get(PAGE).has_status(200).sees("Bestand").does_not_see("Tabelle übernehmen").does_not_see("Protokoll");
    warehouse.get("/office/exchange/export/stock").has_status(200);
    warehouse.get("/office/exchange/export/people").has_status(404);
    warehouse.get("/office/exchange/export/ledger?period=2026-03").has_status(404);
    warehouse.post(PREVIEW, &[("kind", "stock")]).has_status(403);
    firm.signed_in("partner").get(PAGE).has_status(403);
}

#[test]
fn documents_of_several_files_come_as_one_archive() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("administrator");
    let archive = clerk.get("/office/exchange/export/addresses");
    archive.has_status(200).holds("gls-2026-11-02.csv").holds("post-2026-11-02.csv");
    clerk.get("/office/exchange/export/invoices?period=2026-10").has_status(200);
    clerk.get("/office/exchange/export/journal").has_status(200).holds("\"event\":\"role_created\"");
    clerk.get("/office/exchange/export/sepa").has_status(404);
}

/// So many categories that trying them takes a while: each is compared with all before it.
fn many_categories() -> Vec<u8> {
    let mut table = "code,parent,name_de\n".to_owned();
    for number in 0..6_000 {
        writeln!(table, "C{number},,Kategorie {number}").expect("text");
    }
    table.into_bytes()
}

#[test]
fn one_table_runs_at_a_time_and_whoever_sent_it_can_end_it() {
    let firm = Firm::new();
    let mut clerk = firm.signed_in("office");
    let before = firm.journal_end();
    clerk.get(PAGE);
    let answer = clerk.submit_file(PREVIEW, &[("kind", "categories")], ("table", "viele.csv", &many_categories()));
    let path = answer.location.clone().expect("a page to go to");
    let key = path.rsplit('/').next().expect("a key");
    let mut colleague = firm.signed_in("office");
    colleague.get(PAGE).does_not_see("viele.csv");
    let refused = colleague.submit_file(PREVIEW, &[("kind", "categories")], ("table", "b.csv", CATEGORIES.as_bytes()));
    refused.has_status(422).sees("Gerade wird schon eine Tabelle geprüft oder übernommen");
    colleague.get(PAGE);
    colleague.post(CANCEL, &[("import", key)]).has_status(404);
    clerk.get(PAGE).sees("viele.csv – wird geprüft");
    clerk.get(&path).has_status(200).sees("Abbrechen");
    clerk.submit(CANCEL, &[]).goes_to(&path);
    waited(&mut clerk, &path).sees("Der Import wurde abgebrochen").does_not_see("Übernehmen");
    clerk.get(PAGE).sees("viele.csv – nicht übernommen");
    // Sent again it changes nothing, and the next table has its turn.
    clerk.post(CANCEL, &[("import", key)]).goes_to(&path);
    sent(&mut colleague, "categories", "b.csv", CATEGORIES.as_bytes()).1.sees("Die Datei ist in Ordnung");
    assert_eq!(firm.told_since(before).iter().filter(|entry| entry.room == "catalog").count(), 0);
}

#[test]
fn whoever_may_only_take_tables_in_finds_the_page() {
    let firm = Firm::new();
    let warehouse = firm.role("warehouse");
    let permissions = [Permission::DeskUse, Permission::DataImport, Permission::CatalogEdit];
    firm.write(move |tx| access::change_role_permissions(tx, warehouse, &permissions));
    let mut clerk = firm.signed_in("warehouse");
    clerk.get("/office").holds("href=\"/office/exchange\"");
    let shown = clerk.get(PAGE);
    shown.has_status(200).sees("Tabelle übernehmen").sees("Kategorien").sees("Artikel");
    shown.does_not_see("Personen und Firmen").does_not_see("Herunterladen");
    clerk.get("/office/exchange/export/categories").has_status(403);
    sent(&mut clerk, "categories", "kategorien.csv", CATEGORIES.as_bytes()).1.sees("Die Datei ist in Ordnung");
    clerk.get(PAGE);
    clerk.post(PREVIEW, &[("kind", "people")]).has_status(422);
}

#[test]
fn bank_accounts_are_told_to_and_taken_from_those_who_see_them_elsewhere() {
    let firm = Firm::new();
    let account = firm.account(&["customer"]);
    firm.write(move |tx| {
        let name = kontor::values::LocalText::new("Datenpflege", "Data care", "数据维护");
        let role = access::create_role(tx, &access::NewRole { name, like: None })?;
        let rights = [
            Permission::DeskUse,
            Permission::DataImport,
            Permission::DataExport,
            Permission::CustomersView,
            Permission::CustomersEdit,
        ];
        access::change_role_permissions(tx, role, &rights)?;
        access::give_role(tx, account, role)?;
        access::take_role(tx, account, access::role_by_key(tx, "customer").expect("a standard role").0)
    });
    let table = "key,last_name,iban,account_holder\nERP-1,Huber,AT61 1904 3002 3457 3201,Anna Huber\n";
    let mut carer = firm.browser_of(account);
    let (_, shown) = sent(&mut carer, "people", "personen.csv", table.as_bytes());
    shown.sees("wer Partner ändern darf").sees("iban");
    let mut clerk = firm.signed_in("office");
    let (path, _) = sent(&mut clerk, "people", "personen.csv", table.as_bytes());
    clerk.submit(TAKE, &[]).goes_to(&path);
    waited(&mut clerk, &path).sees("Die Tabelle ist übernommen");
    for kind in ["people", "customers"] {
        let export = format!("/office/exchange/export/{kind}");
        let without = carer.get(&export);
        assert!(!without.html.contains("iban") && !without.html.contains("AT61"), "{}", without.html);
        clerk.get(&export).has_status(200).holds("iban,bic,account_holder");
    }
    let without = carer.get("/office/exchange/export/people").html;
    let (_, shown) = sent(&mut carer, "people", "zurück.csv", without.trim_start_matches('\u{feff}').as_bytes());
    shown.sees("Alles in dieser Datei ist schon da");
}
