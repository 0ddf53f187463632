//! A whole number and the exact amount post, whoever pays.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::neighbours::beside;
use crate::business::payments::matching::rules::belonging;
use crate::business::payments::matching::{Clears, Confidence, ItemNo, MatchReason, Proposal};

pub fn whole_number(seen: &Evidence<'_>) -> Option<Proposal> {
    let [no] = seen.whole.as_slice() else { return None };
    seen.item(*no).filter(|item| item.is_open())?;
    let mut reasons = vec![MatchReason::WholeNumber, MatchReason::ExactAmount];
    let (clears, credit) = match seen.exact(*no) {
        Some(cleared) => (vec![cleared], None),
        None => {
            let (clears, credit) = belonging::with_belonging_or_credit(seen, &[*no])?;
            reasons.extend((clears.len() > 1).then_some(MatchReason::BelongsToInvoice));
            reasons.extend(credit.is_some().then_some(MatchReason::CreditUsed));
            (clears, credit)
        }
    };
    if seen.line.sent.is_some_and(|sent| clears.iter().all(|way| way.amount.currency() == sent.currency())) {
        reasons.push(MatchReason::SentInItsCurrency);
    }
    let mut proposal = Proposal::of(Confidence::Post, clears, &reasons);
    if let Some((of, amount)) = credit {
        proposal = proposal.with_rest(of, amount);
    }
    Some(match objection(seen, *no) {
        Some(because) => proposal.doubted(because),
        None => proposal,
    })
}

/// What speaks against it: both may be the payer's slip.
fn objection(seen: &Evidence<'_>, no: ItemNo) -> Option<MatchReason> {
    let item = seen.item(no)?;
    if seen.known.contains(&item.payer) {
        return None;
    }
    if !seen.owed_exactly_by(&seen.known).is_empty() {
        return Some(MatchReason::PayerOwesTheSame);
    }
    neighbour_owes(seen, no).then_some(MatchReason::NeighbourOwesTheSame)
}

/// Whether an item with a number one slip beside is paid by the line as exactly.
fn neighbour_owes(seen: &Evidence<'_>, no: ItemNo) -> bool {
    let numbers = seen.books.numbers_of(no).into_iter();
    let of_item: Vec<ItemNo> = numbers.flat_map(|(digits, _)| beside(seen.books, digits)).collect();
    let mut all = of_item.iter().chain(seen.near()).filter(|other| **other != no);
    all.any(|other| seen.exact(*other).is_some())
}

/// Whether somebody who does not pay here owes the same amount, with a number one slip beside what is written.
pub fn stranger_beside(seen: &Evidence<'_>) -> bool {
    let mut others = seen.near().iter().filter(|no| !seen.is_of(**no, &seen.known));
    others.any(|no| seen.exact(*no).is_some())
}

/// The clearings of items in full, as a person would see them.
pub fn in_full(seen: &Evidence<'_>, items: &[ItemNo]) -> Vec<Clears> {
    let item = |no: &ItemNo| seen.item(*no).map(|item| Clears { item: *no, amount: item.open, let_off: None });
    items.iter().filter_map(item).collect()
}
