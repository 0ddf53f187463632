//! Open items, ageing and the closing of months through the pages.

use kontor::texts;
use kontor::values::{Language, Money};

use crate::portals::money::sold::Sold;

fn money(amount: Money) -> String {
    texts::money(Language::De, amount).replace('\u{a0}', " ")
}

const CLOSING: &str = "/office/ledger/closing";

#[test]
fn what_is_open_is_found_with_its_age_and_leads_to_its_document() {
    let sold = Sold::new();
    let (_, id, invoice) = sold.shipped(3);
    let gross = money(invoice.totals.gross);
    let mut clerk = sold.firm.signed_in("finance");
    clerk.get("/office/ledger/items").sees("Hier ist nichts offen.");
    clerk.get("/office/payments/1");
    clerk.submit("/office/payments/1/reverse", &[("reason", "andere Firma")]).goes_to("/office/payments/1");
    let list = clerk.get("/office/ledger/items");
    list.sees("ein offener Posten").sees("Anna Berger").sees("R-2026-00001").sees(&gross).sees("Noch Zeit");
    list.holds(&format!("/office/invoices/{id}")).holds("/office/ledger/items.csv");
    clerk.get("/office/ledger/items?kind=partner").sees("Kein offener Posten passt dazu.");
    clerk.get("/office/ledger/items?q=niemand").sees("Kein offener Posten passt dazu.");
    clerk.get("/office/ledger/items?due=ahead&sort=-name").sees("R-2026-00001");
    clerk.get("/office/ledger/items.csv").holds("R-2026-00001;2026-11-02").holds(";EUR");
    sold.firm.set_clock("2026-12-20T09:00:00");
    let mut clerk = sold.firm.signed_in("finance");
    clerk.get("/office/ledger/items?due=late").sees("R-2026-00001").sees("Tage überfällig");
    let ageing = clerk.get("/office/ledger/ageing");
    ageing.sees(&format!("Von {gross} sind {gross} überfällig.")).sees("Anna Berger").sees("31–60 Tage");
    clerk.get("/office/ledger/ageing?side=partner").sees("Hier ist nichts offen.");
    clerk.get("/office/ledger/ageing.csv").holds("Anna Berger");
    sold.firm.signed_in("warehouse").get("/office/ledger/items").has_status(403);
}

#[test]
fn a_month_is_closed_by_one_and_opened_again_by_two() {
    let sold = Sold::new();
    let mut clerk = sold.firm.signed_in("finance");
    let mut head = sold.firm.signed_in("management");
    clerk.get(CLOSING).sees("Noch ist kein Monat abgeschlossen.").sees("Vor dem Abschluss: Oktober 2026");
    clerk.get("/office/ledger/closing/2026-10/close").has_status(403);
    head.get("/office/ledger/closing/2026-10/close").sees("Bis 31. Oktober 2026");
    head.get("/office/ledger/closing/2026-11/close");
    head.submit("/office/ledger/closing/2026-11/close", &[]).has_status(422).sees("Der Monat läuft noch.");
    head.get("/office/ledger/closing/2026-10/close");
    head.submit("/office/ledger/closing/2026-10/close", &[]).goes_to(CLOSING);
    head.get(CLOSING).sees("Die Bücher sind bis 31. Oktober 2026 abgeschlossen.").sees("Prüfsumme");
    let reopen = "/office/ledger/closing/2026-10/reopen";
    clerk.get(reopen);
    clerk.submit(reopen, &[("reason", "")]).has_status(422).sees("warum der Monat wieder geöffnet werden soll");
    clerk.submit(reopen, &[("reason", "Rechnung fehlt")]).goes_to(CLOSING);
    clerk.get(CLOSING).sees("Öffnung beantragt von").sees("Rechnung fehlt");
    head.get("/office/approvals/1").sees("Abschluss Oktober 2026").sees("Rechnung fehlt");
    head.submit("/office/approvals/1/decide", &[("answer", "agree")]).goes_to("/office/approvals/1");
    head.get(CLOSING).sees("Noch ist kein Monat abgeschlossen.").sees("Wieder offen").sees("Rechnung fehlt");
    clerk.get("/office/ledger/closing/2026-13/reopen").has_status(404);
}
