//! Taking a collection back: as long as nobody has the file, or because the bank took no notice of it.

use crate::business::actor::Actor;
use crate::business::approvals;
use crate::business::failure::{Complaint, Failure, Refusal};
use crate::business::payments::collections::events::CollectionCancelled;
use crate::business::payments::collections::prepare::{reason_of, too_late};
use crate::business::payments::collections::records::{collection, keep};
use crate::business::payments::collections::{
    Collection, CollectionState, Debit, DebitState, SequenceType, collection_number,
};
use crate::business::payments::mandates::note_not_used;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::values::CollectionId;

/// Nothing of it is collected, and its items are free for another. Once somebody has the file, a second person does it:
/// who fetched it cannot undo it alone, and no money of it may have come.
pub fn cancel_collection(tx: &mut Tx, id: CollectionId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsCollect).or_else(|_| tx.require(Permission::PaymentsApprove))?;
    let before = collection(tx, id).ok_or_else(Failure::not_found)?;
    stands_in_the_way(tx.actor(), id, &before)?;
    let cancelled_because = reason_of(reason)?;
    let told = tx.record(CollectionCancelled { collection: id });
    if before.state == CollectionState::Waiting {
        approvals::withdraw(tx, before.approval);
    }
    if before.state == CollectionState::Exported {
        for debit in before.debits_in_file().filter(|debit| debit.sequence == SequenceType::First) {
            note_not_used(tx, &told, debit.mandate);
        }
    }
    keep(tx, &told, id, &Collection { state: CollectionState::Cancelled, cancelled_because, ..before });
    Ok(())
}

/// Whether whoever looks could take it back now.
pub fn may_cancel_collection(view: &View<'_>, id: CollectionId, found: &Collection) -> bool {
    let may = view.may(Permission::PaymentsCollect) || view.may(Permission::PaymentsApprove);
    may && stands_in_the_way(view.actor(), id, found).is_ok()
}

fn stands_in_the_way(actor: &Actor, id: CollectionId, before: &Collection) -> Result<(), Failure> {
    let about = |key| Err(Complaint::new(key).with("number", collection_number(id)).into());
    if before.is_over() {
        return Err(too_late(id, before.state));
    }
    let is_heard_of = |debit: &Debit| !matches!(debit.state, DebitState::Open | DebitState::LeftOut);
    if before.debits.iter().any(is_heard_of) {
        return about("collections.refusal.money_moved");
    }
    if before.state != CollectionState::Exported {
        let may = actor.may(Permission::PaymentsCollect);
        return if may { Ok(()) } else { Err(Refusal::not_allowed().into()) };
    }
    let own = actor.account();
    let had_a_hand = before.made_by == own || before.fetches.iter().any(|fetch| fetch.by == own);
    if had_a_hand || !actor.may(Permission::PaymentsApprove) {
        return about("collections.refusal.second_person");
    }
    Ok(())
}
