//! Whose sale an order is, and the facts that commission counts.

use kontor::business::actor::Actor;
use kontor::business::commissions::{self, Sale, SaleKind};
use kontor::business::customers::{self, CustomerGroup};
use kontor::business::failure::RefusalKind;
use kontor::business::orders::{
    self, CreditedWish, Fate, ImportOrder, Imported, NewBuyer, Order, OrderState, PlaceOrder, Placement, ReturnGoods,
    ReturnLine,
};
use kontor::business::{cases, partners, stock};
use kontor::store::{Subject, entries_of, outbox_of};
use kontor::values::{Language, Money, OrderId, PartnerId, Period, Points};

use crate::business::shop::{Shop, checkout, day, refused, refused_as};

fn sales(shop: &Shop) -> Vec<Sale> {
    shop.read(|view| commissions::sales(view, Period::month(2026, 6).unwrap()))
}

fn place(shop: &Shop, actor: &Actor, command: PlaceOrder) -> OrderId {
    shop.write(actor, move |tx| orders::place_order(tx, &command)).unwrap()
}

#[test]
fn a_partner_orders_for_the_own_household_and_for_own_customers() {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    let partner = shop.partner("P-1");
    let own = partner.partner;
    let id = place(&shop, &partner, PlaceOrder { buyer: NewBuyer::PartnerOwn, ..checkout(1, &[(shop.oats, 2)]) });
    let order = shop.find(id);
    assert_eq!((order.placement, order.credited_to), (Placement::PartnerOwn, own));
    assert_eq!(order.lines[0].unit_price, Money::eur(750));
    shop.ship(id);

    let customer = shop.customer("Huber", CustomerGroup::Private);
    let for_customer =
        |key| PlaceOrder { buyer: NewBuyer::PartnerForCustomer(customer), ..checkout(key, &[(shop.oats, 1)]) };
    // Not the partner's customer yet: as if there were none.
    let command = for_customer(2);
    refused_as(shop.write(&partner, move |tx| orders::place_order(tx, &command)), RefusalKind::NotFound);
    shop.run(move |tx| customers::change_customer(tx, customer, CustomerGroup::Private, own)).unwrap();
    let id = place(&shop, &partner, for_customer(2));
    let order = shop.find(id);
    assert_eq!((order.placement, order.credited_to), (Placement::PartnerForCustomer, own));
    shop.read(|view| {
        let entry = entries_of(view, &Subject::of(id)).pop().unwrap();
        assert_eq!(entry.on_behalf, order.buyer.person);
        assert_eq!(orders::orders_of_partner(view, own.unwrap(), 9), [id, OrderId::new(1)]);
    });
    shop.ship(id);
    let kinds: Vec<(SaleKind, i64, i64)> =
        sales(&shop).iter().map(|sale| (sale.kind, sale.base.minor(), sale.points.hundredths())).collect();
    assert_eq!(kinds, [(SaleKind::Own, 1_000, 2_000), (SaleKind::Retail, 500, 1_000)]);

    shop.run(move |tx| partners::end_contract(tx, own.unwrap(), tx.today(), "moved away")).unwrap();
    shop.on("2026-06-02");
    let command = for_customer(3);
    refused_as(shop.write(&partner, move |tx| orders::place_order(tx, &command)), RefusalKind::NotAllowed);
}

#[test]
fn a_referral_counts_when_nobody_else_is_credited() {
    let shop = Shop::new();
    let (first, second) = (shop.partner("P-1").partner, shop.partner("P-2").partner);
    let visitor = Actor::visitor(Language::De);
    let referred = |key, referral| PlaceOrder { referral, ..checkout(key, &[(shop.oats, 1)]) };
    assert_eq!(shop.find(place(&shop, &visitor, referred(1, first))).credited_to, first);
    assert_eq!(shop.find(place(&shop, &visitor, referred(2, Some(PartnerId::new(99))))).credited_to, None);
    let customer = shop.customer("Huber", CustomerGroup::Private);
    shop.run(move |tx| customers::change_customer(tx, customer, CustomerGroup::Private, second)).unwrap();
    let command = PlaceOrder { buyer: NewBuyer::StaffForCustomer(customer), ..referred(3, first) };
    assert_eq!(shop.find(place(&shop, &Actor::operator(), command)).credited_to, second);
}

#[test]
fn a_returned_line_takes_back_its_commission() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    let referral = shop.partner("P-1").partner;
    let command = PlaceOrder { referral, ..checkout(1, &[(shop.oats, 4)]) };
    let id = place(&shop, &Actor::visitor(Language::De), command);
    shop.ship(id);
    shop.on("2026-06-20");
    for (quantity, fate) in [(1, Fate::Restock), (3, Fate::WriteOff)] {
        let lines = vec![ReturnLine { line: 1, quantity, fate }];
        let command = ReturnGoods { order: id, lines, reason: "x".to_owned() };
        shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
    }
    let facts = sales(&shop);
    assert_eq!(
        facts.iter().map(|sale| (sale.kind, sale.quantity)).collect::<Vec<_>>(),
        [(SaleKind::Retail, 4), (SaleKind::Return, 1), (SaleKind::Return, 3)]
    );
    assert_eq!(facts.iter().fold(Money::eur(0), |sum, sale| sum + sale.base), Money::eur(0));
    assert_eq!(facts.iter().fold(Money::eur(0), |sum, sale| sum + sale.net), Money::eur(0));
    assert_eq!(facts.iter().fold(Points::ZERO, |sum, sale| sum + sale.points), Points::ZERO);
    assert_eq!((facts[0].day, facts[1].day), (day("2026-06-01"), day("2026-06-20")));
    assert_eq!(shop.find(id).state, OrderState::Returned);
}

