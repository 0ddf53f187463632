//! Saving an order together with every index by which it is found.

use crate::business::orders::records::{
    CUSTOMER_TO_ORDER_ID, DAY_TO_ORDER_ID, ORDER_AND_VERSION_TO_ORDER, ORDER_ID_TO_ORDER, PARTNER_TO_ORDER_ID,
    STATE_TO_ORDER_ID,
};
use crate::business::orders::{Order, OrderState};
use crate::business::tx::{Recorded, Tx};
use crate::values::{Day, OrderId};

/// Saves a new order.
pub(super) fn keep_new(tx: &mut Tx, told: &Recorded, id: OrderId, order: &Order) {
    tx.save(told, &DAY_TO_ORDER_ID, &(order.day, id), &());
    tx.save(told, &STATE_TO_ORDER_ID, &(order.state.number(), id), &());
    if let Some(customer) = order.buyer.customer {
        tx.save(told, &CUSTOMER_TO_ORDER_ID, &(customer, id), &());
    }
    if let Some(partner) = order.credited_to {
        tx.save(told, &PARTNER_TO_ORDER_ID, &(partner, id), &());
    }
    tx.save(told, &ORDER_ID_TO_ORDER, &id, order);
}

/// Saves a changed order. Day and customer of an order never change.
pub(super) fn keep_changed(tx: &mut Tx, told: &Recorded, id: OrderId, before: &Order, after: &Order) {
    if before.state != after.state {
        tx.remove(told, &STATE_TO_ORDER_ID, &(before.state.number(), id));
        tx.save(told, &STATE_TO_ORDER_ID, &(after.state.number(), id), &());
    }
    if before.credited_to != after.credited_to {
        if let Some(partner) = before.credited_to {
            tx.remove(told, &PARTNER_TO_ORDER_ID, &(partner, id));
        }
        if let Some(partner) = after.credited_to {
            tx.save(told, &PARTNER_TO_ORDER_ID, &(partner, id), &());
        }
    }
    if before.version != after.version {
        tx.save(told, &ORDER_AND_VERSION_TO_ORDER, &(id, before.version), before);
    }
    tx.save(told, &ORDER_ID_TO_ORDER, &id, after);
}

/// Moves an order on its way, as the consequence of what happened to its goods.
pub(in crate::business) fn advance(tx: &mut Tx, told: &Recorded, id: OrderId, state: OrderState) {
    let Some(before) = super::order(tx, id) else { return };
    let shipped_on = if state == OrderState::Shipped { Some(tx.today()) } else { before.shipped_on };
    let after = Order { state, shipped_on, ..before.clone() };
    keep_changed(tx, told, id, &before, &after);
}

/// Notes since when an order is paid in full, or that it is not.
pub(in crate::business) fn note_paid(tx: &mut Tx, told: &Recorded, id: OrderId, paid_on: Option<Day>) {
    let Some(before) = super::order(tx, id) else { return };
    if before.paid_on != paid_on {
        keep_changed(tx, told, id, &before, &Order { paid_on, ..before.clone() });
    }
}
