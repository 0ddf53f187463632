//! The credit line: what uses it, what gives it back, and who may go beyond it.

use kontor::business::actor::Actor;
use kontor::business::checks::CHECKS;
use kontor::business::customers::{
    self, CreditUsed, CustomerGroup, credit_line, credit_line_history, credit_release, credit_used, set_credit_line,
    set_payment_terms,
};
use kontor::business::failure::{Failure, RefusalKind};
use kontor::business::firm::{PaymentTerms, SalesTerms, change_sales_terms, sales_terms};
use kontor::business::orders::{
    self, CartLine, CorrectOrder, Fate, NewBuyer, OnAccount, PaymentMethod, PlaceOrder, ReturnGoods, ReturnLine,
};
use kontor::business::payments::{
    self, CreditOrder, CreditState, CreditWish, NewPayment, find_credit, record_payment, recount, reverse_payment,
};
use kontor::business::permission::Permission;
use kontor::store::{Fault, Map};
use kontor::values::{CustomerId, Money, OrderId, PaymentId};
use proptest::prelude::*;

use crate::business::shop::{Shop, checkout, refused, refused_as, staff};

const LENDER: [Permission; 4] = [
    Permission::CustomersCreditLine,
    Permission::ShopOrder,
    Permission::OrdersPlaceForOthers,
    Permission::OrdersCorrect,
];

fn clerk() -> Actor {
    staff(8, &[Permission::ShopOrder, Permission::OrdersPlaceForOthers, Permission::OrdersCorrect])
}

fn shop() -> (Shop, CustomerId) {
    let shop = Shop::new();
    shop.receive(shop.oats, 500, None);
    let customer = shop.customer("Gruber", CustomerGroup::Company);
    (shop, customer)
}

fn set_line(shop: &Shop, customer: CustomerId, cents: Option<i64>) {
    shop.run(move |tx| set_credit_line(tx, customer, cents.map(Money::eur), "Auskunft")).unwrap();
}

fn command(shop: &Shop, customer: CustomerId, key: u8, oats: u32) -> PlaceOrder {
    let (buyer, payment_method) = (NewBuyer::StaffForCustomer(customer), PaymentMethod::Invoice);
    PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, oats)]) }
}

fn place(shop: &Shop, customer: CustomerId, key: u8, oats: u32) -> Result<OrderId, Failure> {
    let command = command(shop, customer, key, oats);
    shop.write(&clerk(), move |tx| orders::place_order(tx, &command))
}

fn gross(shop: &Shop, order: OrderId) -> i64 {
    shop.find(order).totals().gross.minor()
}

fn used(shop: &Shop, customer: CustomerId) -> i64 {
    let kept = shop.read(|view| credit_used(view, customer));
    assert_eq!(kept.clone().unwrap(), shop.read(|view| recount(view, customer)));
    kept.map_or(0, |used| used.total().minor())
}

fn pay(shop: &Shop, order: OrderId, cents: i64) -> PaymentId {
    let received_on = shop.read(|view| view.today());
    let new = NewPayment { order, amount: Money::eur(cents), received_on, reference: String::new() };
    shop.run(move |tx| record_payment(tx, &new)).unwrap()
}

fn correct(shop: &Shop, who: &Actor, order: OrderId, quantity: u32) -> Result<(), Failure> {
    let before = shop.find(order);
    let command = CorrectOrder {
        order,
        seen_version: before.version,
        lines: vec![CartLine { product: shop.oats, quantity }],
        billing: before.billing.clone(),
        delivery: before.delivery.clone(),
        note: String::new(),
    };
    shop.write(who, move |tx| orders::correct_order(tx, &command))
}

