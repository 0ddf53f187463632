//! Credit for the shop: how it is spent, given back, and paid out as money.

use kontor::business::actor::Actor;
use kontor::business::approvals::{self, Answer};
use kontor::business::cases::{self, TaskPlace};
use kontor::business::checks::CHECKS;
use kontor::business::commissions::{self, shipped_plans};
use kontor::business::customers::CustomerGroup;
use kontor::business::failure::Failure;
use kontor::business::ledger::{self, LedgerAccount, LedgerKey};
use kontor::business::orders::{self, CartLine, CorrectOrder, Fate, NewBuyer, PlaceOrder, ReturnGoods, ReturnLine};
use kontor::business::payments::{
    self, HoldReason, NewPayment, Payment, credit_at_hand, pay_credit_out, payments_of_order, place_order_with_credit,
    settlement, shop_credit,
};
use kontor::business::people;
use kontor::business::permission::Permission;
use kontor::business::shipping;
use kontor::business::tx::Tx;
use kontor::store::{Subject, decode, encode};
use kontor::values::{BatchId, Iban, Language, Money, OrderId, PartnerId, PaymentId, Period, RunId};

use crate::business::commissions::{clerk, manager};
use crate::business::shop::{Shop, checkout};
use crate::business::stage::{day, fetch_file, imported_order, refused, staff};

/// A shop whose partner got 160.00 by transfer and 40.00 as credit for what was sold in May.
struct Credited {
    shop: Shop,
    buyer: Actor,
    partner: PartnerId,
    /// Somebody who has none.
    other: Actor,
    run: RunId,
    batch: BatchId,
}

impl Credited {
    /// The payment can still be discarded.
    fn ready() -> Credited {
        let shop = Shop::new();
        let terms = "minimum = \"10.00\"\ncredit = \"20 %\"";
        let plan = shipped_plans()[0].1.replace("minimum = \"10.00\"", terms);
        shop.write(&clerk(), move |tx| commissions::adopt_plan(tx, &plan)).unwrap();
        let buyer = shop.partner("P-1");
        let other = shop.partner("P-2");
        let partner = buyer.partner.unwrap();
        let person = buyer.person.unwrap();
        shop.run(move |tx| {
            let mut known = people::person(tx, person).unwrap();
            known.iban = Iban::parse("DE89 3704 0044 0532 0130 00");
            people::change_person(tx, person, &known)
        })
        .unwrap();
        shop.receive(shop.oats, 99, None);
        let run = settled(&shop, partner, "2026-05");
        let batch = shop.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-05"))).unwrap();
        let credited = Credited { shop, buyer, partner, other, run, batch };
        assert_eq!(credited.credit(), 4_000);
        credited
    }

    /// The file for the bank is made; it carries it out on the fifth of June.
    fn new() -> Credited {
        let firm = Credited::ready();
        let batch = firm.batch;
        fetch_file(&firm.shop.door, &manager(), batch, [7; 32]).unwrap();
        firm
    }

    fn pay_out(&self, because: &'static str) -> Result<(), Failure> {
        let partner = self.partner;
        self.shop.write(&manager(), move |tx| pay_credit_out(tx, partner, because))
    }

    fn hold(&self) {
        let partner = self.partner;
        let held = move |tx: &mut Tx<'_, '_, '_>| payments::hold_pay(tx, partner, HoldReason::Goods, "Verdacht");
        self.shop.write(&manager(), held).unwrap();
    }

    fn first_payment(&self, order: OrderId) -> PaymentId {
        self.shop.read(|view| payments_of_order(view, order)).remove(0).0
    }

    fn reverse(&self, payment: PaymentId) -> Result<(), Failure> {
        self.shop.run(move |tx| payments::reverse_payment(tx, payment, "Irrtum"))
    }

    fn take_back(&self, order: OrderId, quantity: u32) {
        let lines = vec![ReturnLine { line: 1, quantity, fate: Fate::Restock }];
        let goods = ReturnGoods { order, lines, reason: "gefällt nicht".to_owned() };
        self.shop.run(move |tx| orders::return_goods(tx, &goods)).unwrap();
    }

    fn credit(&self) -> i64 {
        self.shop.read(|view| shop_credit(view, self.partner)).minor()
    }

    /// An order for the own household, of which credit pays this much.
    fn order(&self, key: u8, pieces: u32, credit: i64) -> Result<OrderId, Failure> {
        self.order_as(&self.buyer, own(checkout(key, &[(self.shop.oats, pieces)])), credit)
    }

