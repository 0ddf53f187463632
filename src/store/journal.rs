//! The journal: one entry a change, numbered without gaps, each holding the hash of the one before.
//!
//! It holds ids and figures, never names or addresses, so that the chain survives a lawful erasure.

use std::ops::ControlFlow;

use serde::{Deserialize, Serialize};

use crate::store::{Map, Read, Span, Stored, Writer};
use crate::values::{Counted, Id, Instant, PersonId};

pub(super) const NUMBER_TO_ENTRY: Map<u64, Entry> = Map::new(3, "NUMBER_TO_ENTRY");
pub(super) const SUBJECT_TO_NUMBER: Map<(String, u64, u64), ()> = Map::new(4, "SUBJECT_TO_NUMBER");

/// What an entry is about: a kind (the name of its counter) and a number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Subject {
    pub kind: String,
    pub id: u64,
}

impl Subject {
    pub fn of<Kind: Counted>(id: Id<Kind>) -> Subject {
        Subject { kind: Kind::COUNTER.to_owned(), id: id.number() }
    }

    /// The id, when the subject is of that kind.
    pub fn id_of<Kind: Counted>(&self) -> Option<Id<Kind>> {
        (self.kind == Kind::COUNTER).then_some(Id::new(self.id))
    }
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub number: u64,
    pub at: Instant,
    /// Who did it: `account:12`, `visitor`, `operator` or `system`.
    pub actor: String,
    /// In whose name, when somebody acts for another person.
    pub on_behalf: Option<PersonId>,
    pub room: String,
    pub event: String,
    pub subject: Subject,
    /// The event's particulars as JSON.
    pub body: String,
    pub previous: [u8; 32],
    pub hash: [u8; 32],
}

impl Stored for Entry {
    const VERSION: u8 = 1;
}

/// What a command says of a change; number and hashes come from the chain.
pub struct NewEntry {
    pub at: Instant,
    pub actor: String,
    pub on_behalf: Option<PersonId>,
    pub room: &'static str,
    pub event: &'static str,
    pub subject: Subject,
    pub body: String,
}

/// The end of the chain while a group is being written.
#[derive(Clone, Debug, Default)]
pub(super) struct Tail {
    pub(super) number: u64,
    pub(super) hash: [u8; 32],
}

impl Writer<'_, '_> {
    /// Appends an entry to the chain and files it under its subject. Tells its number.
    pub fn append(&mut self, new: NewEntry) -> u64 {
        let number = self.tail.number + 1;
        let mut entry = Entry {
            number,
            at: new.at,
            actor: new.actor,
            on_behalf: new.on_behalf,
            room: new.room.to_owned(),
            event: new.event.to_owned(),
            subject: new.subject,
            body: new.body,
            previous: self.tail.hash,
            hash: [0; 32],
        };
        entry.hash = fingerprint(&entry);
        self.tail.number = number;
        self.tail.hash = entry.hash;
        self.put(&SUBJECT_TO_NUMBER, &(entry.subject.kind.clone(), entry.subject.id, number), &());
        self.put(&NUMBER_TO_ENTRY, &number, &entry);
        number
    }
}

/// BLAKE3 over every field, each with its length before it, so that no two entries can be confused.
fn fingerprint(entry: &Entry) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut field = |bytes: &[u8]| {
        hasher.update(&u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hasher.update(bytes);
    };
    field(&entry.number.to_be_bytes());
    field(&entry.at.micros().to_be_bytes());
    field(entry.actor.as_bytes());
    field(&entry.on_behalf.map_or(0, PersonId::number).to_be_bytes());
    field(entry.room.as_bytes());
    field(entry.event.as_bytes());
    field(entry.subject.kind.as_bytes());
    field(&entry.subject.id.to_be_bytes());
    field(entry.body.as_bytes());
    field(&entry.previous);
    *hasher.finalize().as_bytes()
}

pub fn entry(r: &dyn Read, number: u64) -> Option<Entry> {
    r.get(&NUMBER_TO_ENTRY, &number)
}

pub fn last_entry(r: &dyn Read) -> Option<Entry> {
    r.first(&NUMBER_TO_ENTRY, Span::all().backwards()).map(|(_, entry)| entry)
}

