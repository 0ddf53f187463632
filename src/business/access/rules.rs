//! Rules that concern all accounts together.

use crate::business::access::records::{accounts, is_administrator};
use crate::business::failure::{Complaint, Failure};
use crate::store::Read;

/// Is there anybody who can sign in and give others access?
pub(super) fn has_administrator(r: &dyn Read) -> bool {
    let can_act = |locked: bool, password_hash: &str| !locked && !password_hash.is_empty();
    accounts(r)
        .iter()
        .any(|(_, account)| can_act(account.locked, &account.password_hash) && is_administrator(r, account))
}

/// Refuses a change that took the last administrator from a firm which had one. Asked after the change was
/// written; the refusal takes it back.
pub(super) fn keep_administrator(r: &dyn Read, had_one: bool) -> Result<(), Failure> {
    if had_one && !has_administrator(r) {
        return Err(Complaint::new("access.refusal.last_administrator").into());
    }
    Ok(())
}
