//! Matching in the firm: money of a bank statement finds its orders, and an order paid in full is free to be picked.

use std::sync::Arc;

use kontor::app::{BankSource, Keep, SentBankFile, take_bank_file};
use kontor::business::actor::Actor;
use kontor::business::billing::reminders::{PlannedLetter, change_reminder_rules, reminder, reminder_rules};
use kontor::business::cases::{plan_reminders, send_reminders};
use kontor::business::checks::CHECKS;
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::ledger::open_items;
use kontor::business::orders::order_number;
use kontor::business::payments::matched::{
    LineHandling, LinePiece, LinePosting, MatchSettings, WaitingLine, find_payable, line_handling, post_bank_line,
    post_safe, put_off_bank_line, safe_postings, set_match_settings, suggest, waiting_lines,
};
use kontor::business::payments::matching::Confidence;
use kontor::business::payments::{payments_of_order, reverse_payment, settlement};
use kontor::business::permission::Permission;
use kontor::store::{Fault, Map};
use kontor::values::{BankStatementId, Money, OrderId, PaymentId};

use crate::business::shop::{Shop, refused, refused_as, staff};

const PAYER: &str = "DE89370400440532013000";

/// Cents, the payer's name and text.
type Told<'t> = (i64, &'t str, &'t str);

/// A camt.053 of 1 June with these lines, without balances.
fn statement(id: &str, lines: &[Told<'_>]) -> String {
    let entry = |(cents, name, text): &Told<'_>| {
        format!(
            "<Ntry><Amt Ccy=\"EUR\">{}.{:02}</Amt><CdtDbtInd>{}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-06-01</Dt>\
             </BookgDt><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>{name}</Nm></Dbtr><DbtrAcct><Id><IBAN>{PAYER}</IBAN></Id>\
             </DbtrAcct></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>",
            cents.abs() / 100,
            cents.abs() % 100,
            if *cents < 0 { "DBIT" } else { "CRDT" }
        )
    };
    let entries: String = lines.iter().map(entry).collect();
    format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId>\
         </GrpHdr><Stmt><Id>{id}</Id><Acct><Id><IBAN>AT611904300234573201</IBAN></Id><Ccy>EUR</Ccy></Acct>{entries}\
         </Stmt></BkToCstmrStmt></Document>"
    )
}