    fn order_as(&self, actor: &Actor, command: PlaceOrder, credit: i64) -> Result<OrderId, Failure> {
        self.shop.write(actor, move |tx| place_order_with_credit(tx, &command, Money::eur(credit)))
    }

    fn open(&self, order: OrderId) -> i64 {
        self.shop.read(|view| settlement(view, order)).unwrap().open().minor()
    }

    /// Looks the order over, and lets it leave the house.
    fn ship(&self, order: OrderId) {
        let subject = Subject::of(order);
        let looked_over = move |tx: &mut Tx<'_, '_, '_>| {
            let (case, _) = cases::case_of(tx, &subject).unwrap();
            cases::complete_task(tx, TaskPlace { case, place: 0 }, "")
        };
        self.shop.run(looked_over).unwrap();
        self.shop.run(move |tx| shipping::pick_order(tx, order)).unwrap();
        self.shop.pack(order).unwrap();
        self.shop.run(move |tx| shipping::hand_over_order(tx, order)).unwrap();
    }

    fn nothing_is_wrong(&self) {
        self.shop.read(|view| {
            for check in CHECKS {
                let defects = check.run(view);
                assert!(defects.is_empty(), "{}: {defects:?}", check.name);
            }
        });
    }

    fn balance(&self, account: LedgerAccount, sub_account: u64) -> i64 {
        self.shop.read(|view| ledger::balance(view, LedgerKey { account, sub_account }))
    }
}

fn own(command: PlaceOrder) -> PlaceOrder {
    PlaceOrder { buyer: NewBuyer::PartnerOwn, ..command }
}

/// The partner sells for 1,000.00 in a month, of which a fifth is pay; the run is posted.
fn settled(shop: &Shop, partner: PartnerId, month: &'static str) -> RunId {
    let sold = imported_order(month, partner, day(&format!("{month}-04")), 100_000, 30);
    shop.run(move |tx| orders::import_order(tx, &sold)).unwrap();
    let period = Period::parse(month).unwrap();
    let run = shop.write(&clerk(), move |tx| commissions::open_run(tx, "unilevel-simple", period)).unwrap();
    shop.write(&clerk(), move |tx| commissions::calculate_run(tx, run)).unwrap();
    let approval = shop.write(&clerk(), move |tx| commissions::submit_run(tx, run)).unwrap();
    shop.write(&manager(), move |tx| approvals::decide(tx, approval, Answer::Agree, "")).unwrap();
    shop.write(&manager(), move |tx| commissions::post_run(tx, run)).unwrap();
    run
}

#[test]
fn credit_pays_a_whole_order_which_is_released_like_one_that_is_paid() {
    let firm = Credited::new();
    let gross = 2_189;
    let order = firm.order(1, 2, gross).unwrap();
    let placed = firm.shop.find(order);
    assert_eq!((placed.totals().gross.minor(), placed.paid_on), (gross, Some(day("2026-06-01"))));
    assert_eq!((firm.credit(), firm.open(order)), (4_000 - gross, 0));
    // Nobody waits for money: after the first look it can be picked and leaves.
    firm.ship(order);
    // In the books by one rule: credit of the partner against what the buyer owes.
    assert_eq!(firm.balance(LedgerAccount::Receivables, 0), 0);
    let (_, paid) = firm.shop.read(|view| payments_of_order(view, order)).pop().unwrap();
    let posting = firm.shop.read(|view| ledger::posting(view, paid.posting)).unwrap();
    assert_eq!((paid.credit_of, posting.rule.as_str()), (Some(firm.partner), "credit_spent"));
    assert_eq!(firm.balance(LedgerAccount::Bank, 0), 0);
    firm.nothing_is_wrong();
}

#[test]
fn credit_pays_a_part_and_the_rest_is_paid_as_money() {
    let firm = Credited::new();
    let order = firm.order(1, 4, 1_000).unwrap();
    assert_eq!((firm.credit(), firm.open(order)), (3_000, 2_839));
    assert_eq!(firm.shop.find(order).paid_on, None);
    // Sent twice, it is one order and one payment.
    assert_eq!(firm.order(1, 4, 1_000).unwrap(), order);
    assert_eq!(firm.credit(), 3_000);
    firm.shop.pay(order, 2_839).unwrap();
    assert_eq!(firm.shop.find(order).paid_on, Some(day("2026-06-01")));
    firm.nothing_is_wrong();
}