#[test]
fn orders_on_account_use_the_line_until_they_are_paid_cancelled_or_come_back() {
    let (shop, customer) = shop();
    set_line(&shop, customer, Some(100_000));
    assert_eq!(used(&shop, customer), 0);
    let first = place(&shop, customer, 1, 2).unwrap();
    assert_eq!(used(&shop, customer), gross(&shop, first));
    correct(&shop, &clerk(), first, 5).unwrap();
    assert_eq!(used(&shop, customer), gross(&shop, first));
    let second = place(&shop, customer, 2, 1).unwrap();
    assert_eq!(used(&shop, customer), gross(&shop, first) + gross(&shop, second));
    shop.run(move |tx| orders::cancel_order(tx, second, "doch nicht")).unwrap();
    assert_eq!(used(&shop, customer), gross(&shop, first));
    pay(&shop, first, 100);
    assert_eq!(used(&shop, customer), gross(&shop, first) - 100, "what is paid ahead is not owed");
    shop.ship(first);
    assert_eq!(used(&shop, customer), gross(&shop, first) - 100);
    let rest = pay(&shop, first, gross(&shop, first) - 100);
    assert_eq!(used(&shop, customer), 0);
    shop.run(move |tx| reverse_payment(tx, rest, "falsch zugeordnet")).unwrap();
    assert_eq!(used(&shop, customer), gross(&shop, first) - 100);
    let lines = vec![ReturnLine { line: 1, quantity: 5, fate: Fate::Restock }];
    let back = ReturnGoods { order: first, lines, reason: "x".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &back)).unwrap();
    assert_eq!(used(&shop, customer), 0);
    // Prepaid orders use nothing, and money for one of them pays for no other.
    let prepaid = PlaceOrder { payment_method: PaymentMethod::Prepayment, ..command(&shop, customer, 3, 3) };
    let prepaid = shop.run(move |tx| orders::place_order(tx, &prepaid)).unwrap();
    pay(&shop, prepaid, gross(&shop, prepaid));
    assert_eq!(used(&shop, customer), 0);
}

#[test]
fn beyond_the_line_nothing_is_placed_on_account_but_what_was_placed_is_invoiced() {
    let (shop, customer) = shop();
    let first = place(&shop, customer, 1, 2).unwrap();
    set_line(&shop, customer, Some(gross(&shop, first) + 1));
    refused(place(&shop, customer, 2, 1), &["credit.refusal.line@payment"]);
    refused(correct(&shop, &clerk(), first, 3), &["credit.refusal.line@payment"]);
    correct(&shop, &clerk(), first, 1).unwrap();
    correct(&shop, &staff(9, &LENDER), first, 3).unwrap();
    set_line(&shop, customer, Some(0));
    shop.ship(first);
    assert_eq!(used(&shop, customer), gross(&shop, first));
    let prepaid = PlaceOrder { payment_method: PaymentMethod::Prepayment, ..command(&shop, customer, 3, 1) };
    shop.write(&clerk(), move |tx| orders::place_order(tx, &prepaid)).unwrap();
    pay(&shop, first, gross(&shop, first));
    refused(place(&shop, customer, 4, 1), &["credit.refusal.line@payment"]);
    set_line(&shop, customer, None);
    place(&shop, customer, 5, 9).unwrap();
    let history = shop.read(|view| credit_line_history(view, customer));
    assert_eq!((history.len(), history[0].amount, history[0].reason.as_str()), (3, None, "Auskunft"));
}

#[test]
fn somebody_who_may_lets_an_order_pass_with_a_reason() {
    let (shop, customer) = shop();
    set_line(&shop, customer, Some(0));
    let release = |who: &Actor, key: u8, because: &'static str| {
        let command = command(&shop, customer, key, 1);
        shop.write(who, move |tx| orders::place_order_beyond_line(tx, &command, because))
    };
    refused_as(release(&clerk(), 1, "guter Kunde"), RefusalKind::NotAllowed);
    refused(release(&staff(9, &LENDER), 1, " "), &["terms.refusal.reason_missing@reason"]);
    let order = release(&staff(9, &LENDER), 1, "guter Kunde").unwrap();
    let told = shop.read(|view| credit_release(view, order)).unwrap();
    assert_eq!(told.reason, "guter Kunde");
    // Where nothing stood against it, nothing was let pass.
    set_line(&shop, customer, None);
    let order = release(&staff(9, &LENDER), 2, "guter Kunde").unwrap();
    assert_eq!(shop.read(|view| credit_release(view, order)), None);
    let cash = PaymentTerms { on_account: false, ..PaymentTerms::default() };
    shop.run(move |tx| set_payment_terms(tx, customer, Some(&cash), "x")).unwrap();
    refused(place(&shop, customer, 3, 1), &["terms.refusal.not_on_account@payment"]);
    release(&staff(9, &LENDER), 4, "guter Kunde").unwrap();
}

