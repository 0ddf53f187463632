//! Picking, packing and handing over.

use kontor::business::cases::{self, CaseState, TaskPlace, TaskState};
use kontor::business::commissions;
use kontor::business::failure::Failure;
use kontor::business::orders::{self, OrderState, PaymentMethod, PlaceOrder};
use kontor::business::shipping::{self, Carrier, PackParcel, Parcel, ParcelLine};
use kontor::business::stock;
use kontor::store::{Subject, decode, encode, outbox_of};
use kontor::values::{LotId, OrderId, ParcelId, ProductId};

use crate::business::cases::queue_is_right;
use crate::business::shop::{Shop, checkout, refused};

fn pick(shop: &Shop, id: OrderId) -> Result<shipping::PickList, Failure> {
    shop.run(move |tx| shipping::pick_order(tx, id))
}

fn parcel(order: OrderId, lines: &[(ProductId, u32)]) -> PackParcel {
    PackParcel {
        order,
        carrier: Carrier::AustrianPost,
        tracking_number: String::new(),
        weight_grams: 900,
        lines: lines.iter().map(|(product, quantity)| ParcelLine { product: *product, quantity: *quantity }).collect(),
    }
}

#[test]
fn an_order_goes_the_whole_way() {
    let shop = Shop::new();
    shop.receive(shop.oats, 10, Some("2027-01-31"));
    let id = shop.order(1, &[(shop.oats, 4)]);
    shop.ship(id);
    let order = shop.find(id);
    assert_eq!(order.state, OrderState::Shipped);
    assert_eq!((order.paid_on, order.shipped_on), (Some(order.day), Some(order.day)));
    assert_eq!(shop.figures(shop.oats), (6, 0, 0));
    shop.read(|view| {
        let (_, case) = cases::case_of(view, &Subject::of(id)).unwrap();
        assert_eq!(case.state, CaseState::Closed);
        assert!(case.tasks.iter().all(|task| task.state == TaskState::Done));
        let parcels = shipping::parcels_of_order(view, id);
        assert_eq!(parcels.len(), 1);
        let letters = outbox_of(view, &Subject::of(parcels[0].0));
        assert_eq!(letters[0].1.template, "shipping_note");
        assert_eq!(orders::orders_in_state(view, OrderState::Shipped), [id]);
        assert_eq!(orders::orders_in_state(view, OrderState::Confirmed), []);
        // A guest without a partner: nobody is credited.
        assert_eq!(commissions::sales(view, kontor::values::Period::month_of(order.day)), []);
    });
    queue_is_right(&shop);
}

#[test]
fn what_expires_first_is_picked_first_and_what_has_expired_is_left() {
    let shop = Shop::new();
    let late = shop.receive(shop.oats, 5, Some("2027-06-30"));
    let soon = shop.receive(shop.oats, 5, Some("2026-09-30"));
    let never = shop.receive(shop.oats, 5, None);
    shop.receive(shop.oats, 5, Some("2026-05-31"));
    let id = shop.order(1, &[(shop.oats, 12)]);
    shop.check_and_pay(id);
    let list = pick(&shop, id).unwrap();
    let taken: Vec<(LotId, u32)> = list.lines.iter().map(|line| (line.lot, line.quantity)).collect();
    assert_eq!(taken, [(soon, 5), (late, 5), (never, 2)]);
    let second = shop.order(2, &[(shop.oats, 4)]);
    shop.check_and_pay(second);
    let failure = pick(&shop, second).unwrap_err();
    let Failure::Refused(refusal) = failure else { unreachable!() };
    let said = refusal.complaints[0].say(kontor::values::Language::De);
    assert!(said.contains("Haferflocken") && said.contains('1'), "{said}");
}