#[test]
fn nobody_spends_more_than_there_is_or_the_credit_of_others() {
    let firm = Credited::new();
    let not_there = &["payments.refusal.credit_not_there@use_credit"];
    refused(firm.order(1, 9, 4_001), not_there);
    refused(firm.order(1, 2, 2_190), not_there);
    refused(firm.order(1, 2, 0), not_there);
    refused(firm.order(1, 2, -1), not_there);
    let guest = checkout(1, &[(firm.shop.oats, 1)]);
    refused(firm.order_as(&Actor::visitor(Language::De), guest.clone(), 100), not_there);
    refused(firm.order_as(&firm.other, own(guest.clone()), 100), not_there);
    let customer = firm.shop.customer("Kundig", CustomerGroup::Private);
    let for_customer = PlaceOrder { buyer: NewBuyer::StaffForCustomer(customer), ..guest };
    refused(firm.order_as(&Actor::operator(), for_customer, 100), not_there);
    // What is wrong with the order itself is said as ever, and nothing was ordered.
    let no_terms = PlaceOrder { terms_version: String::new(), ..own(checkout(1, &[(firm.shop.oats, 1)])) };
    refused(firm.order_as(&firm.buyer, no_terms, 100), &["orders.refusal.terms_not_accepted@terms"]);
    assert_eq!(firm.shop.read(|view| orders::orders_of_partner(view, firm.partner, 9)).len(), 1, "the sale of May");
    assert_eq!(firm.credit(), 4_000);
}

#[test]
fn a_cancelled_order_gives_the_credit_back_and_the_money_is_to_be_paid_back() {
    let firm = Credited::new();
    let order = firm.order(1, 4, 1_000).unwrap();
    firm.shop.pay(order, 2_839).unwrap();
    firm.shop.run(move |tx| orders::cancel_order(tx, order, "verwählt")).unwrap();
    // Only the money is still to be paid back.
    assert_eq!((firm.credit(), firm.open(order)), (4_000, -2_839));
    firm.nothing_is_wrong();
    // Credit alone leaves nothing to do.
    let other = firm.order(2, 2, 2_189).unwrap();
    firm.shop.run(move |tx| orders::cancel_order(tx, other, "verwählt")).unwrap();
    assert_eq!((firm.credit(), firm.open(other), firm.shop.find(other).paid_on), (4_000, 0, None));
    let subject = Subject::of(other);
    let (_, case) = firm.shop.read(|view| cases::case_of(view, &subject)).unwrap();
    assert_eq!(case.template, cases::ORDER_PREPAID.key, "no refund was opened after it");
}

#[test]
fn goods_that_come_back_give_credit_back_before_money() {
    let firm = Credited::new();
    let order = firm.order(1, 4, 1_000).unwrap();
    firm.shop.pay(order, 2_839).unwrap();
    firm.ship(order);
    // 7.50 and its tax are 8.25: the first piece gives as much credit back.
    firm.take_back(order, 1);
    assert_eq!((firm.credit(), firm.open(order)), (3_825, 0));
    // Of the second, 1.75 are credit; the rest is money.
    firm.take_back(order, 1);
    assert_eq!((firm.credit(), firm.open(order)), (4_000, -650));
    firm.nothing_is_wrong();
}

#[test]
fn money_that_came_in_by_mistake_does_not_become_credit_when_goods_come_back_or_fewer_are_ordered() {
    let firm = Credited::new();
    let order = firm.order(1, 4, 3_839).unwrap();
    firm.ship(order);
    firm.shop.pay(order, 3_839).unwrap();
    firm.take_back(order, 1);
    assert_eq!((firm.credit(), firm.open(order)), (161 + 825, -3_839));
    firm.nothing_is_wrong();

    let firm = Credited::new();
    let order = firm.order(1, 4, 3_839).unwrap();
    firm.shop.pay(order, 3_839).unwrap();
    let known = firm.shop.find(order);
    let correct = CorrectOrder {
        order,
        seen_version: known.version,
        lines: vec![CartLine { product: firm.shop.oats, quantity: 3 }],
        billing: known.billing.clone(),
        delivery: known.delivery.clone(),
        note: String::new(),
    };
    firm.shop.run(move |tx| orders::correct_order(tx, &correct)).unwrap();
    let fallen = 3_839 - firm.shop.find(order).totals().gross.minor();
    assert!(fallen > 0);
    assert_eq!((firm.credit(), firm.open(order)), (161 + fallen, -3_839));
    firm.nothing_is_wrong();
}

#[test]
fn what_was_paid_by_credit_is_never_paid_back_as_money() {
    let firm = Credited::new();
    let back = |order: OrderId, amount: i64| {
        let (amount, received_on) = (Money::eur(-amount), day("2026-06-01"));
        let new = NewPayment { order, amount, received_on, reference: String::new() };
        firm.shop.run(move |tx| payments::record_payment(tx, &new))
    };
    let order = firm.order(1, 4, 1_000).unwrap();
    let more = &["payments.refusal.more_than_received@amount"];
    refused(back(order, 1), more);
    firm.shop.pay(order, 2_839).unwrap();
    refused(back(order, 2_840), more);
    back(order, 2_839).unwrap();
    assert_eq!((firm.credit(), firm.open(order)), (3_000, 2_839));
    firm.nothing_is_wrong();
}

