//! Placing, correcting, cancelling, withdrawing and taking back.

use kontor::business::actor::Actor;
use kontor::business::catalog::PriceRole;
use kontor::business::customers::CustomerGroup;
use kontor::business::failure::RefusalKind;
use kontor::business::orders::{
    self, Buying, CartLine, Contact, CorrectOrder, DeliveryTime, Levy, NewBuyer, OrderState, PlaceOrder, Placement,
    ShownTime, Tariff, Tariffs, order_number,
};
use kontor::business::permission::Permission;
use kontor::business::{cases, stock};
use kontor::store::{Subject, entries_of, outbox_of};
use kontor::values::{Address, Country, Language, Money, OrderId, Period, Rate};

use crate::business::shop::{Shop, address, checkout, day, refused, refused_as, staff};

fn visitor() -> Actor {
    Actor::visitor(Language::De)
}

pub fn correction(shop: &Shop, id: OrderId) -> CorrectOrder {
    let order = shop.find(id);
    CorrectOrder {
        order: id,
        seen_version: order.version,
        lines: order.lines.iter().map(|line| CartLine { product: line.product, quantity: line.quantity }).collect(),
        billing: order.billing,
        delivery: order.delivery,
        note: order.note,
    }
}

#[test]
fn a_guest_orders_and_everything_follows_in_one_transaction() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let id = shop.order(1, &[(shop.oats, 2), (shop.balm, 1), (shop.oats, 1)]);
    let order = shop.find(id);
    assert_eq!((order.state, order.placement, order.version), (OrderState::Confirmed, Placement::Guest, 1));
    assert_eq!(order.lines.iter().map(|line| line.quantity).collect::<Vec<_>>(), [3, 1]);
    // 3 × 10.00 at 10 % and 1 × 20.00 at 20 %; 4.90 for shipping at the rate of the larger group.
    assert_eq!(order.shipping.price, Money::eur(490));
    assert_eq!(order.shipping.vat_rate, Rate::from_percent(10));
    assert_eq!(order.totals().gross, Money::eur(3_490 + 349 + 2_000 + 400));
    assert_eq!(shop.figures(shop.oats), (5, 3, 0));
    assert_eq!(shop.figures(shop.balm), (0, 0, 1));
    shop.read(|view| {
        let subject = Subject::of(id);
        let (_, case) = cases::case_of(view, &subject).unwrap();
        let tasks: Vec<&str> = case.tasks.iter().map(|task| task.key.as_str()).collect();
        assert_eq!(tasks, ["check", "take_payment", "pick", "pack", "hand_over"]);
        let letters = outbox_of(view, &subject);
        assert_eq!(letters.len(), 1);
        assert_eq!(letters[0].1.template, "order_confirmation");
        assert_eq!(letters[0].1.recipient, "anna.berger@example.com");
        let told: Vec<String> = entries_of(view, &subject).into_iter().map(|entry| entry.event).collect();
        assert_eq!(told, ["order_placed"]);
        let body = entries_of(view, &subject).pop().unwrap().body;
        assert!(!body.contains("Anna") && !body.contains("example.com"), "{body}");
        assert_eq!(stock::waiting_orders(view, shop.balm, 9), [id]);
        let today = Period::days(day("2026-06-01"), day("2026-06-01")).unwrap();
        assert_eq!(orders::orders_by_day(view, today), [id]);
        assert_eq!(orders::orders_in_state(view, OrderState::Confirmed), [id]);
    });
}

#[test]
fn a_checkout_that_is_sent_twice_makes_one_order() {
    let shop = Shop::new();
    let first = shop.order(1, &[(shop.oats, 1)]);
    assert_eq!(shop.order(1, &[(shop.oats, 1)]), first);
    assert_ne!(shop.order(2, &[(shop.oats, 1)]), first);
    assert_eq!(shop.read(|view| orders::orders(view, None, 9).len()), 2);
}

