//! Several whole numbers whose sum is exact post, whoever pays.

use crate::business::payments::matching::choice::{Choice, choose};
use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::rules::belonging::{all_of, with_belonging_or_credit};
use crate::business::payments::matching::{Confidence, MatchReason, Proposal};

pub fn all_named(seen: &Evidence<'_>) -> Option<Proposal> {
    if seen.whole.len() < 2 || seen.whole.iter().any(|no| !seen.is_open(*no)) {
        return None;
    }
    let candidates = all_of(seen, &seen.whole)?;
    let currency = candidates.first()?.ways.first()?.amount.currency();
    let paid = seen.line.paid_in(currency)?;
    let reasons = [MatchReason::WholeNumber, MatchReason::SumOfAllNamed];
    match choose(&candidates, paid.minor()) {
        Choice::One(clears) => Some(Proposal::of(Confidence::Post, clears, &reasons)),
        Choice::Several => {
            let clears = candidates.into_iter().filter_map(|candidate| candidate.ways.into_iter().next()).collect();
            Some(Proposal::of(Confidence::Propose, clears, &reasons).doubted(MatchReason::SeveralFit))
        }
        Choice::None => {
            let (clears, credit) = with_belonging_or_credit(seen, &seen.whole)?;
            let more = if credit.is_some() { MatchReason::CreditUsed } else { MatchReason::BelongsToInvoice };
            let proposal = Proposal::of(Confidence::Post, clears, &[MatchReason::WholeNumber, more]);
            Some(match credit {
                Some((of, amount)) => proposal.with_rest(of, amount),
                None => proposal,
            })
        }
    }
}
