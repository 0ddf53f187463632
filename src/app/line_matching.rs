//! Posting bank lines that are safe, as soon as a statement was taken in: what a line names without any doubt, of batches
//! and of debits that came back; and, where the firm wants it, what pays orders.

use std::mem;
use std::ops::ControlFlow;
use std::sync::mpsc::{SyncSender, sync_channel};

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::payments::batches::{book_batch_lines, lines_naming_batches};
use crate::business::payments::collections::{take_returns, waiting_returns};
use crate::business::payments::matched::{
    LinePlace, SafePosting, each_safe_posting, match_settings, post_safe, waiting_lines,
};
use crate::business::view::View;
use crate::store::Fault;

/// Lines of one transaction: others get their turn in between.
const LINES_AT_ONCE: usize = 500;

/// So many groups are found before the first of them is written.
const GROUPS_AHEAD: usize = 4;

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
    let places = door.read(actor, |view| {
        if !match_settings(view).posts_by_itself {
            return Ok(Vec::new());
        }
        let waiting = waiting_lines(view, usize::MAX)?.lines.into_iter().filter(|waiting| !waiting.is_put_off);
        Ok(waiting.map(|waiting| waiting.place).collect())
    })?;
    // The next lines are found while those before them are written.
    std::thread::scope(|scope| {
        let (sender, groups) = sync_channel(GROUPS_AHEAD);
        let finding = scope.spawn(|| door.read(actor, |view| find(view, &places, sender)));
        for (looked_at, some) in groups {
            *posted += count(door.write_and_wait(actor, move |tx| post_safe(tx, &some))?);
            if !watch(count(looked_at), count(places.len())) {
                break;
            }
        }
        finding.join().unwrap_or_else(|_| Err(Fault::new("a thread ended early").about("bank lines").into()))
    })
}

/// Sends what is safe in groups, each with the number of lines that were looked at by then.
fn find(view: &View<'_>, places: &[LinePlace], groups: SyncSender<(usize, Vec<SafePosting>)>) -> Result<(), Failure> {
    let mut group = Vec::new();
    each_safe_posting(view, places, &mut |looked_at, posting| {
        group.push(posting);
        if group.len() < LINES_AT_ONCE {
            return ControlFlow::Continue(());
        }
        // Nobody takes it any more when posting was refused or broken off.
        let sent = groups.send((looked_at, mem::take(&mut group)));
        if sent.is_ok() { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    })?;
    drop(groups.send((places.len(), group)));
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