#[test]
fn a_payment_by_credit_that_is_taken_back_is_credit_again() {
    let firm = Credited::new();
    let order = firm.order(1, 2, 2_189).unwrap();
    let (id, _) = firm.shop.read(|view| payments_of_order(view, order)).pop().unwrap();
    firm.shop.run(move |tx| payments::reverse_payment(tx, id, "doch überwiesen")).unwrap();
    assert_eq!((firm.credit(), firm.open(order)), (4_000, 2_189));
    firm.nothing_is_wrong();
}

#[test]
fn credit_that_was_given_back_is_not_given_back_again() {
    let firm = Credited::new();
    let order = firm.order(1, 2, 2_189).unwrap();
    firm.shop.run(move |tx| orders::cancel_order(tx, order, "verwählt")).unwrap();
    refused(firm.reverse(firm.first_payment(order)), &["payments.refusal.credit_given_back"]);
    // Nor is it taken from the partner.
    let (back, _) = firm.shop.read(|view| payments_of_order(view, order)).pop().unwrap();
    refused(firm.reverse(back), &["payments.refusal.credit_stays"]);
    assert_eq!((firm.credit(), firm.open(order)), (4_000, 0));
    // A part of it is as good as all.
    let order = firm.order(2, 4, 3_839).unwrap();
    firm.ship(order);
    firm.take_back(order, 1);
    refused(firm.reverse(firm.first_payment(order)), &["payments.refusal.credit_given_back"]);
    assert_eq!((firm.credit(), firm.open(order)), (161 + 825, 0));
    firm.nothing_is_wrong();
}

#[test]
fn credit_is_paid_out_as_money_once_and_nothing_is_taken_off_it_again() {
    let firm = Credited::new();
    let partner = firm.partner;
    let pay_out =
        |actor: &Actor, because: &'static str| firm.shop.write(actor, move |tx| pay_credit_out(tx, partner, because));
    firm.shop.on("2026-06-05");
    refused(pay_out(&clerk(), "x"), &["business.refusal.not_allowed"]);
    refused(pay_out(&manager(), " "), &["payments_out.refusal.reason_missing@reason"]);
    pay_out(&manager(), "hört auf").unwrap();
    refused(pay_out(&manager(), "hört auf"), &["payments_out.refusal.no_credit"]);
    assert_eq!((firm.credit(), firm.balance(LedgerAccount::CommissionPayable, partner.number())), (0, -4_000));
    firm.nothing_is_wrong();
    let run = firm.run;
    let pay = || firm.shop.write(&manager(), move |tx| commissions::pay_run(tx, run, day("2026-06-08"))).unwrap();
    let paid = |batch: BatchId| firm.shop.read(|view| payments::batch(view, batch)).unwrap().total.minor();
    // Taken back, it waits for the next one.
    let first = pay();
    assert_eq!(paid(first), 4_000);
    firm.shop.write(&manager(), move |tx| payments::cancel_batch(tx, first, "falscher Tag")).unwrap();
    let second = pay();
    assert_eq!(paid(second), 4_000);
    assert_eq!(firm.credit(), 0);
    firm.nothing_is_wrong();
    // It was pay when it was given as credit, and is not pay once more.
    fetch_file(&firm.shop.door, &manager(), second, [8; 32]).unwrap();
    firm.shop.on("2026-06-09");
    let year = Period::parse("2026").unwrap();
    let looking = staff(7, &[Permission::PaymentsView, Permission::CommissionsView]);
    let money = firm.shop.door.read(&looking, |view| commissions::year_sheet(view, partner, year)).unwrap();
    let money = money.money.unwrap();
    assert_eq!([money.paid, money.taken_off, money.owed_after].map(Money::minor), [20_000, 0, 0]);
}

