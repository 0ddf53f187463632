//! Several items of a known payer: some of those named, a list that was cut off, or everything that is owed.

use std::collections::BTreeSet;

use crate::business::payments::matching::choice::{CANDIDATES_MAX, Candidate, Choice, choose};
use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::rules::belonging::candidates;
use crate::business::payments::matching::{Confidence, ItemNo, MatchReason, PayerNo, Proposal};

/// Among the items that are named in some way exactly one choice has this sum.
pub fn some_named(seen: &Evidence<'_>) -> Option<Proposal> {
    let named = named(seen);
    let not_mine = seen.whole.iter().any(|no| !seen.is_of(*no, &seen.known));
    if named.len() < 2 || named.len() > CANDIDATES_MAX || not_mine {
        return None;
    }
    let found = in_currency(seen, candidates(seen, &named, |_| false));
    let reasons = [MatchReason::SumOfSomeNamed, payer_reason(seen)];
    match choose(&found, seen.line.amount.minor()) {
        Choice::One(clears) if clears.len() > 1 || seen.whole.len() > 1 => {
            Some(Proposal::of(Confidence::Post, clears, &reasons))
        }
        Choice::One(clears) => Some(Proposal::of(Confidence::Propose, clears, &reasons)),
        Choice::Several => Some(Proposal::wait(&[MatchReason::SeveralFit])),
        Choice::None => None,
    }
}

/// A list was cut off, and exactly one choice that holds every number named has this sum.
pub fn list_cut_off(seen: &Evidence<'_>) -> Option<Proposal> {
    let not_mine = seen.whole.iter().any(|no| !seen.is_of(*no, &seen.known) || !seen.is_open(*no));
    if !seen.is_cut || seen.whole.is_empty() || not_mine {
        return None;
    }
    let payer = seen.item(*seen.whole.first()?)?.payer;
    let owed = seen.books.owed_by(payer);
    let found = in_currency(seen, candidates(seen, &owed, |no| seen.whole.contains(&no)));
    match choose(&found, seen.line.amount.minor()) {
        Choice::One(clears) => {
            let reasons = [MatchReason::WholeNumber, MatchReason::ListCutOff, payer_reason(seen)];
            Some(Proposal::of(Confidence::Post, clears, &reasons))
        }
        Choice::Several => Some(Proposal::wait(&[MatchReason::SeveralFit])),
        Choice::None => None,
    }
}

/// Everything that the payer owes has this sum.
pub fn everything_owed(seen: &Evidence<'_>) -> Option<Proposal> {
    let mut fitting = seen.known.iter().filter_map(|payer| all_of_payer(seen, *payer));
    let proposal = fitting.next()?;
    Some(if fitting.next().is_some() { proposal.doubted(MatchReason::SeveralFit) } else { proposal })
}

fn all_of_payer(seen: &Evidence<'_>, payer: PayerNo) -> Option<Proposal> {
    let owed = seen.books.owed_by(payer);
    if owed.len() < 2 || seen.whole.iter().any(|no| !owed.contains(no)) {
        return None;
    }
    let found = in_currency(seen, candidates(seen, &owed, |_| true));
    let Choice::One(clears) = choose(&found, seen.line.amount.minor()) else { return None };
    let proposal = Proposal::of(Confidence::Post, clears, &[MatchReason::EverythingOwed, payer_reason(seen)]);
    // Whoever names one item and pays more may as well have paid too much, and another item of the same amount would
    // then be settled by mistake.
    Some(if !seen.whole.is_empty() {
        proposal.doubted(MatchReason::OtherAmount)
    } else if seen.sure.contains(&payer) {
        proposal
    } else {
        proposal.doubted(MatchReason::NameAndAmountAlone)
    })
}

/// Items of the payer that are named whole, with one slip or by their ends.
fn named(seen: &Evidence<'_>) -> Vec<ItemNo> {
    let mut named: BTreeSet<ItemNo> = seen.whole.iter().copied().filter(|no| seen.is_open(*no)).collect();
    named.extend(seen.near().iter().copied().filter(|no| seen.is_open(*no) && seen.is_of(*no, &seen.known)));
    if !seen.ends.is_empty() {
        let owed = seen.known.iter().flat_map(|payer| seen.books.owed_by(*payer));
        named.extend(owed.filter(|no| seen.ends_name(*no)));
    }
    named.into_iter().collect()
}

/// Only items in the currency of the line can be added up with it.
fn in_currency(seen: &Evidence<'_>, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let fits = |candidate: &Candidate| {
        candidate.ways.first().is_some_and(|way| way.amount.currency() == seen.line.amount.currency())
    };
    candidates.into_iter().filter(fits).collect()
}

fn payer_reason(seen: &Evidence<'_>) -> MatchReason {
    if seen.sure.is_empty() { MatchReason::WholeName } else { MatchReason::KnownAccount }
}
