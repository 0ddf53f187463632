//! Reminders: whose turn it is, what it costs to the day, and what becomes of it.

use kontor::business::billing::reminders::{
    self, Debt, Law, LeftOutReason, Plan, Reminder, ReminderRules, change_reminder_rules, reminder_rules,
    resume_reminders, stop_reminders, stretches, waive_charges,
};
use kontor::business::cases::{self, CaseState, cases_of, plan_reminders, send_reminders};
use kontor::business::checks::CHECKS;
use kontor::business::customers::CustomerGroup;
use kontor::business::failure::Failure;
use kontor::business::ledger::{LedgerAccount, Party, balances_of, items_by_number, open_items_of};
use kontor::business::messages::letters_about;
use kontor::business::orders::{self, NewBuyer, PaymentMethod, PlaceOrder};
use kontor::business::payments;
use kontor::business::permission::{Permission, PermissionGroup};

use kontor::store::{Subject, entries_of};
use kontor::values::{Country, CustomerId, Day, InvoiceId, Money, OrderId, Rate, ReminderId};

use crate::business::shop::{Shop, checkout, day, refused, staff};

/// `from days rate interest`, one for each stretch.
fn said(law: Law, is_consumer: bool, debt: &Debt<'_>, from: &str, through: &str) -> Vec<String> {
    let rate = |on: Day| law.interest_rate(is_consumer, on, &[]);
    let all = stretches(debt, day(from), day(through), rate);
    all.iter().map(|one| format!("{} {} {} {}", one.from, one.days, one.rate.percent(), one.interest.minor())).collect()
}

#[test]
fn interest_is_reckoned_to_the_day_by_law_and_half_year() {
    let debt = Debt { amount: Money::eur(100_000), cleared: &[] };
    let check = |law, is_consumer, from, through, expected: &[&str]| {
        assert_eq!(said(law, is_consumer, &debt, from, through), expected);
    };
    // 1,000.00 for 30 days: × 10.73 % × 30 / 365.
    check(Law::Austria, false, "2026-01-10", "2026-02-08", &["2026-01-10 30 10.73 882"]);
    check(Law::Austria, true, "2026-01-10", "2026-02-08", &["2026-01-10 30 4 329"]);
    check(Law::Germany, false, "2026-01-10", "2026-02-08", &["2026-01-10 30 10.27 844"]);
    check(Law::Germany, true, "2026-01-10", "2026-02-08", &["2026-01-10 30 6.27 515"]);
    // The base rate changes, and a leap year has a day more.
    let halves = ["2024-06-21 10 12.62 345", "2024-07-01 10 12.37 338"];
    check(Law::Germany, false, "2024-06-21", "2024-07-10", &halves);
    check(Law::Austria, false, "2026-03-02", "2026-03-01", &[]);
}

#[test]
fn the_day_on_which_money_came_counts_in_full() {
    let cleared = [(day("2026-01-14"), Money::eur(60_000)), (day("2026-01-20"), Money::eur(40_000))];
    let debt = Debt { amount: Money::eur(100_000), cleared: &cleared };
    let parts = ["2026-01-10 5 4 55", "2026-01-15 6 4 26"];
    assert_eq!(said(Law::Austria, true, &debt, "2026-01-10", "2026-02-28"), parts);
}

#[test]
fn a_base_rate_that_is_not_known_yet_is_the_one_before_until_the_firm_types_it() {
    let (on, typed) = (day("2027-02-01"), [(day("2027-01-01"), Rate::from_percent(3))]);
    assert_eq!(Law::Austria.base_rate(on, &[]), Law::Austria.base_rate(day("2026-01-01"), &[]));
    assert!(!Law::Austria.is_told(on, &[]) && Law::Austria.is_told(on, &typed));
    assert_eq!(Law::Austria.base_rate(on, &typed), Some(Rate::from_percent(3)));
    assert_eq!(Law::Austria.base_rate(day("2026-01-05"), &typed), Some(Rate::from_millionths(15_300)));
    assert_eq!(Law::of(Country::parse("IT").unwrap()), None);
}

