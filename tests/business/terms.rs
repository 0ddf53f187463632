//! Payment terms: whose hold when, what Skonto lets off, and what of it is taken back.

use std::sync::Arc;

use kontor::app::{BankSource, Keep, SentBankFile, take_bank_file};
use kontor::business::actor::Actor;
use kontor::business::billing::{Invoice, invoices_of_order};
use kontor::business::checks::CHECKS;
use kontor::business::customers::{self, CustomerGroup, own_terms, payment_terms_at, set_payment_terms, terms_history};
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::firm::{PaymentTerms, SalesTerms, SkontoStep, change_sales_terms, sales_terms, sales_terms_at};
use kontor::business::ledger::{self, LedgerAccount, Party, balances_of, open_items_of};
use kontor::business::orders::{self, Fate, NewBuyer, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::payments::matched::{post_safe_lines, suggest, waiting_lines};
use kontor::business::payments::matching::{Confidence, MatchReason};
use kontor::business::payments::{NewPayment, payment, record_payment, reverse_payment, settlement, skonto_offers};
use kontor::business::permission::Permission;
use kontor::values::{CustomerId, Money, OrderId, PaymentId, Rate};

use crate::business::shop::{Shop, checkout, day, refused, refused_as, staff};

fn step(percent: i64, days: u16) -> SkontoStep {
    SkontoStep { rate: Rate::from_percent(percent), days }
}

fn terms(days: u16, skonto: &[SkontoStep]) -> PaymentTerms {
    PaymentTerms { days, skonto: skonto.to_vec(), on_account: true }
}

fn agree(shop: &Shop, customer: CustomerId, terms: &PaymentTerms) -> Result<(), Failure> {
    let terms = terms.clone();
    shop.run(move |tx| set_payment_terms(tx, customer, Some(&terms), "Rahmenvertrag"))
}

fn sell_on(shop: &Shop, terms: &SalesTerms) -> Result<(), Failure> {
    let (terms, seen) = (terms.clone(), shop.read(|view| sales_terms(view).mark()));
    shop.run(move |tx| change_sales_terms(tx, &terms, &seen))
}

fn shop() -> (Shop, CustomerId) {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    let customer = shop.customer("Gruber", CustomerGroup::Company);
    (shop, customer)
}

fn command(shop: &Shop, customer: CustomerId, key: u8, oats: u32) -> PlaceOrder {
    let (buyer, payment_method) = (NewBuyer::StaffForCustomer(customer), PaymentMethod::Invoice);
    PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, oats)]) }
}

fn on_account(shop: &Shop, customer: CustomerId, key: u8, oats: u32) -> OrderId {
    let command = command(shop, customer, key, oats);
    shop.run(move |tx| orders::place_order(tx, &command)).unwrap()
}

fn invoice(shop: &Shop, order: OrderId) -> Invoice {
    shop.read(|view| invoices_of_order(view, order)).remove(0).1
}

fn pay(shop: &Shop, order: OrderId, amount: Money) -> PaymentId {
    let received_on = shop.read(|view| view.today());
    let new = NewPayment { order, amount, received_on, reference: String::new() };
    shop.run(move |tx| record_payment(tx, &new)).unwrap()
}

