//! A number one slip off, the exact amount and a known payer post.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::rules::whole_number::stranger_beside;
use crate::business::payments::matching::{Clears, Confidence, ItemNo, MatchReason, Proposal};

pub fn one_slip(seen: &Evidence<'_>) -> Option<Proposal> {
    let exact = |no: &ItemNo| seen.exact(*no);
    let near = || seen.near().iter().filter(|no| !seen.whole.contains(no));
    let mine: Vec<Clears> = near().filter(|no| seen.is_of(**no, &seen.known)).filter_map(exact).collect();
    let first = mine.first()?.clone();
    let by = if seen.sure.is_empty() { MatchReason::WholeName } else { MatchReason::KnownAccount };
    let reasons = [MatchReason::NumberOneSlipOff, MatchReason::ExactAmount, by];
    let proposal = Proposal::of(Confidence::Post, vec![first], &reasons);
    // Last month's transfer may have been used again.
    if seen.whole.iter().any(|no| seen.is_of(*no, &seen.known)) {
        return Some(proposal.doubted(MatchReason::OtherNumber));
    }
    if mine.len() > 1 {
        return Some(proposal.doubted(MatchReason::SeveralFit));
    }
    if seen.whole.iter().any(|no| seen.exact(*no).is_some()) {
        return Some(proposal.doubted(MatchReason::NeighbourOwesTheSame));
    }
    // Known by the name alone, a stranger of the same amount is as likely.
    if seen.sure.is_empty() && stranger_beside(seen) {
        return Some(proposal.doubted(MatchReason::NeighbourOwesTheSame));
    }
    Some(proposal)
}