fn take(shop: &Shop, id: &str, lines: &[Told<'_>]) {
    let file = SentBankFile {
        name: format!("{id}.xml"),
        source: BankSource::Sent(Arc::new(statement(id, lines).into_bytes())),
        account: None,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    };
    take_bank_file(&shop.door, &Actor::operator(), &file, Keep::Everything, &mut |_, _| true).unwrap();
}

fn waiting(shop: &Shop) -> Vec<WaitingLine> {
    shop.read(|view| waiting_lines(view, 100)).unwrap().lines
}

/// How many were posted.
fn post_all_safe(shop: &Shop) -> usize {
    let places: Vec<_> = waiting(shop).iter().map(|waiting| waiting.place).collect();
    let safe = shop.door.read(&Actor::operator(), |view| safe_postings(view, &places)).unwrap();
    let posted = shop.run(move |tx| post_safe(tx, &safe)).unwrap();
    sound(shop);
    posted
}

fn sound(shop: &Shop) {
    for check in CHECKS.iter().filter(|check| check.name.starts_with("payments.") || check.name.starts_with("ledger."))
    {
        assert_eq!(shop.read(|view| check.run(view)), Vec::new(), "{}", check.name);
    }
}

fn gross(shop: &Shop, order: OrderId) -> i64 {
    shop.find(order).totals().gross.minor()
}

fn is_free(shop: &Shop, order: OrderId) -> bool {
    shop.find(order).paid_on.is_some()
}

/// One order that waits for its money.
fn ordered() -> (Shop, OrderId) {
    let shop = Shop::new();
    shop.receive(shop.oats, 90, None);
    let order = shop.order(1, &[(shop.oats, 1)]);
    (shop, order)
}

#[test]
fn a_prepayment_with_its_number_and_amount_sets_its_order_free_by_itself() {
    let (shop, order) = ordered();
    let text = format!("Bestellung {}", order_number(order));
    take(&shop, "A-1", &[(gross(&shop, order), "Irgendwer", &text), (-500, "Stadtwerke", "Strom")]);
    assert!(!is_free(&shop, order));
    assert_eq!(waiting(&shop).len(), 1, "what goes out does not wait here");
    assert_eq!(post_all_safe(&shop), 1);
    assert!(is_free(&shop, order), "in the same transaction");
    assert!(waiting(&shop).is_empty());
    assert_eq!(post_all_safe(&shop), 0, "nothing is posted twice");
}

#[test]
fn a_firm_that_wants_it_posts_what_is_safe_as_soon_as_the_statement_is_taken_in() {
    let (shop, order) = ordered();
    shop.run(|tx| set_match_settings(tx, MatchSettings { posts_by_itself: true })).unwrap();
    let amount = gross(&shop, order);
    take(&shop, "A-1", &[(amount, "Irgendwer", &order_number(order)), (5, "Niemand", "nichts")]);
    assert!(is_free(&shop, order));
    assert_eq!(waiting(&shop).len(), 1);
    sound(&shop);
}

#[test]
fn a_cent_too_little_sets_nothing_free_and_a_name_alone_is_only_suggested() {
    let (shop, order) = ordered();
    let amount = gross(&shop, order);
    let text = order_number(order);
    take(&shop, "A-1", &[(amount - 1, "Anna Berger", &text), (amount, "Anna Berger", "danke")]);
    assert_eq!(post_all_safe(&shop), 1);
    assert!(!is_free(&shop, order));
    assert_eq!(waiting(&shop).len(), 1);
}

#[test]
fn what_is_confirmed_is_posted_once_and_the_account_is_known_from_then_on() {
    let (shop, order) = ordered();
    let amount = gross(&shop, order);
    take(&shop, "A-1", &[(amount, "Anna Berger", "danke")]);
    let lines = waiting(&shop);
    let suggested = shop.read(|view| suggest(view, &lines)).unwrap().remove(0);
    assert_eq!(suggested.confidence, Confidence::Propose);
    let piece = LinePiece { order, amount: Money::eur(amount), open: Money::eur(amount) };
    assert_eq!(suggested.pieces, std::slice::from_ref(&piece));
    let posting = LinePosting { place: lines[0].place, pieces: suggested.pieces };
    let stranger = staff(7, &[Permission::PaymentsView]);
    let wanted = posting.clone();
    refused_as(shop.write(&stranger, move |tx| post_bank_line(tx, &wanted)), RefusalKind::NotAllowed);
    let short = LinePosting { pieces: vec![LinePiece { amount: Money::eur(amount - 1), ..piece }], ..posting.clone() };
    refused(shop.run(move |tx| post_bank_line(tx, &short)), &["bank_match.refusal.sum"]);
    let wanted = posting.clone();
    let payments = shop.run(move |tx| post_bank_line(tx, &wanted)).unwrap();
    assert!(is_free(&shop, order));
    let wanted = posting.clone();
    refused(shop.run(move |tx| post_bank_line(tx, &wanted)), &["bank_match.refusal.already_posted"]);
    let place = posting.place;
    refused(shop.run(move |tx| put_off_bank_line(tx, place)), &["bank_match.refusal.already_posted"]);
    sound(&shop);

    // Taken back with a reason it waits again, and the order too.
    shop.run(move |tx| reverse_payment(tx, payments[0], "falsch zugeordnet")).unwrap();
    assert!(!is_free(&shop, order));
    assert_eq!(waiting(&shop).len(), 1);
    sound(&shop);
    shop.run(move |tx| post_bank_line(tx, &posting)).unwrap();
    assert!(is_free(&shop, order));
    assert_eq!(shop.read(|view| payments_of_order(view, order)).len(), 2);
    sound(&shop);
}

#[test]
fn what_changed_meanwhile_is_refused_and_what_is_put_off_comes_last() {
    let (shop, order) = ordered();
    let amount = gross(&shop, order);
    take(&shop, "A-1", &[(amount, "Anna Berger", "danke"), (777, "Nobody", "ohne Worte")]);
    let lines = waiting(&shop);
    let place = lines[0].place;
    shop.run(move |tx| put_off_bank_line(tx, place)).unwrap();
    assert_eq!(waiting(&shop).last().map(|waiting| (waiting.place, waiting.is_put_off)), Some((place, true)));
    shop.pay(order, 100).unwrap();
    let piece = LinePiece { order, amount: Money::eur(amount), open: Money::eur(amount) };
    let posting = LinePosting { place, pieces: vec![piece] };
    let done: Result<_, Failure> = shop.run(move |tx| post_bank_line(tx, &posting));
    refused(done, &["bank_match.refusal.changed_meanwhile"]);
    let open = shop.read(|view| settlement(view, order)).unwrap().open();
    let found = shop.read(|view| find_payable(view, "berg", 5)).unwrap();
    assert_eq!(found.iter().map(|found| (found.order, found.open)).collect::<Vec<_>>(), [(order, open)]);
    assert!(shop.read(|view| find_payable(view, "", 5)).unwrap().is_empty());
}

#[test]
fn the_number_of_something_paid_long_ago_sets_nothing_else_free() {
    let (shop, first) = ordered();
    let second = shop.order(2, &[(shop.oats, 1)]);
    let amount = gross(&shop, first);
    take(&shop, "A-1", &[(amount, "Anna Berger", &order_number(first))]);
    assert_eq!(post_all_safe(&shop), 1);
    take(&shop, "A-2", &[(amount, "Anna Berger", &format!("nochmals {}", order_number(first)))]);
    assert_eq!(post_all_safe(&shop), 0);
    assert!(!is_free(&shop, second), "of the same name, the same account and the same amount");
}

#[test]
fn the_check_finds_a_line_that_does_not_agree_with_its_payments() {
    let (shop, order) = ordered();
    take(&shop, "A-1", &[(gross(&shop, order), "Irgendwer", &order_number(order))]);
    post_all_safe(&shop);
    let place = (BankStatementId::new(1), 1);
    let handling = shop.read(|view| line_handling(view, place)).unwrap();
    let check = CHECKS.iter().find(|check| check.name == "payments.clearings").unwrap();
    let table: Map<(BankStatementId, u32), LineHandling> = Map::new(191, "BANK_LINE_TO_HANDLING");
    let wrong = LineHandling { payments: Vec::new(), ..handling };
    let done = shop.door.store().write(|group| {
        group.command(|writer| {
            writer.put(&table, &place, &wrong);
            Ok::<_, Fault>(())
        })
    });
    done.unwrap();
    assert_eq!(shop.read(|view| check.run(view)).len(), 1);
}

#[test]
fn who_pays_what_a_reminder_asks_for_settles_goods_and_charges_together() {
    let (shop, order) = ordered();
    shop.ship(order);
    shop.run(|tx| reverse_payment(tx, PaymentId::new(1), "Irrtum")).unwrap();
    let before = shop.read(|view| reminder_rules(view));
    shop.run(move |tx| {
        let mut rules = before.clone();
        rules.levels[0].fee_consumers = Money::eur(300);
        change_reminder_rules(tx, &rules, &before.mark())
    })
    .unwrap();
    shop.on("2026-06-25");
    let plan = shop.door.read(&Actor::operator(), plan_reminders).unwrap();
    let marks: Vec<String> = plan.letters.iter().map(PlannedLetter::mark).collect();
    let id = shop.run(move |tx| send_reminders(tx, &marks)).unwrap()[0];
    let reminder = shop.read(|view| reminder(view, id)).unwrap();
    take(&shop, "A-1", &[(reminder.total.minor(), "Anna Berger", &reminder.reference())]);
    let lines = waiting(&shop);
    let suggested = shop.read(|view| suggest(view, &lines)).unwrap().remove(0);
    let paid: Vec<(OrderId, Money)> = suggested.pieces.iter().map(|piece| (piece.order, piece.amount)).collect();
    assert_eq!(paid, [(order, reminder.total)]);
    let posting = LinePosting { place: lines[0].place, pieces: suggested.pieces };
    shop.run(move |tx| post_bank_line(tx, &posting)).unwrap();
    assert!(shop.read(|view| open_items(view)).is_empty());
    sound(&shop);
}
