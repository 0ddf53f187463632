//! When this happens, that follows: one ordered match over all events, in the transaction of its cause.

use crate::business::cases;
use crate::business::commissions::{self, Sale, SaleKind};
use crate::business::event::Event;
use crate::business::failure::Failure;
use crate::business::mail::{self, NewMail};
use crate::business::orders::{self, Order, OrderLine, PaymentMethod, Placement, WithdrawalReceived};
use crate::business::stock::{self, Wanted};
use crate::business::tx::{Recorded, Tx};
use crate::store::{Fault, Subject};
use crate::values::{Day, OrderId};

/// A chain of consequences longer than this is a circle.
const ROUNDS_MAX: usize = 16;

/// Answers everything a command told, and what the answers told in turn.
pub fn answer_all(tx: &mut Tx) -> Result<(), Failure> {
    for _ in 0..ROUNDS_MAX {
        let events = tx.take_unanswered();
        if events.is_empty() {
            return Ok(());
        }
        for (told, event) in &events {
            answer(tx, told, event)?;
        }
    }
    Err(Fault::new("consequences that never end").into())
}

fn answer(tx: &mut Tx, told: &Recorded, event: &Event) -> Result<(), Failure> {
    match event {
        Event::OrderPlaced(placed) => order_placed(tx, told, placed.order),
        Event::OrderCorrected(corrected) => order_corrected(tx, told, corrected.order),
        Event::OrderCancelled(cancelled) => order_cancelled(tx, told, cancelled.order),
        Event::OrderImported(imported) => order_imported(tx, told, imported.order),
        Event::WithdrawalReceived(received) => withdrawal_received(tx, told, received),
        // Everything else ends with itself.
        _ => Ok(()),
    }
}

/// Goods are kept aside, the order's case is opened, and the buyer is told.
fn order_placed(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    stock::reserve(tx, told, id, &wanted(&order));
    let template = match order.payment_method {
        PaymentMethod::Prepayment => &cases::ORDER_PREPAID,
        PaymentMethod::Invoice => &cases::ORDER_ON_INVOICE,
    };
    cases::open(tx, template, Subject::of(id));
    post_letter(tx, told, mail::Template::OrderConfirmation, Subject::of(id), &order);
    Ok(())
}

fn order_corrected(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    stock::reserve(tx, told, id, &wanted(&order));
    post_letter(tx, told, mail::Template::OrderCorrected, Subject::of(id), &order);
    Ok(())
}

fn order_cancelled(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    stock::release(tx, told, id);
    cases::cancel_about(tx, &Subject::of(id), cases::ORDER_PREPAID.key);
    post_letter(tx, told, mail::Template::OrderCancelled, Subject::of(id), &order);
    Ok(())
}

/// Orders of a former system count for commission like others; nothing else follows from them.
fn order_imported(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let order = loaded(tx, id)?;
    commissions::note_sales(tx, told, &sales(id, &order, order.day));
    Ok(())
}

/// The consumer gets a receipt with the second of arrival; what is left to do is done in a case.
fn withdrawal_received(tx: &mut Tx, told: &Recorded, received: &WithdrawalReceived) -> Result<(), Failure> {
    let order = loaded(tx, received.order)?;
    post_letter(tx, told, mail::Template::WithdrawalReceipt, Subject::of(received.order), &order);
    if !received.cancelled {
        cases::open(tx, &cases::WITHDRAWAL, Subject::of(received.order));
    }
    Ok(())
}

/// The order that an event is about.
fn loaded(tx: &Tx, id: OrderId) -> Result<Order, Failure> {
    orders::order(tx, id).ok_or_else(|| Fault::new(format!("order {id} is not there")).into())
}

fn wanted(order: &Order) -> Vec<Wanted> {
    order.lines.iter().map(|line| Wanted { product: line.product, quantity: line.quantity }).collect()
}

/// The facts of an order that has left the house; none where nobody is credited.
fn sales(id: OrderId, order: &Order, day: Day) -> Vec<Sale> {
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

/// Lets a letter to the buyer of an order leave; it is written when it is sent.
fn post_letter(tx: &mut Tx, told: &Recorded, template: mail::Template, subject: Subject, order: &Order) {
    let (recipient, language) = (order.buyer.email.clone(), order.language);
    tx.post_mail(told, NewMail { template, subject, recipient, language, secret: String::new() });
}
