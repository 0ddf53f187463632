//! The two doors to the data: `read` takes a snapshot, `write` joins the next durable commit.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, PoisonError, RwLock};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::tz::TimeZone;
use tokio::sync::{oneshot, watch};

use crate::app::clock::Clock;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::business::{firm, reactions};
use crate::store::{Fault, Group, Read, Store, last_entry};
use crate::values::Instant;

/// At most so many commands share one commit, so that the first of them does not wait for ever.
const GROUP_MAX: usize = 256;
/// So long a group waits for the next command until it has as many as the last one: whoever was answered together
/// tends to come together again, and one commit for all of them costs no more than one for the first.
const GATHERING: Duration = Duration::from_micros(150);

/// What is left to do for one command once its group is on disk, or has failed.
type Answer = Box<dyn FnOnce(Result<(), Fault>) + Send>;
type Job = Box<dyn FnOnce(&mut Group<'_>) -> Answer + Send>;
/// Many commands that share one transaction.
type GroupWork<'w, T> = Box<dyn FnOnce(&mut Group<'_>) -> Result<T, Fault> + 'w>;

/// Store, clock and the writing thread.
pub struct Door {
    store: Arc<Store>,
    clock: Arc<Clock>,
    zone: Arc<RwLock<TimeZone>>,
    jobs: RwLock<Option<Sender<Job>>>,
    writing: std::sync::Mutex<Option<JoinHandle<()>>>,
    announce: Arc<watch::Sender<u64>>,
}

impl Door {
    pub fn open(store: Store, clock: Clock) -> Result<Door, Fault> {
        let reader = store.reader()?;
        let zone = Arc::new(RwLock::new(firm::zone(&reader)));
        let announce = Arc::new(watch::Sender::new(last_entry(&reader).map_or(0, |entry| entry.number)));
        drop(reader);
        let store = Arc::new(store);
        let (jobs, waiting) = channel::<Job>();
        let (writing_store, writing_zone) = (Arc::clone(&store), Arc::clone(&zone));
        let announcing = Arc::clone(&announce);
        let writing = std::thread::Builder::new()
            .name("writing".to_owned())
            .spawn(move || write_groups(&writing_store, &writing_zone, &waiting, &announcing))
            .map_err(|error| Fault::new(error.to_string()).about("starting the writing thread"))?;
        Ok(Door {
            store,
            clock: Arc::new(clock),
            zone,
            jobs: RwLock::new(Some(jobs)),
            writing: std::sync::Mutex::new(Some(writing)),
            announce,
        })
    }

    pub fn now(&self) -> Instant {
        self.clock.now()
    }

    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    pub fn zone(&self) -> TimeZone {
        self.zone.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The raw store, for backup, check and export, which walk all tables.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Changes with the number of the newest committed journal entry: what workers wait for.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.announce.subscribe()
    }

    /// Asks one snapshot. A fault that a query met on the way replaces whatever it answered.
    pub fn read<T>(&self, actor: &Actor, ask: impl FnOnce(&View<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
        let reader = self.store.reader()?;
        let zone = self.zone();
        let answer = ask(&View::new(&reader, actor, self.now(), &zone));
        match reader.latch().take() {
            Some(fault) => Err(fault.into()),
            None => answer,
        }
    }

    /// Runs a command in the next group and answers when it is on disk.
    pub async fn write<T, C>(&self, actor: &Actor, command: C) -> Result<T, Failure>
    where
        T: Send + 'static,
        C: Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        let (reply, result) = oneshot::channel();
        self.send(job(actor.clone(), self.now(), Arc::clone(&self.zone), command, move |outcome| {
            drop(reply.send(outcome))
        }))?;
        result.await.unwrap_or_else(|_| Err(stopped().into()))
    }

    /// The same for callers that are no server: command line, demo seeds, tests.
    pub fn write_and_wait<T, C>(&self, actor: &Actor, command: C) -> Result<T, Failure>
    where
        T: Send + 'static,
        C: Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    {
        let (reply, result) = channel();
        self.send(job(actor.clone(), self.now(), Arc::clone(&self.zone), command, move |outcome| {
            drop(reply.send(outcome))
        }))?;
        result.recv().unwrap_or_else(|_| Err(stopped().into()))
    }

    /// Many commands in one commit, each with its own instant, for imports and demo seeds. All or nothing.
    pub fn write_all<T>(&self, work: impl FnOnce(&mut Batch<'_, '_>) -> Result<T, Failure>) -> Result<T, Failure> {
        let value = self.together(work, |work| self.store.write(work))?;
        self.look_again()?;
        Ok(value)
    }

    /// The same over a snapshot, of which nothing is kept: meanwhile everybody else writes as always.
    pub fn rehearse<T>(&self, work: impl FnOnce(&mut Batch<'_, '_>) -> Result<T, Failure>) -> Result<T, Failure> {
        self.together(work, |work| self.store.rehearse(work))
    }

