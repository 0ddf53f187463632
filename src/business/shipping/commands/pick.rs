//! Picking: goods leave the shelf for an order.

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, OrderState};
use crate::business::permission::Permission;
use crate::business::shipping::events::{OrderPicked, PickingUndone};
use crate::business::shipping::records::ORDER_TO_PICK_LIST;
use crate::business::shipping::unpack::unpack;
use crate::business::shipping::{PickLine, PickList};
use crate::business::stock;
use crate::business::tx::Tx;
use crate::values::OrderId;

/// Takes the goods of an order off the shelf: place by place, in each what expires first.
pub fn pick_order(tx: &mut Tx, id: OrderId) -> Result<PickList, Failure> {
    tx.require(Permission::ShippingPick)?;
    let order = orders::order(tx, id).ok_or_else(Failure::not_found)?;
    match order.state {
        OrderState::Confirmed => {}
        OrderState::Cancelled => return Err(Complaint::new("shipping.refusal.cancelled").into()),
        OrderState::Picked | OrderState::Packed | OrderState::Shipped | OrderState::Returned => {
            return Err(Complaint::new("shipping.refusal.already_picked").into());
        }
    }
    let goods = stock::plan_picking(tx, id)?;
    let told = tx.record(OrderPicked { order: id, pieces: goods.iter().map(|line| line.quantity).sum() });
    stock::take(tx, &told, id, &goods);
    let lines = goods.iter().map(PickLine::of).collect();
    let list = PickList { lines, picked_at: tx.now() };
    tx.save(&told, &ORDER_TO_PICK_LIST, &id, &list);
    Ok(list)
}

/// Puts the picked goods of an order back, so that it can be corrected; nothing of it may have left yet.
pub fn undo_picking(tx: &mut Tx, id: OrderId) -> Result<(), Failure> {
    tx.require(Permission::ShippingPick)?;
    let order = orders::order(tx, id).ok_or_else(Failure::not_found)?;
    match order.state {
        OrderState::Picked | OrderState::Packed => {}
        OrderState::Confirmed | OrderState::Cancelled => {
            return Err(Complaint::new("shipping.refusal.not_picked").into());
        }
        OrderState::Shipped | OrderState::Returned => return Err(Complaint::new("shipping.refusal.has_left").into()),
    }
    let told = tx.record(PickingUndone { order: id });
    unpack(tx, &told, id)
}
