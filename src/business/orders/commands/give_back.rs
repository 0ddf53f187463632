//! Taking goods back that were shipped.

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::events::GoodsReturned;
use crate::business::orders::keep::keep_changed;
use crate::business::orders::records::{ORDER_AND_RETURN_TO_RETURN, returns_of_order};
use crate::business::orders::{Order, OrderState, Return, ReturnLine, left_with_customer, line_at, order};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{OrderId, ReturnId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnGoods {
    pub order: OrderId,
    /// Each line at most once.
    pub lines: Vec<ReturnLine>,
    pub reason: String,
}

/// Takes goods back, each line with what becomes of it. The credit note and the commission follow.
pub fn return_goods(tx: &mut Tx, command: &ReturnGoods) -> Result<ReturnId, Failure> {
    tx.require(Permission::OrdersReturn)?;
    let before = order(tx, command.order).ok_or_else(Failure::not_found)?;
    let mut returns: Vec<Return> =
        returns_of_order(tx, command.order).into_iter().map(|(_, returned)| returned).collect();
    Failure::unless_empty(complaints(&before, &returns, command))?;
    let lines: Vec<ReturnLine> = command.lines.iter().copied().filter(|line| line.quantity > 0).collect();
    let new = Return { at: tx.now(), lines, reason: command.reason.trim().to_owned() };
    let pieces = new.lines.iter().map(|line| line.quantity).sum();
    returns.push(new.clone());
    let places = 1..=u32::try_from(before.lines.len()).unwrap_or(u32::MAX);
    let whole = places.into_iter().all(|place| left_with_customer(&before, &returns, place) == 0);
    let id = tx.next_id();
    let told = tx.record(GoodsReturned { order: command.order, id, pieces, whole });
    tx.save(&told, &ORDER_AND_RETURN_TO_RETURN, &(command.order, id), &new);
    if whole {
        let after = Order { state: OrderState::Returned, ..before.clone() };
        keep_changed(tx, &told, command.order, &before, &after);
    }
    Ok(id)
}

fn complaints(order: &Order, returns: &[Return], command: &ReturnGoods) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if order.state != OrderState::Shipped {
        complaints.push(Complaint::new("orders.refusal.not_shipped"));
        return complaints;
    }
    if command.reason.trim().is_empty() {
        complaints.push(Complaint::new("orders.refusal.reason_missing").at("reason"));
    }
    if command.lines.iter().all(|line| line.quantity == 0) {
        complaints.push(Complaint::new("orders.refusal.nothing_returned").at("lines"));
    }
    for (index, back) in command.lines.iter().enumerate() {
        let twice = command.lines.iter().take(index).any(|earlier| earlier.line == back.line);
        let left = left_with_customer(order, returns, back.line);
        match line_at(order, back.line) {
            Some(_) if twice => complaints.push(Complaint::new("orders.refusal.line_named_twice").at("lines")),
            Some(line) if back.quantity > left => complaints.push(
                Complaint::new("orders.refusal.more_than_sent")
                    .at("lines")
                    .with("product", line.name.clone())
                    .with("left", left),
            ),
            Some(_) => {}
            None => complaints.push(Complaint::new("orders.refusal.line_unknown").at("lines")),
        }
    }
    complaints
}
