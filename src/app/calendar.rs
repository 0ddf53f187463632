//! The worker that turns the page of the calendar: what was planned for a day begins to hold on it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::catalog;
use crate::business::failure::Failure;

/// So often the calendar is looked at; nothing is written while nothing is due.
const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// Begins the day, now and whenever a new one has come, until it is told to stop.
pub async fn run_calendar(door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(failure) = begin_day(&door).await {
            tracing::error!("what is planned for today could not begin: {failure:?}");
        }
        tokio::select! {
            () = sleep(BETWEEN_LOOKS) => {}
            _ = stop.changed() => {}
        }
    }
}

/// Takes over what is due, and says how many prices have changed.
pub async fn begin_day(door: &Door) -> Result<usize, Failure> {
    let system = Actor::system();
    if !door.read(&system, |view| Ok(catalog::prices_are_due(view, view.today())))? {
        return Ok(0);
    }
    door.write(&system, catalog::take_due_prices).await
}
