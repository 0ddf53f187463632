//! Where the stock is kept.

use crate::business::stock::{Level, Lot, Movement, Place, Reservation};
use crate::store::{Map, Read, Span, Table};
use crate::values::{Day, LotId, MovementId, OrderId, PlaceId, ProductId};

pub(super) const PLACE_ID_TO_PLACE: Map<PlaceId, Place> = Map::new(70, "PLACE_ID_TO_PLACE");
pub(super) const LOT_ID_TO_LOT: Map<LotId, Lot> = Map::new(71, "LOT_ID_TO_LOT");
pub(super) const PRODUCT_TO_LOT_ID: Map<(ProductId, LotId), ()> = Map::new(72, "PRODUCT_TO_LOT_ID");
/// Pieces of a lot at a place; always the sum of its movements.
pub(super) const PRODUCT_PLACE_LOT_TO_QUANTITY: Map<(ProductId, PlaceId, LotId), u32> =
    Map::new(73, "PRODUCT_PLACE_LOT_TO_QUANTITY");
pub(super) const PRODUCT_TO_LEVEL: Map<ProductId, Level> = Map::new(74, "PRODUCT_TO_LEVEL");
pub(super) const ORDER_TO_RESERVATION: Map<OrderId, Reservation> = Map::new(75, "ORDER_TO_RESERVATION");
pub(super) const MOVEMENT_ID_TO_MOVEMENT: Map<MovementId, Movement> = Map::new(76, "MOVEMENT_ID_TO_MOVEMENT");
pub(super) const PRODUCT_TO_MOVEMENT_ID: Map<(ProductId, MovementId), ()> = Map::new(77, "PRODUCT_TO_MOVEMENT_ID");
/// Orders that wait for goods, oldest first.
pub(super) const PRODUCT_TO_WAITING_ORDER: Map<(ProductId, OrderId), ()> = Map::new(78, "PRODUCT_TO_WAITING_ORDER");

pub const TABLES: &[Table] = &[
    PLACE_ID_TO_PLACE.table(),
    LOT_ID_TO_LOT.table(),
    PRODUCT_TO_LOT_ID.table(),
    PRODUCT_PLACE_LOT_TO_QUANTITY.table(),
    PRODUCT_TO_LEVEL.table(),
    ORDER_TO_RESERVATION.table(),
    MOVEMENT_ID_TO_MOVEMENT.table(),
    PRODUCT_TO_MOVEMENT_ID.table(),
    PRODUCT_TO_WAITING_ORDER.table(),
];

pub fn place(r: &dyn Read, id: PlaceId) -> Option<Place> {
    r.get(&PLACE_ID_TO_PLACE, &id)
}

/// All places in their own order.
pub fn places(r: &dyn Read) -> Vec<(PlaceId, Place)> {
    let mut all = r.scan(&PLACE_ID_TO_PLACE, Span::all());
    all.sort_by_key(|(id, place)| (place.sort, *id));
    all
}

pub fn lot(r: &dyn Read, id: LotId) -> Option<Lot> {
    r.get(&LOT_ID_TO_LOT, &id)
}

pub fn lots_of(r: &dyn Read, product: ProductId) -> Vec<(LotId, Lot)> {
    let ids = r.keys(&PRODUCT_TO_LOT_ID, Span::prefix(&(product,)));
    ids.into_iter().filter_map(|(_, id)| Some((id, lot(r, id)?))).collect()
}

/// Pieces of a product by place and lot.
pub fn stock_at(r: &dyn Read, product: ProductId) -> Vec<(PlaceId, LotId, u32)> {
    let rows = r.scan(&PRODUCT_PLACE_LOT_TO_QUANTITY, Span::prefix(&(product,)));
    rows.into_iter().map(|((_, place, lot), quantity)| (place, lot, quantity)).collect()
}

pub fn quantity_at(r: &dyn Read, product: ProductId, place: PlaceId, lot: LotId) -> u32 {
    r.get(&PRODUCT_PLACE_LOT_TO_QUANTITY, &(product, place, lot)).unwrap_or(0)
}

pub fn level(r: &dyn Read, product: ProductId) -> Level {
    r.get(&PRODUCT_TO_LEVEL, &product).unwrap_or_default()
}

pub fn reservation(r: &dyn Read, order: OrderId) -> Option<Reservation> {
    r.get(&ORDER_TO_RESERVATION, &order)
}

/// The newest movements of a product.
pub fn movements_of(r: &dyn Read, product: ProductId, limit: usize) -> Vec<(MovementId, Movement)> {
    let ids = r.keys(&PRODUCT_TO_MOVEMENT_ID, Span::prefix(&(product,)).backwards().limit(limit));
    ids.into_iter().filter_map(|(_, id)| Some((id, r.get(&MOVEMENT_ID_TO_MOVEMENT, &id)?))).collect()
}

/// Orders that wait for a product, the one that has waited longest first.
pub fn waiting_orders(r: &dyn Read, product: ProductId, limit: usize) -> Vec<OrderId> {
    r.keys(&PRODUCT_TO_WAITING_ORDER, Span::prefix(&(product,)).limit(limit)).into_iter().map(|(_, id)| id).collect()
}

/// What lies in the house past its best-before day and must not be sold.
pub fn expired(r: &dyn Read, on: Day) -> Vec<(ProductId, PlaceId, LotId, u32)> {
    let rows = r.scan(&PRODUCT_PLACE_LOT_TO_QUANTITY, Span::all());
    let is_expired = |id: LotId| lot(r, id).and_then(|lot| lot.best_before).is_some_and(|best_before| best_before < on);
    rows.into_iter()
        .filter(|((_, _, lot), quantity)| *quantity > 0 && is_expired(*lot))
        .map(|((product, place, lot), quantity)| (product, place, lot, quantity))
        .collect()
}