fn shop() -> Shop {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    shop
}

/// 11.00 for one piece with tax, and delivery; shipped on 1 June and due by the terms of the firm.
fn on_invoice(shop: &Shop, customer: Option<CustomerId>, key: u8, pieces: u32) -> OrderId {
    let buyer = customer.map_or(NewBuyer::StaffForGuest, NewBuyer::StaffForCustomer);
    let payment_method = PaymentMethod::Invoice;
    let command = PlaceOrder { buyer, payment_method, ..checkout(key, &[(shop.oats, pieces)]) };
    let order = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(order);
    order
}

fn planned(shop: &Shop) -> Plan {
    let clerk = staff(3, &[Permission::BillingRemind]);
    shop.door.read(&clerk, plan_reminders).unwrap()
}

fn marks(shop: &Shop) -> Vec<String> {
    planned(shop).letters.iter().map(reminders::PlannedLetter::mark).collect()
}

fn send_all(shop: &Shop) -> Vec<ReminderId> {
    let marks = marks(shop);
    shop.write(&staff(3, &[Permission::BillingRemind]), move |tx| send_reminders(tx, &marks)).unwrap()
}

fn sent(shop: &Shop, id: ReminderId) -> Reminder {
    shop.read(|view| reminders::reminder(view, id)).unwrap()
}

fn why(shop: &Shop) -> Vec<&'static str> {
    planned(shop).left_out.iter().map(|left| left.why.word()).collect()
}

fn due_on(shop: &Shop) -> Day {
    shop.read(|view| kontor::business::billing::invoice(view, InvoiceId::new(1))).unwrap().due_on
}

fn after(shop: &Shop, days: i32) {
    shop.on(&due_on(shop).plus_days(days).to_string());
}

fn state(shop: &Shop, id: ReminderId) -> CaseState {
    shop.read(|view| cases_of(view, &Subject::of(id)).first().map(|(_, case)| case.state)).unwrap()
}

fn nothing_is_wrong(shop: &Shop) {
    shop.read(|view| {
        for check in CHECKS {
            let defects = check.run(view);
            assert!(defects.is_empty(), "{}: {defects:?}", check.name);
        }
    });
}

fn set(shop: &Shop, change: impl Fn(&mut ReminderRules) + Send + 'static) -> Result<(), Failure> {
    let before = shop.read(|view| reminder_rules(view));
    let mut rules = before.clone();
    change(&mut rules);
    shop.run(move |tx| change_reminder_rules(tx, &rules, &before.mark()))
}

#[test]
fn an_invoice_is_reminded_of_level_by_level_and_then_no_more() {
    let shop = shop();
    let customer = shop.customer("Gruber", CustomerGroup::Company);
    on_invoice(&shop, Some(customer), 1, 3);
    after(&shop, 6);
    assert_eq!((marks(&shop).len(), why(&shop)), (0, vec!["not_yet"]));
    after(&shop, 7);
    let first = sent(&shop, send_all(&shop)[0]);
    assert_eq!((first.level, first.number.as_str(), first.fee().minor()), (1, "M-2026-00001", 0));
    assert_eq!(why(&shop), ["not_yet"]);
    after(&shop, 21);
    let second = send_all(&shop)[0];
    assert_eq!((sent(&shop, second).level, sent(&shop, second).fee().minor()), (2, 500));
    after(&shop, 35);
    let third = send_all(&shop)[0];
    let letter = sent(&shop, third);
    assert_eq!((letter.level, letter.fee().minor()), (3, 1_000));
    // What the second one charged is asked for again, and no interest is charged twice.
    assert_eq!(letter.earlier, first.charged() + sent(&shop, second).charged());
    let days: i32 = [&first, &sent(&shop, second), &letter]
        .iter()
        .flat_map(|reminder| &reminder.lines[0].interest)
        .map(|stretch| stretch.days)
        .sum();
    assert!((33..=35).contains(&days), "{days}");
    after(&shop, 99);
    assert_eq!(why(&shop), ["after_last"]);
    nothing_is_wrong(&shop);
}

