//! What follows when money moves, or what is owed changes.

use crate::business::billing::{self, InvoiceKind};
use crate::business::cases;
use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::orders::note_paid;
use crate::business::payments::{self, give_credit_back, settlement};
use crate::business::reactions::letters::post_to_buyer;
use crate::business::reactions::orders::loaded;
use crate::business::reactions::reminders;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{InvoiceId, OrderId, PartnerId, PaymentId};

/// Money came in, or went back: a refund is done by paying it.
pub(super) fn recorded(tx: &mut Tx, told: &Recorded, order: OrderId, payment: PaymentId) -> Result<(), Failure> {
    let paid_back = payments::payment(tx, payment).is_some_and(|payment| payment.amount.is_negative());
    settle(tx, told, order)?;
    let too_much = settlement(tx, order).is_some_and(|settlement| settlement.open().is_negative());
    if paid_back && !too_much {
        cases::finish_early(tx, &Subject::of(order), "refund");
    }
    Ok(())
}

/// A document was issued by hand: the buyer gets it, and owes what it says.
pub(super) fn issued(tx: &mut Tx, told: &Recorded, order: OrderId, id: InvoiceId) -> Result<(), Failure> {
    let Some(document) = billing::invoice(tx, id) else { return Ok(()) };
    let template = if document.kind.charges() { Template::Invoice } else { Template::CreditNote };
    post_to_buyer(tx, told, template, Subject::of(id), &loaded(tx, order)?);
    if !document.kind.charges() {
        payments::take_skonto_back(tx, told, order, id)?;
    }
    if document.kind == InvoiceKind::CreditNote
        && let Some(settled) = settlement(tx, order)
    {
        give_credit_back(tx, order, settled.owed - document.charged())?;
    }
    settle(tx, told, order)
}

/// Compares what is owed with what has come in. Taking the payment is done as soon as all is there, and to do
/// again when it is not; what is too much is to be paid back.
pub(super) fn settle(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    let Some(settlement) = settlement(tx, id) else { return Ok(()) };
    let subject = Subject::of(id);
    note_paid(tx, told, id, settlement.paid_on());
    if settlement.open().is_positive() {
        cases::undo(tx, &subject, "take_payment");
    } else if settlement.owed.is_positive() {
        cases::finish_early(tx, &subject, "take_payment");
    } else {
        cases::leave_out(tx, &subject, "take_payment");
    }
    if settlement.open().is_negative() && !cases::is_to_do(tx, &subject, "refund") {
        cases::open(tx, &cases::REFUND, subject);
    }
    reminders::settle(tx, id);
    Ok(())
}

/// There is nothing to pay back, and nobody needs to look.
pub(super) fn leave_out_refund(tx: &mut Tx, id: OrderId) {
    let too_much = settlement(tx, id).is_some_and(|settlement| settlement.open().is_negative());
    if !too_much {
        cases::leave_out(tx, &Subject::of(id), "refund");
    }
}

/// The money of a partner did not arrive: somebody asks for the right account.
pub(super) fn came_back(tx: &mut Tx, partner: PartnerId) -> Result<(), Failure> {
    let subject = Subject::of(partner);
    if !cases::is_to_do(tx, &subject, "ask_for_account") {
        cases::open(tx, &cases::RETURNED_TRANSFER, subject);
    }
    Ok(())
}
