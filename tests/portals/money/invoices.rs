//! Invoices, payments and the ledger through the pages.

use kontor::texts;
use kontor::values::{Language, Money, Rate};

use crate::portals::money::sold::Sold;

/// As the visible text of a page has it: every blank is a plain one.
fn money(amount: Money) -> String {
    texts::money(Language::De, amount).replace('\u{a0}', " ")
}

fn percent(rate: Rate) -> String {
    texts::percent(Language::De, rate).replace('\u{a0}', " ")
}

#[test]
fn an_invoice_is_found_read_and_printed() {
    let sold = Sold::new();
    let (_, id, invoice) = sold.shipped(3);
    sold.shipped(1);
    let mut clerk = sold.firm.signed_in("finance");
    let list = clerk.get("/office/invoices");
    list.sees("2 Belege").sees("R-2026-00001").sees("bezahlt").sees(&money(invoice.totals.gross));
    clerk.get("/office/invoices?q=00002").sees("R-2026-00002").does_not_see("R-2026-00001");
    clerk.get("/office/invoices?state=overdue").sees("Dazu gibt es keine Rechnung");
    clerk.get("/office/invoices?period=last_month").sees("Dazu gibt es keine Rechnung");
    let by_sum = clerk.get("/office/invoices?sort=gross").text();
    assert!(by_sum.find("R-2026-00002") < by_sum.find("R-2026-00001"));
    let sheet = clerk.get(&format!("/office/invoices/{id}"));
    sheet.sees("Rechnung R-2026-00001").sees("Haferflocken 1001 3 10,00 € 10 % 30,00 €");
    for group in &invoice.totals.groups {
        sheet.sees(&format!("USt. {} von {}", percent(group.rate), money(group.net)));
    }
    sheet.sees("Bestellung von Anna").sees("Bestellung B-1").holds(&format!("/office/invoices/{id}/invoice.pdf"));
    let pdf = clerk.get(&format!("/office/invoices/{id}/invoice.pdf"));
    assert!(pdf.html.starts_with("%PDF"));
    let note = clerk.get(&format!("/office/invoices/{id}/delivery-notes/1"));
    assert!(note.html.starts_with("%PDF"));
    // The parcel of another order does not belong to this invoice.
    clerk.get(&format!("/office/invoices/{id}/delivery-notes/2")).has_status(404);
    let file = clerk.get("/office/invoices.csv?q=00001");
    file.holds("R-2026-00001;Rechnung;2026-11-02").holds(";bezahlt;EUR");
    assert!(!file.html.contains("R-2026-00002"));
    clerk.get("/office/invoices/99").has_status(404);
    sold.firm.signed_in("warehouse").get("/office/invoices").has_status(403);
}

#[test]
fn a_payment_that_is_taken_back_makes_its_invoice_open_and_then_overdue() {
    let sold = Sold::new();
    let (_, id, invoice) = sold.shipped(3);
    let gross = money(invoice.totals.gross);
    let mut clerk = sold.firm.signed_in("finance");
    clerk.get("/office/payments").sees("eine Zahlung").sees("Anna Berger").sees("eingegangen").sees(&gross);
    clerk.get("/office/payments?q=niemand").sees("Dazu gibt es keine Zahlung");
    let (sheet, reverse) = ("/office/payments/1", "/office/payments/1/reverse");
    clerk.get(sheet).sees("Forderungen an Kunden").sees("Irrtümlich erfasst?");
    clerk.submit(reverse, &[("reason", "")]).has_status(422).sees("Bitte geben Sie einen Grund an");
    clerk.submit(reverse, &[("reason", "andere Firma")]).goes_to(sheet);
    clerk.get(sheet).sees("Zurückgenommen am").sees("andere Firma").does_not_see("Irrtümlich erfasst?");
    clerk.get("/office/payments?way=reversed").sees("zurückgenommen").sees(&gross);
    clerk.get("/office/payments?way=in").sees("Dazu gibt es keine Zahlung");
    clerk.get("/office/invoices?state=open").sees("R-2026-00001").sees("offen").sees(&gross);
    sold.firm.set_clock("2026-11-09T09:00:00");
    let mut clerk = sold.firm.signed_in("finance");
    clerk.get("/office/invoices?state=overdue").sees("R-2026-00001");
    clerk.get(&format!("/office/invoices/{id}")).sees(&format!("{gross} sind seit 7 Tagen überfällig"));
    clerk.get("/office/payments.csv").holds("zurückgenommen").holds("Anna Berger;Bestellung von Anna");
    // Whoever only looks takes nothing back.
    let mut manager = sold.firm.signed_in("management");
    manager.get(sheet).does_not_see("Irrtümlich erfasst?");
    manager.post(reverse, &[("reason", "x")]).has_status(403);
}

#[test]
fn the_books_are_read_by_account_with_a_running_balance() {
    let sold = Sold::new();
    let (_, _, first) = sold.shipped(3);
    let (_, _, second) = sold.shipped(1);
    let both = first.totals.gross + second.totals.gross;
    let mut clerk = sold.firm.signed_in("finance");
    let accounts = clerk.get("/office/ledger");
    accounts.sees("Soll und Haben gleichen sich aus").sees("Umsatzsteuer").sees(&format!("Bank – {}", money(both)));
    let bank = clerk.get("/office/ledger/bank");
    bank.sees("2 Buchungszeilen").sees("Zahlung eingegangen").sees(&money(first.totals.gross)).sees(&money(both));
    bank.holds("href=\"/office/payments/1\"");
    clerk.get("/office/ledger/receivables").sees("Rechnung ausgestellt · Gäste und Partner");
    clerk.get("/office/ledger/output_vat/parts").sees("Österreich, 10 %");
    clerk.get("/office/ledger/revenue/parts").sees("Österreich, 10 %");
    clerk.get("/office/ledger/output_vat?part=71829049935520").sees("Umsatzsteuer: Österreich, 10 %");
    clerk.get("/office/ledger/output_vat?part=100000").sees("Umsatzsteuer: Satz 10 %, Land nicht festgehalten");
    clerk.get("/office/ledger/revenue?part=0").sees("ältere Buchungen");
    clerk.get("/office/ledger/bank?period=last_month").sees("hat sich hier nichts bewegt");
    sold.firm.set_clock("2026-12-01T09:00:00");
    let mut clerk = sold.firm.signed_in("finance");
    let december = clerk.get("/office/ledger/bank?period=month").text();
    assert!(december.contains(&format!("Anfangsstand {}", money(both))), "{december}");
    clerk.get("/office/ledger.csv").holds("Konto;Anfangsstand;Soll;Haben;Endstand");
    clerk.get("/office/ledger/bank/postings.csv").holds("2026-11-02;Zahlung eingegangen;Zahlung 1;");
    clerk.get("/office/ledger/nirgends").has_status(404);
    clerk.get("/office/ledger/bank?part=x").has_status(404);
    sold.firm.signed_in("office").get("/office/ledger").has_status(403);
}