#[test]
fn a_line_that_waits_cannot_be_picked() {
    let shop = Shop::new();
    shop.receive(shop.oats, 2, None);
    let first = shop.order(1, &[(shop.oats, 2)]);
    let second = shop.order(2, &[(shop.oats, 2)]);
    shop.check_and_pay(second);
    // Two pieces lie there, but they are kept for the first order.
    refused(pick(&shop, second), &["stock.refusal.short"]);
    assert_eq!(shop.figures(shop.oats), (2, 2, 2));
    shop.receive(shop.oats, 2, None);
    pick(&shop, second).unwrap();
    assert_eq!(shop.figures(shop.oats), (2, 2, 0));
    assert_eq!(shop.find(first).state, OrderState::Confirmed);
}

#[test]
fn nothing_is_picked_before_it_is_checked_and_paid() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    let id = shop.order(1, &[(shop.oats, 1)]);
    refused(pick(&shop, id), &["cases.refusal.something_before"]);
    assert_eq!(shop.figures(shop.oats), (9, 1, 0));
    let at = |place| TaskPlace { case: kontor::values::CaseId::new(1), place };
    shop.run(move |tx| cases::complete_task(tx, at(0), "")).unwrap();
    refused(pick(&shop, id), &["cases.refusal.something_before"]);
    // A regular customer's order goes out before the money is here.
    shop.run(move |tx| cases::skip_task(tx, at(1), "zahlt immer")).unwrap();
    shop.run(move |tx| cases::complete_task(tx, at(2), "liegt bereit")).unwrap();
    assert_eq!(shop.find(id).state, OrderState::Picked);
    refused(pick(&shop, id), &["shipping.refusal.already_picked"]);
    let case = shop.read(|view| cases::case(view, kontor::values::CaseId::new(1))).unwrap();
    assert_eq!((case.tasks[2].state, case.tasks[2].note.as_str()), (TaskState::Done, "liegt bereit"));
    let cancelled = shop.order(2, &[(shop.oats, 1)]);
    shop.run(move |tx| orders::cancel_order(tx, cancelled, "x")).unwrap();
    refused(pick(&shop, cancelled), &["shipping.refusal.cancelled"]);
    refused(pick(&shop, OrderId::new(99)), &["business.refusal.not_found"]);
}

#[test]
fn several_parcels_hold_exactly_what_was_picked() {
    let shop = Shop::new();
    shop.receive(shop.oats, 9, None);
    shop.receive(shop.balm, 9, None);
    let id = shop.order(1, &[(shop.oats, 3), (shop.balm, 1)]);
    let pack = |command: PackParcel| shop.run(move |tx| shipping::pack_parcel(tx, &command));
    let (oats, balm) = (shop.oats, shop.balm);
    refused(pack(parcel(id, &[(oats, 1)])), &["shipping.refusal.not_picked"]);
    refused(shop.run(move |tx| shipping::hand_over_order(tx, id)), &["shipping.refusal.not_packed"]);
    shop.check_and_pay(id);
    pick(&shop, id).unwrap();
    refused(pack(parcel(id, &[])), &["shipping.refusal.parcel_empty@lines"]);
    let wrong = PackParcel {
        weight_grams: 31_501,
        tracking_number: "#".to_owned(),
        ..parcel(id, &[(oats, 2), (oats, 2), (shop.gone, 1)])
    };
    refused(
        pack(wrong),
        &[
            "shipping.refusal.more_than_picked@lines",
            "shipping.refusal.more_than_picked@lines",
            "shipping.refusal.too_heavy@weight",
            "shipping.refusal.tracking_wrong@tracking_number",
        ],
    );
    refused(
        pack(PackParcel { weight_grams: 0, ..parcel(id, &[(oats, 1)]) }),
        &["shipping.refusal.weight_missing@weight"],
    );
    let first = pack(parcel(id, &[(oats, 1), (balm, 1)])).unwrap();
    assert_eq!(shop.find(id).state, OrderState::Picked);
    // The first parcel may leave before the second is packed.
    shop.run(move |tx| shipping::hand_over(tx, first)).unwrap();
    refused(shop.run(move |tx| shipping::hand_over(tx, first)), &["shipping.refusal.already_handed_over"]);
    assert_eq!(shop.find(id).state, OrderState::Picked);
    refused(pack(parcel(id, &[(balm, 1)])), &["shipping.refusal.more_than_picked@lines"]);
    let second = pack(PackParcel { carrier: Carrier::Pickup, weight_grams: 0, ..parcel(id, &[(oats, 2)]) }).unwrap();
    assert_eq!(shop.find(id).state, OrderState::Packed);
    refused(pack(parcel(id, &[(oats, 1)])), &["shipping.refusal.all_packed"]);
    shop.run(move |tx| shipping::track_parcel(tx, second, Carrier::Gls, " 00345 ")).unwrap();
    refused(
        shop.run(move |tx| shipping::track_parcel(tx, second, Carrier::Gls, &"x".repeat(36))),
        &["shipping.refusal.tracking_wrong@tracking_number"],
    );
    shop.run(move |tx| shipping::hand_over_order(tx, id)).unwrap();
    assert_eq!(shop.find(id).state, OrderState::Shipped);
    assert_eq!(shop.read(|view| shipping::parcel(view, second)).unwrap().tracking_number, "00345");
    refused(shop.run(move |tx| shipping::hand_over_order(tx, id)), &["shipping.refusal.already_handed_over"]);
    refused(shop.run(|tx| shipping::hand_over(tx, ParcelId::new(9))), &["business.refusal.not_found"]);
}

