//! Name and amount alone are proposed, and so is an amount for which somebody's slip speaks.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Clears, Confidence, MatchReason, Proposal};

pub fn name_and_amount(seen: &Evidence<'_>) -> Option<Proposal> {
    let by_name = seen.owed_exactly_by(&seen.by_name);
    let by_slip: Vec<Clears> = seen.near().iter().filter_map(|no| seen.exact(*no)).collect();
    let (found, reason) = if by_name.is_empty() {
        (by_slip, MatchReason::NumberOneSlipOff)
    } else {
        (by_name, MatchReason::NameAndAmountAlone)
    };
    match found.as_slice() {
        [one] => Some(Proposal::of(Confidence::Propose, vec![one.clone()], &[MatchReason::ExactAmount, reason])),
        [] => None,
        _ => Some(Proposal::wait(&[MatchReason::SeveralFit])),
    }
}