#[test]
fn consumers_pay_only_what_was_agreed_with_them() {
    let shop = shop();
    on_invoice(&shop, None, 1, 3);
    set(&shop, |rules| rules.levels.iter_mut().for_each(|level| level.fee = Money::eur(900))).unwrap();
    after(&shop, 7);
    let letter = planned(&shop).letters.remove(0);
    assert!(letter.debtor.is_consumer && letter.fee.is_zero() && letter.interest.is_positive());
    set(&shop, |rules| rules.levels[0].fee_consumers = Money::eur(200)).unwrap();
    assert_eq!(planned(&shop).letters[0].fee, Money::eur(200));
    set(&shop, |rules| rules.charges_interest = false).unwrap();
    assert!(planned(&shop).letters[0].interest.is_zero());
}

#[test]
fn one_letter_asks_for_everything_of_a_customer_and_each_guest_has_one() {
    let shop = shop();
    let customer = shop.customer("Gruber", CustomerGroup::Private);
    let first = on_invoice(&shop, Some(customer), 1, 3);
    on_invoice(&shop, None, 2, 2);
    on_invoice(&shop, None, 3, 2);
    shop.on("2026-06-03");
    on_invoice(&shop, Some(customer), 4, 1);
    after(&shop, 7);
    let plan = planned(&shop);
    assert_eq!(plan.letters.len(), 3);
    let own = plan.letters.iter().find(|letter| letter.debtor.party == Party::Customer(customer)).unwrap();
    // The second is late, but its turn has not come: it is told, and costs nothing yet.
    assert_eq!(own.lines.iter().map(|line| line.level).collect::<Vec<_>>(), [1, 0]);
    assert!(own.lines[1].interest.is_empty());
    assert_eq!(own.order, first);
    let ids = send_all(&shop);
    assert_eq!(ids.len(), 3);
    shop.read(|view| {
        for id in &ids {
            let letters = letters_about(view, &[Subject::of(*id)]);
            assert_eq!(letters.iter().map(|(_, item)| item.template.as_str()).collect::<Vec<_>>(), ["reminder"]);
            let told: Vec<_> = entries_of(view, &Subject::of(*id)).iter().map(|entry| entry.body.clone()).collect();
            assert!(told.iter().all(|body| !body.contains("Gruber") && !body.contains('@')), "{told:?}");
        }
    });
    nothing_is_wrong(&shop);
}

#[test]
fn a_stop_a_complaint_and_little_money_hold_a_reminder_back() {
    let shop = shop();
    let order = on_invoice(&shop, None, 1, 1);
    after(&shop, 8);
    let invoice = InvoiceId::new(1);
    let until = shop.read(|view| view.today()).plus_days(2);
    let clerk = staff(3, &[Permission::BillingRemind]);
    let stop = |reason: &'static str, until: Option<Day>| {
        shop.write(&clerk, move |tx| stop_reminders(tx, invoice, reason, until))
    };
    refused(
        stop(" ", Some(day("2026-01-01"))),
        &["reminders.refusal.day_passed@until", "billing.refusal.reason_missing@reason"],
    );
    refused(shop.run(move |tx| resume_reminders(tx, invoice)), &["reminders.refusal.not_stopped"]);
    stop("Ratenzahlung vereinbart", Some(until)).unwrap();
    assert_eq!((marks(&shop).len(), why(&shop)), (0, vec!["stopped"]));
    shop.run(move |tx| resume_reminders(tx, invoice)).unwrap();
    assert_eq!(marks(&shop).len(), 1);
    stop("Ratenzahlung vereinbart", Some(until)).unwrap();
    shop.on(&until.plus_days(1).to_string());
    assert_eq!(marks(&shop).len(), 1);
    let case = shop.run(move |tx| cases::open_case(tx, "complaint", &Subject::of(order))).unwrap();
    assert_eq!(why(&shop), ["disputed"]);
    shop.run(move |tx| cases::cancel_case(tx, case, "erledigt")).unwrap();
    assert_eq!(marks(&shop).len(), 1);
    set(&shop, |rules| rules.least = Money::eur(99_900)).unwrap();
    let least = LeftOutReason::TooSmall { least: Money::eur(99_900) };
    assert_eq!(planned(&shop).left_out[0].why, least);
}