#[test]
fn whoever_is_late_for_too_long_orders_on_account_no_more_until_it_is_paid() {
    let (shop, customer) = shop();
    let order = place(&shop, customer, 1, 1).unwrap();
    shop.ship(order);
    let due = shop.read(|view| view.today()).plus_days(14);
    let terms = SalesTerms { overdue_days: Some(10), ..SalesTerms::default() };
    let seen = shop.read(|view| sales_terms(view).mark());
    shop.run(move |tx| change_sales_terms(tx, &terms, &seen)).unwrap();
    shop.on(&due.plus_days(10).to_string());
    place(&shop, customer, 2, 1).unwrap();
    shop.on(&due.plus_days(11).to_string());
    refused(place(&shop, customer, 3, 1), &["credit.refusal.late@payment"]);
    let standing = shop.read(|view| OnAccount::of(view, Some(customer), (view.now(), view.today())));
    assert_eq!((standing.late_since, standing.line, standing.free()), (Some(due), None, None));
    pay(&shop, order, gross(&shop, order));
    place(&shop, customer, 4, 1).unwrap();
}

#[test]
fn a_line_is_set_by_whoever_may_with_a_reason_and_never_below_nothing() {
    let (shop, customer) = shop();
    let set = |cents: i64, reason: &'static str| {
        move |tx: &mut kontor::business::tx::Tx<'_, '_, '_>| {
            set_credit_line(tx, customer, Some(Money::eur(cents)), reason)
        }
    };
    refused_as(shop.write(&clerk(), set(1, "x")), RefusalKind::NotAllowed);
    refused(shop.run(set(1, "")), &["terms.refusal.reason_missing@reason"]);
    refused(shop.run(set(-1, "x")), &["credit.refusal.negative@amount"]);
    shop.write(&staff(9, &LENDER), set(500, "x")).unwrap();
    assert_eq!(shop.read(|view| credit_line(view, customer)), Some(Money::eur(500)));
    shop.run(move |tx| customers::close_customer(tx, customer)).unwrap();
    refused(shop.run(set(1, "x")), &["customers.refusal.closed"]);
}

#[test]
fn the_list_shows_who_is_near_beyond_or_late() {
    let (shop, near) = shop();
    let over = shop.customer("Huber", CustomerGroup::Company);
    let free = shop.customer("Maier", CustomerGroup::Company);
    for (key, customer) in [(1, near), (2, over), (3, free)] {
        place(&shop, customer, key, 1).unwrap();
    }
    set_line(&shop, near, Some(2_000));
    set_line(&shop, over, Some(100));
    let names = |wish: CreditWish| -> Vec<CustomerId> {
        let rows = shop.read(|view| find_credit(view, &wish)).unwrap();
        rows.into_iter().map(|row| row.customer).collect()
    };
    assert_eq!(names(CreditWish::default()), [over, near, free]);
    assert_eq!(names(CreditWish { state: CreditState::Over, ..CreditWish::default() }), [over]);
    assert_eq!(names(CreditWish { state: CreditState::WithLine, ..CreditWish::default() }), [over, near]);
    assert!(names(CreditWish { state: CreditState::Late, ..CreditWish::default() }).is_empty());
    assert_eq!(names(CreditWish { words: "maier".to_owned(), ..CreditWish::default() }), [free]);
    let by = |order_by| CreditWish { order_by, ..CreditWish::default() };
    assert_eq!(names(by(CreditOrder::Name)).len(), 3);
    assert_eq!(names(by(CreditOrder::Free)), [over, near, free]);
    assert_eq!(names(CreditWish { backwards: true, ..by(CreditOrder::Free) }), [free, near, over]);
    assert_eq!(names(by(CreditOrder::Used)).len(), 3);
    assert_eq!(CreditState::from_word("late"), CreditState::Late);
}

#[test]
fn a_number_that_went_wrong_is_found() {
    let (shop, customer) = shop();
    place(&shop, customer, 1, 1).unwrap();
    let check = CHECKS.iter().find(|check| check.name == "customers.credit_used").unwrap();
    assert!(shop.read(|view| check.run(view)).is_empty());
    const KEPT: Map<CustomerId, CreditUsed> = Map::new(95, "CUSTOMER_TO_CREDIT_USED");
    let mut wrong = shop.read(|view| payments::credit_use(view, customer));
    wrong.open = Money::eur(1);
    let put = shop.door.store().write(|group| {
        group.command(|writer| {
            writer.put(&KEPT, &customer, &wrong);
            Ok::<_, Fault>(())
        })
    });
    put.unwrap();
    assert_eq!(shop.read(|view| check.run(view)).len(), 1);
}