#[test]
fn each_parcel_names_the_lots_that_were_packed_in_it() {
    let shop = Shop::new();
    let soon = shop.receive(shop.oats, 3, Some("2027-01-31"));
    let late = shop.receive(shop.oats, 10, Some("2027-06-30"));
    let balm = shop.receive(shop.balm, 9, None);
    let id = shop.order(1, &[(shop.oats, 6), (shop.balm, 1)]);
    shop.check_and_pay(id);
    pick(&shop, id).unwrap();
    let pack = |command: PackParcel| shop.run(move |tx| shipping::pack_parcel(tx, &command)).unwrap();
    let first = pack(parcel(id, &[(shop.oats, 2)]));
    let second = pack(parcel(id, &[(shop.balm, 1), (shop.oats, 3)]));
    let third = pack(parcel(id, &[(shop.oats, 1)]));
    let of = |parcel_id: ParcelId, forgotten: bool| -> Vec<(LotId, u32)> {
        shop.read(|view| {
            let mut parcel = shipping::parcel(view, parcel_id).unwrap();
            if forgotten {
                parcel.lots = Vec::new();
            }
            let lots = shipping::lots_of_parcel(view, parcel_id, &parcel);
            lots.iter().map(|line| (line.lot, line.quantity)).collect()
        })
    };
    // What was packed before lots were kept is known from the order in which parcels take what was picked.
    for forgotten in [false, true] {
        assert_eq!(of(first, forgotten), [(soon, 2)]);
        assert_eq!(of(second, forgotten), [(balm, 1), (soon, 1), (late, 2)]);
        assert_eq!(of(third, forgotten), [(late, 1)]);
    }
    // The order is cancelled: the shelf has its goods again, and the parcel still says what was in it.
    shop.run(move |tx| orders::cancel_order(tx, id, "Kundin hat angerufen")).unwrap();
    assert_eq!(of(first, false), [(soon, 2)]);
}

#[test]
fn a_parcel_of_the_first_shape_still_opens() {
    let parcel = crate::exchange::samples::parcel();
    let mut bytes = encode(&parcel).unwrap();
    assert_eq!((bytes[0], bytes.pop()), (2, Some(0)));
    bytes[0] = 1;
    assert_eq!(decode::<Parcel>(&bytes).unwrap(), parcel);
}