#[test]
fn everything_that_is_wrong_is_said_at_once() {
    let shop = Shop::new();
    let check = |change: &dyn Fn(&mut PlaceOrder), expected: &[&str]| {
        let mut command = checkout(1, &[(shop.oats, 1)]);
        change(&mut command);
        refused(shop.write(&visitor(), move |tx| orders::place_order(tx, &command)), expected);
    };
    let line = |product, quantity| CartLine { product, quantity };
    check(&|order| order.lines.clear(), &["orders.refusal.cart_empty@lines"]);
    check(&|order| order.lines = vec![line(shop.gone, 1)], &["orders.refusal.product_not_sold@lines"]);
    check(
        &|order| order.lines = vec![line(kontor::values::ProductId::new(99), 1)],
        &["orders.refusal.product_unknown@lines"],
    );
    check(&|order| order.lines = vec![line(shop.oats, 0)], &["orders.refusal.quantity_wrong@lines"]);
    check(&|order| order.lines = vec![line(shop.oats, 10_000)], &["orders.refusal.quantity_wrong@lines"]);
    check(&|order| order.note = "x".repeat(1_001), &["orders.refusal.note_too_long@note"]);
    check(&|order| order.contact.vat_id = "ATU1".to_owned(), &["orders.refusal.vat_id_wrong@vat_id"]);
    check(&|order| order.contact.email = String::new(), &["orders.refusal.email_missing@email"]);
    check(&|order| order.delivery.postcode = "12345".to_owned(), &["people.refusal.postcode_wrong@delivery.postcode"]);
    check(&|order| order.billing.street = "x".repeat(101), &["people.refusal.line_too_long@billing.street"]);
    check(&|order| order.delivery.country = Country::CH, &["orders.refusal.not_delivered_there@delivery.country"]);
    check(
        &|order| {
            order.contact.email = "anna".to_owned();
            order.billing.street = String::new();
            order.billing.name = " ".to_owned();
            order.delivery.town = String::new();
            order.delivery.postcode = String::new();
            order.terms_version = String::new();
            order.privacy_version = String::new();
        },
        &[
            "orders.refusal.email_wrong@email",
            "people.refusal.name_missing@billing.name",
            "people.refusal.street_missing@billing.street",
            "people.refusal.postcode_missing@delivery.postcode",
            "people.refusal.town_missing@delivery.town",
            "orders.refusal.terms_not_accepted@terms",
            "orders.refusal.privacy_not_accepted@privacy",
        ],
    );
    let many = |order: &mut PlaceOrder| {
        order.lines = (1..=101).map(|id| line(kontor::values::ProductId::new(id), 1)).collect();
    };
    let mut command = checkout(1, &[]);
    many(&mut command);
    let failure = shop.write(&visitor(), move |tx| orders::place_order(tx, &command)).unwrap_err();
    let kontor::business::failure::Failure::Refused(refusal) = failure else { unreachable!() };
    assert_eq!(refusal.complaints[0].key, "orders.refusal.too_many_lines");
    assert_eq!(shop.read(|view| orders::orders(view, None, 9).len()), 0);
}

#[test]
fn who_may_order_for_whom() {
    let shop = Shop::new();
    let customer = shop.customer("Huber", CustomerGroup::Private);
    let company = shop.customer("Gasthof", CustomerGroup::Company);
    let person = shop.read(|view| kontor::business::customers::customer(view, customer)).unwrap().person;
    let order = |key: u8, buyer: NewBuyer| {
        let contact = Contact::default();
        PlaceOrder { buyer, contact, terms_version: String::new(), ..checkout(key, &[(shop.oats, 1)]) }
    };
    let may_for_others = staff(1, &[Permission::ShopOrder, Permission::OrdersPlaceForOthers]);
    let may_for_self = staff(2, &[Permission::ShopOrder]);

    let command = order(1, NewBuyer::StaffForCustomer(company));
    let id = shop.write(&may_for_others, move |tx| orders::place_order(tx, &command)).unwrap();
    let placed = shop.find(id);
    assert_eq!((placed.placement, placed.price_role), (Placement::Staff, PriceRole::Company));
    assert_eq!(placed.lines[0].unit_price, Money::eur(900));
    assert_eq!(placed.buyer.email.as_str(), "gasthof@example.com");
    shop.read(|view| {
        let entry = entries_of(view, &Subject::of(id)).pop().unwrap();
        assert_eq!((entry.actor.as_str(), entry.on_behalf), ("account:1", placed.buyer.person));
        assert_eq!(orders::orders_of_customer(view, company), [id]);
    });

    for (key, buyer) in [(2, NewBuyer::StaffForCustomer(customer)), (3, NewBuyer::StaffForGuest)] {
        let command = order(key, buyer);
        refused_as(shop.write(&may_for_self, move |tx| orders::place_order(tx, &command)), RefusalKind::NotAllowed);
    }
    for buyer in [NewBuyer::Customer, NewBuyer::PartnerOwn, NewBuyer::PartnerForCustomer(customer)] {
        let command = order(4, buyer);
        refused_as(shop.write(&may_for_self, move |tx| orders::place_order(tx, &command)), RefusalKind::NotAllowed);
    }
    let command = order(5, NewBuyer::Guest);
    refused_as(shop.write(&staff(3, &[]), move |tx| orders::place_order(tx, &command)), RefusalKind::NotAllowed);

    let own = Actor { person: Some(person), ..may_for_self };
    let command = PlaceOrder { terms_version: "1".to_owned(), ..order(6, NewBuyer::Customer) };
    let id = shop.write(&own, move |tx| orders::place_order(tx, &command)).unwrap();
    assert_eq!(shop.find(id).buyer.customer, Some(customer));
    let command = order(7, NewBuyer::Customer);
    refused(
        shop.write(&own, move |tx| orders::place_order(tx, &command)),
        &["orders.refusal.terms_not_accepted@terms"],
    );
}

