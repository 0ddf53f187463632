//! How many must agree, as the firm wants it from now on.

use crate::business::approvals::ApproversNeeded;
use crate::business::approvals::events::ApproversSet;
use crate::business::approvals::records::{ONLY_TO_APPROVERS_NEEDED, approvers_needed};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;

/// Sets the numbers for requests that are asked from now on; those that wait keep theirs. `seen` is the mark of what
/// stood there when the change was begun.
pub fn set_approvers(tx: &mut Tx, wanted: &ApproversNeeded, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let before = approvers_needed(tx);
    if before.mark() != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("firm.refusal.changed_meanwhile")).into());
    }
    if before.mark() != wanted.mark() {
        let told = tx.record(ApproversSet { before: before.counts_by_word(), after: wanted.counts_by_word() });
        tx.save(&told, &ONLY_TO_APPROVERS_NEEDED, &(), wanted);
    }
    Ok(())
}
