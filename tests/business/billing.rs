//! Invoices and credit notes: numbers without gaps, sums to the cent, books that balance.

use kontor::business::billing::{self, Invoice, InvoiceKind};
use kontor::business::ledger::{self, LedgerAccount, TaxTag};
use kontor::business::orders::{self, Fate, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::stock;
use kontor::store::{Subject, outbox_of};
use kontor::values::{Country, Money, OrderId, Rate, VatCategory};

use crate::business::shop::{Shop, checkout, day};

fn documents(shop: &Shop, id: OrderId) -> Vec<Invoice> {
    shop.read(|view| billing::invoices_of_order(view, id)).into_iter().map(|(_, document)| document).collect()
}

fn give_back(shop: &Shop, id: OrderId, lines: &[(u32, u32)]) {
    let lines =
        lines.iter().map(|(line, quantity)| ReturnLine { line: *line, quantity: *quantity, fate: Fate::Restock });
    let command = ReturnGoods { order: id, lines: lines.collect(), reason: "gefällt nicht".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
}

pub fn books_balance(shop: &Shop) {
    shop.read(|view| {
        let sum: i64 = LedgerAccount::ALL
            .into_iter()
            .flat_map(|account| ledger::balances_of(view, account))
            .map(|row| row.1)
            .sum();
        assert_eq!(sum, 0);
        for (_, posting) in ledger::postings(view, None, usize::MAX) {
            assert!(posting.is_balanced(), "{posting:?}");
        }
    });
}

/// All numbers of a kind and year, from 1 without a gap.
pub fn numbers_have_no_gap(shop: &Shop) {
    shop.read(|view| {
        for kind in ["R", "G", "RT", "RA", "RS", "ST"] {
            let mut numbers: Vec<String> = billing::invoices(view, None, usize::MAX)
                .into_iter()
                .map(|(_, document)| document.number)
                .filter(|number| number.starts_with(&format!("{kind}-")))
                .collect();
            numbers.sort();
            let expected: Vec<String> = (1..=numbers.len()).map(|number| format!("{kind}-2026-{number:05}")).collect();
            assert_eq!(numbers, expected);
        }
    });
}

#[test]
fn the_invoice_of_a_shipped_order_says_what_the_order_said() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    shop.receive(shop.balm, 9, None);
    let id = shop.order(1, &[(shop.oats, 3), (shop.balm, 1)]);
    shop.ship(id);
    let order = shop.find(id);
    let invoice = documents(&shop, id).pop().unwrap();
    assert_eq!((invoice.kind, invoice.number.as_str()), (InvoiceKind::Invoice, "R-2026-00001"));
    assert_eq!(invoice.totals, order.totals());
    assert_eq!(invoice.lines.iter().map(|line| line.net.minor()).sum::<i64>(), order.totals().net.minor());
    assert_eq!(invoice.lines.last().unwrap().name, "Versand");
    assert_eq!((invoice.due_on, invoice.prepaid), (invoice.day, order.totals().gross));
    shop.read(|view| {
        let invoice_id = billing::invoice_by_number(view, "R-2026-00001").unwrap();
        assert_eq!(outbox_of(view, &Subject::of(invoice_id))[0].1.template, "invoice");
        let vat = ledger::balances_of(view, LedgerAccount::OutputVat);
        let tag = |percent| {
            let (category, rate) = (VatCategory::Standard, Rate::from_percent(percent));
            TaxTag { country: Country::AT, category, rate }.sub_account()
        };
        assert_eq!(vat, [(tag(10), -349), (tag(20), -400)]);
        let revenue = ledger::balances_of(view, LedgerAccount::Revenue);
        assert_eq!(revenue, [(tag(10), -3_490), (tag(20), -2_000)]);
        assert_eq!(ledger::balances_of(view, LedgerAccount::Receivables), [(0, 0)]);
        assert_eq!(ledger::balances_of(view, LedgerAccount::Bank), [(0, 6_239)]);
    });
    books_balance(&shop);
}

#[test]
fn an_invoice_that_is_paid_later_is_due_after_a_fortnight() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    let command = PlaceOrder { payment_method: PaymentMethod::Invoice, ..checkout(1, &[(shop.oats, 1)]) };
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.on("2026-06-08").ship(id);
    let invoice = documents(&shop, id).pop().unwrap();
    assert_eq!((invoice.day, invoice.due_on), (day("2026-06-08"), day("2026-06-22")));
    assert_eq!(invoice.prepaid, Money::eur(0));
}

