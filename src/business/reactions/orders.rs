//! What follows when an order is placed, changed, cancelled or withdrawn.

use crate::business::billing;
use crate::business::cases;
use crate::business::commissions::{Sale, SaleKind, credit_sales, note_sales};
use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::orders::{
    self, Order, OrderCancelled, OrderCredited, OrderImported, OrderLine, OrderState, PaymentMethod, Placement, Return,
    WithdrawalReceived, returns_of_order,
};
use crate::business::payments::give_credit_back;
use crate::business::reactions::goods::taken_back;
use crate::business::reactions::letters::post_to_buyer;
use crate::business::reactions::money::settle;
use crate::business::shipping;
use crate::business::stock::{self, Wanted};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Fault, Subject};
use crate::values::{Day, OrderId};

/// Goods are kept aside, the order's case is opened, and the buyer is told.
pub(super) fn placed(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    stock::reserve(tx, told, id, &wanted(&order));
    let template = match order.payment_method {
        PaymentMethod::Prepayment => &cases::ORDER_PREPAID,
        PaymentMethod::Invoice => &cases::ORDER_ON_INVOICE,
    };
    cases::open(tx, template, Subject::of(id));
    post_to_buyer(tx, told, Template::OrderConfirmation, Subject::of(id), &order);
    Ok(())
}

/// Goods are kept aside anew; what is paid may be too little or too much now.
pub(super) fn corrected(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    stock::reserve(tx, told, id, &wanted(&order));
    post_to_buyer(tx, told, Template::OrderCorrected, Subject::of(id), &order);
    let before = order.version.checked_sub(1).and_then(|version| orders::order_version(tx, id, version));
    give_credit_back(tx, id, before.unwrap_or(order).totals().gross)?;
    settle(tx, told, id)
}

/// Goods go back, the case ends, and what was paid is to be paid back.
pub(super) fn cancelled(tx: &mut Tx, told: &Recorded, event: &OrderCancelled) -> Result<(), Failure> {
    let order = loaded(tx, event.order)?;
    let subject = Subject::of(event.order);
    match event.was {
        OrderState::Picked | OrderState::Packed => shipping::unpack(tx, told, event.order)?,
        _ => stock::release(tx, told, event.order),
    }
    cases::cancel_about(tx, &subject, cases::ORDER_PREPAID.key);
    cases::leave_out(tx, &subject, "take_back");
    post_to_buyer(tx, told, Template::OrderCancelled, subject, &order);
    billing::cancel_documents_of(tx, event.order, &order.cancel_reason)?;
    give_credit_back(tx, event.order, order.totals().gross)?;
    settle(tx, told, event.order)
}

/// Orders of a former system count for commission like others; nothing else follows from them.
pub(super) fn imported(tx: &mut Tx, told: &Recorded, imported: &OrderImported) -> Result<(), Failure> {
    let order = loaded(tx, imported.order)?;
    note_sales(tx, told, &sales(imported.order, &order, order.day), &imported.late_because);
    Ok(())
}

/// What was noted of the order counts for the other partner; of an order that was nobody's, it is noted now.
pub(super) fn credited(tx: &mut Tx, told: &Recorded, event: &OrderCredited) -> Result<(), Failure> {
    let id = event.order;
    let order = loaded(tx, id)?;
    let Some((to, left_on)) = order.credited_to.zip(order.shipped_on) else { return Ok(()) };
    let returns = returns_of_order(tx, id);
    let back_on = |back: &Return| back.at.day_in(tx.zone());
    let days: Vec<Day> = returns.iter().map(|(_, back)| back_on(back)).chain([left_on]).collect();
    let mut late = sales(id, &order, left_on);
    late.extend(returns.iter().flat_map(|(_, back)| taken_back(id, &order, back, back_on(back))));
    if !credit_sales(tx, told, (id, &days), to, &event.because) {
        note_sales(tx, told, &late, &event.because);
    }
    Ok(())
}

/// The consumer gets a receipt with the second of arrival; what is left to do is done in a case.
pub(super) fn withdrawn(tx: &mut Tx, told: &Recorded, event: &WithdrawalReceived) -> Result<(), Failure> {
    let order = loaded(tx, event.order)?;
    post_to_buyer(tx, told, Template::WithdrawalReceipt, Subject::of(event.order), &order);
    if !event.cancelled {
        cases::open(tx, &cases::WITHDRAWAL, Subject::of(event.order));
    }
    Ok(())
}

/// The order that an event is about.
pub(super) fn loaded(tx: &Tx, id: OrderId) -> Result<Order, Failure> {
    orders::order(tx, id).ok_or_else(|| Fault::new(format!("order {id} is not there")).into())
}

pub(super) fn wanted(order: &Order) -> Vec<Wanted> {
    order.lines.iter().map(|line| Wanted { product: line.product, quantity: line.quantity }).collect()
}

/// The facts of an order that has left the house; none where nobody is credited.
pub(super) fn sales(id: OrderId, order: &Order, day: Day) -> Vec<Sale> {
    let Some(credited_to) = order.credited_to else { return Vec::new() };
    let kind = if order.placement == Placement::PartnerOwn { SaleKind::Own } else { SaleKind::Retail };
    let fact = |(place, line): (u32, &OrderLine)| Sale {
        day,
        order: id,
        line: place,
        credited_to,
        kind,
        product: line.product,
        quantity: line.quantity,
        net: line.net(),
        base: line.commission_base * line.quantity,
        points: line.points * line.quantity,
    };
    (1..).zip(&order.lines).map(fact).collect()
}