#[test]
fn prices_follow_role_quantity_and_country() {
    let shop = Shop::new();
    let quote = |country: Country, role: PriceRole, cart: &[(kontor::values::ProductId, u32)]| {
        let cart: Vec<CartLine> =
            cart.iter().map(|(product, quantity)| CartLine { product: *product, quantity: *quantity }).collect();
        let levy = Levy::at(country);
        let buying = Buying { role, country, levy, on: day("2026-06-01"), language: Language::De };
        shop.read(|view| orders::quote(view, &cart, &buying)).map(|quote| quote.totals.gross.minor())
    };
    let customer = PriceRole::Customer;
    // 10.00 + 4.90, 10 %.
    assert_eq!(quote(Country::AT, customer, &[(shop.oats, 1)]), Some(1_639));
    // 60.00 and free delivery.
    assert_eq!(quote(Country::AT, customer, &[(shop.oats, 6)]), Some(6_600));
    // 7.50 + 4.90.
    assert_eq!(quote(Country::AT, PriceRole::Partner, &[(shop.oats, 1)]), Some(1_364));
    // 6 × 18.00 at 20 %.
    assert_eq!(quote(Country::AT, customer, &[(shop.balm, 6)]), Some(12_960));
    // Partners have no tiers: 6 × 15.00.
    assert_eq!(quote(Country::AT, PriceRole::Partner, &[(shop.balm, 6)]), Some(10_800));
    // 20.00 + 4.90 at 19 % and at 22 %.
    assert_eq!(quote(Country::DE, customer, &[(shop.balm, 1)]), Some(2_963));
    assert_eq!(quote(Country::IT, customer, &[(shop.balm, 1)]), Some(3_038));
    // Equal groups: delivery takes the higher rate. 20.00 at 10 %, 20.00 + 4.90 at 20 %.
    assert_eq!(quote(Country::AT, customer, &[(shop.oats, 2), (shop.balm, 1)]), Some(2_200 + 2_988));
    assert_eq!(quote(Country::CH, customer, &[(shop.oats, 1)]), None);
    assert_eq!(quote(Country::AT, customer, &[(shop.gone, 1)]), None);
    assert_eq!(quote(Country::AT, customer, &[]), None);
}

