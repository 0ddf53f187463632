//! What was paid already is credit of the customer, when a person agrees.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Confidence, MatchReason, Proposal, RestOf};

pub fn paid_twice(seen: &Evidence<'_>) -> Option<Proposal> {
    let item = seen.item(*seen.whole.first()?)?;
    let reasons = [MatchReason::WholeNumber, MatchReason::PaidAlready];
    let proposal = Proposal::of(Confidence::Propose, Vec::new(), &reasons);
    Some(proposal.with_rest(RestOf::Payer(item.payer), seen.line.amount))
}