#[test]
fn nothing_is_sent_that_is_another_by_now_or_was_not_chosen() {
    let shop = shop();
    let order = on_invoice(&shop, None, 1, 3);
    after(&shop, 7);
    let seen = marks(&shop);
    shop.pay(order, 500).unwrap();
    let clerk = staff(3, &[Permission::BillingRemind]);
    let send = |marks: Vec<String>| shop.write(&clerk, move |tx| send_reminders(tx, &marks));
    refused(send(seen), &["reminders.refusal.changed_meanwhile"]);
    refused(send(Vec::new()), &["reminders.refusal.none_chosen"]);
    refused(send(vec![String::new(); 101]), &["reminders.refusal.too_many"]);
    let seen = marks(&shop);
    send(seen.clone()).unwrap();
    // The same form once more sends nothing twice.
    refused(send(seen), &["reminders.refusal.changed_meanwhile"]);
}

fn charged(shop: &Shop) -> (OrderId, ReminderId, i64) {
    let order = on_invoice(shop, None, 1, 3);
    set(shop, |rules| rules.levels[0].fee_consumers = Money::eur(400)).unwrap();
    after(shop, 7);
    let id = send_all(shop)[0];
    let gross = shop.find(order).totals().gross.minor();
    (order, id, gross)
}

#[test]
fn what_a_reminder_costs_is_an_open_item_on_top_of_the_goods() {
    let shop = shop();
    let (order, id, gross) = charged(&shop);
    let letter = sent(&shop, id);
    let costs = letter.charged().minor();
    assert_eq!(letter.total.minor(), gross + costs);
    assert_eq!(shop.read(|view| balances_of(view, LedgerAccount::ReminderFees)), [(0, -400)]);
    assert_eq!(shop.read(|view| items_by_number(view, "M-2026-00001")).len(), 2);
    assert_eq!(state(&shop, id), CaseState::Open);
    // The goods are paid without the charges: nobody waits for them, and the case is done.
    shop.pay(order, gross).unwrap();
    assert_eq!(state(&shop, id), CaseState::Closed);
    assert!(shop.find(order).paid_on.is_some());
    let open = |shop: &Shop| -> i64 {
        let items = shop.read(|view| open_items_of(view, Party::Guest(order), None));
        items.iter().map(|(_, item)| item.open().minor()).sum()
    };
    assert_eq!(open(&shop), costs);
    let settled = |shop: &Shop| shop.read(|view| payments::settlement(view, order)).unwrap().open().minor();
    assert_eq!(settled(&shop), 0);
    // Who pays them too has not paid too much.
    let rest = shop.pay(order, costs).unwrap();
    assert_eq!((open(&shop), settled(&shop)), (0, 0));
    let refund = |shop: &Shop| {
        shop.read(|view| cases_of(view, &Subject::of(order))).iter().any(|(_, case)| case.template == "refund")
    };
    assert!(!refund(&shop));
    nothing_is_wrong(&shop);
    // What is let off after it was paid is to be paid back.
    shop.run(move |tx| waive_charges(tx, id, "Kulanz")).unwrap();
    assert_eq!((open(&shop), settled(&shop), refund(&shop)), (-costs, -costs, true));
    nothing_is_wrong(&shop);
    shop.run(move |tx| payments::reverse_payment(tx, rest, "Irrtum")).unwrap();
    assert_eq!(open(&shop), 0);
    nothing_is_wrong(&shop);
}

