//! The worker that prints each document once and keeps the paper.
//!
//! Nothing is printed inside a command. Whoever asks for a paper before the worker has come to it has it sealed on the
//! way, so that nothing goes to a buyer that is not kept.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::door::Door;
use crate::app::papers::print_anew;
use crate::business::actor::Actor;
use crate::business::billing::{NewPaper, documents_after, keep_papers, seal, sealed_through};
use crate::business::failure::Failure;
use crate::values::InvoiceId;

/// One round takes so many documents, then looks again.
const ROUND_MAX: usize = 64;

/// So many print at once.
const THREADS: usize = 2;

/// After each round, so that whoever waits for an answer goes first.
const RESTING_TIME: Duration = Duration::from_millis(200);

/// Commits that follow each other closely are answered by one round.
const GATHERING_TIME: Duration = Duration::from_millis(200);

/// Seals what was issued, now and after each commit, until it is told to stop.
pub async fn run_sealing(door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let mut committed = door.committed();
    let mut after = door.read(&Actor::system(), |view| Ok(sealed_through(view))).ok().flatten();
    while !*stop.borrow() {
        committed.borrow_and_update();
        let own = Arc::clone(&door);
        match tokio::task::spawn_blocking(move || seal_behind(&own, after)).await {
            Ok(Ok(Some(last))) => {
                after = Some(last);
                sleep(RESTING_TIME).await;
                continue;
            }
            Ok(Ok(None)) => {}
            Ok(Err(failure)) => tracing::error!("papers could not be kept: {failure:?}"),
            Err(error) => tracing::error!("papers could not be kept: {error}"),
        }
        tokio::select! {
            _ = committed.changed() => sleep(GATHERING_TIME).await,
            () = async { drop(stop.wait_for(|stop| *stop).await) } => return,
        }
    }
}

/// The next round; the last document that it looked at, or `None` when there is none.
fn seal_behind(door: &Door, after: Option<InvoiceId>) -> Result<Option<InvoiceId>, Failure> {
    let ids = door.read(&Actor::system(), |view| Ok(documents_after(view, after, ROUND_MAX)))?;
    let last = ids.last().copied();
    seal_papers(door, &ids)?;
    Ok(last)
}

/// Prints and keeps those of some documents whose papers are not kept, and says whether there were any. One that
/// cannot be printed is left to be tried again by whoever asks for it.
pub fn seal_papers(door: &Door, ids: &[InvoiceId]) -> Result<bool, Failure> {
    let system = Actor::system();
    let ids = door.read(&system, |view| {
        Ok(ids.iter().copied().filter(|id| seal(view, *id).is_none()).collect::<Vec<InvoiceId>>())
    })?;
    for ids in ids.chunks(ROUND_MAX) {
        let share = ids.len().div_ceil(THREADS);
        let printed: Vec<NewPaper> = std::thread::scope(|scope| {
            let threads: Vec<_> = ids.chunks(share).map(|ids| scope.spawn(|| print_all(door, ids))).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
        });
        door.write_and_wait(&system, move |tx| keep_papers(tx, &printed))?;
    }
    Ok(!ids.is_empty())
}

fn print_all(door: &Door, ids: &[InvoiceId]) -> Vec<NewPaper> {
    let print = |id: &InvoiceId| match door.read(&Actor::system(), |view| print_anew(view, *id)) {
        Ok((document, has_data)) => Some(NewPaper { invoice: *id, bytes: document.bytes, has_data }),
        Err(failure) => {
            tracing::error!("invoice {id} could not be printed: {failure:?}");
            None
        }
    };
    ids.iter().filter_map(print).collect()
}
