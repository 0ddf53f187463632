//! Recording money that came in or went back, by hand, and keeping what was paid in another way.

use crate::business::failure::{Complaint, Failure};
use crate::business::ledger::rules::{
    ReversedPayment, TaxedSum, credit_given_back, credit_spent, less_skonto_reversed, payment_less_skonto,
    payment_received, payment_reversed, refund_paid,
};
use crate::business::ledger::{self, NewPosting, Party, Personal};
use crate::business::orders::{self, Order};
use crate::business::payments::events::{PaymentRecorded, PaymentReversed};
use crate::business::payments::records::{
    FORM_KEY_TO_PAYMENT_ID, ORDER_TO_PAYMENT_ID, PAYMENT_ID_TO_PAYMENT, payment, payment_of_form,
};
use crate::business::payments::skonto::{left_of, skonto_of};
use crate::business::payments::{LetOff, Payment, Reversal, credit_paid, settlement};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{Day, Money, OrderId, PartnerId, PaymentId};

/// Banks carry no more than this (SEPA: 140 signs).
const REFERENCE_SIGNS_MAX: usize = 140;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPayment {
    pub order: OrderId,
    /// Positive when it came in, negative when it went back.
    pub amount: Money,
    /// The day on the bank statement.
    pub received_on: Day,
    /// What the payer wrote.
    pub reference: String,
}

/// Records a payment for an order; less or more than what is owed is recorded as it is.
pub fn record_payment(tx: &mut Tx, new: &NewPayment) -> Result<PaymentId, Failure> {
    tx.require(Permission::PaymentsRecord)?;
    recorded(tx, new, new.received_on).map(|(_, id)| id)
}

/// The same from a form: sent twice, it makes one payment.
pub fn record_payment_once(tx: &mut Tx, key: &[u8; 16], new: &NewPayment) -> Result<PaymentId, Failure> {
    tx.require(Permission::PaymentsRecord)?;
    if let Some(known) = payment_of_form(tx, key) {
        return Ok(known);
    }
    let (told, id) = recorded(tx, new, new.received_on)?;
    tx.save(&told, &FORM_KEY_TO_PAYMENT_ID, key, &id);
    Ok(id)
}

/// Records it without asking who may: the commands have asked. Money that was ours in time, and is less by the Skonto
/// of its invoice to the cent, settles the whole of it.
pub(super) fn recorded(tx: &mut Tx, new: &NewPayment, paid_on: Day) -> Result<(Recorded, PaymentId), Failure> {
    let order = orders::order(tx, new.order).ok_or_else(Failure::not_found)?;
    Failure::unless_empty(complaints(tx, &order, new))?;
    let skonto = skonto_of(tx, new.order, &order, new.amount, paid_on);
    keep(tx, &order, new, Means::Money(skonto))
}

/// By what something is paid.
pub(super) enum Means {
    /// With what is let off besides.
    Money(Vec<LetOff>),
    /// The credit of a partner.
    Credit(PartnerId),
}

/// Keeps a payment and books it.
pub(super) fn keep(
    tx: &mut Tx,
    order: &Order,
    new: &NewPayment,
    means: Means,
) -> Result<(Recorded, PaymentId), Failure> {
    let id = tx.next_id();
    let told = tx.record(PaymentRecorded {
        payment: id,
        order: new.order,
        amount: new.amount.decimal(),
        currency: new.amount.currency().code().to_owned(),
        received_on: new.received_on,
    });
    let customer = order.buyer.customer;
    let (credit_of, skonto) = match means {
        Means::Money(skonto) => (None, skonto),
        Means::Credit(partner) => (Some(partner), Vec::new()),
    };
    let booked = match (credit_of, new.amount.is_negative()) {
        (None, false) if !skonto.is_empty() => payment_less_skonto(customer, new.amount, &sums(&skonto)),
        (None, false) => payment_received(customer, new.amount),
        (None, true) => refund_paid(customer, new.amount),
        (Some(partner), false) => credit_spent(partner, customer, new.amount),
        (Some(partner), true) => credit_given_back(partner, customer, new.amount),
    };
    let subject = Subject::of(id);
    let (day, personal) = (new.received_on, personal(new.order, order));
    let posting = ledger::book(tx, &told, NewPosting { day, booked, subject, reverses: None, personal })?;
    let recorded = Payment {
        order: new.order,
        amount: new.amount,
        received_on: new.received_on,
        recorded_at: tx.now(),
        reference: new.reference.trim().to_owned(),
        posting,
        reversed: None,
        credit_of,
        skonto,
    };
    tx.save(&told, &ORDER_TO_PAYMENT_ID, &(new.order, id), &());
    tx.save(&told, &PAYMENT_ID_TO_PAYMENT, &id, &recorded);
    Ok((told, id))
}

