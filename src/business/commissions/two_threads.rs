//! Two things at the same time, where a large firm would wait for one after the other.

use std::panic::resume_unwind;
use std::thread::scope;

/// Below so many rows a second thread costs more than it saves.
const ROWS_MIN: usize = 20_000;

/// Does both, the first on a thread of its own where that many rows are worth it.
pub(super) fn both<One: Send, Other>(
    rows: usize,
    one: impl FnOnce() -> One + Send,
    other: impl FnOnce() -> Other,
) -> (One, Other) {
    if rows < ROWS_MIN {
        return (one(), other());
    }
    scope(|scope| {
        let aside = scope.spawn(one);
        let other = other();
        (aside.join().unwrap_or_else(|panic| resume_unwind(panic)), other)
    })
}
