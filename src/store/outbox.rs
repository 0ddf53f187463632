//! The outbox: what waits to leave the house. Written with the change that caused it, sent later, kept for ever.

use serde::{Deserialize, Serialize};

use crate::store::{Map, Read, Span, Stored, Subject, Writer};
use crate::values::{Id, Instant, Language};

pub(super) const OUTBOX_ID_TO_ITEM: Map<OutboxId, OutboxItem> = Map::new(5, "OUTBOX_ID_TO_ITEM");
pub(super) const DUE_TO_OUTBOX_ID: Map<(Instant, OutboxId), ()> = Map::new(6, "DUE_TO_OUTBOX_ID");
pub(super) const SUBJECT_TO_OUTBOX_ID: Map<(String, u64, OutboxId), ()> = Map::new(7, "SUBJECT_TO_OUTBOX_ID");

/// Marks ids of outbox rows.
#[derive(Clone, Copy, Debug)]
pub enum OutboxKind {}
pub type OutboxId = Id<OutboxKind>;

impl crate::values::Counted for OutboxKind {
    const COUNTER: &'static str = "outbox";
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutboxState {
    Waiting,
    Sent,
    /// Given up after the last attempt, or refused for good by the receiver.
    Failed,
    /// Taken back by a person, with a reason in `trouble`.
    Cancelled,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxItem {
    /// How it leaves: `mail`, later `sms` and others.
    pub channel: String,
    /// Which letter it is: `order_confirmation`, `invoice`, …
    pub template: String,
    pub subject: Subject,
    /// Where to: an e-mail address for mail.
    pub recipient: String,
    pub language: Language,
    /// The secret of a link in the letter, which records know only as a hash; emptied once it is sent.
    pub secret: String,
    pub created_at: Instant,
    pub state: OutboxState,
    pub attempts: u32,
    /// When it is tried next; when it was sent or given up, for the others.
    pub due_at: Instant,
    /// What the last attempt met with.
    pub trouble: String,
}

impl Stored for OutboxItem {
    const VERSION: u8 = 1;
}

impl Writer<'_, '_> {
    pub fn post(&mut self, item: &OutboxItem) -> OutboxId {
        let id = self.next_id();
        self.put(&SUBJECT_TO_OUTBOX_ID, &(item.subject.kind.clone(), item.subject.id, id), &());
        self.put(&DUE_TO_OUTBOX_ID, &(item.due_at, id), &());
        self.put(&OUTBOX_ID_TO_ITEM, &id, item);
        id
    }

    /// Replaces an item after an attempt; only waiting ones stay in the queue.
    pub fn repost(&mut self, id: OutboxId, item: &OutboxItem) {
        let before = (self as &dyn Read).get(&OUTBOX_ID_TO_ITEM, &id);
        if let Some(before) = before {
            self.delete(&DUE_TO_OUTBOX_ID, &(before.due_at, id));
        }
        if item.state == OutboxState::Waiting {
            self.put(&DUE_TO_OUTBOX_ID, &(item.due_at, id), &());
        }
        self.put(&OUTBOX_ID_TO_ITEM, &id, item);
    }
}

pub fn outbox_item(r: &dyn Read, id: OutboxId) -> Option<OutboxItem> {
    r.get(&OUTBOX_ID_TO_ITEM, &id)
}

/// What is to be sent by now, longest waiting first.
pub fn outbox_due(r: &dyn Read, now: Instant, limit: usize) -> Vec<(OutboxId, OutboxItem)> {
    let due = r.keys(
        &DUE_TO_OUTBOX_ID,
        Span::before(&(Instant::from_micros(now.micros() + 1), OutboxId::new(0))).limit(limit),
    );
    due.into_iter().filter_map(|(_, id)| Some((id, outbox_item(r, id)?))).collect()
}

/// Newest first, before the one seen last.
pub fn outbox_newest(r: &dyn Read, before: Option<OutboxId>, limit: usize) -> Vec<(OutboxId, OutboxItem)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&OUTBOX_ID_TO_ITEM, span.backwards().limit(limit))
}

/// What still waits, the next due first.
pub fn outbox_waiting(r: &dyn Read, limit: usize) -> Vec<(OutboxId, OutboxItem)> {
    let waiting = r.keys(&DUE_TO_OUTBOX_ID, Span::all().limit(limit));
    waiting.into_iter().filter_map(|(_, id)| Some((id, outbox_item(r, id)?))).collect()
}

/// When the next waiting item is to be tried.
pub fn outbox_next_due(r: &dyn Read) -> Option<Instant> {
    r.keys(&DUE_TO_OUTBOX_ID, Span::all().limit(1)).first().map(|(due_at, _)| *due_at)
}

/// Everything that was sent about a subject.
pub fn outbox_of(r: &dyn Read, subject: &Subject) -> Vec<(OutboxId, OutboxItem)> {
    let ids = r.keys(&SUBJECT_TO_OUTBOX_ID, Span::prefix(&(subject.kind.clone(), subject.id)));
    ids.into_iter().filter_map(|(_, _, id)| Some((id, outbox_item(r, id)?))).collect()
}
