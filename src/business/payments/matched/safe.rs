//! Which lines are safe. This is found beside the writing, from the books as they stand, and posted afterwards in small
//! groups: whatever has changed until then is left to a person.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::payments::matched::gather::FirmBooks;
use crate::business::payments::matched::kept::{LinePlace, MatchableLines};
use crate::business::payments::matched::post::refusal;
use crate::business::payments::matched::suggest::{payment_line, suggestion};
use crate::business::payments::matched::{LinePiece, LinePosting};
use crate::business::payments::matching::Confidence;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Money, OrderId};

/// What a line pays without any doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SafePosting(LinePosting);

impl SafePosting {
    pub fn posting(&self) -> &LinePosting {
        &self.0
    }
}

/// The safe ones of some lines, each seen as if those before it were posted.
pub fn safe_postings(view: &View<'_>, places: &[LinePlace]) -> Result<Vec<SafePosting>, Failure> {
    let mut safe = Vec::new();
    each_safe_posting(view, places, &mut |_, posting| {
        safe.push(posting);
        ControlFlow::Continue(())
    })?;
    Ok(safe)
}

/// The same one by one, each with the number of lines that were looked at by then.
pub fn each_safe_posting(
    view: &View<'_>,
    places: &[LinePlace],
    found: &mut dyn FnMut(usize, SafePosting) -> ControlFlow<()>,
) -> Result<(), Failure> {
    view.require(Permission::PaymentsMatch)?;
    if places.is_empty() {
        return Ok(());
    }
    let (mut firm, mut lines) = (FirmBooks::of(view), MatchableLines::default());
    let mut paid: BTreeMap<OrderId, Money> = BTreeMap::new();
    for (place, looked_at) in places.iter().zip(1..) {
        let Some(line) = lines.find(view, *place) else { continue };
        let (suggested, proposal) = suggestion(view, &firm, &line);
        let posting = LinePosting { place: *place, pieces: suggested.pieces };
        let is_safe = suggested.confidence == Confidence::Post;
        if !is_safe || refusal(view, view.today(), &posting, &line).is_some() {
            continue;
        }
        firm.note_posted(&payment_line(&line), &proposal);
        let mut after = |piece: LinePiece| {
            let before = paid.entry(piece.order).or_insert(Money::zero(piece.amount.currency()));
            let open = piece.open - *before;
            *before += piece.amount;
            LinePiece { open, ..piece }
        };
        let pieces = posting.pieces.into_iter().map(&mut after).collect();
        if found(looked_at, SafePosting(LinePosting { pieces, ..posting })).is_break() {
            break;
        }
    }
    Ok(())
}
