//! What must always hold between the tables of the stock.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::stock::records::{
    LOT_ID_TO_LOT, MOVEMENT_ID_TO_MOVEMENT, ORDER_TO_RESERVATION, PRODUCT_PLACE_LOT_TO_QUANTITY, PRODUCT_TO_LEVEL,
    PRODUCT_TO_LOT_ID, PRODUCT_TO_MOVEMENT_ID, PRODUCT_TO_WAITING_ORDER, places,
};
use crate::business::stock::{Lot, Movement, Reservation};
use crate::store::{Read, Span, compare};
use crate::values::{LotId, MovementId, OrderId, PlaceId, ProductId};

/// Lots and movements are found by their product, waiting orders by what they wait for.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let lots = |id: &LotId, lot: &Lot| vec![((lot.product, *id), ())];
    let movements = |id: &MovementId, movement: &Movement| vec![((movement.product, *id), ())];
    let waiting = |order: &OrderId, reservation: &Reservation| {
        let lines = reservation.lines.iter().filter(|line| line.backordered > 0);
        lines.map(|line| ((line.product, *order), ())).collect()
    };
    let mut found = compare(r, (&LOT_ID_TO_LOT, &PRODUCT_TO_LOT_ID), lots, |(_, id), ()| *id);
    found.extend(compare(r, (&MOVEMENT_ID_TO_MOVEMENT, &PRODUCT_TO_MOVEMENT_ID), movements, |(_, id), ()| *id));
    found.extend(compare(r, (&ORDER_TO_RESERVATION, &PRODUCT_TO_WAITING_ORDER), waiting, |(_, order), ()| *order));
    Defect::all(found)
}

/// What lies at a place is the sum of what moved there and away, and never less than nothing.
pub(in crate::business) fn quantities(r: &dyn Read) -> Vec<Defect> {
    let mut moved: BTreeMap<(ProductId, PlaceId, LotId), i64> = BTreeMap::new();
    r.each(&MOVEMENT_ID_TO_MOVEMENT, Span::all(), |_, movement: Movement| {
        let Movement { product, lot, from, to, quantity, .. } = movement;
        if let Some(from) = from {
            *moved.entry((product, from, lot)).or_default() -= i64::from(quantity);
        }
        if let Some(to) = to {
            *moved.entry((product, to, lot)).or_default() += i64::from(quantity);
        }
        ControlFlow::Continue(())
    });
    let there: BTreeMap<_, u32> = r.scan(&PRODUCT_PLACE_LOT_TO_QUANTITY, Span::all()).into_iter().collect();
    let keys: BTreeSet<_> = moved.keys().chain(there.keys()).copied().collect();
    let differing = keys.into_iter().filter_map(|key| {
        let moved = moved.get(&key).copied().unwrap_or(0);
        let there = there.get(&key).map_or(0, |quantity| i64::from(*quantity));
        let (product, place, lot) = key;
        (moved != there).then(|| {
            let complaint = Complaint::new("checks.stock.quantity").with("product", product.to_string());
            let complaint = complaint.with("place", place.to_string()).with("lot", lot.to_string());
            Defect::new(format!("product:{product}"), complaint.with("there", there).with("moved", moved))
        })
    });
    differing.collect()
}

/// The level of a product is what lies where orders are picked, and what reservations hold and wait for.
pub(in crate::business) fn levels(r: &dyn Read) -> Vec<Defect> {
    let delivering: BTreeSet<PlaceId> =
        places(r).into_iter().filter(|(_, place)| place.delivers).map(|(id, _)| id).collect();
    let mut expected: BTreeMap<ProductId, [u64; 3]> = BTreeMap::new();
    r.each(&PRODUCT_PLACE_LOT_TO_QUANTITY, Span::all(), |(product, place, _), quantity: u32| {
        let [on_hand, ..] = expected.entry(product).or_default();
        *on_hand += if delivering.contains(&place) { u64::from(quantity) } else { 0 };
        ControlFlow::Continue(())
    });
    r.each(&ORDER_TO_RESERVATION, Span::all(), |_, reservation: Reservation| {
        for line in &reservation.lines {
            let [_, reserved, backordered] = expected.entry(line.product).or_default();
            *reserved += u64::from(line.reserved);
            *backordered += u64::from(line.backordered);
        }
        ControlFlow::Continue(())
    });
    let kept: BTreeMap<ProductId, [u64; 3]> = r
        .scan(&PRODUCT_TO_LEVEL, Span::all())
        .into_iter()
        .map(|(id, level)| (id, [level.on_hand, level.reserved, level.backordered].map(u64::from)))
        .collect();
    let products: BTreeSet<ProductId> = expected.keys().chain(kept.keys()).copied().collect();
    products.into_iter().flat_map(|product| differing(product, &kept, &expected)).collect()
}

fn differing(
    product: ProductId,
    kept: &BTreeMap<ProductId, [u64; 3]>,
    expected: &BTreeMap<ProductId, [u64; 3]>,
) -> Vec<Defect> {
    let kept = kept.get(&product).copied().unwrap_or_default();
    let expected = expected.get(&product).copied().unwrap_or_default();
    let keys = ["checks.stock.on_hand", "checks.stock.reserved", "checks.stock.backordered"];
    let pairs = kept.into_iter().zip(expected).zip(keys).filter(|((kept, expected), _)| kept != expected);
    pairs
        .map(|((kept, expected), key)| {
            let complaint = Complaint::new(key).with("product", product.to_string());
            let complaint = complaint.with("kept", kept.to_string()).with("expected", expected.to_string());
            Defect::new(format!("product:{product}"), complaint)
        })
        .collect()
}
