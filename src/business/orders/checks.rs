//! What must always hold between the tables of orders.

use std::ops::ControlFlow;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::orders::records::{
    CUSTOMER_TO_ORDER_ID, DAY_TO_ORDER_ID, EXTERNAL_TO_ORDER_ID, ORDER_AND_VERSION_TO_ORDER, ORDER_ID_TO_ORDER,
    PARTNER_TO_ORDER_ID, STATE_TO_ORDER_ID,
};
use crate::business::orders::{Order, OrderState, Placement};
use crate::business::stock;
use crate::store::{Read, Span, compare};
use crate::values::OrderId;

/// An order is found by day, state, customer, partner, and by its number in a former system.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let records = &ORDER_ID_TO_ORDER;
    let days = |id: &OrderId, order: &Order| vec![((order.day, *id), ())];
    let states = |id: &OrderId, order: &Order| vec![((order.state.number(), *id), ())];
    let customers =
        |id: &OrderId, order: &Order| order.buyer.customer.iter().map(|customer| ((*customer, *id), ())).collect();
    let partners =
        |id: &OrderId, order: &Order| order.credited_to.iter().map(|partner| ((*partner, *id), ())).collect();
    let former = |id: &OrderId, order: &Order| {
        if order.external.is_empty() { Vec::new() } else { vec![(order.external.clone(), *id)] }
    };
    let mut found = compare(r, (records, &DAY_TO_ORDER_ID), days, |(_, id), ()| *id);
    found.extend(compare(r, (records, &STATE_TO_ORDER_ID), states, |(_, id), ()| *id));
    found.extend(compare(r, (records, &CUSTOMER_TO_ORDER_ID), customers, |(_, id), ()| *id));
    found.extend(compare(r, (records, &PARTNER_TO_ORDER_ID), partners, |(_, id), ()| *id));
    found.extend(compare(r, (records, &EXTERNAL_TO_ORDER_ID), former, |_, id| *id));
    Defect::all(found)
}

/// Every former version of a corrected order is kept.
pub(in crate::business) fn versions(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&ORDER_ID_TO_ORDER, Span::all(), |id, order: Order| {
        for version in (1..order.version).filter(|version| !r.has(&ORDER_AND_VERSION_TO_ORDER, &(id, *version))) {
            let complaint = Complaint::new("checks.orders.version_missing").with("order", super::order_number(id));
            defects.push(Defect::new(format!("order:{id}"), complaint.with("version", version)));
        }
        ControlFlow::Continue(())
    });
    defects
}

/// Goods are kept aside for just those orders that wait to be picked, as many as they ask for.
pub(in crate::business) fn reservations(r: &dyn Read) -> Vec<Defect> {
    let mut defects = Vec::new();
    r.each(&ORDER_ID_TO_ORDER, Span::all(), |id, order: Order| {
        let held = stock::reservation(r, id);
        let waits = order.state == OrderState::Confirmed && order.placement != Placement::Imported;
        let wanted: u32 = order.lines.iter().map(|line| line.quantity).sum();
        let kept: Option<u32> = held.map(|held| held.lines.iter().map(|line| line.quantity()).sum());
        let key = match kept {
            None if waits => "checks.orders.nothing_reserved",
            Some(_) if !waits => "checks.orders.still_reserved",
            Some(kept) if kept != wanted => "checks.orders.reserved_otherwise",
            _ => return ControlFlow::Continue(()),
        };
        let complaint = Complaint::new(key).with("order", super::order_number(id));
        defects.push(Defect::new(format!("order:{id}"), complaint));
        ControlFlow::Continue(())
    });
    defects
}
