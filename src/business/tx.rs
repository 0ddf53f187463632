//! One command in progress: what it writes, who does it, when, and what it told the journal.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::business::actor::Actor;
use crate::business::event::Event;
use crate::business::failure::{Failure, Refusal};
use crate::business::permission::Permission;
use crate::store::{
    Key, Latch, Map, NewEntry, OutboxId, OutboxItem, Read, ReadyRow, Span, Stored, Subject, Table, Writer,
};
use crate::values::{Counted, Day, Id, Instant, PersonId};

pub struct Tx<'w, 'g, 't> {
    writer: &'w mut Writer<'g, 't>,
    actor: &'w Actor,
    on_behalf: Option<PersonId>,
    now: Instant,
    zone: &'w TimeZone,
    /// Events that no reaction has seen yet, each with its place in the journal.
    unanswered: Vec<(Recorded, Event)>,
    /// While consequences run, nobody is asked for permission: the command that caused them was allowed.
    reacting: bool,
}

/// Something that happened, in the past tense, as a room tells it.
pub trait Happening: Serialize + Into<Event> {
    const ROOM: &'static str;
    const NAME: &'static str;

    fn subject(&self) -> Subject;
}

/// Proof that the journal knows of a change. Saving asks for it.
#[derive(Clone, Copy, Debug)]
pub struct Recorded(u64);

impl Recorded {
    /// The number of the journal entry.
    pub fn number(self) -> u64 {
        self.0
    }
}

impl<'w, 'g, 't> Tx<'w, 'g, 't> {
    /// Made by the door and by nobody else.
    pub fn new(writer: &'w mut Writer<'g, 't>, actor: &'w Actor, now: Instant, zone: &'w TimeZone) -> Self {
        Tx { writer, actor, on_behalf: None, now, zone, unanswered: Vec::new(), reacting: false }
    }

    pub fn actor(&self) -> &Actor {
        self.actor
    }

    pub fn now(&self) -> Instant {
        self.now
    }

    /// The calendar day on the firm's wall.
    pub fn today(&self) -> Day {
        self.now.day_in(self.zone)
    }

    pub fn zone(&self) -> &TimeZone {
        self.zone
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.reacting || self.actor.may(permission)
    }

    /// The first line of every command.
    pub fn require(&self, permission: Permission) -> Result<(), Failure> {
        if self.may(permission) { Ok(()) } else { Err(Refusal::not_allowed().into()) }
    }

    /// From here on the journal says in whose name this is done.
    pub(in crate::business) fn act_on_behalf_of(&mut self, person: PersonId) {
        self.on_behalf = Some(person);
    }

    /// Tells the journal, and later the reactions, what happened.
    pub(in crate::business) fn record<E: Happening>(&mut self, event: E) -> Recorded {
        let body =
            serde_json::to_string(&event).unwrap_or_else(|error| unreachable!("an event is plain data: {error}"));
        let number = self.writer.append(NewEntry {
            at: self.now,
            actor: self.actor.name_in_journal(),
            on_behalf: self.on_behalf,
            room: E::ROOM,
            event: E::NAME,
            subject: event.subject(),
            body,
        });
        self.unanswered.push((Recorded(number), event.into()));
        Recorded(number)
    }

    pub(in crate::business) fn save<K: Key, V: Stored>(
        &mut self,
        _told: &Recorded,
        map: &Map<K, V>,
        key: &K,
        value: &V,
    ) {
        self.writer.put(map, key, value);
    }

    /// Saves what was written out before the command began.
    pub(in crate::business) fn save_ready(&mut self, _told: &Recorded, row: ReadyRow) {
        self.writer.put_ready(row);
    }

    /// Takes away a row of an index or of a queue; records of business are cancelled, never removed.
    pub(in crate::business) fn remove<K: Key, V>(&mut self, _told: &Recorded, map: &Map<K, V>, key: &K) {
        self.writer.delete(map, key);
    }

    pub(in crate::business) fn next_id<Kind: Counted>(&mut self) -> Id<Kind> {
        self.writer.next_id()
    }

    /// Counts a named gapless range up by one; a refused command leaves no gap.
    pub(in crate::business) fn next_number(&mut self, range: &str) -> u64 {
        self.writer.count(range)
    }

    pub(in crate::business) fn post(&mut self, _told: &Recorded, item: &OutboxItem) -> OutboxId {
        self.writer.post(item)
    }

    pub(in crate::business) fn repost(&mut self, _told: &Recorded, id: OutboxId, item: &OutboxItem) {
        self.writer.repost(id, item);
    }

    /// What has happened since it was last asked; the door lets the reactions answer. A consequence that is
    /// told by its cause already needs no entry of its own: it saves with the token of the cause.
    pub fn take_unanswered(&mut self) -> Vec<(Recorded, Event)> {
        std::mem::take(&mut self.unanswered)
    }

    /// Lets consequences run; called by the door after the command itself has succeeded.
    pub fn begin_reacting(&mut self) {
        self.reacting = true;
    }
}

impl Read for Tx<'_, '_, '_> {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        self.writer.get_raw(table, key)
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: &mut dyn FnMut(&[u8], &[u8]) -> std::ops::ControlFlow<()>) {
        self.writer.walk_raw(table, span, visit);
    }

    fn latch(&self) -> &Latch {
        self.writer.latch()
    }
}
