//! Books from before there were open items: what each posting says on personal accounts, derived once.

use crate::business::billing;
use crate::business::commissions::{run, run_number};
use crate::business::failure::Failure;
use crate::business::ledger::{BooksCaughtUp, Party, Personal, Posting, Printed, derive_items, postings_without_items};
use crate::business::orders;
use crate::business::payments;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::values::{InvoiceId, PaymentId, PostingId, RunId};

/// So many postings are one command, so that none grows without bound.
const POSTINGS_AT_ONCE: usize = 2_000;

/// Takes the next postings that have no items yet, oldest first, and says which was the last; `None` when all have.
pub fn catch_up_books(tx: &mut Tx, after: Option<PostingId>) -> Result<Option<PostingId>, Failure> {
    tx.require(Permission::LedgerClose)?;
    let waiting = postings_without_items(tx, after, POSTINGS_AT_ONCE);
    let Some((through, _)) = waiting.last() else { return Ok(None) };
    let through = *through;
    let told = tx.record(BooksCaughtUp { through, postings: waiting.len() });
    for (id, posting) in &waiting {
        let personal = personal(tx, posting);
        derive_items(tx, &told, (*id, posting), &personal);
    }
    Ok(Some(through))
}

/// Whether there is anything to take.
pub fn books_lag_behind(r: &dyn Read) -> bool {
    !postings_without_items(r, None, 1).is_empty()
}

/// What whoever booked it would have said.
fn personal(r: &dyn Read, posting: &Posting) -> Personal {
    let subject = &posting.subject;
    let invoice = subject.id_of().and_then(|id: InvoiceId| billing::invoice(r, id));
    if let Some(invoice) = invoice {
        return billing::personal(&invoice);
    }
    let payment = subject.id_of().and_then(|id: PaymentId| payments::payment(r, id));
    if let Some((id, order)) = payment.and_then(|payment| Some((payment.order, orders::order(r, payment.order)?))) {
        return Personal { buyer: Some((Party::buyer(order.buyer.customer, id), id)), ..Personal::default() };
    }
    let run = subject.id_of().and_then(|id: RunId| Some((id, run(r, id)?)));
    let printed = run.map(|(id, run)| {
        let (number, service_on) = (run_number(id), Some(run.period.last()));
        Printed { number, due_on: posting.day, service_on }
    });
    Personal { printed, ..Personal::default() }
}
