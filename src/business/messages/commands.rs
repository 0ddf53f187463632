//! What becomes of a letter: sent, troubled, tried again, taken back.

use serde::Serialize;

use crate::business::failure::{Complaint, Failure, Refusal};
use crate::business::firm::firm;
use crate::business::messages::Letter;
use crate::business::messages::records::OUTBOX_ID_TO_LETTER;
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{OutboxId, OutboxItem, OutboxState, Subject, outbox_due, outbox_item, outbox_waiting};
use crate::values::{Day, Instant};

/// After so many attempts a letter is given up: about three days.
const ATTEMPTS_MAX: u32 = 10;

/// Minutes until the next attempt, after the first, the second, …
const PAUSES_MINUTES: [i64; 9] = [1, 5, 15, 60, 240, 480, 720, 1440, 1440];

/// So many are taken back by one command at most; more need another one.
const CANCELLED_MAX: usize = 10_000;

/// So many count as sent by one command at most.
const PLAYED_MAX: usize = 1_000;

/// What an attempt to send met with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// In the words of whoever refused.
    pub words: String,
    /// The receiver's server said no for good; trying again would not help.
    pub lasting: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterSent {
    pub item: OutboxId,
    pub template: String,
    #[serde(skip)]
    pub about: Subject,
}

/// The words of the trouble stay in the outbox row: they may hold an address.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterTroubled {
    pub item: OutboxId,
    pub template: String,
    pub attempts: u32,
    pub given_up: bool,
    #[serde(skip)]
    pub about: Subject,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterResent {
    pub item: OutboxId,
    #[serde(skip)]
    pub about: Subject,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LetterCancelled {
    pub item: OutboxId,
    pub template: String,
    #[serde(skip)]
    pub about: Subject,
}

macro_rules! about_a_letter {
    ($($event:ident $name:literal),*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "messages";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                self.about.clone()
            }
        }
    )*};
}

about_a_letter!(
    LetterSent "letter_sent",
    LetterTroubled "letter_troubled",
    LetterResent "letter_resent",
    LetterCancelled "letter_cancelled"
);

/// Keeps a letter as it was sent. It has left the house, whatever became of its row meanwhile.
pub fn record_sent(tx: &mut Tx, id: OutboxId, letter: &Letter) -> Result<(), Failure> {
    tx.require(Permission::MessagesSend)?;
    let item = known(tx, id)?;
    let told = tx.record(LetterSent { item: id, template: item.template.clone(), about: item.subject.clone() });
    let sent = OutboxItem {
        state: OutboxState::Sent,
        attempts: item.attempts + 1,
        due_at: tx.now(),
        trouble: String::new(),
        secret: String::new(),
        ..item
    };
    tx.repost(&told, id, &sent);
    tx.save(&told, &OUTBOX_ID_TO_LETTER, &id, letter);
    Ok(())
}

/// Notes what an attempt met with, and when it is tried again, if ever.
pub fn record_trouble(tx: &mut Tx, id: OutboxId, trouble: &Trouble) -> Result<(), Failure> {
    tx.require(Permission::MessagesSend)?;
    let item = known(tx, id)?;
    if item.state != OutboxState::Waiting {
        return Ok(());
    }
    let attempts = item.attempts + 1;
    let given_up = trouble.lasting || attempts >= ATTEMPTS_MAX;
    let told = tx.record(LetterTroubled {
        item: id,
        template: item.template.clone(),
        attempts,
        given_up,
        about: item.subject.clone(),
    });
    let state = if given_up { OutboxState::Failed } else { OutboxState::Waiting };
    let due_at = if given_up { tx.now() } else { tx.now().plus_seconds(pause_minutes(attempts) * 60) };
    let troubled = OutboxItem { state, attempts, due_at, trouble: trouble.words.clone(), ..item };
    tx.repost(&told, id, &troubled);
    Ok(())
}

