//! An objection was accepted: the document is taken back by one with the opposite sign, and written anew by what is
//! known now. What is wrong about the commission itself comes with a correction of its run, which has its own document.

use crate::business::commissions::self_billing::commands::write_for;
use crate::business::commissions::self_billing::issue::{book, keep, next_number, send, tax_of};
use crate::business::commissions::self_billing::records::{SELF_BILLED_ID_TO_FATE, fate, standing_document};
use crate::business::commissions::self_billing::{Fate, SelfBilled, SelfBilledCancelled};
use crate::business::failure::Failure;
use crate::business::ledger::rules::self_billed_cancelled;
use crate::business::tx::{Recorded, Tx};
use crate::values::{ObjectionId, PartnerId, RunId, SelfBilledId};

/// Takes the document to which an objection was raised back, and writes another where the firm still may. Nothing
/// happens where the objection was to something else.
pub(in crate::business) fn correct_self_billed(
    tx: &mut Tx,
    (run, partner): (RunId, PartnerId),
    objection: ObjectionId,
) -> Result<(), Failure> {
    let Some((id, document)) = standing_document(tx, run, partner) else { return Ok(()) };
    let before = fate(tx, id);
    if before.objection != Some(objection) {
        return Ok(());
    }
    let (told, cancelled_by) = cancel(tx, id, &document, &before)?;
    let cancelled = Fate { cancelled_by: Some(cancelled_by), ..before };
    tx.save(&told, &SELF_BILLED_ID_TO_FATE, &id, &cancelled);
    if let Ok(anew) = write_for(tx, run, partner)? {
        tx.save(&told, &SELF_BILLED_ID_TO_FATE, &id, &Fate { replaced_by: Some(anew), ..cancelled });
    }
    Ok(())
}

fn cancel(
    tx: &mut Tx,
    id: SelfBilledId,
    document: &SelfBilled,
    before: &Fate,
) -> Result<(Recorded, SelfBilledId), Failure> {
    let mut cancellation = SelfBilled {
        number: next_number(tx),
        issued_at: tx.now(),
        day: tx.today(),
        net: -document.net,
        tax: -document.tax,
        gross: -document.gross,
        owed_tax: -document.owed_tax,
        posting: None,
        cancels: Some(id),
        ..document.clone()
    };
    let cancelled_by = tx.next_id();
    let number = cancellation.number.clone();
    let told = tx.record(SelfBilledCancelled { document: cancelled_by, number, cancels: id });
    // What the objection has booked back already is not booked back twice.
    let booked = self_billed_cancelled(&tax_of(&cancellation)).filter(|_| before.taken_back.is_none());
    cancellation.posting = book(tx, &told, &cancellation, booked, document.posting)?;
    keep(tx, &told, cancelled_by, &cancellation);
    send(tx, &told, cancelled_by, &cancellation);
    Ok((told, cancelled_by))
}
