//! Rows that are laid over others: what one has written hides what lies beneath.

use std::ops::ControlFlow;

use crate::store::Span;
use crate::store::reader::Visit;

/// A row of the upper layer; without a value it is deleted, and hides the one beneath.
pub(super) type Laid = (Vec<u8>, Option<Vec<u8>>);

/// Walks both layers as if they were one. The rows of the upper one come in the order of the span and lie in it;
/// `beneath` walks the lower one.
pub(super) fn walk_laid_over(
    upper: impl Iterator<Item = Laid>,
    span: &Span,
    beneath: impl FnOnce(&Span, Visit<'_>),
    visit: Visit<'_>,
) {
    if span.limit == 0 {
        return;
    }
    let mut upper = upper.peekable();
    let mut left = span.limit;
    let mut show = |key: &[u8], value: &[u8]| {
        left = left.saturating_sub(1);
        if visit(key, value).is_break() || left == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let comes_before = |one: &[u8], other: &[u8]| if span.backwards { one > other } else { one < other };
    let mut flow = ControlFlow::Continue(());
    // Deleted rows may hide some of those beneath, so that no limit holds there.
    beneath(&span.clone().limit(usize::MAX), &mut |key, value| {
        while let Some((own, laid)) = upper.next_if(|(own, _)| comes_before(own, key)) {
            flow = laid.map_or(ControlFlow::Continue(()), |laid| show(&own, &laid));
            if flow.is_break() {
                return flow;
            }
        }
        flow = match upper.next_if(|(own, _)| own == key) {
            Some((_, Some(laid))) => show(key, &laid),
            Some((_, None)) => ControlFlow::Continue(()),
            None => show(key, value),
        };
        flow
    });
    if flow.is_continue() {
        for (own, laid) in upper {
            if laid.is_some_and(|laid| show(&own, &laid).is_break()) {
                return;
            }
        }
    }
}