/// Tries a letter at once, with all its attempts before it again.
pub fn resend_item(tx: &mut Tx, id: OutboxId) -> Result<(), Failure> {
    tx.require(Permission::MessagesSend)?;
    let item = open_item(tx, id)?;
    let told = tx.record(LetterResent { item: id, about: item.subject.clone() });
    let waiting = OutboxItem { state: OutboxState::Waiting, attempts: 0, due_at: tx.now(), ..item };
    tx.repost(&told, id, &waiting);
    Ok(())
}

/// Takes back a letter that has not left the house.
pub fn cancel_item(tx: &mut Tx, id: OutboxId, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::MessagesSend)?;
    let reason = good_reason(reason)?;
    let item = open_item(tx, id)?;
    cancel(tx, id, item, reason);
    Ok(())
}

/// Takes back everything that was written before a day and still waits. Tells how many.
pub fn cancel_waiting_before(tx: &mut Tx, before: Day, reason: &str) -> Result<usize, Failure> {
    tx.require(Permission::MessagesSend)?;
    let reason = good_reason(reason)?.to_owned();
    let begin = Instant::at(before, 0, tx.zone());
    let waiting = outbox_waiting(tx, usize::MAX).into_iter().filter(|(_, item)| item.created_at < begin);
    let old: Vec<_> = waiting.take(CANCELLED_MAX).collect();
    if old.is_empty() {
        return Err(Complaint::new("messages.refusal.none_so_old").at("before").with("day", before).into());
    }
    let count = old.len();
    for (id, item) in old {
        cancel(tx, id, item, &reason);
    }
    Ok(count)
}

/// Counts what is due as sent, while the story of a trial firm is played: nobody tries to send it, and its text is not
/// kept. Tells how many; more than the limit need another call.
pub fn play_sending(tx: &mut Tx) -> Result<usize, Failure> {
    tx.require(Permission::MessagesSend)?;
    if !firm(tx).is_some_and(|firm| firm.trial) {
        return Err(Refusal::not_allowed().into());
    }
    let due = outbox_due(tx, tx.now(), PLAYED_MAX);
    for (id, item) in &due {
        let told = tx.record(LetterSent { item: *id, template: item.template.clone(), about: item.subject.clone() });
        let (state, due_at) = (OutboxState::Sent, tx.now());
        tx.repost(&told, *id, &OutboxItem { state, due_at, attempts: 0, secret: String::new(), ..item.clone() });
    }
    Ok(due.len())
}

/// Whether a letter counts as sent and never was: it belongs to the story of a trial firm.
pub fn was_played(item: &OutboxItem) -> bool {
    item.state == OutboxState::Sent && item.attempts == 0
}

fn cancel(tx: &mut Tx, id: OutboxId, item: OutboxItem, reason: &str) {
    let told = tx.record(LetterCancelled { item: id, template: item.template.clone(), about: item.subject.clone() });
    let cancelled = OutboxItem {
        state: OutboxState::Cancelled,
        due_at: tx.now(),
        trouble: reason.to_owned(),
        secret: String::new(),
        ..item
    };
    tx.repost(&told, id, &cancelled);
}

fn good_reason(reason: &str) -> Result<&str, Failure> {
    let reason = reason.trim();
    if reason.is_empty() {
        Err(Complaint::new("messages.refusal.reason_missing").at("reason").into())
    } else {
        Ok(reason)
    }
}

fn known(tx: &Tx, id: OutboxId) -> Result<OutboxItem, Failure> {
    outbox_item(tx, id).ok_or_else(Failure::not_found)
}

/// An item that waits or was given up.
fn open_item(tx: &Tx, id: OutboxId) -> Result<OutboxItem, Failure> {
    let item = known(tx, id)?;
    match item.state {
        OutboxState::Waiting | OutboxState::Failed => Ok(item),
        OutboxState::Sent => Err(Complaint::new("messages.refusal.already_sent").into()),
        OutboxState::Cancelled => Err(Complaint::new("messages.refusal.already_cancelled").into()),
    }
}

fn pause_minutes(attempts: u32) -> i64 {
    let position = usize::try_from(attempts.saturating_sub(1)).unwrap_or(usize::MAX);
    PAUSES_MINUTES.get(position).copied().unwrap_or(1440)
}
