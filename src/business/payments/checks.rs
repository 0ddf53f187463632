//! What must always hold between payments, batches and orders.

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::payments::Payment;
use crate::business::payments::records::{ORDER_TO_PAYMENT_ID, PAYMENT_ID_TO_PAYMENT, batches as all_batches};
use crate::store::{Read, compare};
use crate::values::{Money, PaymentId};

/// A payment is found by its order.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let orders = |id: &PaymentId, payment: &Payment| vec![((payment.order, *id), ())];
    Defect::all(compare(r, (&PAYMENT_ID_TO_PAYMENT, &ORDER_TO_PAYMENT_ID), orders, |(_, id), ()| *id))
}

/// A batch is worth what its transfers are worth together.
pub(in crate::business) fn batches(r: &dyn Read) -> Vec<Defect> {
    let all = all_batches(r).into_iter();
    let wrong = all.filter(|(_, batch)| {
        let zero = Money::zero(batch.total.currency());
        batch.transfers.iter().fold(zero, |sum, transfer| sum + transfer.amount) != batch.total
    });
    wrong
        .map(|(id, batch)| {
            let complaint = Complaint::new("checks.payments.batch_total").with("batch", batch.message_id);
            Defect::new(format!("batch:{id}"), complaint)
        })
        .collect()
}