#[test]
fn picked_goods_go_back_to_the_shelf_when_the_order_is_cancelled() {
    let shop = Shop::new();
    let lot = shop.receive(shop.oats, 5, None);
    let id = shop.order(1, &[(shop.oats, 3)]);
    shop.check_and_pay(id);
    pick(&shop, id).unwrap();
    shop.pack(id).unwrap();
    assert_eq!(shop.figures(shop.oats), (2, 0, 0));
    shop.run(move |tx| orders::cancel_order(tx, id, "Kundin hat angerufen")).unwrap();
    assert_eq!(shop.figures(shop.oats), (5, 0, 0));
    shop.read(|view| {
        assert_eq!(stock::stock_at(view, shop.oats), [(shop.house, lot, 5)]);
        assert_eq!(shipping::parcels_of_order(view, id), []);
        assert_eq!(shipping::pick_list(view, id), None);
        // What she had paid is to be paid back.
        let (_, case) = cases::case_of(view, &Subject::of(id)).unwrap();
        assert_eq!((case.template.as_str(), case.state), ("refund", CaseState::Open));
    });
    queue_is_right(&shop);
}

#[test]
fn picking_can_be_undone_until_a_parcel_has_left() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let id = shop.order(1, &[(shop.oats, 3)]);
    let undo = || shop.run(move |tx| shipping::undo_picking(tx, id));
    refused(undo(), &["shipping.refusal.not_picked"]);
    shop.check_and_pay(id);
    pick(&shop, id).unwrap();
    shop.pack(id).unwrap();
    undo().unwrap();
    assert_eq!(shop.find(id).state, OrderState::Confirmed);
    assert_eq!(shop.figures(shop.oats), (5, 3, 0));
    let case = shop.read(|view| cases::case_of(view, &Subject::of(id))).unwrap().1;
    assert_eq!((case.tasks[2].state, case.tasks[3].state), (TaskState::Ready, TaskState::Waiting));
    queue_is_right(&shop);
    pick(&shop, id).unwrap();
    let parcel = shop.run({
        let line = ParcelLine { product: shop.oats, quantity: 1 };
        move |tx| {
            let command = PackParcel { lines: vec![line], ..parcel(id, &[]) };
            shipping::pack_parcel(tx, &command)
        }
    });
    let parcel = parcel.unwrap();
    shop.run(move |tx| shipping::hand_over(tx, parcel)).unwrap();
    refused(undo(), &["shipping.refusal.has_left"]);
    refused(shop.run(move |tx| orders::cancel_order(tx, id, "x")), &["shipping.refusal.has_left"]);
    shop.pack(id).unwrap();
    shop.run(move |tx| shipping::hand_over_order(tx, id)).unwrap();
    refused(undo(), &["shipping.refusal.has_left"]);
}

#[test]
fn an_order_on_invoice_leaves_before_it_is_paid() {
    let shop = Shop::new();
    shop.receive(shop.oats, 5, None);
    let command = PlaceOrder { payment_method: PaymentMethod::Invoice, ..checkout(1, &[(shop.oats, 1)]) };
    let id = shop.run(move |tx| orders::place_order(tx, &command)).unwrap();
    shop.ship(id);
    let case = shop.read(|view| cases::case_of(view, &Subject::of(id))).unwrap().1;
    assert_eq!((case.state, case.tasks[4].state), (CaseState::Open, TaskState::Ready));
    shop.pay(id, shop.find(id).totals().gross.minor()).unwrap();
    let case = shop.read(|view| cases::case_of(view, &Subject::of(id))).unwrap().1;
    assert_eq!(case.state, CaseState::Closed);
    let mut corrected = orders::CorrectOrder {
        order: id,
        seen_version: 1,
        lines: Vec::new(),
        billing: shop.find(id).billing,
        delivery: shop.find(id).delivery,
        note: String::new(),
    };
    let again = corrected.clone();
    refused(shop.run(move |tx| orders::correct_order(tx, &again)), &["orders.refusal.already_shipped"]);
    refused(shop.run(move |tx| orders::cancel_order(tx, id, "x")), &["orders.refusal.already_shipped"]);
    let picked = shop.order(2, &[(shop.oats, 1)]);
    shop.check_and_pay(picked);
    pick(&shop, picked).unwrap();
    corrected.order = picked;
    refused(shop.run(move |tx| orders::correct_order(tx, &corrected)), &["orders.refusal.already_picked"]);
}
