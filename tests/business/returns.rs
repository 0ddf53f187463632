//! Goods that come back, and the consumer's withdrawal.

use kontor::business::actor::Actor;
use kontor::business::cases::{self, CaseState, TaskState};
use kontor::business::customers::CustomerGroup;
use kontor::business::failure::Failure;
use kontor::business::orders::{
    self, Claim, Fate, NewBuyer, OrderState, PlaceOrder, ReturnGoods, ReturnLine, WithdrawOrder, order_number,
};
use kontor::business::permission::Permission;
use kontor::business::stock;
use kontor::store::{Subject, entries_of, outbox_of};
use kontor::values::{Language, OrderId, ReturnId};

use crate::business::billing::books_balance;
use crate::business::cases::queue_is_right;
use crate::business::shop::{Shop, checkout, refused, staff};

fn withdraw(shop: &Shop, number: &str, email: &str) -> Result<OrderId, Failure> {
    let claim = Claim::ByNumber { number: number.to_owned(), email: email.to_owned() };
    let command = WithdrawOrder { claim, words: "Alles bitte".to_owned() };
    shop.write(&Actor::visitor(Language::De), move |tx| orders::withdraw_order(tx, &command))
}

fn give_back(shop: &Shop, order: OrderId, lines: &[(u32, u32, Fate)], reason: &str) -> Result<ReturnId, Failure> {
    let line = |(line, quantity, fate): &(u32, u32, Fate)| ReturnLine { line: *line, quantity: *quantity, fate: *fate };
    let command = ReturnGoods { order, lines: lines.iter().map(line).collect(), reason: reason.to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command))
}

#[test]
fn a_guest_withdraws_before_anything_is_picked() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let id = shop.order(1, &[(shop.oats, 2)]);
    shop.pay(id, shop.find(id).totals().gross.minor()).unwrap();
    withdraw(&shop, &order_number(id), "Anna.Berger@Example.com ").unwrap();
    assert_eq!(shop.find(id).state, OrderState::Cancelled);
    assert_eq!(shop.figures(shop.oats), (5, 0, 0));
    shop.read(|view| {
        let withdrawal = orders::withdrawal(view, id).unwrap();
        assert_eq!((withdrawal.at, withdrawal.late, withdrawal.cancelled), (view.now(), false, true));
        let letters: Vec<String> = outbox_of(view, &Subject::of(id)).into_iter().map(|row| row.1.template).collect();
        assert!(letters.contains(&"withdrawal_receipt".to_owned()), "{letters:?}");
        let (_, case) = cases::case_of(view, &Subject::of(id)).unwrap();
        assert_eq!((case.template.as_str(), case.state), ("refund", CaseState::Open));
        let bodies: String = entries_of(view, &Subject::of(id)).into_iter().map(|entry| entry.body).collect();
        assert!(!bodies.contains("Alles bitte"), "{bodies}");
    });
    refused(withdraw(&shop, &order_number(id), "anna.berger@example.com"), &["orders.refusal.already_withdrawn"]);
    queue_is_right(&shop);
}

#[test]
fn a_withdrawal_after_shipping_opens_its_case_and_late_ones_are_received_too() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let in_time = shop.order(1, &[(shop.oats, 1)]);
    let too_late = shop.order(2, &[(shop.oats, 1)]);
    shop.ship(in_time);
    shop.ship(too_late);
    // Five days on the way, fourteen to think.
    shop.on("2026-06-20");
    withdraw(&shop, &order_number(in_time), "anna.berger@example.com").unwrap();
    shop.on("2026-06-21");
    withdraw(&shop, &order_number(too_late), "anna.berger@example.com").unwrap();
    shop.read(|view| {
        assert!(!orders::withdrawal(view, in_time).unwrap().late);
        assert!(orders::withdrawal(view, too_late).unwrap().late);
        let (_, case) = cases::case_of(view, &Subject::of(in_time)).unwrap();
        let tasks: Vec<(&str, TaskState)> = case.tasks.iter().map(|task| (task.key.as_str(), task.state)).collect();
        assert_eq!(
            tasks,
            [("answer", TaskState::Ready), ("take_back", TaskState::Ready), ("refund", TaskState::Waiting)]
        );
    });
    give_back(&shop, in_time, &[(1, 1, Fate::Restock)], "Widerruf").unwrap();
    let case = shop.read(|view| cases::case_of(view, &Subject::of(in_time))).unwrap().1;
    assert_eq!((case.tasks[1].state, case.tasks[2].state), (TaskState::Done, TaskState::Ready));
    // Everything came back: delivery is paid back too.
    shop.pay(in_time, -shop.find(in_time).totals().gross.minor()).unwrap();
    let case = shop.read(|view| cases::case_of(view, &Subject::of(in_time))).unwrap().1;
    assert_eq!(case.tasks[2].state, TaskState::Done);
    refused(withdraw(&shop, &order_number(in_time), "anna.berger@example.com"), &["orders.refusal.already_withdrawn"]);
    books_balance(&shop);
    queue_is_right(&shop);
}

