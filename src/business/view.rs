//! One reading by one person: a snapshot with the actor who looks at it.

use jiff::tz::TimeZone;

use crate::business::actor::Actor;
use crate::business::failure::{Failure, Refusal};
use crate::business::permission::Permission;
use crate::store::{Latch, Read, Reader, Span, Table};
use crate::values::{Day, Instant};

pub struct View<'v> {
    reader: &'v Reader,
    actor: &'v Actor,
    now: Instant,
    zone: &'v TimeZone,
}

impl<'v> View<'v> {
    /// Made by the door and by tests.
    pub fn new(reader: &'v Reader, actor: &'v Actor, now: Instant, zone: &'v TimeZone) -> View<'v> {
        View { reader, actor, now, zone }
    }

    pub fn actor(&self) -> &Actor {
        self.actor
    }

    pub fn now(&self) -> Instant {
        self.now
    }

    pub fn today(&self) -> Day {
        self.now.day_in(self.zone)
    }

    pub fn zone(&self) -> &TimeZone {
        self.zone
    }

    pub fn may(&self, permission: Permission) -> bool {
        self.actor.may(permission)
    }

    pub fn require(&self, permission: Permission) -> Result<(), Failure> {
        if self.may(permission) { Ok(()) } else { Err(Refusal::not_allowed().into()) }
    }
}

impl Read for View<'_> {
    fn get_raw(&self, table: Table, key: &[u8]) -> Option<Vec<u8>> {
        self.reader.get_raw(table, key)
    }

    fn walk_raw(&self, table: Table, span: &Span, visit: &mut dyn FnMut(&[u8], &[u8]) -> std::ops::ControlFlow<()>) {
        self.reader.walk_raw(table, span, visit);
    }

    fn latch(&self) -> &Latch {
        self.reader.latch()
    }

    fn aside(&self) -> Option<Reader> {
        self.reader.aside()
    }
}