/// Money of an order settles what is open of the same order, and of no other.
pub(super) fn personal(id: OrderId, order: &Order) -> Personal {
    Personal { buyer: Some((Party::buyer(order.buyer.customer, id), id)), ..Personal::default() }
}

/// Takes back a payment that was recorded by mistake, with the reason. Credit that was spent is there again.
pub fn reverse_payment(tx: &mut Tx, id: PaymentId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsRecord)?;
    let before = payment(tx, id).ok_or_else(Failure::not_found)?;
    let order = orders::order(tx, before.order).ok_or_else(Failure::not_found)?;
    if before.reversed.is_some() {
        return Err(Complaint::new("payments.refusal.already_reversed").into());
    }
    if reason.trim().is_empty() {
        return Err(Complaint::new("payments.refusal.reason_missing").at("reason").into());
    }
    if before.credit_of.is_some() {
        if before.amount.is_negative() {
            return Err(Complaint::new("payments.refusal.credit_stays").into());
        }
        // What of it was given back already must not become credit a second time.
        if credit_paid(tx, before.order).is_none_or(|(_, paid)| paid < before.amount) {
            return Err(Complaint::new("payments.refusal.credit_given_back").into());
        }
    }
    let told = tx.record(PaymentReversed {
        payment: id,
        order: before.order,
        amount: before.amount.decimal(),
        currency: before.amount.currency().code().to_owned(),
    });
    let (customer, amount, credit_of) = (order.buyer.customer, before.amount, before.credit_of);
    let booked = if before.skonto.is_empty() {
        payment_reversed(ReversedPayment { customer, amount, credit_of })
    } else {
        // What goods took back that came back since is not let off any more.
        less_skonto_reversed(customer, amount, &sums(&left_of(tx, before.order, &before.skonto)))
    };
    let (day, personal) = (ledger::open_day(tx, tx.today()), personal(before.order, &order));
    let (subject, reverses) = (Subject::of(id), Some(before.posting));
    ledger::book(tx, &told, NewPosting { day, booked, subject, reverses, personal })?;
    let reversed = Some(Reversal { at: tx.now(), reason: reason.trim().to_owned() });
    tx.save(&told, &PAYMENT_ID_TO_PAYMENT, &id, &Payment { reversed, ..before });
    Ok(())
}

fn sums(skonto: &[LetOff]) -> Vec<TaxedSum> {
    skonto.iter().filter_map(|part| part.sum()).collect()
}

fn complaints(tx: &Tx, order: &Order, new: &NewPayment) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let currency = order.shipping.price.currency();
    if new.amount.currency() != currency {
        let complaint = Complaint::new("payments.refusal.other_currency").at("amount");
        complaints.push(complaint.with("currency", currency.code()));
    } else if new.amount.is_zero() {
        complaints.push(Complaint::new("payments.refusal.amount_missing").at("amount"));
    } else if new.amount.is_negative() {
        let nothing = Money::zero(currency);
        let by_credit = credit_paid(tx, new.order).map_or(nothing, |(_, paid)| paid);
        // What was paid by credit is given back as credit, and never as money.
        let received = settlement(tx, new.order).map_or(nothing, |settlement| settlement.received - by_credit);
        if (received + new.amount).is_negative() {
            let complaint = Complaint::new("payments.refusal.more_than_received").at("amount");
            complaints.push(complaint.with("received", received));
        }
    }
    if new.received_on > tx.today() {
        complaints.push(Complaint::new("payments.refusal.day_to_come").at("received_on"));
    }
    complaints.extend(ledger::closed_day(tx, new.received_on).map(|closed| closed.at("received_on")));
    if new.reference.chars().count() > REFERENCE_SIGNS_MAX {
        complaints.push(Complaint::new("payments.refusal.reference_too_long").at("reference"));
    }
    complaints
}
