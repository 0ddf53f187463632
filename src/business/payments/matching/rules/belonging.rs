//! Credit notes and fees that go with their invoice, and credit of a customer that is used.

use crate::business::payments::matching::amounts::{sum, ways};
use crate::business::payments::matching::choice::{Candidate, Choice, choose};
use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Clears, Confidence, ItemNo, MatchKind, MatchReason, Proposal, RestOf};
use crate::values::Money;

pub type CreditUsed = Option<(RestOf, Money)>;

/// Everything that is named, with what belongs to it or less the credit of its owner, when the line pays just that.
pub fn with_belonging_or_credit(seen: &Evidence<'_>, named: &[ItemNo]) -> Option<(Vec<Clears>, CreditUsed)> {
    let mut belonging: Vec<ItemNo> = Vec::new();
    for item in named.iter().filter_map(|no| seen.item(*no)).filter(|item| item.kind == MatchKind::Invoice) {
        belonging.extend(seen.books.belonging(&item.number).into_iter().filter(|no| !named.contains(no)));
    }
    let all: Vec<ItemNo> = named.iter().chain(&belonging).copied().collect();
    let is_credit = |no: &ItemNo| seen.item(*no).is_some_and(|item| item.kind == MatchKind::CreditNote);
    let without_fees: Vec<ItemNo> = all.iter().filter(|no| named.contains(no) || is_credit(no)).copied().collect();
    let without_credits: Vec<ItemNo> = all.iter().filter(|no| named.contains(no) || !is_credit(no)).copied().collect();
    let paid = seen.line.paid_in(seen.item(*named.first()?)?.open.currency())?;
    for items in [&all, &without_fees, &without_credits] {
        if items.len() > named.len()
            && let Choice::One(clears) = choose(&all_of(seen, items)?, paid.minor())
        {
            return Some((clears, None));
        }
    }
    let payer = seen.item(*named.first()?)?.payer;
    let credit = seen.books.payer(payer)?.credit;
    let all_of_payer = named.iter().all(|no| seen.item(*no).is_some_and(|item| item.payer == payer));
    if credit <= 0 || !all_of_payer || paid.currency() != seen.line.amount.currency() {
        return None;
    }
    let used = Money::new(-credit, paid.currency());
    for items in [named, all.as_slice()] {
        if let Choice::One(clears) = choose(&all_of(seen, items)?, (paid - used).minor()) {
            return Some((clears, Some((RestOf::Payer(payer), used))));
        }
    }
    None
}

/// Candidates that all have to be paid; `None` where their currencies differ.
pub fn all_of(seen: &Evidence<'_>, items: &[ItemNo]) -> Option<Vec<Candidate>> {
    let candidates = candidates(seen, items, |_| true);
    let firsts: Vec<Clears> = candidates.iter().filter_map(|candidate| candidate.ways.first().cloned()).collect();
    sum(&firsts).map(|_| candidates)
}

pub fn candidates(seen: &Evidence<'_>, items: &[ItemNo], is_named: impl Fn(ItemNo) -> bool) -> Vec<Candidate> {
    let candidate = |no: &ItemNo| {
        let item = seen.item(*no).filter(|item| item.is_open())?;
        Some(Candidate { ways: ways(*no, item, seen.line), is_named: is_named(*no) })
    };
    items.iter().filter_map(candidate).collect()
}

/// A fee alone is named by its invoice, and so is a credit note that was not taken off before.
pub fn fee_named_by_invoice(seen: &Evidence<'_>) -> Option<Proposal> {
    let [no] = seen.whole.as_slice() else { return None };
    let invoice = seen.item(*no).filter(|item| item.kind == MatchKind::Invoice)?;
    let belonging = seen.books.belonging(&invoice.number);
    let mut exact = belonging.iter().filter_map(|no| seen.exact(*no));
    let clears = vec![exact.next()?];
    let reasons = [MatchReason::WholeNumber, MatchReason::BelongsToInvoice, MatchReason::ExactAmount];
    let proposal = Proposal::of(Confidence::Post, clears, &reasons);
    let is_other = !seen.known.is_empty() && !seen.known.contains(&invoice.payer);
    Some(if exact.next().is_some() {
        proposal.doubted(MatchReason::SeveralFit)
    } else if is_other && !seen.owed_exactly_by(&seen.known).is_empty() {
        proposal.doubted(MatchReason::PayerOwesTheSame)
    } else {
        proposal
    })
}
