//! The worker that sends what waits in the outbox, and notes what became of it.
//!
//! A letter is sent at least once: when the machine dies between sending and noting, it is sent again under the
//! same Message-ID. Without a mail server everything waits; nothing fails.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::sleep;

use crate::app::door::Door;
use crate::app::letters::{document_without_data, letter_of, write_mail};
use crate::app::links::Links;
use crate::app::sealing::seal_papers;
use crate::app::secrets::Secrets;
use crate::business::actor::Actor;
use crate::business::billing::note_sent_without_data;
use crate::business::failure::Failure;
use crate::business::firm::{Firm, MailServer, firm};
use crate::business::mail::MAIL;
use crate::business::messages::{self, Letter, Trouble};
use crate::business::tx::Tx;
use crate::exchange::mail::{Head, Mail, MailTrouble, Mailer};
use crate::store::{Fault, OutboxId, OutboxItem, OutboxState, entries_from, outbox_due, outbox_item, outbox_next_due};
use crate::values::{InvoiceId, InvoiceKind};

/// One round takes so many letters, then looks again.
const ROUND_MAX: usize = 50;

/// Commits that follow each other closely are answered by one round.
const GATHERING_TIME: Duration = Duration::from_millis(100);

/// The clock may be set, so that no wait is longer than this.
const WAIT_MAX: Duration = Duration::from_secs(60);

/// While the server cannot be reached, one letter a minute is tried.
const PAUSE: Duration = Duration::from_secs(60);

/// What a letter on its way is given when Kontor stops.
const LAST_LETTER_TIME: Duration = Duration::from_secs(5);

/// Journal entries that are looked at between two commits.
const ENTRIES_MAX: usize = 1_000;

/// What a letter needs beside the data: where its links lead, and the key to the server's password.
#[derive(Clone, Debug)]
pub struct Means {
    pub links: Links,
    pub secrets: Secrets,
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    pub sent: usize,
    pub troubled: usize,
    /// The server itself is the trouble: no use to try the next letter now.
    pub server_trouble: bool,
    /// There may be more that is due.
    pub more: bool,
}

/// Sends what is due, now and whenever something becomes due, until it is told to stop.
pub async fn run_outbox(door: Arc<Door>, means: Means, mut stop: watch::Receiver<bool>) {
    let mut committed = door.committed();
    while !*stop.borrow() {
        let seen = *committed.borrow_and_update();
        let stopping = stop.clone();
        let stopped = || *stopping.borrow();
        let round = tokio::select! {
            round = send_round(&door, &means, &stopped) => round,
            // The letter on its way has a moment to arrive and to be noted, so that it is not sent twice.
            () = told_to_stop(&mut stop, LAST_LETTER_TIME) => return,
        };
        match round {
            Ok(round) if round.server_trouble => tokio::select! {
                () = pause(&door, &mut committed, seen) => {}
                () = told_to_stop(&mut stop, Duration::ZERO) => return,
            },
            Ok(round) if round.more => {}
            Ok(_) => tokio::select! {
                () = something_due(&door, &mut committed) => {}
                () = told_to_stop(&mut stop, Duration::ZERO) => return,
            },
            Err(failure) => {
                // Going on could send the same letters over and over without noting it.
                tracing::error!("the outbox has stopped: {failure:?}");
                return;
            }
        }
    }
}

/// Tries every letter that is due, once.
pub async fn send_due(door: &Arc<Door>, means: &Means) -> Result<Round, Failure> {
    send_round(door, means, &|| false).await
}

async fn send_round(
    door: &Arc<Door>,
    means: &Means,
    stopped: &(dyn Fn() -> bool + Send + Sync),
) -> Result<Round, Failure> {
    let Some(mut work) = work_at_hand(door)? else { return Ok(Round::default()) };
    let Some(password) = means.secrets.open(&work.server.password) else {
        tracing::warn!(
            "the password of the mail server cannot be opened; bring its key back from a backup, or remove the server and set it up anew"
        );
        return Ok(Round { server_trouble: true, ..Round::default() });
    };
    work.server.password = password;
    let mut round = Round { more: work.due.len() == ROUND_MAX, ..Round::default() };
    let mailer = match Mailer::new(&work.server) {
        Ok(mailer) => mailer,
        Err(trouble) => {
            tracing::warn!("the mail server cannot be used: {trouble:?}");
            return Ok(Round { server_trouble: true, ..round });
        }
    };
    for id in &work.due {
        if stopped() {
            break;
        }
        match send_one(door, &means.links, &work, &mailer, *id).await? {
            Outcome::NotWaiting => {}
            Outcome::Sent => round.sent += 1,
            Outcome::Troubled => round.troubled += 1,
            Outcome::ServerTrouble => {
                return Ok(Round { troubled: round.troubled + 1, server_trouble: true, ..round });
            }
        }
    }
    Ok(round)
}

struct Work {
    firm: Firm,
    server: MailServer,
    due: Vec<OutboxId>,
}

/// The firm, its server and what is due; `None` while there is nothing to do or nobody to do it.
fn work_at_hand(door: &Door) -> Result<Option<Work>, Failure> {
    door.read(&Actor::system(), |view| {
        let Some(firm) = firm(view) else { return Ok(None) };
        let Some(server) = firm.mail_server.clone() else { return Ok(None) };
        let due = outbox_due(view, view.now(), ROUND_MAX).into_iter();
        let due: Vec<OutboxId> = due.filter(|(_, item)| item.channel == MAIL).map(|(id, _)| id).collect();
        Ok((!due.is_empty()).then_some(Work { firm, server, due }))
    })
}

enum Outcome {
    NotWaiting,
    Sent,
    Troubled,
    ServerTrouble,
}

