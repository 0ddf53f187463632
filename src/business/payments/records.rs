//! Where payments and batches are kept.

use crate::business::payments::bank::BANK_TABLES;
use crate::business::payments::batches::BATCH_BANK_TABLES;
use crate::business::payments::collections::COLLECTION_TABLES;
use crate::business::payments::mandates::MANDATE_TABLES;
use crate::business::payments::matched::MATCHED_TABLES;
use crate::business::payments::{Batch, CreditPaidOut, Hold, PaidParts, Payment, Reserve, Transfer};
use crate::store::{Map, Read, Span, Table};
use crate::values::{BatchId, Day, OrderId, PartnerId, PaymentId, PostingId, RunId};

pub(super) const PAYMENT_ID_TO_PAYMENT: Map<PaymentId, Payment> = Map::new(180, "PAYMENT_ID_TO_PAYMENT");
pub(super) const ORDER_TO_PAYMENT_ID: Map<(OrderId, PaymentId), ()> = Map::new(181, "ORDER_TO_PAYMENT_ID");
pub(super) const BATCH_ID_TO_BATCH: Map<BatchId, Batch> = Map::new(182, "BATCH_ID_TO_BATCH");

/// The key in a form, so that sending it twice makes one payment.
pub(super) const FORM_KEY_TO_PAYMENT_ID: Map<[u8; 16], PaymentId> = Map::new(183, "FORM_KEY_TO_PAYMENT_ID");

/// The newest hold of each partner.
pub(super) const PARTNER_TO_HOLD: Map<PartnerId, Hold> = Map::new(184, "PARTNER_TO_HOLD");
/// What was held back of each payment.
pub(super) const PARTNER_AND_BATCH_TO_RESERVE: Map<(PartnerId, BatchId), Reserve> =
    Map::new(185, "PARTNER_AND_BATCH_TO_RESERVE");

/// Credit for the shop that was put back into a balance, by where it stands in the books.
pub(super) const PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT: Map<(PartnerId, PostingId), CreditPaidOut> =
    Map::new(186, "PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT");

pub const TABLES: &[Table] = &[
    PAYMENT_ID_TO_PAYMENT.table(),
    ORDER_TO_PAYMENT_ID.table(),
    BATCH_ID_TO_BATCH.table(),
    FORM_KEY_TO_PAYMENT_ID.table(),
    PARTNER_TO_HOLD.table(),
    PARTNER_AND_BATCH_TO_RESERVE.table(),
    PARTNER_AND_POSTING_TO_CREDIT_PAID_OUT.table(),
    BANK_TABLES[0],
    BANK_TABLES[1],
    BANK_TABLES[2],
    BANK_TABLES[3],
    BANK_TABLES[4],
    MATCHED_TABLES[0],
    MATCHED_TABLES[1],
    MATCHED_TABLES[2],
    MATCHED_TABLES[3],
    BATCH_BANK_TABLES[0],
    BATCH_BANK_TABLES[1],
    MANDATE_TABLES[0],
    MANDATE_TABLES[1],
    MANDATE_TABLES[2],
    COLLECTION_TABLES[0],
    COLLECTION_TABLES[1],
    COLLECTION_TABLES[2],
    COLLECTION_TABLES[3],
];

pub fn payment(r: &dyn Read, id: PaymentId) -> Option<Payment> {
    r.get(&PAYMENT_ID_TO_PAYMENT, &id)
}

pub fn payments_of_order(r: &dyn Read, order: OrderId) -> Vec<(PaymentId, Payment)> {
    let ids = r.keys(&ORDER_TO_PAYMENT_ID, Span::prefix(&(order,)));
    ids.into_iter().filter_map(|(_, id)| Some((id, payment(r, id)?))).collect()
}

/// The payment that a form has already become.
pub fn payment_of_form(r: &dyn Read, key: &[u8; 16]) -> Option<PaymentId> {
    r.get(&FORM_KEY_TO_PAYMENT_ID, key)
}

/// Newest first, before the one seen last.
pub fn payments(r: &dyn Read, before: Option<PaymentId>, limit: usize) -> Vec<(PaymentId, Payment)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&PAYMENT_ID_TO_PAYMENT, span.backwards().limit(limit))
}

pub fn batch(r: &dyn Read, id: BatchId) -> Option<Batch> {
    r.get(&BATCH_ID_TO_BATCH, &id)
}

/// Newest first.
pub fn batches(r: &dyn Read) -> Vec<(BatchId, Batch)> {
    r.scan(&BATCH_ID_TO_BATCH, Span::all().backwards())
}

/// The batches that were made for a run, newest first, also those that were taken back.
pub fn batches_of_run(r: &dyn Read, run: RunId) -> Vec<(BatchId, Batch)> {
    batches(r).into_iter().filter(|(_, batch)| batch.run == Some(run)).collect()
}

/// What a partner gets after a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunTransfer {
    pub transfer: Transfer,
    /// When the bank is to carry it out.
    pub execute_on: Day,
    /// The file has left the house; until then nothing is paid, and the batch may be taken back.
    pub is_on_its_way: bool,
    /// What was taken off the balance; `None` where nothing was.
    pub parts: Option<PaidParts>,
}

pub fn transfer_after_run(r: &dyn Read, run: RunId, partner: PartnerId) -> Option<RunTransfer> {
    let live = batches_of_run(r, run).into_iter().filter(|(_, batch)| batch.state.is_live());
    live.into_iter().find_map(|(_, batch)| {
        let (execute_on, is_on_its_way) = (batch.execute_on, batch.state.has_left());
        let parts = batch.parts_of(partner);
        let own = batch.transfers.into_iter().find(|transfer| transfer.partner == partner);
        own.map(|transfer| RunTransfer { transfer, execute_on, is_on_its_way, parts })
    })
}