fn import_of(order: Order, external: &str) -> ImportOrder {
    ImportOrder {
        external: external.to_owned(),
        day: day("2026-06-05"),
        buyer: order.buyer,
        credited_to: order.credited_to,
        price_role: order.price_role,
        billing: order.billing,
        delivery: order.delivery,
        lines: order.lines,
        shipping: order.shipping,
        payment_method: order.payment_method,
        paid_on: None,
        note: String::new(),
        language: order.language,
        late_because: String::new(),
    }
}

#[test]
fn an_order_of_a_former_system_is_taken_over_once_as_it_was() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    let referral = shop.partner("P-1").partner;
    let sample = place(&shop, &Actor::visitor(Language::De), PlaceOrder { referral, ..checkout(1, &[(shop.oats, 2)]) });
    let import = import_of(shop.find(sample), "4711");
    let again = import.clone();
    let Imported::New(id) = shop.run(move |tx| orders::import_order(tx, &import)).unwrap() else { unreachable!() };
    assert_eq!(shop.run(move |tx| orders::import_order(tx, &again)).unwrap(), Imported::Known(id));
    let order = shop.find(id);
    assert_eq!((order.state, order.placement), (OrderState::Shipped, Placement::Imported));
    assert_eq!((order.day, order.shipped_on), (day("2026-06-05"), Some(day("2026-06-05"))));
    shop.read(|view| {
        assert_eq!(orders::order_by_external(view, "4711"), Some(id));
        assert_eq!(cases::cases_of(view, &Subject::of(id)), []);
        assert_eq!(outbox_of(view, &Subject::of(id)).len(), 0);
        assert_eq!(stock::reservation(view, id), None);
    });
    assert_eq!(sales(&shop).iter().map(|sale| (sale.order, sale.day)).collect::<Vec<_>>(), [(id, order.day)]);
    let nothing = ImportOrder { lines: Vec::new(), ..import_of(shop.find(sample), " ") };
    refused(
        shop.run(move |tx| orders::import_order(tx, &nothing)),
        &["orders.refusal.external_missing@external", "orders.refusal.cart_empty@lines"],
    );
    // What comes back of it is credited nowhere, for we never invoiced it, and takes its commission back.
    let lines = vec![ReturnLine { line: 1, quantity: 2, fate: Fate::Restock }];
    let command = ReturnGoods { order: id, lines, reason: "x".to_owned() };
    shop.run(move |tx| orders::return_goods(tx, &command)).unwrap();
    assert_eq!(shop.find(id).state, OrderState::Returned);
    assert_eq!(sales(&shop).iter().fold(Money::eur(0), |sum, sale| sum + sale.base), Money::eur(0));
    assert_eq!(shop.figures(shop.oats), (9, 2, 0));
}

#[test]
fn a_partner_sees_the_orders_credited_to_him_and_only_where_he_sent_them_himself_the_address() {
    let shop = Shop::new();
    shop.receive(shop.oats, 99, None);
    let (partner, other) = (shop.partner("P-1"), shop.partner("P-2"));
    let own = place(&shop, &partner, PlaceOrder { buyer: NewBuyer::PartnerOwn, ..checkout(1, &[(shop.oats, 2)]) });
    let visitor = Actor::visitor(Language::De);
    let referred = PlaceOrder { referral: partner.partner, ..checkout(2, &[(shop.oats, 1)]) };
    let referred = place(&shop, &visitor, referred);
    let found = |actor: &Actor, wish: &CreditedWish| {
        let found = shop.door.read(actor, |view| orders::find_credited(view, wish, 0, 9)).unwrap();
        found.rows.into_iter().map(|order| (order.id, order.delivery.is_some())).collect::<Vec<_>>()
    };
    let all = CreditedWish::default();
    assert_eq!(found(&partner, &all), [(referred, false), (own, true)]);
    assert_eq!(found(&partner, &CreditedWish { own: Some(true), ..all.clone() }), [(own, true)]);
    assert_eq!(found(&partner, &CreditedWish { own: Some(false), ..all.clone() }), [(referred, false)]);
    assert!(found(&partner, &CreditedWish { words: "nobody".to_owned(), ..all.clone() }).is_empty());
    assert!(found(&other, &all).is_empty());
    refused_as(shop.door.read(&other, |view| orders::see_credited(view, own)), RefusalKind::NotFound);
    refused_as(shop.door.read(&visitor, |view| orders::see_credited(view, own)), RefusalKind::NotAllowed);
}
