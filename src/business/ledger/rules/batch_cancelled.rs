//! A batch whose file nobody has seen is taken back: the balances are as before.

use crate::business::ledger::rules::{Booked, PaidOut, batch_made};

pub fn batch_cancelled(parts: &[PaidOut]) -> Booked {
    batch_made(parts).opposite("batch_cancelled")
}