async fn send_one(
    door: &Arc<Door>,
    links: &Links,
    work: &Work,
    mailer: &Mailer,
    id: OutboxId,
) -> Result<Outcome, Failure> {
    let Some(Waiting { item, written, without_data }) = write(door, links, id).await? else {
        return Ok(Outcome::NotWaiting);
    };
    let sent = match written {
        Ok((mail, letter)) => {
            let head = head(work, id, &item, door);
            mailer.send(&head, &mail).await.map(|()| letter)
        }
        Err(key) => Err(MailTrouble::Lasting(key.to_owned())),
    };
    let (trouble, outcome) = match sent {
        Ok(letter) => {
            let note = move |tx: &mut Tx| {
                messages::record_sent(tx, id, &letter)?;
                without_data.map_or(Ok(()), |invoice| note_sent_without_data(tx, invoice))
            };
            door.write(&Actor::system(), note).await?;
            return Ok(Outcome::Sent);
        }
        Err(MailTrouble::Lasting(words)) => (Trouble { words, lasting: true }, Outcome::Troubled),
        Err(MailTrouble::Passing(words)) => (Trouble { words, lasting: false }, Outcome::Troubled),
        Err(MailTrouble::Server(words)) => (Trouble { words, lasting: false }, Outcome::ServerTrouble),
    };
    // The words may hold an address and stay out of the log.
    tracing::warn!("letter {id} ({}) was not sent{}", item.template, if trouble.lasting { ", for good" } else { "" });
    door.write(&Actor::system(), move |tx| messages::record_trouble(tx, id, &trouble)).await?;
    Ok(outcome)
}

fn head<'h>(work: &'h Work, id: OutboxId, item: &'h OutboxItem, door: &Door) -> Head<'h> {
    Head {
        from_name: &work.firm.trade_name,
        from: &work.server.from,
        reply_to: &work.firm.email,
        to: &item.recipient,
        // When it leaves: a letter that waited for a server must not lie below older mail in the inbox.
        date: door.now(),
        id: format!("kontor.{id}.{}", item.created_at.micros()),
    }
}

type Written = Result<(Mail, Letter), &'static str>;

struct Waiting {
    item: OutboxItem,
    written: Written,
    without_data: Option<InvoiceId>,
}

/// Writes a letter away from the threads that answer requests: a document takes a few milliseconds.
/// `None` when it is not waiting any more.
async fn write(door: &Arc<Door>, links: &Links, id: OutboxId) -> Result<Option<Waiting>, Failure> {
    let (door, links) = (Arc::clone(door), links.clone());
    let writing = tokio::task::spawn_blocking(move || {
        seal_enclosed(&door, id)?;
        door.read(&Actor::system(), |view| {
            let item = outbox_item(view, id).filter(|item| item.state == OutboxState::Waiting);
            let Some(item) = item else { return Ok(None) };
            let written = write_mail(view, &links, &item).map(|mail| {
                let letter = letter_of(&mail, &item);
                (mail, letter)
            });
            let without_data = document_without_data(view, &item)?;
            Ok(Some(Waiting { item, written, without_data }))
        })
    });
    match writing.await {
        Ok(written) => written,
        Err(error) => Err(Fault::new(error.to_string()).about("writing a letter").into()),
    }
}

/// What a letter carries is kept before it leaves.
fn seal_enclosed(door: &Door, id: OutboxId) -> Result<(), Failure> {
    let enclosed = door.read(&Actor::system(), |view| {
        let item = outbox_item(view, id).filter(|item| item.state == OutboxState::Waiting);
        Ok(item.and_then(|item| item.subject.id_of::<InvoiceKind>()))
    })?;
    if let Some(invoice) = enclosed {
        seal_papers(door, &[invoice])?;
    }
    Ok(())
}

/// Waits for a commit, or for the next due time.
async fn something_due(door: &Door, committed: &mut watch::Receiver<u64>) {
    let now = door.now();
    let next = door.read(&Actor::system(), |view| Ok(outbox_next_due(view))).ok().flatten();
    let until_due = next.map(|due_at| due_at.micros() - now.micros()).filter(|micros| *micros > 0);
    let wait = until_due.and_then(|micros| u64::try_from(micros).ok()).map_or(WAIT_MAX, Duration::from_micros);
    tokio::select! {
        _ = committed.changed() => sleep(GATHERING_TIME).await,
        () = sleep(wait.min(WAIT_MAX)) => {}
    }
}

/// Leaves the server alone for a while, unless somebody asks for another try or changes the server.
async fn pause(door: &Door, committed: &mut watch::Receiver<u64>, mut seen: u64) {
    let rest = sleep(PAUSE);
    tokio::pin!(rest);
    loop {
        tokio::select! {
            () = &mut rest => return,
            changed = committed.changed() => if changed.is_err() {
                return rest.await;
            },
        }
        let newest = *committed.borrow_and_update();
        let entries = door.read(&Actor::system(), |view| Ok(entries_from(view, seen + 1, ENTRIES_MAX)));
        let ends_pause = |room: &str, event: &str| {
            let server = matches!(event, "firm_changed" | "firm_part_changed");
            (room == "firm" && server) || (room, event) == ("messages", "letter_resent")
        };
        if entries.unwrap_or_default().iter().any(|entry| ends_pause(&entry.room, &entry.event)) {
            return;
        }
        seen = newest;
        sleep(GATHERING_TIME).await;
    }
}

async fn told_to_stop(stop: &mut watch::Receiver<bool>, grace: Duration) {
    if stop.wait_for(|told| *told).await.is_err() {
        // Nobody is left who could say so: run until the runtime ends.
        std::future::pending::<()>().await;
    }
    sleep(grace).await;
}