#[test]
fn nobody_withdraws_what_is_not_theirs() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 1)]);
    for (number, email) in [
        (order_number(id), "jemand@example.com"),
        (order_number(OrderId::new(9)), "anna.berger@example.com"),
        ("Quatsch".to_owned(), "anna.berger@example.com"),
        (order_number(id), ""),
    ] {
        refused(withdraw(&shop, &number, email), &["orders.refusal.no_such_order@number"]);
    }
    let customer = shop.customer("Huber", CustomerGroup::Private);
    let company = shop.customer("Gasthof", CustomerGroup::Company);
    let order = |key: u8, customer| {
        let command = PlaceOrder { buyer: NewBuyer::StaffForCustomer(customer), ..checkout(key, &[(shop.oats, 1)]) };
        shop.run(move |tx| orders::place_order(tx, &command)).unwrap()
    };
    let (hers, companys) = (order(2, customer), order(3, company));
    let person = shop.find(hers).buyer.person;
    let signed_in = Actor { person, ..staff(5, &[Permission::ShopWithdraw]) };
    let own = |actor: &Actor, id: OrderId| {
        let command = WithdrawOrder { claim: Claim::Own(id), words: String::new() };
        shop.write(actor, move |tx| orders::withdraw_order(tx, &command))
    };
    refused(own(&signed_in, id), &["business.refusal.not_found"]);
    refused(own(&Actor::visitor(Language::De), hers), &["business.refusal.not_found"]);
    own(&signed_in, hers).unwrap();
    refused(own(&Actor::operator(), companys), &["orders.refusal.not_a_consumer"]);
    shop.run(move |tx| orders::cancel_order(tx, id, "x")).unwrap();
    refused(own(&Actor::operator(), id), &["orders.refusal.is_cancelled"]);
}

#[test]
fn a_part_comes_back_and_the_rest_stays() {
    let shop = Shop::new();
    let soon = shop.receive(shop.oats, 2, Some("2026-09-30"));
    let late = shop.receive(shop.oats, 9, Some("2027-09-30"));
    let id = shop.order(1, &[(shop.oats, 5), (shop.balm, 1)]);
    shop.receive(shop.balm, 1, None);
    shop.ship(id);
    give_back(&shop, id, &[(1, 1, Fate::Restock)], "zu viel").unwrap();
    give_back(&shop, id, &[(1, 3, Fate::WriteOff)], "beschädigt").unwrap();
    shop.read(|view| {
        // One of the two soon ones came back to the shelf; the others are gone.
        assert_eq!(stock::quantity_at(view, shop.oats, shop.house, soon), 1);
        assert_eq!(stock::quantity_at(view, shop.oats, shop.house, late), 6);
        assert_eq!(orders::returns_of_order(view, id).len(), 2);
    });
    assert_eq!(shop.find(id).state, OrderState::Shipped);
    refused(give_back(&shop, id, &[(1, 2, Fate::Restock)], "x"), &["orders.refusal.more_than_sent@lines"]);
    refused(
        give_back(&shop, id, &[(3, 1, Fate::Restock), (2, 1, Fate::Restock), (2, 1, Fate::Restock)], ""),
        &[
            "orders.refusal.reason_missing@reason",
            "orders.refusal.line_unknown@lines",
            "orders.refusal.line_named_twice@lines",
        ],
    );
    refused(give_back(&shop, id, &[(1, 0, Fate::Restock)], "x"), &["orders.refusal.nothing_returned@lines"]);
    give_back(&shop, id, &[(1, 1, Fate::Restock), (2, 1, Fate::Restock)], "Rest").unwrap();
    assert_eq!(shop.find(id).state, OrderState::Returned);
    refused(give_back(&shop, id, &[(1, 1, Fate::Restock)], "x"), &["orders.refusal.not_shipped"]);
    refused(withdraw(&shop, &order_number(id), "anna.berger@example.com"), &["orders.refusal.all_came_back"]);
    books_balance(&shop);
    queue_is_right(&shop);
}

#[test]
fn an_unpaid_invoice_that_comes_back_leaves_nothing_to_refund() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let command = PlaceOrder { payment_method: orders::PaymentMethod::Invoice, ..checkout(1, &[(shop.oats, 1)]) };
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(id);
    let subject = Subject::of(id);
    shop.run(move |tx| cases::open_case(tx, "return", &subject)).unwrap();
    give_back(&shop, id, &[(1, 1, Fate::Restock)], "ungeöffnet").unwrap();
    shop.read(|view| {
        for (_, case) in cases::cases_of(view, &Subject::of(id)) {
            assert_eq!(case.state, CaseState::Closed, "{case:?}");
        }
    });
    queue_is_right(&shop);
}
