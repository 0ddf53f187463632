//! A direct debit that comes back opens its item again; what is missing besides is cost of the bank.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Clears, Confidence, ItemNo, MatchReason, Proposal, RestOf};

pub fn debit_back(seen: &Evidence<'_>) -> Option<Proposal> {
    let (no, reason) = match seen.books.collected(seen.line.end_to_end.trim()) {
        Some(no) => (no, MatchReason::EndToEnd),
        None => (by_mandate(seen)?, MatchReason::Mandate),
    };
    let collected = seen.item(no).filter(|item| !item.collected.is_empty())?.was_collected();
    let costs = seen.line.amount + collected;
    let clears = vec![Clears { item: no, amount: -collected, let_off: None }];
    let proposal = Proposal::of(Confidence::Post, clears, &[reason]).with_rest(RestOf::Bank, costs);
    if !collected.is_positive() || costs.is_positive() {
        return Some(Proposal::wait(&[reason, MatchReason::OtherAmount]));
    }
    Some(proposal)
}

/// By the payer's mandate, and the whole number of what was collected.
fn by_mandate(seen: &Evidence<'_>) -> Option<ItemNo> {
    let payer = seen.books.of_mandate(seen.line.mandate.trim())?;
    let mut named = seen.whole.iter().copied().filter(|no| {
        seen.item(*no).is_some_and(|item| item.payer == payer && !item.collected.is_empty() && !item.is_open())
    });
    let no = named.next()?;
    named.next().is_none().then_some(no)
}