#[test]
fn credit_is_told_to_the_tax_office_when_it_is_given_and_not_when_it_is_paid_out() {
    let firm = Credited::new();
    let partner = firm.partner;
    firm.shop.on("2026-07-03");
    // 5,000.00 of sales more in June: 1,000.00 of pay, of which 200.00 are credit.
    let sold = imported_order("more", partner, day("2026-06-10"), 400_000, 30);
    firm.shop.run(move |tx| orders::import_order(tx, &sold)).unwrap();
    let june = settled(&firm.shop, partner, "2026-06");
    let pay = move |firm: &Credited, on: &'static str, hash: u8| {
        let batch = firm.shop.write(&manager(), move |tx| commissions::pay_run(tx, june, day(on))).unwrap();
        fetch_file(&firm.shop.door, &manager(), batch, [hash; 32]).unwrap();
    };
    pay(&firm, "2026-07-06", 8);
    let told = || {
        let looking = staff(7, &[Permission::PaymentsView]);
        let year = Period::parse("2026").unwrap();
        let rows = firm.shop.door.read(&looking, |view| commissions::payees_of_year(view, year)).unwrap();
        rows.iter().map(|row| (row.paid.minor(), row.payments)).collect::<Vec<_>>()
    };
    firm.shop.on("2026-07-07");
    assert_eq!(told(), [(120_000, 2)], "with the credit of both");
    firm.shop.write(&manager(), move |tx| pay_credit_out(tx, partner, "hört auf")).unwrap();
    pay(&firm, "2026-07-08", 9);
    firm.shop.on("2026-07-09");
    assert_eq!(told(), [(120_000, 2)], "what was credit is not told again");
}

#[test]
fn credit_of_a_payment_that_can_still_be_discarded_waits() {
    let firm = Credited::ready();
    let batch = firm.batch;
    refused(firm.order(1, 2, 2_189), &["payments.refusal.credit_not_there@use_credit"]);
    refused(firm.pay_out("hört auf"), &["payments_out.refusal.credit_to_come"]);
    assert_eq!(firm.shop.read(|view| credit_at_hand(view, firm.partner)).minor(), 0);
    firm.shop.write(&manager(), move |tx| payments::cancel_batch(tx, batch, "falscher Tag")).unwrap();
    assert_eq!(firm.credit(), 0);
    firm.nothing_is_wrong();
    // Nothing waits any more once the file is made, until the next payment is.
    let firm = Credited::new();
    firm.shop.on("2026-07-03");
    let june = settled(&firm.shop, firm.partner, "2026-06");
    firm.shop.write(&manager(), move |tx| commissions::pay_run(tx, june, day("2026-07-06"))).unwrap();
    assert_eq!(firm.credit(), 8_000);
    assert_eq!(firm.shop.read(|view| credit_at_hand(view, firm.partner)).minor(), 4_000);
    firm.pay_out("hört auf").unwrap();
    assert_eq!(firm.credit(), 4_000);
    firm.nothing_is_wrong();
}

#[test]
fn credit_is_paid_out_only_once_the_bank_has_carried_out_its_payment() {
    let firm = Credited::new();
    firm.shop.on("2026-06-04");
    refused(firm.pay_out("hört auf"), &["payments_out.refusal.credit_to_come"]);
    firm.order(1, 2, 1_000).unwrap();
    firm.shop.on("2026-06-05");
    firm.pay_out("hört auf").unwrap();
    assert_eq!(firm.credit(), 0);
    firm.nothing_is_wrong();
}

#[test]
fn credit_is_neither_spent_nor_paid_out_while_pay_is_held() {
    let firm = Credited::new();
    firm.shop.on("2026-06-05");
    firm.hold();
    refused(firm.order(1, 2, 2_189), &["payments.refusal.credit_not_there@use_credit"]);
    refused(firm.pay_out("hört auf"), &["payments_out.refusal.credit_held"]);
    let partner = firm.partner;
    firm.shop.write(&manager(), move |tx| payments::lift_hold(tx, partner, "geklärt")).unwrap();
    firm.order(1, 2, 2_189).unwrap();
    firm.pay_out("hört auf").unwrap();
    assert_eq!(firm.credit(), 0);
    firm.nothing_is_wrong();
}

#[test]
fn a_payment_from_before_credit_could_be_spent_still_opens() {
    let firm = Credited::new();
    let order = firm.shop.order(1, &[(firm.shop.oats, 1)]);
    let (amount, received_on) = (Money::eur(100), day("2026-06-01"));
    let new = NewPayment { order, amount, received_on, reference: "B".to_owned() };
    let id = firm.shop.run(move |tx| payments::record_payment(tx, &new)).unwrap();
    let payment = firm.shop.read(|view| payments::payment(view, id)).unwrap();
    let mut bytes = encode(&payment).unwrap();
    assert_eq!(bytes[0], 3);
    // The second knew of no Skonto.
    for shape in [2, 1] {
        assert_eq!(bytes.pop(), Some(0));
        bytes[0] = shape;
        assert_eq!(decode::<Payment>(&bytes).unwrap(), payment);
    }
}
