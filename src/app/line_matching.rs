//! Posting bank lines that are safe, as soon as a statement was taken in: what a line names without any doubt, of batches
//! and of debits that came back; and, where the firm wants it, what pays orders.

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::payments::batches::{book_batch_lines, lines_naming_batches};
use crate::business::payments::collections::{take_returns, waiting_returns};
use crate::business::payments::matched::{match_settings, post_safe, safe_postings, waiting_lines};

/// Lines of one transaction: others get their turn in between.
const LINES_AT_ONCE: usize = 500;

/// Adds to `posted` how many lines were, and is told how many were looked at and how many there are. What is posted
/// stays posted when nobody waits any more.
pub fn post_what_is_safe(
    door: &Door,
    actor: &Actor,
    posted: &mut u64,
    watch: &mut dyn FnMut(u64, u64) -> bool,
) -> Result<(), Failure> {
    // Money that a bank sent back would look like a payment of somebody else.
    let of_batches = door.read(actor, lines_naming_batches)?;
    for some in of_batches.chunks(LINES_AT_ONCE) {
        let wanted = some.to_vec();
        *posted += count(door.write_and_wait(actor, move |tx| book_batch_lines(tx, &wanted))?);
    }
    let safe = door.read(actor, |view| {
        if !match_settings(view).posts_by_itself {
            return Ok(Vec::new());
        }
        let waiting = waiting_lines(view, usize::MAX)?.lines.into_iter().filter(|waiting| !waiting.is_put_off);
        let places: Vec<_> = waiting.map(|waiting| waiting.place).collect();
        safe_postings(view, &places)
    })?;
    let mut done = 0;
    for some in safe.chunks(LINES_AT_ONCE) {
        let wanted = some.to_vec();
        *posted += count(door.write_and_wait(actor, move |tx| post_safe(tx, &wanted))?);
        done += some.len();
        if !watch(count(done), count(safe.len())) {
            break;
        }
    }
    Ok(())
}

/// Books every direct debit whose money went back, and adds to `posted` how many.
pub fn take_what_came_back(door: &Door, actor: &Actor, posted: &mut u64) -> Result<(), Failure> {
    let places = door.read(actor, waiting_returns)?;
    for some in places.chunks(LINES_AT_ONCE) {
        let wanted = some.to_vec();
        *posted += count(door.write_and_wait(actor, move |tx| take_returns(tx, &wanted))?);
    }
    Ok(())
}

fn count(lines: usize) -> u64 {
    u64::try_from(lines).unwrap_or(u64::MAX)
}