#[test]
fn credit_notes_for_parts_make_up_the_whole_to_the_cent() {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    shop.receive(shop.balm, 99, None);
    let (oats, balm) = (shop.oats, shop.balm);
    shop.run(move |tx| {
        // Prices at which the tax on parts rounds otherwise than the tax on the whole.
        let mut product = kontor::business::catalog::product(tx, oats).unwrap();
        product.prices.customer = Money::eur(333);
        kontor::business::catalog::save_product(tx, Some(oats), &product)
    })
    .unwrap();
    let mut command = checkout(1, &[(oats, 7), (balm, 1)]);
    command.delivery.country = Country::IT;
    command.delivery.postcode = "39100".to_owned();
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(id);
    for _ in 0..6 {
        give_back(&shop, id, &[(1, 1)]);
    }
    assert_eq!(shop.find(id).state, orders::OrderState::Shipped);
    give_back(&shop, id, &[(1, 1), (2, 1)]);
    assert_eq!(shop.find(id).state, orders::OrderState::Returned);
    let documents = documents(&shop, id);
    let (invoices, notes): (Vec<&Invoice>, Vec<&Invoice>) =
        documents.iter().partition(|document| document.kind == InvoiceKind::Invoice);
    let sum = |pick: fn(&Invoice) -> i64| notes.iter().map(|note| pick(note)).sum::<i64>();
    assert_eq!(sum(|note| note.totals.gross.minor()), invoices[0].totals.gross.minor());
    assert_eq!(sum(|note| note.totals.net.minor()), invoices[0].totals.net.minor());
    assert_eq!(sum(|note| note.totals.tax.minor()), invoices[0].totals.tax.minor());
    for group in &invoices[0].totals.groups {
        let credited: i64 = notes
            .iter()
            .flat_map(|note| &note.totals.groups)
            .filter(|other| other.rate == group.rate)
            .map(|other| other.tax.minor())
            .sum();
        assert_eq!(credited, group.tax.minor());
    }
    assert_eq!(notes.last().unwrap().lines.last().unwrap().name, "Versand");
    assert_eq!(notes.last().unwrap().number, "G-2026-00007");
    assert!(notes.iter().all(|note| note.credits == Some(kontor::values::InvoiceId::new(1))));
    assert_eq!(invoices[0].totals.groups[0].rate, Rate::from_percent(22));
    shop.read(|view| {
        assert!(ledger::balances_of(view, LedgerAccount::Revenue).into_iter().all(|(_, balance)| balance == 0));
        assert!(ledger::balances_of(view, LedgerAccount::OutputVat).into_iter().all(|(_, balance)| balance == 0));
        assert_eq!(stock::level(view, oats).on_hand, 99);
    });
    books_balance(&shop);
    numbers_have_no_gap(&shop);
}

#[test]
fn a_number_is_not_lost_with_a_refusal_and_starts_anew_with_the_year() {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    let first = shop.order(1, &[(shop.oats, 1)]);
    let second = shop.order(2, &[(shop.oats, 1)]);
    shop.ship(first);
    shop.check_and_pay(second);
    // This would have issued an invoice, had it not been refused.
    assert!(shop.run(move |tx| kontor::business::shipping::hand_over_order(tx, second)).is_err());
    shop.run(move |tx| kontor::business::shipping::pick_order(tx, second)).unwrap();
    shop.pack(second).unwrap();
    shop.run(move |tx| kontor::business::shipping::hand_over_order(tx, second)).unwrap();
    numbers_have_no_gap(&shop);
    shop.on("2027-01-04");
    let third = shop.order(3, &[(shop.oats, 1)]);
    shop.ship(third);
    assert_eq!(documents(&shop, third)[0].number, "R-2027-00001");
}