/// Entries from a number on, oldest first.
pub fn entries_from(r: &dyn Read, number: u64, limit: usize) -> Vec<Entry> {
    r.scan(&NUMBER_TO_ENTRY, Span::from(&number).limit(limit)).into_iter().map(|(_, entry)| entry).collect()
}

/// Walks entries from a number on, oldest first, without holding them in memory.
pub fn each_entry(r: &dyn Read, number: u64, limit: usize, mut visit: impl FnMut(Entry) -> ControlFlow<()>) {
    r.each(&NUMBER_TO_ENTRY, Span::from(&number).limit(limit), |_, entry| visit(entry));
}

/// Everything that happened to one subject, oldest first.
pub fn entries_of(r: &dyn Read, subject: &Subject) -> Vec<Entry> {
    let numbers = r.keys(&SUBJECT_TO_NUMBER, Span::prefix(&(subject.kind.clone(), subject.id)));
    numbers.into_iter().filter_map(|(_, _, number)| entry(r, number)).collect()
}

/// The oldest and the newest entries about a subject, so many of each and oldest first, and whether others stand between
/// them.
pub fn entries_at_ends(r: &dyn Read, subject: &Subject, each: usize) -> (Vec<Entry>, bool) {
    let of_subject = || Span::prefix(&(subject.kind.clone(), subject.id));
    let mut numbers = r.keys(&SUBJECT_TO_NUMBER, of_subject().limit(each.saturating_add(1)));
    let newest = r.keys(&SUBJECT_TO_NUMBER, of_subject().backwards().limit(each));
    let next = if numbers.len() > each { numbers.pop() } else { None };
    let others = next.is_some_and(|next| newest.last().is_some_and(|oldest_of_newest| next < *oldest_of_newest));
    let last = numbers.last().cloned();
    numbers.extend(newest.into_iter().rev().filter(|number| last.as_ref().is_none_or(|last| last < number)));
    (numbers.into_iter().filter_map(|(_, _, number)| entry(r, number)).collect(), others)
}

/// A whole chain: how many entries, and the hash of the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    pub entries: u64,
    pub last_hash: [u8; 32],
}

/// The first place where the chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChainBreak {
    /// The entry's bytes cannot be read at all.
    Unreadable {
        number: u64,
    },
    Missing {
        number: u64,
    },
    /// The entry does not have the content that its hash was made from.
    Altered {
        number: u64,
    },
    /// The entry does not follow the one before it.
    Unlinked {
        number: u64,
    },
}

impl ChainBreak {
    /// The entry at which the chain breaks.
    pub fn number(&self) -> u64 {
        match self {
            ChainBreak::Unreadable { number }
            | ChainBreak::Missing { number }
            | ChainBreak::Altered { number }
            | ChainBreak::Unlinked { number } => *number,
        }
    }
}

/// Walks the whole journal and recomputes every hash.
pub fn verify(r: &dyn Read) -> Result<Chain, ChainBreak> {
    let mut chain = Chain { entries: 0, last_hash: [0; 32] };
    let mut broken = None;
    r.walk_raw(NUMBER_TO_ENTRY.table(), &Span::all(), &mut |key, value| {
        let expected = chain.entries + 1;
        let number = key.try_into().map_or(expected, u64::from_be_bytes);
        let step = match crate::store::decode::<Entry>(value) {
            _ if number != expected => Err(ChainBreak::Missing { number: expected }),
            Err(_) => Err(ChainBreak::Unreadable { number }),
            Ok(entry) if entry.number != number => Err(ChainBreak::Altered { number }),
            Ok(entry) if entry.hash != fingerprint(&entry) => Err(ChainBreak::Altered { number }),
            Ok(entry) if entry.previous != chain.last_hash => Err(ChainBreak::Unlinked { number }),
            Ok(entry) => Ok(entry.hash),
        };
        match step {
            Ok(hash) => {
                chain = Chain { entries: number, last_hash: hash };
                ControlFlow::Continue(())
            }
            Err(found) => {
                broken = Some(found);
                ControlFlow::Break(())
            }
        }
    });
    broken.map_or(Ok(chain), Err)
}

pub(super) fn tail_of(r: &dyn Read) -> Tail {
    last_entry(r).map_or_else(Tail::default, |entry| Tail { number: entry.number, hash: entry.hash })
}
