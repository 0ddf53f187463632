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
use crate::business::payments::bank::{ensure_house_account, lacks_house_account};
use crate::store::{Read, entries_from, last_entry};
use crate::values::Day;

/// So often the calendar is looked at; nothing is written while nothing is due.
const BETWEEN_LOOKS: Duration = Duration::from_secs(30);

/// When it was last looked who waits for a seat. That reads all partners, and changes with the day or with them alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LookedForSeats(Option<(Day, u64)>);

/// After so many entries it is looked again, whatever they tell.
const ENTRIES_MAX: usize = 1_000;
/// The room whose events tell of newcomers and of the rules by which they get seats.
const PARTNERS: &str = "partners";

/// Begins the day, now and whenever a new one has come, until it is told to stop.
pub async fn run_calendar(door: Arc<Door>, mut stop: watch::Receiver<bool>) {
    let mut looked = LookedForSeats::default();
    while !*stop.borrow() {
        if let Err(failure) = look_at_calendar(&door, &mut looked).await {
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
    look_at_calendar(door, &mut LookedForSeats::default()).await
}

/// The same for a worker that remembers when it last looked for seats.
pub async fn look_at_calendar(door: &Door, looked: &mut LookedForSeats) -> Result<usize, Failure> {
    let system = Actor::system();
    carry_out_requests(door, &system).await?;
    // A firm from before there were house accounts gets its first one when Kontor begins to run.
    if door.read(&system, |view| Ok(lacks_house_account(view)))? {
        door.write(&system, ensure_house_account).await?;
    }
    give_seats(door, &system, looked).await?;
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
async fn give_seats(door: &Door, system: &Actor, looked: &mut LookedForSeats) -> Result<(), Failure> {
    let (is_due, now) = door.read(system, |view| {
        let now = (view.today(), last_entry(view).map_or(0, |entry| entry.number));
        if !placement_rules(view).places_by_itself() || looked.holds(view, now.0) {
            return Ok((false, now));
        }
        Ok((see_waiting(view)?.iter().any(|one| one.placed_on <= now.0), now))
    })?;
    if is_due {
        door.write(system, place_due).await?;
    }
    *looked = LookedForSeats(Some(now));
    Ok(())
}

impl LookedForSeats {
    /// Whether it is still the same day, and nothing was told of partners since.
    fn holds(self, r: &dyn Read, today: Day) -> bool {
        let Some((_, number)) = self.0.filter(|(day, _)| *day == today) else { return false };
        let since = entries_from(r, number + 1, ENTRIES_MAX);
        since.len() < ENTRIES_MAX && since.iter().all(|entry| entry.room != PARTNERS)
    }
}
