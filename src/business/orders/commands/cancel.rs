//! Cancelling an order that has not left the house.

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::events::{Figures, OrderCancelled};
use crate::business::orders::keep::keep_changed;
use crate::business::orders::{Order, OrderState, order};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::OrderId;

/// Cancels an order, with a reason. What was kept aside or picked goes back; what was paid is paid back.
pub fn cancel_order(tx: &mut Tx, id: OrderId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::OrdersCancel)?;
    let before = order(tx, id).ok_or_else(Failure::not_found)?;
    if reason.trim().is_empty() {
        return Err(Complaint::new("orders.refusal.reason_missing").at("reason").into());
    }
    match before.state {
        OrderState::Confirmed | OrderState::Picked | OrderState::Packed => {}
        OrderState::Shipped | OrderState::Returned => {
            return Err(Complaint::new("orders.refusal.already_shipped").into());
        }
        OrderState::Cancelled => return Err(Complaint::new("orders.refusal.is_cancelled").into()),
    }
    cancel(tx, id, &before, reason);
    Ok(())
}

/// Cancels, whoever has asked for it and was allowed to.
pub(super) fn cancel(tx: &mut Tx, id: OrderId, before: &Order, reason: &str) {
    let told = tx.record(OrderCancelled { order: id, was: before.state, figures: Figures::of(before) });
    let cancel_reason = reason.trim().to_owned();
    let after = Order { state: OrderState::Cancelled, cancel_reason, ..before.clone() };
    keep_changed(tx, &told, id, before, &after);
}