#[test]
fn a_correction_keeps_both_versions_and_reserves_anew() {
    let shop = Shop::new();
    shop.receive(shop.oats, 10, None);
    let id = shop.order(1, &[(shop.oats, 2), (shop.balm, 1)]);
    let mut command = correction(&shop, id);
    command.lines = vec![CartLine { product: shop.oats, quantity: 5 }];
    command.delivery = Address { postcode: "80331".to_owned(), country: Country::DE, ..address("Anna Berger") };
    let again = command.clone();
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    let (order, former) = (shop.find(id), shop.read(|view| orders::order_version(view, id, 1)).unwrap());
    assert_eq!((order.version, order.lines.len(), former.lines.len()), (2, 1, 2));
    assert_eq!((order.lines[0].vat_rate, order.tax_country), (Rate::from_percent(7), Country::DE));
    assert_eq!(shop.figures(shop.oats), (10, 5, 0));
    assert_eq!(shop.figures(shop.balm), (0, 0, 0));
    shop.read(|view| {
        let entry = entries_of(view, &Subject::of(id)).pop().unwrap();
        assert_eq!(entry.event, "order_corrected");
        assert!(entry.body.contains(r#""before":{"lines":2"#) && entry.body.contains(r#""after":{"lines":1"#));
        assert_eq!(outbox_of(view, &Subject::of(id)).pop().unwrap().1.template, "order_corrected");
        assert_eq!(stock::waiting_orders(view, shop.balm, 9), []);
    });
    // A second clerk who saw the first version is told.
    refused_as(shop.run(move |tx| orders::correct_order(tx, &again)), RefusalKind::Conflict);
    let mut empty = correction(&shop, id);
    empty.lines.clear();
    refused(shop.run(move |tx| orders::correct_order(tx, &empty)), &["orders.refusal.cart_empty@lines"]);
}

#[test]
fn a_line_that_stays_keeps_the_price_that_was_agreed() {
    let shop = Shop::new();
    let id = shop.order(1, &[(shop.oats, 2), (shop.balm, 1)]);
    let oats = shop.oats;
    shop.run(move |tx| {
        let product = kontor::business::catalog::product(tx, oats).unwrap();
        let mut dearer = product;
        dearer.prices.customer = Money::eur(1_500);
        dearer.active = false;
        kontor::business::catalog::save_product(tx, Some(oats), &dearer)
    })
    .unwrap();
    let mut command = correction(&shop, id);
    command.lines[1].quantity = 2;
    shop.run(move |tx| orders::correct_order(tx, &command)).unwrap();
    assert_eq!(shop.find(id).lines[0].unit_price, Money::eur(1_000));
    let mut command = correction(&shop, id);
    command.lines[0].quantity = 3;
    refused(shop.run(move |tx| orders::correct_order(tx, &command)), &["orders.refusal.product_not_sold@lines"]);
}

#[test]
fn a_cancelled_order_gives_its_goods_to_the_one_that_waits() {
    let shop = Shop::new();
    shop.receive(shop.oats, 3, None);
    let first = shop.order(1, &[(shop.oats, 3)]);
    let second = shop.order(2, &[(shop.oats, 2)]);
    assert_eq!(shop.figures(shop.oats), (3, 3, 2));
    shop.run(move |tx| orders::cancel_order(tx, first, "doppelt bestellt")).unwrap();
    assert_eq!(shop.figures(shop.oats), (3, 2, 0));
    assert_eq!(shop.find(first).cancel_reason, "doppelt bestellt");
    shop.read(|view| {
        assert_eq!(stock::reservation(view, second).unwrap().lines[0].backordered, 0);
        assert_eq!(cases::case_of(view, &Subject::of(first)).unwrap().1.state, cases::CaseState::Cancelled);
        assert_eq!(outbox_of(view, &Subject::of(first)).pop().unwrap().1.template, "order_cancelled");
        assert_eq!(orders::orders_in_state(view, OrderState::Cancelled), [first]);
    });
    refused(shop.run(move |tx| orders::cancel_order(tx, first, "x")), &["orders.refusal.is_cancelled"]);
    refused(shop.run(move |tx| orders::cancel_order(tx, second, " ")), &["orders.refusal.reason_missing@reason"]);
    let command = correction(&shop, first);
    refused(shop.run(move |tx| orders::correct_order(tx, &command)), &["orders.refusal.is_cancelled"]);
}

#[test]
fn order_numbers_are_read_as_they_are_written() {
    for number in [1, 7, 99_999] {
        let id = OrderId::new(number);
        assert_eq!(orders::parse_order_number(&order_number(id)), Some(id));
        assert_eq!(orders::parse_order_number(&order_number(id).to_lowercase()), Some(id));
    }
    for text in ["", "B-", "B-99", "x"] {
        assert_eq!(orders::parse_order_number(text), None, "{text}");
    }
}

#[test]
fn nobody_waits_longer_than_was_shown() {
    let shop = Shop::new();
    let order = |key: u8, shown: Option<DeliveryTime>| {
        let command = PlaceOrder { shown_time: ShownTime::Told(shown), ..checkout(key, &[(shop.oats, 1)]) };
        shop.write(&visitor(), move |tx| orders::place_order(tx, &command))
    };
    let two_to_four = DeliveryTime::new(2, 4);
    refused(order(1, two_to_four), &["orders.refusal.delivery_time_changed"]);
    order(1, None).expect("nothing was told, and nothing is promised");
    shop.on("2026-07-02");
    let tariff = Tariff { country: Country::AT, price: Money::eur(490), free_from: None, time: two_to_four };
    let tariffs = Tariffs(vec![tariff]);
    shop.run(move |tx| orders::change_tariffs(tx, tx.today(), &tariffs, &orders::tariffs_mark(tx))).unwrap();
    refused(order(2, None), &["orders.refusal.delivery_time_changed"]);
    refused(order(2, DeliveryTime::new(1, 2)), &["orders.refusal.delivery_time_changed"]);
    let id = order(2, two_to_four).unwrap();
    assert_eq!(shop.find(id).delivery_time, two_to_four);
}

#[test]
fn nobody_owes_another_sum_than_the_one_that_was_shown() {
    let shop = Shop::new();
    let order = |key: u8, cents: i64| {
        let command = PlaceOrder { shown_total: Some(Money::eur(cents)), ..checkout(key, &[(shop.oats, 1)]) };
        shop.write(&visitor(), move |tx| orders::place_order(tx, &command))
    };
    refused(order(1, 1_638), &["orders.refusal.total_changed"]);
    refused(order(1, 0), &["orders.refusal.total_changed"]);
    let id = order(1, 1_639).unwrap();
    // The same checkout once more is the same order, whatever has become of the sum.
    assert_eq!(order(1, 1_000).unwrap(), id);
}
