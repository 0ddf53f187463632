//! Where pick lists and parcels are kept.

use crate::business::shipping::{Parcel, ParcelLine, PickLine, PickList};
use crate::store::{Map, Read, Span, Table};
use crate::values::{OrderId, ParcelId, ProductId};

pub(super) const ORDER_TO_PICK_LIST: Map<OrderId, PickList> = Map::new(200, "ORDER_TO_PICK_LIST");
pub(super) const PARCEL_ID_TO_PARCEL: Map<ParcelId, Parcel> = Map::new(201, "PARCEL_ID_TO_PARCEL");
pub(super) const ORDER_TO_PARCEL_ID: Map<(OrderId, ParcelId), ()> = Map::new(202, "ORDER_TO_PARCEL_ID");

pub const TABLES: &[Table] = &[ORDER_TO_PICK_LIST.table(), PARCEL_ID_TO_PARCEL.table(), ORDER_TO_PARCEL_ID.table()];

pub fn pick_list(r: &dyn Read, order: OrderId) -> Option<PickList> {
    r.get(&ORDER_TO_PICK_LIST, &order)
}

pub fn parcel(r: &dyn Read, id: ParcelId) -> Option<Parcel> {
    r.get(&PARCEL_ID_TO_PARCEL, &id)
}

/// The parcels of an order, without those that were unpacked again.
pub fn parcels_of_order(r: &dyn Read, order: OrderId) -> Vec<(ParcelId, Parcel)> {
    let ids = r.keys(&ORDER_TO_PARCEL_ID, Span::prefix(&(order,)));
    let parcels = ids.into_iter().filter_map(|(_, id)| Some((id, parcel(r, id)?)));
    parcels.filter(|(_, parcel)| !parcel.void).collect()
}

/// What of an order is picked and in no parcel yet.
pub fn unpacked(r: &dyn Read, order: OrderId) -> Vec<ParcelLine> {
    let parcels = parcels_of_order(r, order);
    let packed = |product: ProductId| -> u32 {
        let lines = parcels.iter().flat_map(|(_, parcel)| &parcel.lines);
        lines.filter(|line| line.product == product).map(|line| line.quantity).sum()
    };
    let picked = pick_list(r, order).map(|list| list.by_product()).unwrap_or_default();
    picked
        .into_iter()
        .map(|line| ParcelLine { quantity: line.quantity.saturating_sub(packed(line.product)), ..line })
        .filter(|line| line.quantity > 0)
        .collect()
}

/// From which lots the goods come that are packed next, in the order in which they are to be taken.
pub fn lots_to_pack(r: &dyn Read, order: OrderId, lines: &[ParcelLine]) -> Vec<PickLine> {
    let packed: Vec<Parcel> = parcels_of_order(r, order).into_iter().map(|(_, parcel)| parcel).collect();
    lots_after(r, order, &packed, lines)
}

fn lots_after(r: &dyn Read, order: OrderId, before: &[Parcel], lines: &[ParcelLine]) -> Vec<PickLine> {
    let Some(list) = pick_list(r, order) else { return Vec::new() };
    let packed = |product: ProductId| -> u32 {
        let lines = before.iter().flat_map(|parcel| &parcel.lines);
        lines.filter(|line| line.product == product).map(|line| line.quantity).sum()
    };
    lines.iter().flat_map(|line| list.lots_behind(line.product, packed(line.product), line.quantity)).collect()
}

/// From which lots the goods of a parcel came: as they were packed, or, where nobody kept that, in the order in which
/// parcels take what was picked.
pub fn lots_of_parcel(r: &dyn Read, id: ParcelId, parcel: &Parcel) -> Vec<PickLine> {
    if !parcel.lots.is_empty() {
        return parcel.lots.clone();
    }
    let earlier: Vec<Parcel> = parcels_of_order(r, parcel.order)
        .into_iter()
        .filter_map(|(other, parcel)| (other < id).then_some(parcel))
        .collect();
    lots_after(r, parcel.order, &earlier, &parcel.lines)
}

/// Newest first, before the one seen last.
pub fn parcels(r: &dyn Read, before: Option<ParcelId>, limit: usize) -> Vec<(ParcelId, Parcel)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&PARCEL_ID_TO_PARCEL, span.backwards().limit(limit))
}
