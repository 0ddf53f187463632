//! Moving goods: the one place in which quantities and levels change.

use crate::business::stock::records::{
    MOVEMENT_ID_TO_MOVEMENT, ORDER_TO_RESERVATION, PRODUCT_PLACE_LOT_TO_QUANTITY, PRODUCT_TO_LEVEL,
    PRODUCT_TO_MOVEMENT_ID, PRODUCT_TO_WAITING_ORDER, level, place, quantity_at,
};
use crate::business::stock::{Level, Movement, Reservation, waiting_orders};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span};
use crate::values::{LotId, OrderId, PlaceId, ProductId};

/// Writes a movement and what follows from it for its two places. The caller has made sure that so much is
/// there, and calls `rebalance` when all movements of its command are done.
pub(super) fn shift(tx: &mut Tx, told: &Recorded, movement: &Movement) {
    let mut level = level(tx, movement.product);
    if let Some(from) = movement.from {
        let left = quantity_at(tx, movement.product, from, movement.lot) - movement.quantity;
        keep_quantity(tx, told, (movement.product, from, movement.lot), left);
        if delivers(tx, from) {
            level.on_hand -= movement.quantity;
        }
    }
    if let Some(to) = movement.to {
        let now_there = quantity_at(tx, movement.product, to, movement.lot) + movement.quantity;
        keep_quantity(tx, told, (movement.product, to, movement.lot), now_there);
        if delivers(tx, to) {
            level.on_hand += movement.quantity;
        }
    }
    let id = tx.next_id();
    tx.save(told, &PRODUCT_TO_MOVEMENT_ID, &(movement.product, id), &());
    tx.save(told, &MOVEMENT_ID_TO_MOVEMENT, &id, movement);
    tx.save(told, &PRODUCT_TO_LEVEL, &movement.product, &level);
}

/// Makes promises fit what is there: waiting orders are served, the oldest first; where goods have gone
/// missing, the newest orders wait again.
pub(super) fn rebalance(tx: &mut Tx, told: &Recorded, product: ProductId) {
    let mut level = level(tx, product);
    if level.available() > 0 && level.backordered > 0 {
        for order in waiting_orders(tx, product, usize::MAX) {
            if level.available() == 0 {
                break;
            }
            change_line(tx, told, order, product, |line| level.serve(line));
        }
        tx.save(told, &PRODUCT_TO_LEVEL, &product, &level);
    } else if level.reserved > level.on_hand {
        for order in newest_with(tx, product, level) {
            change_line(tx, told, order, product, |line| level.withdraw(line));
        }
        tx.save(told, &PRODUCT_TO_LEVEL, &product, &level);
    }
}

/// The newest orders whose promises of this product together cover what is missing. There is no index for
/// this: goods go missing rarely, and the newest reservations are found first.
fn newest_with(tx: &Tx, product: ProductId, level: Level) -> Vec<OrderId> {
    let mut missing = level.reserved.saturating_sub(level.on_hand);
    let mut orders = Vec::new();
    let r: &dyn Read = tx;
    r.each(&ORDER_TO_RESERVATION, Span::all().backwards(), |order, reservation: Reservation| {
        let here = reservation.lines.iter().find(|line| line.product == product).map_or(0, |line| line.reserved);
        if here > 0 {
            orders.push(order);
            missing = missing.saturating_sub(here);
        }
        if missing == 0 { std::ops::ControlFlow::Break(()) } else { std::ops::ControlFlow::Continue(()) }
    });
    orders
}

fn change_line(
    tx: &mut Tx,
    told: &Recorded,
    order: OrderId,
    product: ProductId,
    change: impl FnOnce(&mut crate::business::stock::ReservedLine),
) {
    let r: &dyn Read = tx;
    let Some(mut reservation) = r.get(&ORDER_TO_RESERVATION, &order) else { return };
    let Some(line) = reservation.lines.iter_mut().find(|line| line.product == product) else { return };
    change(line);
    keep_waiting(tx, told, order, product, line.backordered);
    tx.save(told, &ORDER_TO_RESERVATION, &order, &reservation);
}

/// Keeps the queue of waiting orders in step with a line.
pub(super) fn keep_waiting(tx: &mut Tx, told: &Recorded, order: OrderId, product: ProductId, backordered: u32) {
    if backordered > 0 {
        tx.save(told, &PRODUCT_TO_WAITING_ORDER, &(product, order), &());
    } else {
        tx.remove(told, &PRODUCT_TO_WAITING_ORDER, &(product, order));
    }
}

fn keep_quantity(tx: &mut Tx, told: &Recorded, key: (ProductId, PlaceId, LotId), quantity: u32) {
    if quantity == 0 {
        tx.remove(told, &PRODUCT_PLACE_LOT_TO_QUANTITY, &key);
    } else {
        tx.save(told, &PRODUCT_PLACE_LOT_TO_QUANTITY, &key, &quantity);
    }
}

fn delivers(tx: &Tx, id: PlaceId) -> bool {
    place(tx, id).is_some_and(|place| place.delivers)
}
