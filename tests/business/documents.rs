//! Documents that somebody issues by hand: parts, final invoices, cancellations, credit notes; and every refusal.

use kontor::business::billing::{
    self, CancelInvoice, Chosen, Invoice, InvoiceKind, NewCreditNote, NewPart, PartKind, cancel_invoice, issue_anew,
    issue_free_credit_note, issue_part, left_to_credit, left_to_invoice,
};
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::ledger::{LedgerAccount, balances_of, open_items};
use kontor::business::orders::{self, Fate, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::payments::{InvoiceStanding, invoice_standing, settlement};
use kontor::business::permission::Permission;
use kontor::store::{Subject, outbox_of};
use kontor::values::{InvoiceId, Money, OrderId, Rate};

use crate::business::billing::{books_balance, numbers_have_no_gap};
use crate::business::shop::{Shop, checkout, refused, refused_as, staff};

/// Three packs of oats (10 %) and one balm (20 %), to be paid after delivery: 10.90 and 4.90 for delivery aside, the
/// goods are 30.00 and 20.00 net.
fn ordered() -> (Shop, OrderId) {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    shop.receive(shop.balm, 99, None);
    let cart = [(shop.oats, 3), (shop.balm, 1)];
    let command = PlaceOrder { payment_method: PaymentMethod::Invoice, ..checkout(1, &cart) };
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    (shop, id)
}

fn shipped() -> (Shop, OrderId, InvoiceId) {
    let (shop, id) = ordered();
    shop.ship(id);
    let invoice = documents(&shop, id).pop().unwrap().0;
    (shop, id, invoice)
}

fn documents(shop: &Shop, id: OrderId) -> Vec<(InvoiceId, Invoice)> {
    shop.read(|view| billing::invoices_of_order(view, id))
}

fn part(shop: &Shop, order: OrderId, kind: PartKind, chosen: Chosen) -> Result<InvoiceId, Failure> {
    let command = NewPart { order, kind, chosen };
    shop.run(move |tx| issue_part(tx, &command))
}

fn cancel(shop: &Shop, invoice: InvoiceId, reason: &str) -> Result<InvoiceId, Failure> {
    let command = CancelInvoice { invoice, reason: reason.to_owned() };
    shop.run(move |tx| cancel_invoice(tx, &command))
}

fn credit(
    shop: &Shop,
    invoice: InvoiceId,
    lines: &[(u32, u32)],
    amount: Option<(i64, i64)>,
) -> Result<InvoiceId, Failure> {
    let amount = amount.map(|(cents, percent)| (Money::eur(cents), Rate::from_percent(percent)));
    let command = NewCreditNote { invoice, lines: lines.to_vec(), amount, reason: "Bruch".to_owned() };
    shop.run(move |tx| issue_free_credit_note(tx, &command))
}

fn open_of(shop: &Shop, id: OrderId) -> i64 {
    let items = shop.read(|view| open_items(view));
    items.iter().filter(|(_, item)| item.order == Some(id)).map(|(_, item)| item.open().minor()).sum()
}

fn agree(shop: &Shop) {
    books_balance(shop);
    numbers_have_no_gap(shop);
}

#[test]
fn parts_of_an_order_are_taken_off_by_the_final_invoice_with_their_tax() {
    let (shop, id) = ordered();
    let gross = shop.find(id).totals().gross;
    let advance = part(&shop, id, PartKind::DownPayment, Chosen::Amount(Money::eur(1_000))).unwrap();
    let partial = part(&shop, id, PartKind::Partial, Chosen::Lines(vec![(1, 2)])).unwrap();
    let before = documents(&shop, id);
    assert_eq!(before[0].1.number, "RA-2026-00001");
    assert_eq!(before[1].1.number, "RT-2026-00001");
    assert_eq!(before[1].1.totals.gross, Money::eur(2_200));
    assert!((before[0].1.totals.gross.minor() - 1_000).abs() <= 2, "{:?}", before[0].1.totals);
    let advanced = before[0].1.totals.clone();
    shop.read(|view| {
        let owed: i64 = balances_of(view, LedgerAccount::DownPayments).iter().map(|(_, balance)| balance).sum();
        assert_eq!(owed, -advanced.net.minor());
        let left = left_to_invoice(view, id, &orders::order(view, id).unwrap()).unwrap();
        assert_eq!(left.gross, gross - advanced.gross - Money::eur(2_200));
        assert_eq!(settlement(view, id).unwrap().owed, gross);
    });
    shop.ship(id);
    let all = documents(&shop, id);
    let (last, document) = all.last().unwrap();
    assert_eq!((document.kind, document.number.as_str()), (InvoiceKind::Final, "RS-2026-00001"));
    assert_eq!(document.totals.gross, gross);
    assert_eq!(document.settles.iter().map(|before| before.invoice).collect::<Vec<_>>(), [advance, partial]);
    assert_eq!(document.prepaid, advanced.gross + Money::eur(2_200));
    assert_eq!(document.charged(), gross - document.prepaid);
    shop.read(|view| {
        assert!(balances_of(view, LedgerAccount::DownPayments).iter().all(|(_, balance)| *balance == 0));
        let sold: i64 = balances_of(view, LedgerAccount::Revenue).iter().map(|(_, balance)| balance).sum();
        let tax: i64 = balances_of(view, LedgerAccount::OutputVat).iter().map(|(_, balance)| balance).sum();
        assert_eq!((-sold, -tax), (document.totals.net.minor(), document.totals.tax.minor()));
        assert_eq!(settlement(view, id).unwrap().owed, gross);
    });
    assert_eq!(open_of(&shop, id), gross.minor());
    shop.read(|view| {
        assert_eq!(outbox_of(view, &Subject::of(*last)).len(), 1);
        // The parts are open by themselves, the last document with what it charges.
        let open = |(id, document): &(InvoiceId, Invoice)| invoice_standing(view, *id, document).0;
        assert_eq!(open(&all[2]), document.charged());
        assert_eq!(all.iter().map(open).fold(Money::eur(0), |sum, open| sum + open), gross);
    });
    agree(&shop);
}

#[test]
fn what_is_wholly_charged_in_parts_leaves_a_final_invoice_of_nothing() {
    let (shop, id) = ordered();
    let gross = shop.find(id).totals().gross;
    part(&shop, id, PartKind::Partial, Chosen::Amount(gross)).unwrap();
    refused(
        part(&shop, id, PartKind::Partial, Chosen::Amount(Money::eur(1))),
        &["billing.refusal.more_than_left@amount"],
    );
    shop.ship(id);
    let (last, document) = documents(&shop, id).pop().unwrap();
    assert_eq!(document.charged(), Money::eur(0));
    shop.read(|view| assert_eq!(invoice_standing(view, last, &document).1, InvoiceStanding::Paid));
    assert_eq!(open_of(&shop, id), gross.minor());
    agree(&shop);
}

#[test]
fn a_part_is_never_more_than_what_is_left() {
    let (shop, id) = ordered();
    let lines = |places: &[(u32, u32)]| Chosen::Lines(places.to_vec());
    let partial = |chosen| part(&shop, id, PartKind::Partial, chosen);
    refused(partial(lines(&[])), &["billing.refusal.nothing_chosen"]);
    refused(partial(lines(&[(1, 0)])), &["billing.refusal.nothing_chosen"]);
    refused(
        partial(lines(&[(1, 4), (2, 2)])),
        &["billing.refusal.more_pieces@quantity.1", "billing.refusal.more_pieces@quantity.2"],
    );
    refused_as(partial(lines(&[(9, 1)])), RefusalKind::NotFound);
    refused(partial(Chosen::Amount(Money::eur(0))), &["billing.refusal.amount_missing@amount"]);
    refused(partial(Chosen::Amount(Money::eur(9_999_999))), &["billing.refusal.more_than_left@amount"]);
    partial(lines(&[(1, 2)])).unwrap();
    refused(partial(lines(&[(1, 2)])), &["billing.refusal.more_pieces@quantity.1"]);
    part(&shop, id, PartKind::DownPayment, Chosen::Amount(Money::eur(2_000))).unwrap();
    part(&shop, id, PartKind::DownPayment, Chosen::Amount(Money::eur(1_000))).unwrap();
    refused(partial(lines(&[(1, 1), (2, 1)])), &["billing.refusal.more_than_left@chosen"]);
    agree(&shop);
}

#[test]
fn nothing_is_charged_for_what_is_invoiced_or_cancelled_already() {
    let (shop, id, _) = shipped();
    let amount = || Chosen::Amount(Money::eur(100));
    refused(part(&shop, id, PartKind::Partial, amount()), &["billing.refusal.wholly_invoiced"]);
    refused(shop.run(move |tx| issue_anew(tx, id)), &["billing.refusal.wholly_invoiced"]);
    let (shop, id) = ordered();
    refused(shop.run(move |tx| issue_anew(tx, id)), &["billing.refusal.not_shipped"]);
    part(&shop, id, PartKind::DownPayment, amount()).unwrap();
    shop.run(move |tx| orders::cancel_order(tx, id, "zu spät")).unwrap();
    let all = documents(&shop, id);
    assert_eq!(
        all.iter().map(|(_, document)| document.kind).collect::<Vec<_>>(),
        [InvoiceKind::DownPayment, InvoiceKind::Cancellation,]
    );
    assert_eq!(open_of(&shop, id), 0);
    refused(part(&shop, id, PartKind::Partial, amount()), &["billing.refusal.order_cancelled"]);
    agree(&shop);
}

#[test]
fn a_cancellation_closes_the_item_and_what_was_paid_waits_for_the_new_invoice() {
    let (shop, id, invoice) = shipped();
    let gross = shop.find(id).totals().gross;
    shop.pay(id, 1_000).unwrap();
    refused(cancel(&shop, invoice, "  "), &["billing.refusal.reason_missing@reason"]);
    refused(cancel(&shop, invoice, &"x".repeat(301)), &["billing.refusal.reason_too_long@reason"]);
    let cancellation = cancel(&shop, invoice, "falsche Anschrift").unwrap();
    refused(cancel(&shop, invoice, "noch einmal"), &["billing.refusal.cancelled_already"]);
    refused(cancel(&shop, cancellation, "zurück"), &["billing.refusal.nothing_to_cancel"]);
    refused(credit(&shop, invoice, &[(1, 1)], None), &["billing.refusal.nothing_to_credit"]);
    refused_as(cancel(&shop, InvoiceId::new(99), "x"), RefusalKind::NotFound);
    let all = documents(&shop, id);
    let document = &all[1].1;
    assert_eq!((document.kind, document.number.as_str()), (InvoiceKind::Cancellation, "ST-2026-00001"));
    assert_eq!((document.credits, document.totals.gross), (Some(invoice), -gross));
    assert_eq!(open_of(&shop, id), -1_000);
    shop.read(|view| {
        assert_eq!(invoice_standing(view, invoice, &all[0].1).1, InvoiceStanding::Cancelled);
        assert_eq!(invoice_standing(view, cancellation, document).1, InvoiceStanding::CreditNote);
        assert!(balances_of(view, LedgerAccount::Revenue).iter().all(|(_, balance)| *balance == 0));
        assert!(balances_of(view, LedgerAccount::OutputVat).iter().all(|(_, balance)| *balance == 0));
    });
    shop.run(move |tx| issue_anew(tx, id)).unwrap();
    let anew = documents(&shop, id).pop().unwrap().1;
    assert_eq!(
        (anew.kind, anew.number.as_str(), anew.prepaid),
        (InvoiceKind::Invoice, "R-2026-00002", Money::eur(1_000))
    );
    assert_eq!(open_of(&shop, id), gross.minor() - 1_000);
    agree(&shop);
}

#[test]
fn a_final_invoice_can_be_cancelled_and_then_its_parts() {
    let (shop, id) = ordered();
    let partial = part(&shop, id, PartKind::Partial, Chosen::Lines(vec![(2, 1)])).unwrap();
    shop.ship(id);
    let last = documents(&shop, id).pop().unwrap().0;
    refused(cancel(&shop, partial, "x"), &["billing.refusal.set_off_already"]);
    refused(credit(&shop, partial, &[(1, 1)], None), &["billing.refusal.set_off_already"]);
    cancel(&shop, last, "x").unwrap();
    assert_eq!(open_of(&shop, id), documents(&shop, id)[0].1.totals.gross.minor());
    shop.run(move |tx| issue_anew(tx, id)).unwrap();
    let anew = documents(&shop, id).pop().unwrap();
    assert_eq!((anew.1.kind, anew.1.settles.len()), (InvoiceKind::Final, 1));
    cancel(&shop, anew.0, "x").unwrap();
    cancel(&shop, partial, "x").unwrap();
    assert_eq!(open_of(&shop, id), 0);
    agree(&shop);
}

#[test]
fn a_credit_note_by_hand_is_never_larger_than_its_invoice() {
    let (shop, id, invoice) = shipped();
    let gross = shop.find(id).totals().gross.minor();
    refused(credit(&shop, invoice, &[], None), &["billing.refusal.nothing_chosen"]);
    refused(credit(&shop, invoice, &[(1, 4)], None), &["billing.refusal.more_pieces@quantity.1"]);
    refused_as(credit(&shop, invoice, &[(9, 1)], None), RefusalKind::NotFound);
    refused(credit(&shop, invoice, &[], Some((0, 10))), &["billing.refusal.amount_missing@amount"]);
    refused(credit(&shop, invoice, &[], Some((99_999, 10))), &["billing.refusal.more_than_left@amount"]);
    refused(credit(&shop, invoice, &[], Some((1, 13))), &["billing.refusal.more_than_left@amount"]);
    let note = credit(&shop, invoice, &[(1, 2)], Some((500, 20))).unwrap();
    let document = shop.read(|view| billing::invoice(view, note)).unwrap();
    assert_eq!((document.number.as_str(), document.totals.gross), ("G-2026-00001", Money::eur(2_800)));
    assert_eq!(open_of(&shop, id), gross - 2_800);
    refused(credit(&shop, invoice, &[(1, 2)], None), &["billing.refusal.more_pieces@quantity.1"]);
    refused(cancel(&shop, invoice, "x"), &["billing.refusal.credited_already"]);
    refused(cancel(&shop, note, "x"), &["billing.refusal.nothing_to_cancel"]);
    // Whatever comes back afterwards gives back what is left, and no cent more.
    let lines = [(1, 3), (2, 1)].map(|(line, quantity)| ReturnLine { line, quantity, fate: Fate::Restock });
    let command = ReturnGoods { order: id, lines: lines.to_vec(), reason: "x".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
    assert_eq!(open_of(&shop, id), 0);
    shop.read(|view| {
        let original = billing::invoice(view, invoice).unwrap();
        assert_eq!(left_to_credit(view, invoice, &original).gross, Money::eur(0));
        assert_eq!(settlement(view, id).unwrap().owed, Money::eur(0));
    });
    agree(&shop);
}

#[test]
fn a_return_gives_back_no_more_than_credit_notes_have_left() {
    let (shop, id, invoice) = shipped();
    credit(&shop, invoice, &[], Some((1_900, 20))).unwrap();
    let lines = vec![ReturnLine { line: 2, quantity: 1, fate: Fate::Restock }];
    let command = ReturnGoods { order: id, lines, reason: "x".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
    let note = documents(&shop, id).pop().unwrap().1;
    let of_lines: i64 = note.lines.iter().map(|line| line.net.minor()).sum();
    assert_eq!((note.totals.net.minor(), of_lines), (100, 100));
    agree(&shop);
}

#[test]
fn documents_by_hand_are_for_those_who_may_issue() {
    let (shop, id, invoice) = shipped();
    let clerk = staff(9, &[Permission::BillingView, Permission::OrdersView]);
    let new = NewPart { order: id, kind: PartKind::Partial, chosen: Chosen::Amount(Money::eur(1)) };
    refused_as(shop.write(&clerk, move |tx| issue_part(tx, &new)), RefusalKind::NotAllowed);
    refused_as(shop.write(&clerk, move |tx| issue_anew(tx, id)), RefusalKind::NotAllowed);
    let command = CancelInvoice { invoice, reason: "x".to_owned() };
    refused_as(shop.write(&clerk, move |tx| cancel_invoice(tx, &command)), RefusalKind::NotAllowed);
    let note = NewCreditNote { invoice, lines: vec![(1, 1)], amount: None, reason: "x".to_owned() };
    refused_as(shop.write(&clerk, move |tx| issue_free_credit_note(tx, &note)), RefusalKind::NotAllowed);
}