    fn together<T>(
        &self,
        work: impl FnOnce(&mut Batch<'_, '_>) -> Result<T, Failure>,
        run: impl FnOnce(GroupWork<'_, T>) -> Result<T, Fault>,
    ) -> Result<T, Failure> {
        let zone = self.zone();
        let mut refused = None;
        let done = run(Box::new(|group| {
            let mut batch = Batch { group, zone: &zone, now: self.now() };
            work(&mut batch).map_err(|failure| match failure {
                Failure::Fault(fault) => fault,
                Failure::Refused(_) => {
                    refused = Some(failure);
                    Fault::new("refused")
                }
            })
        }));
        match (done, refused) {
            (_, Some(failure)) => Err(failure),
            (done, None) => Ok(done?),
        }
    }

    /// Waits for the last group and closes the file.
    pub fn close(&self) -> Result<(), Fault> {
        drop(self.jobs.write().unwrap_or_else(PoisonError::into_inner).take());
        let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(writing) = writing {
            writing.join().map_err(|_| Fault::new("the writing thread ended badly"))?;
        }
        Ok(())
    }

    /// Takes the store out for good; `None` while somebody still reads.
    pub fn into_store(self) -> Option<Store> {
        Arc::into_inner(self.store)
    }

    fn send(&self, job: Job) -> Result<(), Fault> {
        let jobs = self.jobs.read().unwrap_or_else(PoisonError::into_inner);
        jobs.as_ref().and_then(|jobs| jobs.send(job).ok()).ok_or_else(stopped)
    }

    /// Takes in what was written past the waiting commands, and wakes the workers.
    pub fn look_again(&self) -> Result<(), Fault> {
        let reader = self.store.reader()?;
        *self.zone.write().unwrap_or_else(PoisonError::into_inner) = firm::zone(&reader);
        self.announce.send_replace(last_entry(&reader).map_or(0, |entry| entry.number));
        Ok(())
    }
}

/// Commands that share one transaction, run one after the other.
pub struct Batch<'b, 't> {
    group: &'b mut Group<'t>,
    zone: &'b TimeZone,
    now: Instant,
}

impl Batch<'_, '_> {
    /// Sets the clock for the commands that follow.
    pub fn set_now(&mut self, now: Instant) {
        self.now = now;
    }

    /// Asks what the commands of this batch have left so far.
    pub fn ask<T>(&mut self, query: impl FnOnce(&dyn Read) -> T) -> Result<T, Failure> {
        self.group.command(|writer| Ok(query(writer)))
    }

    pub fn command<T>(
        &mut self,
        actor: &Actor,
        command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        run(self.group, actor, self.now, self.zone, &command)
    }
}

fn stopped() -> Fault {
    Fault::new("Kontor is shutting down")
}

/// Runs one command with its consequences inside the group.
fn run<T>(
    group: &mut Group<'_>,
    actor: &Actor,
    now: Instant,
    zone: &TimeZone,
    command: &impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    group.command(|writer| {
        let mut tx = Tx::new(writer, actor, now, zone);
        let value = command(&mut tx)?;
        tx.begin_reacting();
        reactions::answer_all(&mut tx)?;
        Ok(value)
    })
}

/// Packs a command so that the writing thread can run it, and its caller is told after the commit.
fn job<T: Send + 'static>(
    actor: Actor,
    now: Instant,
    zone: Arc<RwLock<TimeZone>>,
    command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
    reply: impl FnOnce(Result<T, Failure>) + Send + 'static,
) -> Job {
    Box::new(move |group| {
        let zone = zone.read().unwrap_or_else(PoisonError::into_inner).clone();
        let ran = catch_unwind(AssertUnwindSafe(|| run(group, &actor, now, &zone, &command)));
        let outcome =
            ran.unwrap_or_else(|_| Err(Fault::new("a bug stopped this command; nothing of it was kept").into()));
        Box::new(move |committed| reply(committed.map_err(Failure::from).and(outcome)))
    })
}

/// The next command that waits; when more are expected, one that comes in a moment.
fn next_job(waiting: &Receiver<Job>, more_expected: bool) -> Option<Job> {
    let found = waiting.try_recv().ok();
    if found.is_some() || !more_expected { found } else { waiting.recv_timeout(GATHERING).ok() }
}

/// The writing thread: takes what waits, runs it in one transaction, commits, answers.
fn write_groups(store: &Store, zone: &RwLock<TimeZone>, waiting: &Receiver<Job>, announce: &watch::Sender<u64>) {
    let mut expected = 1;
    while let Ok(first) = waiting.recv() {
        let mut answers: Vec<Answer> = Vec::new();
        let committed = store.write(|group| {
            answers.push(first(group));
            while answers.len() < GROUP_MAX {
                let Some(next) = next_job(waiting, answers.len() < expected) else { break };
                answers.push(next(group));
            }
            Ok(())
        });
        expected = answers.len();
        if let Err(fault) = &committed {
            tracing::error!(%fault, "a group of commands could not be committed");
        }
        for answer in answers {
            answer(committed.clone());
        }
        if let Ok(reader) = store.reader() {
            announce.send_replace(last_entry(&reader).map_or(0, |entry| entry.number));
            *zone.write().unwrap_or_else(PoisonError::into_inner) = firm::zone(&reader);
        }
    }
}
