//! Crediting an order to another partner: one that was nobody's, or that was credited to the wrong one.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::orders::events::OrderCredited;
use crate::business::orders::keep::keep_changed;
use crate::business::orders::{Order, OrderState, Placement, order};
use crate::business::partners::{Partner, PartnerState, partner};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{OrderId, PartnerId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CreditOrder {
    pub order: OrderId,
    /// The version that the clerk saw.
    pub seen_version: u32,
    pub to: PartnerId,
    pub reason: String,
}

/// Makes an order the sale of another partner, also after it was shipped. What was posted for it stays as it is; a
/// correction run books the difference.
pub fn credit_order(tx: &mut Tx, command: &CreditOrder) -> Result<(), Failure> {
    tx.require(Permission::OrdersCorrect)?;
    let before = order(tx, command.order).ok_or_else(Failure::not_found)?;
    if before.version != command.seen_version {
        let complaint = Complaint::new("orders.refusal.changed_meanwhile");
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    let mut complaints = complaints(&before, command.to, partner(tx, command.to).as_ref());
    if command.reason.trim().is_empty() {
        complaints.push(Complaint::new("orders.refusal.reason_missing").at("reason"));
    }
    Failure::unless_empty(complaints)?;
    let after = Order { credited_to: Some(command.to), version: before.version + 1, ..before.clone() };
    let told = tx.record(OrderCredited {
        order: command.order,
        version: after.version,
        partner_before: before.credited_to,
        credited_to: command.to,
        because: command.reason.trim().to_owned(),
    });
    keep_changed(tx, &told, command.order, &before, &after);
    Ok(())
}

fn complaints(before: &Order, to: PartnerId, partner: Option<&Partner>) -> Vec<Complaint> {
    if before.state == OrderState::Cancelled {
        return vec![Complaint::new("orders.refusal.is_cancelled")];
    }
    if before.placement == Placement::PartnerOwn {
        // Whose household it was is no matter of opinion.
        return vec![Complaint::new("orders.refusal.own_household")];
    }
    let Some(partner) = partner else {
        return vec![Complaint::new("orders.refusal.partner_unknown").at("partner")];
    };
    if before.credited_to == Some(to) {
        return vec![
            Complaint::new("orders.refusal.credited_already").at("partner").with("number", partner.number.clone()),
        ];
    }
    // An invitation that was taken back never had a place in the tree.
    let left = partner.state == PartnerState::Withdrawn || partner.left_on.is_some_and(|left_on| left_on <= before.day);
    if partner.joined_on > before.day || left {
        let complaint = Complaint::new("orders.refusal.no_partner_then").at("partner");
        return vec![complaint.with("number", partner.number.clone()).with("day", before.day)];
    }
    Vec::new()
}
