//! Money that goes out settles only a credit note that it names whole, with its amount.

use crate::business::payments::matching::evidence::Evidence;
use crate::business::payments::matching::{Confidence, MatchKind, MatchReason, Proposal};

pub fn credit_note_paid_out(seen: &Evidence<'_>) -> Option<Proposal> {
    let [no] = seen.whole.as_slice() else { return None };
    seen.item(*no).filter(|item| item.kind == MatchKind::CreditNote)?;
    let clears = vec![seen.exact(*no)?];
    let reasons = [MatchReason::WholeNumber, MatchReason::ExactAmount, MatchReason::CreditNotePaidOut];
    Some(Proposal::of(Confidence::Post, clears, &reasons))
}
