//! The exact amount and a known account or customer number post without any number of ours, if only one item fits.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::rules::whole_number::stranger_beside;
use crate::business::payments::matching::{Confidence, MatchReason, Proposal};

pub fn only_one_owed(seen: &Evidence<'_>) -> Option<Proposal> {
    let mut mine = seen.owed_exactly_by(&seen.sure);
    if mine.len() > 1 {
        return Some(Proposal::wait(&[MatchReason::SeveralFit]));
    }
    let by = if seen.by_account.is_empty() { MatchReason::CustomerNumber } else { MatchReason::KnownAccount };
    let reasons = [MatchReason::ExactAmount, by, MatchReason::OnlyOneWithThisAmount];
    let proposal = Proposal::of(Confidence::Post, vec![mine.pop()?], &reasons);
    if !seen.whole.is_empty() {
        return Some(proposal.doubted(MatchReason::OtherNumber));
    }
    Some(if stranger_beside(seen) { proposal.doubted(MatchReason::NeighbourOwesTheSame) } else { proposal })
}