#[derive(Clone, Debug)]
enum Step {
    Order { on_account: bool, oats: u32 },
    Correct { which: usize, oats: u32 },
    Cancel { which: usize },
    Ship { which: usize },
    Pay { which: usize, share: i64 },
    Undo { which: usize },
    GiveBack { which: usize },
}

fn step() -> impl Strategy<Value = Step> {
    let which = 0..4_usize;
    prop_oneof![
        4 => (any::<bool>(), 1..4_u32).prop_map(|(on_account, oats)| Step::Order { on_account, oats }),
        2 => (which.clone(), 1..5_u32).prop_map(|(which, oats)| Step::Correct { which, oats }),
        1 => which.clone().prop_map(|which| Step::Cancel { which }),
        4 => which.clone().prop_map(|which| Step::Ship { which }),
        4 => (which.clone(), 0..4_i64).prop_map(|(which, share)| Step::Pay { which, share }),
        2 => which.clone().prop_map(|which| Step::Undo { which }),
        2 => which.prop_map(|which| Step::GiveBack { which }),
    ]
}

/// Takes a step; a refusal is as good an answer as any.
fn take(shop: &Shop, customer: CustomerId, key: u8, step: &Step) {
    let order = |which: usize| {
        let all = shop.read(|view| orders::orders_of_customer(view, customer));
        all.get(which).copied().unwrap_or(OrderId::new(999))
    };
    match *step {
        Step::Order { on_account, oats } => {
            let method = if on_account { PaymentMethod::Invoice } else { PaymentMethod::Prepayment };
            let command = PlaceOrder { payment_method: method, ..command(shop, customer, key, oats) };
            drop(shop.run(move |tx| orders::place_order(tx, &command)));
        }
        Step::Correct { which, oats } => {
            if shop.read(|view| orders::order(view, order(which))).is_some() {
                drop(correct(shop, &clerk(), order(which), oats));
            }
        }
        Step::Cancel { which } => {
            let id = order(which);
            drop(shop.run(move |tx| orders::cancel_order(tx, id, "x")));
        }
        Step::Ship { which } => {
            let id = order(which);
            let found = shop.read(|view| orders::order(view, id));
            let goes = |order: &orders::Order| {
                order.state == orders::OrderState::Confirmed
                    && (order.payment_method == PaymentMethod::Invoice || order.paid_on.is_some())
            };
            if found.as_ref().is_some_and(goes) {
                if found.is_some_and(|order| order.paid_on.is_some()) { shop.ship_paid(id) } else { shop.ship(id) }
            }
        }
        Step::Pay { which, share } => {
            let id = order(which);
            let Some(settled) = shop.read(|view| payments::settlement(view, id)) else { return };
            // The share of nought is the whole less Skonto.
            let open = settled.open();
            let amount = match share {
                0 => open - open.at_rate(kontor::values::Rate::from_percent(3)),
                share => Money::eur(open.minor() / share),
            };
            let received_on = shop.read(|view| view.today());
            let new = NewPayment { order: id, amount, received_on, reference: String::new() };
            drop(shop.run(move |tx| record_payment(tx, &new)));
        }
        Step::Undo { which } => {
            let known = shop.read(|view| payments::payments(view, None, 9));
            let Some((payment, _)) = known.get(which).cloned() else { return };
            drop(shop.run(move |tx| reverse_payment(tx, payment, "x")));
        }
        Step::GiveBack { which } => {
            let lines = vec![ReturnLine { line: 1, quantity: 1, fate: Fate::Restock }];
            let back = ReturnGoods { order: order(which), lines, reason: "x".to_owned() };
            drop(shop.run(move |tx| orders::return_goods(tx, &back)));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_done_what_is_kept_of_a_line_is_what_counting_again_says(
        steps in prop::collection::vec(step(), 1..18)
    ) {
        let (shop, customer) = shop();
        let skonto = vec![kontor::business::firm::SkontoStep { rate: kontor::values::Rate::from_percent(3), days: 9 }];
        let terms = PaymentTerms { days: 30, skonto, on_account: true };
        shop.run(move |tx| set_payment_terms(tx, customer, Some(&terms), "x")).unwrap();
        set_line(&shop, customer, Some(20_000));
        for (key, step) in (1_u8..).zip(&steps) {
            take(&shop, customer, key, step);
            used(&shop, customer);
        }
        for check in CHECKS {
            let defects = shop.read(|view| check.run(view));
            prop_assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    }
}