#[test]
fn what_is_let_off_is_owed_no_more_and_needs_a_reason() {
    let shop = shop();
    let (order, id, gross) = charged(&shop);
    refused(shop.run(move |tx| waive_charges(tx, id, " ")), &["billing.refusal.reason_missing@reason"]);
    refused(shop.run(move |tx| waive_charges(tx, id, &"x".repeat(301))), &["billing.refusal.reason_too_long@reason"]);
    shop.run(move |tx| waive_charges(tx, id, "Kulanz")).unwrap();
    refused(shop.run(move |tx| waive_charges(tx, id, "Kulanz")), &["reminders.refusal.waived_already"]);
    let open = shop.read(|view| open_items_of(view, Party::Guest(order), None));
    assert_eq!(open.iter().map(|(_, item)| item.open().minor()).sum::<i64>(), gross);
    assert_eq!(shop.read(|view| balances_of(view, LedgerAccount::ReminderFees)), [(0, 0)]);
    assert_eq!(sent(&shop, id).waived.unwrap().reason, "Kulanz");
    nothing_is_wrong(&shop);
    set(&shop, |rules| {
        rules.charges_interest = false;
        rules.levels[1].fee_consumers = Money::eur(0);
    })
    .unwrap();
    after(&shop, 30);
    let free = send_all(&shop)[0];
    refused(shop.run(move |tx| waive_charges(tx, free, "Kulanz")), &["reminders.refusal.no_charges"]);
}

#[test]
fn the_next_reminder_takes_the_place_of_the_one_before_and_a_reversed_payment_waits_again() {
    let shop = shop();
    let order = on_invoice(&shop, None, 1, 3);
    after(&shop, 7);
    let first = send_all(&shop)[0];
    after(&shop, 21);
    let second = send_all(&shop)[0];
    assert_eq!((state(&shop, first), state(&shop, second)), (CaseState::Closed, CaseState::Open));
    let gross = shop.find(order).totals().gross.minor();
    let payment = shop.pay(order, gross).unwrap();
    assert_eq!(state(&shop, second), CaseState::Closed);
    shop.run(move |tx| payments::reverse_payment(tx, payment, "Irrtum")).unwrap();
    assert_eq!((state(&shop, first), state(&shop, second)), (CaseState::Closed, CaseState::Open));
}

#[test]
fn rules_are_checked_and_kept_by_whoever_may_change_the_firm() {
    let shop = shop();
    let wrong = [
        (set(&shop, |rules| rules.levels.clear()), "reminders.refusal.levels@days_1"),
        (set(&shop, |rules| rules.least = Money::eur(-1)), "reminders.refusal.amount@least"),
        (set(&shop, |rules| rules.levels[1].after_days = 0), "reminders.refusal.days@days_2"),
        (set(&shop, |rules| rules.levels[2].fee = Money::eur(10_001)), "reminders.refusal.fee@fee_3"),
        (set(&shop, |rules| rules.levels[0].words.en = "x".repeat(1_501)), "reminders.refusal.words@words_1_en"),
    ];
    for (outcome, expected) in wrong {
        refused(outcome, &[expected]);
    }
    let rules = shop.read(|view| reminder_rules(view));
    refused(
        shop.run(move |tx| change_reminder_rules(tx, &rules, "something else")),
        &["firm.refusal.changed_meanwhile"],
    );
    set(&shop, |rules| rules.levels[0].title.de = "Kleine Erinnerung".to_owned()).unwrap();
    on_invoice(&shop, None, 1, 3);
    after(&shop, 7);
    assert_eq!(sent(&shop, send_all(&shop)[0]).title, "Kleine Erinnerung");
    assert_eq!(Permission::BillingRemind.group(), PermissionGroup::Money);
}
