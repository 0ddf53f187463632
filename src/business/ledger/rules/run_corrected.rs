//! A correction of a posted run: only the differences, which may be negative.

use crate::business::ledger::rules::{Booked, run_posted};
use crate::values::{Money, PartnerId};

pub fn run_corrected(differences: &[(PartnerId, Money)]) -> Option<Booked> {
    run_posted(differences).map(|booked| booked.called("run_corrected"))
}
