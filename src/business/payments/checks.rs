//! What must always hold between payments, batches and orders.

use std::collections::BTreeMap;

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::ledger::{LedgerAccount, balances_of};
use crate::business::payments::records::{
    ORDER_TO_PAYMENT_ID, PARTNER_AND_BATCH_TO_RESERVE, PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, PAYMENT_ID_TO_PAYMENT,
    batches as all_batches, payments as all_payments,
};
use crate::business::payments::{PaidParts, Payment, ReserveState};
use crate::store::{Read, Span, compare};
use crate::values::{Money, PartnerId, PaymentId};

/// A payment is found by its order.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let orders = |id: &PaymentId, payment: &Payment| vec![((payment.order, *id), ())];
    Defect::all(compare(r, (&PAYMENT_ID_TO_PAYMENT, &ORDER_TO_PAYMENT_ID), orders, |(_, id), ()| *id))
}

/// A batch is worth what its transfers are worth together, and every balance is the sum of its parts.
pub(in crate::business) fn batches(r: &dyn Read) -> Vec<Defect> {
    let all = all_batches(r).into_iter();
    let wrong = all.filter(|(_, batch)| {
        let zero = Money::zero(batch.total.currency());
        let divided = batch.all_parts().into_iter().all(PaidParts::is_exact);
        batch.transfers.iter().fold(zero, |sum, transfer| sum + transfer.amount) != batch.total || !divided
    });
    wrong
        .map(|(id, batch)| {
            let complaint = Complaint::new("checks.payments.batch_total").with("batch", batch.message_id);
            Defect::new(format!("batch:{id}"), complaint)
        })
        .collect()
}

/// What the books hold back for each partner is the sum of what is held of single payments.
pub(in crate::business) fn reserves(r: &dyn Read) -> Vec<Defect> {
    let mut held: BTreeMap<u64, i64> = BTreeMap::new();
    for ((partner, _), reserve) in r.scan(&PARTNER_AND_BATCH_TO_RESERVE, Span::all()) {
        let amount = if reserve.state == ReserveState::Held { reserve.amount.minor() } else { 0 };
        *held.entry(partner.number()).or_default() += amount;
    }
    for (partner, balance) in balances_of(r, LedgerAccount::CommissionReserve) {
        *held.entry(partner).or_default() += balance;
    }
    let wrong = held.into_iter().filter(|(_, rest)| *rest != 0);
    wrong
        .map(|(partner, rest)| {
            let complaint = Complaint::new("checks.payments.reserve").with("partner", partner.to_string());
            Defect::new(format!("partner:{partner}"), complaint.with("rest", rest))
        })
        .collect()
}

/// What each partner may spend in the shop is what was given, less what was spent and what was paid out.
pub(in crate::business) fn credits(r: &dyn Read) -> Vec<Defect> {
    let mut rest: BTreeMap<u64, i64> = balances_of(r, LedgerAccount::ShopCredit).into_iter().collect();
    let mut count = |partner: PartnerId, amount: i64| *rest.entry(partner.number()).or_default() += amount;
    for (_, batch) in all_batches(r).iter().filter(|(_, batch)| batch.state.is_live()) {
        batch.parts.iter().for_each(|parts| count(parts.partner, parts.credit.minor()));
    }
    for (_, payment) in all_payments(r, None, usize::MAX).iter().filter(|(_, payment)| payment.reversed.is_none()) {
        payment.credit_of.iter().for_each(|partner| count(*partner, -payment.amount.minor()));
    }
    for ((partner, _), paid_out) in r.scan(&PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT, Span::all()) {
        count(partner, -paid_out.amount.minor());
    }
    let wrong = rest.into_iter().filter(|(_, rest)| *rest != 0);
    wrong
        .map(|(partner, rest)| {
            let complaint = Complaint::new("checks.payments.credit").with("partner", partner.to_string());
            Defect::new(format!("partner:{partner}"), complaint.with("rest", rest))
        })
        .collect()
}
