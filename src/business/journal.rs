//! Reading the journal: what happened to a thing, and what happened at all.

use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{entries_at_ends, entries_from, entries_of, entry, last_entry, verify};
use crate::values::{Day, Instant};

/// Pages speak of entries and their subjects without knowing the store.
pub use crate::store::{Chain, ChainBreak, Entry, Subject};

/// No page looks further back than this in one step; it says so and offers the next.
const LOOKED_AT_MAX: usize = 50_000;
const CHUNK: u64 = 500;
/// So many entries are shown of how a thing began, and as many of how it stands.
const ENTRIES_AT_END: usize = 100;

/// Everything that happened to these subjects, newest first. Whoever may see the subjects may see it.
pub fn history(view: &View<'_>, subjects: &[Subject]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = subjects.iter().flat_map(|subject| entries_of(view, subject)).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    entries.dedup_by_key(|entry| entry.number);
    entries
}

/// The same of what can have a letter for everybody in the firm: how it began, how it stands, and whether something
/// between the two was left out.
pub fn history_at_ends(view: &View<'_>, subjects: &[Subject]) -> (Vec<Entry>, bool) {
    let mut found = Vec::new();
    let mut others = false;
    for subject in subjects {
        let (entries, between) = entries_at_ends(view, subject, ENTRIES_AT_END);
        found.extend(entries);
        others |= between;
    }
    found.sort_by_key(|entry| std::cmp::Reverse(entry.number));
    found.dedup_by_key(|entry| entry.number);
    (found, others)
}

/// What somebody wants to read in the journal; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalWish {
    pub room: String,
    /// As the journal names it: `account:12`, `system`.
    pub actor: String,
    pub subject: Option<Subject>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Only entries before this one.
    pub before: Option<u64>,
}

/// A page of the journal, newest first, and where to go on looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalPage {
    pub entries: Vec<Entry>,
    /// Everything before this number has not been looked at yet; `None` at the beginning of the journal.
    pub go_on_before: Option<u64>,
}

/// Entries that fit, newest first.
pub fn read_journal(view: &View<'_>, wish: &JournalWish, limit: usize) -> Result<JournalPage, Failure> {
    view.require(Permission::JournalView)?;
    let last = last_entry(view).map_or(0, |entry| entry.number);
    let mut end = wish.before.map_or(last, |before| before.saturating_sub(1)).min(last);
    if let Some(to) = wish.to {
        end = end.min(first_number_since(view, Instant::at(to.plus_days(1), 0, view.zone()), last).saturating_sub(1));
    }
    let start = wish.from.map_or(1, |from| first_number_since(view, Instant::at(from, 0, view.zone()), last));
    let mut entries = Vec::new();
    let mut looked_at = 0;
    while end >= start && end > 0 && entries.len() < limit && looked_at < LOOKED_AT_MAX {
        let begin = start.max(end.saturating_sub(CHUNK - 1)).max(1);
        let chunk = entries_from(view, begin, usize::try_from(end - begin + 1).unwrap_or(0));
        for entry in chunk.into_iter().rev() {
            end = entry.number - 1;
            looked_at += 1;
            if wish.fits(&entry) {
                entries.push(entry);
                if entries.len() == limit {
                    break;
                }
            }
        }
    }
    Ok(JournalPage { entries, go_on_before: (end >= start && end > 0).then_some(end + 1) })
}

impl JournalWish {
    fn fits(&self, entry: &Entry) -> bool {
        (self.room.is_empty() || self.room == entry.room)
            && (self.actor.is_empty() || self.actor == entry.actor)
            && self.subject.as_ref().is_none_or(|subject| *subject == entry.subject)
    }
}

/// The number of the first entry at or after an instant: numbers and instants rise together.
fn first_number_since(view: &View<'_>, since: Instant, last: u64) -> u64 {
    let (mut low, mut high) = (1, last + 1);
    while low < high {
        let middle = low + (high - low) / 2;
        if entry(view, middle).is_some_and(|entry| entry.at < since) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

/// One entry by its number.
pub fn journal_entry(view: &View<'_>, number: u64) -> Result<Entry, Failure> {
    view.require(Permission::JournalView)?;
    entry(view, number).ok_or_else(Failure::not_found)
}

/// How many entries there are.
pub fn journal_length(view: &View<'_>) -> Result<u64, Failure> {
    view.require(Permission::JournalView)?;
    Ok(last_entry(view).map_or(0, |entry| entry.number))
}

/// Walks the whole chain and recomputes every hash; it takes a while.
pub fn verify_journal(view: &View<'_>) -> Result<Result<Chain, ChainBreak>, Failure> {
    view.require(Permission::JournalView)?;
    Ok(verify(view))
}
