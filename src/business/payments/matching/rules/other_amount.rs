//! Another amount needs the whole number and a known payer: less is a part, more is credit. There is no tolerance.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::rules::whole_number::in_full;
use crate::business::payments::matching::{Clears, Confidence, Item, ItemNo, MatchReason, Proposal, RestOf};

pub fn other_amount(seen: &Evidence<'_>) -> Option<Proposal> {
    if seen.whole.is_empty() {
        return slip(seen);
    }
    let open: Vec<ItemNo> = seen.whole.iter().copied().filter(|no| seen.is_open(*no)).collect();
    let [no] = open.as_slice() else { return several(seen, &open) };
    let proposal = part_or_more(seen, *no)?;
    let payer = seen.item(*no)?.payer;
    if !seen.known.contains(&payer) {
        return Some(proposal.doubted(MatchReason::PayerUnknown));
    }
    if seen.whole.len() > 1 {
        return Some(proposal.doubted(MatchReason::OtherNumber));
    }
    // The amount says that something else was meant.
    if !seen.owed_exactly_by(&seen.known).is_empty() {
        return Some(proposal.doubted(MatchReason::OtherNumber));
    }
    if skonto_was_meant(seen, *no) {
        return Some(proposal.doubted(MatchReason::SkontoMiscounted));
    }
    if let Some(also) = surplus_is_owed(seen, *no) {
        let clears = in_full(seen, &[*no, also]);
        return Some(Proposal::of(
            Confidence::Propose,
            clears,
            &[MatchReason::WholeNumber, MatchReason::SumOfSomeNamed],
        ));
    }
    Some(proposal)
}

/// Less than what is open and more than what Skonto leaves of it, in time: it was taken, and counted in another way.
fn skonto_was_meant(seen: &Evidence<'_>, no: ItemNo) -> bool {
    let Some(item) = seen.item(no) else { return false };
    let let_off = item.let_offs(seen.line.value_on).into_iter().next();
    let paid = seen.line.paid_in(item.open.currency());
    let_off.zip(paid).is_some_and(|(let_off, paid)| paid > item.open - let_off && paid < item.open)
}

/// What is too much is just what is open of something else that the line points at, or that is owed by the same payer.
fn surplus_is_owed(seen: &Evidence<'_>, no: ItemNo) -> Option<ItemNo> {
    let item = seen.item(no)?;
    let surplus = seen.line.paid_in(item.open.currency())? - item.open;
    let is_meant = |other: &ItemNo| {
        let pointed_at = || seen.near().contains(other) || seen.ends_name(*other);
        let fits = |found: &Item| found.open == surplus && (seen.known.contains(&found.payer) || pointed_at());
        *other != no && seen.item(*other).is_some_and(fits)
    };
    seen.books.open_with(surplus.minor()).into_iter().find(is_meant)
}

/// A part of the item, or all of it and credit of its owner.
fn part_or_more(seen: &Evidence<'_>, no: ItemNo) -> Option<Proposal> {
    let item = seen.item(no).filter(|item| item.open.is_positive())?;
    let reasons = [MatchReason::WholeNumber, MatchReason::OtherAmount];
    let Some(paid) = seen.line.paid_in(item.open.currency()) else {
        let clears = in_full(seen, &[no]);
        return Some(Proposal::of(Confidence::Propose, clears, &reasons).doubted(MatchReason::RateUnknown));
    };
    let amount = paid.min(item.open);
    let clears = vec![Clears { item: no, amount, let_off: None }];
    let mut proposal = Proposal::of(Confidence::Post, clears, &reasons);
    proposal.reasons.push(if paid > item.open { MatchReason::TooMuch } else { MatchReason::Part });
    let is_foreign = paid.currency() != seen.line.amount.currency();
    proposal = proposal.with_rest(RestOf::Payer(item.payer), paid - amount);
    Some(if is_foreign { proposal.doubted(MatchReason::OtherAmount) } else { proposal })
}

/// Several are named, and their sum is another: a person decides.
fn several(seen: &Evidence<'_>, open: &[ItemNo]) -> Option<Proposal> {
    let mut left = seen.line.amount;
    let mut clears = Vec::new();
    for cleared in in_full(seen, open) {
        if cleared.amount.currency() == left.currency() && left.is_positive() {
            let amount = cleared.amount.min(left);
            left -= amount;
            clears.push(Clears { amount, ..cleared });
        }
    }
    let owner = seen.item(clears.first()?.item)?.payer;
    let proposal = Proposal::of(Confidence::Propose, clears, &[MatchReason::WholeNumber]);
    Some(proposal.with_rest(RestOf::Payer(owner), left).doubted(MatchReason::OtherAmount))
}

/// A number one slip off and another amount.
fn slip(seen: &Evidence<'_>) -> Option<Proposal> {
    let mut mine = seen.near().iter().filter(|no| seen.is_open(**no) && seen.is_of(**no, &seen.known));
    let proposal = part_or_more(seen, *mine.next()?)?;
    mine.next().is_none().then(|| proposal.doubted(MatchReason::NumberOneSlipOff))
}