fn nothing_is_wrong(shop: &Shop) {
    shop.read(|view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

/// What stands on the account of a customer, and what was let off of goods in all.
fn books(shop: &Shop, customer: CustomerId) -> (i64, i64) {
    shop.read(|view| {
        let given = balances_of(view, LedgerAccount::SkontoGiven).into_iter().map(|(_, balance)| balance).sum();
        (ledger::balance(view, ledger::receivables_of(Some(customer))), given)
    })
}

#[test]
fn terms_of_a_customer_come_before_those_of_the_firm_and_hold_for_what_was_ordered_on_them() {
    let (shop, customer) = shop();
    let before = on_account(&shop, customer, 1, 1);
    shop.on("2026-06-02");
    sell_on(&shop, &SalesTerms { payment: terms(20, &[]), overdue_days: Some(5) }).unwrap();
    let of_firm = on_account(&shop, customer, 2, 1);
    shop.on("2026-06-03");
    agree(&shop, customer, &terms(30, &[step(3, 7), step(2, 14)])).unwrap();
    let own = on_account(&shop, customer, 3, 1);
    shop.on("2026-06-04");
    shop.run(move |tx| set_payment_terms(tx, customer, None, "ausgelaufen")).unwrap();
    let again = on_account(&shop, customer, 4, 1);
    for (order, days, steps) in [(before, 14, 0), (of_firm, 20, 0), (own, 30, 2), (again, 20, 0)] {
        shop.ship(order);
        let invoice = invoice(&shop, order);
        assert_eq!((invoice.due_on.days_since(invoice.day), invoice.skonto.len()), (days, steps), "{order}");
    }
    shop.read(|view| {
        let history = terms_history(view, customer);
        let told: Vec<_> = history.iter().map(|agreed| (agreed.reason.as_str(), agreed.terms.is_some())).collect();
        assert_eq!(told, [("ausgelaufen", false), ("Rahmenvertrag", true)]);
        assert_eq!(own_terms(view, customer), None);
        assert_eq!(payment_terms_at(view, None, view.now()).days, 20);
        let first = shop.find(before).placed_at;
        assert_eq!((sales_terms_at(view, first).payment.days, sales_terms(view).overdue_days), (14, Some(5)));
    });
    nothing_is_wrong(&shop);
}

#[test]
fn terms_that_make_no_sense_are_refused_with_what_is_wrong() {
    let (shop, customer) = shop();
    let steps = |skonto: &[SkontoStep]| agree(&shop, customer, &terms(30, skonto));
    refused(agree(&shop, customer, &terms(366, &[])), &["terms.refusal.days@days"]);
    refused(steps(&[step(0, 5)]), &["terms.refusal.percent@skonto1.percent"]);
    refused(steps(&[step(21, 5)]), &["terms.refusal.percent@skonto1.percent"]);
    let odd = SkontoStep { rate: Rate::from_millionths(20_050), days: 5 };
    refused(steps(&[odd]), &["terms.refusal.percent@skonto1.percent"]);
    refused(steps(&[step(2, 31)]), &["terms.refusal.skonto_late@skonto1.days"]);
    refused(steps(&[step(2, 10), step(3, 20)]), &["terms.refusal.steps@skonto2.percent"]);
    refused(steps(&[step(3, 10), step(2, 10)]), &["terms.refusal.steps@skonto2.percent"]);
    let own = terms(30, &[]);
    let without = own.clone();
    let set = move |reason: &'static str| {
        let own = own.clone();
        move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| set_payment_terms(tx, customer, Some(&own), reason)
    };
    refused(shop.run(set(" ")), &["terms.refusal.reason_missing@reason"]);
    let long = "x".repeat(201);
    let reason = long.clone();
    let too_long = shop.run(move |tx| set_payment_terms(tx, customer, Some(&without), &reason));
    refused(too_long, &["terms.refusal.reason_too_long@reason"]);
    refused_as(shop.write(&staff(7, &[Permission::CustomersView]), set("x")), RefusalKind::NotAllowed);
    let mine = SalesTerms::default();
    let stale = shop.run(move |tx| change_sales_terms(tx, &mine, "gestern"));
    refused(stale, &["firm.refusal.changed_meanwhile"]);
    let wrong = SalesTerms { payment: terms(999, &[]), overdue_days: None };
    refused(sell_on(&shop, &wrong), &["terms.refusal.days@days"]);
    let visitor = staff(7, &[Permission::CustomersEdit]);
    let refusal = shop.write(&visitor, |tx| change_sales_terms(tx, &SalesTerms::default(), ""));
    refused_as(refusal, RefusalKind::NotAllowed);
    shop.run(move |tx| customers::close_customer(tx, customer)).unwrap();
    refused(shop.run(set("x")), &["customers.refusal.closed"]);
}

#[test]
fn nobody_orders_on_account_whose_terms_do_not_allow_it() {
    let (shop, customer) = shop();
    let cash = PaymentTerms { on_account: false, ..PaymentTerms::default() };
    agree(&shop, customer, &cash).unwrap();
    let wanted = command(&shop, customer, 1, 1);
    let again = wanted.clone();
    refused(shop.run(move |tx| orders::place_order(tx, &wanted)), &["terms.refusal.not_on_account@payment"]);
    let prepaid = PlaceOrder { payment_method: PaymentMethod::Prepayment, ..again };
    shop.run(move |tx| orders::place_order(tx, &prepaid)).unwrap();
}

#[test]
fn skonto_in_time_to_the_cent_settles_the_whole_and_undoing_it_opens_the_whole() {
    let (shop, customer) = shop();
    agree(&shop, customer, &terms(30, &[step(3, 7), step(2, 14)])).unwrap();
    let order = on_account(&shop, customer, 1, 3);
    shop.ship(order);
    let invoice = invoice(&shop, order);
    let gross = invoice.totals.gross;
    let offers = skonto_offers(&invoice);
    let days: Vec<i32> = offers.iter().map(|(until, ..)| until.days_since(invoice.day)).collect();
    assert_eq!(days, [7, 14]);
    // Three per cent of it, when only two may be taken, is a part.
    let until_second = invoice.day.plus_days(10).to_string();
    shop.on(&until_second);
    let part = pay(&shop, order, offers[0].2);
    assert_eq!(shop.read(|view| settlement(view, order)).unwrap().open(), gross - offers[0].2);
    shop.run(move |tx| reverse_payment(tx, part, "zu wenig")).unwrap();
    assert_eq!(books(&shop, customer), (gross.minor(), 0));
    let paid = pay(&shop, order, offers[1].2);
    let settled = shop.read(|view| settlement(view, order)).unwrap();
    assert!(settled.open().is_zero() && settled.paid_on().is_some());
    assert!(shop.read(|view| open_items_of(view, Party::Customer(customer), None)).is_empty());
    let let_off = shop.read(|view| payment(view, paid)).unwrap().skonto;
    let (net, tax): (i64, i64) =
        let_off.iter().fold((0, 0), |sum, part| (sum.0 + part.net.minor(), sum.1 + part.tax.minor()));
    assert_eq!(net + tax, gross.minor() - offers[1].2.minor());
    assert_eq!(books(&shop, customer), (0, net));
    nothing_is_wrong(&shop);
    shop.run(move |tx| reverse_payment(tx, paid, "falsch zugeordnet")).unwrap();
    assert_eq!(books(&shop, customer), (gross.minor(), 0));
    assert_eq!(shop.read(|view| settlement(view, order)).unwrap().open(), gross);
    nothing_is_wrong(&shop);
}

#[test]
fn goods_that_come_back_take_their_skonto_back() {
    let (shop, customer) = shop();
    agree(&shop, customer, &terms(30, &[step(3, 7)])).unwrap();
    let order = on_account(&shop, customer, 1, 3);
    shop.ship(order);
    let paid = skonto_offers(&invoice(&shop, order))[0].2;
    let payment = pay(&shop, order, paid);
    let give_back = |quantity: u32| {
        let lines = vec![ReturnLine { line: 1, quantity, fate: Fate::Restock }];
        let back = ReturnGoods { order, lines, reason: "x".to_owned() };
        shop.run(move |tx| orders::return_goods(tx, &back)).unwrap();
        nothing_is_wrong(&shop);
        shop.read(|view| settlement(view, order)).unwrap().open()
    };
    let after_one = give_back(1);
    let credited = shop.read(|view| invoices_of_order(view, order))[1].1.totals.gross;
    // Of what came back three per cent had not been paid.
    assert_eq!(after_one, -(credited - credited.at_rate(Rate::from_percent(3))));
    assert_eq!(give_back(2), -paid);
    assert_eq!(books(&shop, customer), (-paid.minor(), 0));
    shop.run(move |tx| reverse_payment(tx, payment, "falsch zugeordnet")).unwrap();
    assert_eq!(books(&shop, customer), (0, 0));
    nothing_is_wrong(&shop);
}

/// A camt.053 with one line that was booked and worth on a day.
fn take_line(shop: &Shop, id: &str, (on, amount, text): (&str, Money, &str)) {
    let amount = amount.decimal();
    let file = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"><BkToCstmrStmt><GrpHdr><MsgId>{id}</MsgId>\
         </GrpHdr><Stmt><Id>{id}</Id><Acct><Id><IBAN>AT611904300234573201</IBAN></Id><Ccy>EUR</Ccy></Acct><Ntry>\
         <Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>{on}</Dt></BookgDt>\
         <NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Anna Berger</Nm></Dbtr><DbtrAcct><Id><IBAN>DE89370400440532013000</IBAN>\
         </Id></DbtrAcct></RltdPties><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry></Stmt>\
         </BkToCstmrStmt></Document>"
    );
    let file = SentBankFile {
        name: format!("{id}.xml"),
        source: BankSource::Sent(Arc::new(file.into_bytes())),
        account: None,
        map: None,
        gap_because: String::new(),
        gaps_seen: None,
    };
    take_bank_file(&shop.door, &Actor::operator(), &file, Keep::Everything, &mut |_, _| true).unwrap();
}

