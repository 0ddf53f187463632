//! Whether facts that were gathered are still what the store knows, told by the journal alone.

use crate::business::commissions::calculation::asked_of_facts;
use crate::business::commissions::plan::Plan;
use crate::store::{Read, entries_from};

/// Rooms of which nothing counts in a calculation; what any other room has told since is looked at again.
pub const QUIET_ROOMS: [&str; 11] = [
    "access",
    "approvals",
    "billing",
    "cases",
    "catalog",
    "customers",
    "messages",
    "pages",
    "payments",
    "people",
    "stock",
];
/// Of these nothing counts but for plans that ask for flags, countries or customers.
const PEOPLE_ROOMS: [&str; 2] = ["customers", "people"];
/// After so many entries it is quicker to gather the facts again.
const ENTRIES_MAX: usize = 1_000;

/// Whether nothing that counts for a plan was told after an entry of the journal.
pub fn is_quiet_since(r: &dyn Read, plan: &Plan, journal_number: u64) -> bool {
    let asked = asked_of_facts(plan);
    let column = plan.columns.people.iter().any(|(name, _)| name == "country");
    let asks_of_people = column || asked.country || !asked.flags.is_empty() || asked.customers || asked.buyers;
    quiet_since(r, journal_number, |room| !(asks_of_people && PEOPLE_ROOMS.contains(&room)))
}

/// The same for what rests on posted runs and on sales alone.
pub fn is_settled_since(r: &dyn Read, journal_number: u64) -> bool {
    quiet_since(r, journal_number, |_| true)
}

fn quiet_since(r: &dyn Read, journal_number: u64, is_quiet: impl Fn(&str) -> bool) -> bool {
    let since = entries_from(r, journal_number + 1, ENTRIES_MAX);
    let is_quiet = |room: &str| QUIET_ROOMS.contains(&room) && is_quiet(room);
    since.len() < ENTRIES_MAX && since.iter().all(|entry| is_quiet(&entry.room))
}
