//! The worker that turns the page of the calendar: what was planned for a day begins to hold on it.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::catalog;
use crate::business::failure::Failure;
use crate::business::partners::{carry_out_request, place_due, placement_rules, requests_due, see_waiting};

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
    carry_out_requests(door, &system).await?;
    give_seats(door, &system).await?;
    if !door.read(&system, |view| Ok(catalog::prices_are_due(view, view.today())))? {
        return Ok(0);
    }
    door.write(&system, catalog::take_due_prices).await
}

/// Changes of the tree that were agreed to for a day. One that cannot be carried out any more stays where the office
/// sees it, with the reason; it keeps the others from nothing.
async fn carry_out_requests(door: &Door, system: &Actor) -> Result<(), Failure> {
    for id in door.read(system, |view| Ok(requests_due(view, view.today())))? {
        match door.write(system, move |tx| carry_out_request(tx, id)).await {
            Ok(()) | Err(Failure::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Newcomers whose days in the holding tank are over.
async fn give_seats(door: &Door, system: &Actor) -> Result<(), Failure> {
    let is_due = door.read(system, |view| {
        let placed_by_itself = placement_rules(view).places_by_itself();
        Ok(placed_by_itself && see_waiting(view)?.iter().any(|one| one.placed_on <= view.today()))
    })?;
    if is_due {
        door.write(system, place_due).await?;
    }
    Ok(())
}