#[test]
fn a_bank_line_takes_the_skonto_of_its_invoice_in_time_and_waits_for_a_person_when_late() {
    let (shop, customer) = shop();
    agree(&shop, customer, &terms(30, &[step(3, 7), step(2, 14)])).unwrap();
    let orders = [1, 2].map(|key| {
        let order = on_account(&shop, customer, key, 3);
        shop.ship(order);
        order
    });
    let invoices = orders.map(|order| invoice(&shop, order));
    let issued = invoices[0].day;
    let less = |at: usize| skonto_offers(&invoices[0])[at].2;
    shop.on(&issued.plus_days(20).to_string());
    let (first, second) = (invoices[0].number.as_str(), invoices[1].number.as_str());
    take_line(&shop, "A-1", (&issued.plus_days(14).to_string(), less(1), first));
    take_line(&shop, "A-2", (&issued.plus_days(15).to_string(), less(1), second));
    let lines = shop.read(|view| waiting_lines(view, 9)).unwrap().lines;
    let suggested = shop.read(|view| suggest(view, &lines)).unwrap();
    let told: Vec<_> = suggested.iter().map(|one| (one.confidence, one.reasons.last().copied())).collect();
    let late = (Confidence::Propose, Some(MatchReason::SkontoTooLate));
    assert_eq!(told, [(Confidence::Post, Some(MatchReason::SkontoInTime)), late]);
    let places: Vec<_> = lines.iter().map(|line| line.place).collect();
    let posted = shop.run(move |tx| post_safe_lines(tx, &places)).unwrap();
    assert_eq!((posted.posted, posted.left), (1, 1));
    let open = orders.map(|order| shop.read(|view| settlement(view, order)).unwrap().open());
    assert_eq!(open, [Money::eur(0), invoices[1].totals.gross]);
    assert_eq!(day("2026-06-01"), issued);
    nothing_is_wrong(&shop);
}
