//! Comparisons of plans that were asked for on a page. One runs at a time, on a thread of its own; it goes on when the
//! page is closed. What it comes to is forgotten an hour later, or when Kontor ends.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::app::guarded::guarded;
use crate::app::kontor::App;
use crate::business::actor::Actor;
use crate::business::commissions::{Comparison, Plan, compare_plans};
use crate::business::failure::{Complaint, Failure};
use crate::values::{AccountId, Instant};

pub type ReplayKey = [u8; 16];

/// So many comparisons are kept at once; the oldest gives way.
const KEPT_MAX: usize = 8;
const KEPT_SECONDS: i64 = 60 * 60;
/// Most comparisons are done by then, and the page shows them at once.
const PATIENCE: Duration = Duration::from_secs(2);

/// What somebody wants to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayAsked {
    /// The name of the plan that held.
    pub plan: String,
    /// The changed plan, word for word.
    pub source: String,
    pub periods: usize,
}

#[derive(Clone, Debug)]
pub enum Replaying {
    UnderWay,
    Done(Arc<Comparison>),
    Refused(Failure),
    /// Whoever asked wants it no more.
    Cancelled,
}

/// How far a comparison has come.
#[derive(Clone, Debug)]
pub struct ReplayStanding {
    pub asked: ReplayAsked,
    pub stage: Replaying,
    /// Periods that are replayed, and how many there are; none before that is known.
    pub done: usize,
    pub total: usize,
    pub is_cancelled: bool,
    begun_at: Instant,
}

struct Held {
    standing: ReplayStanding,
    account: Option<AccountId>,
}

#[derive(Default)]
pub struct SandboxDesk {
    held: Mutex<BTreeMap<ReplayKey, Held>>,
    stopping: AtomicBool,
}

impl SandboxDesk {
    /// Begins a comparison under a fresh key, and waits a moment for its end. Asked twice, the second leads to the
    /// first.
    pub async fn begin(
        app: &Arc<App>,
        actor: &Actor,
        key: ReplayKey,
        (asked, changed): (ReplayAsked, Plan),
    ) -> Result<ReplayKey, Failure> {
        let (plan, periods) = (asked.plan.clone(), asked.periods);
        let begun_at = app.door().now();
        let stage = Replaying::UnderWay;
        let standing = ReplayStanding { asked, stage, done: 0, total: 0, is_cancelled: false, begun_at };
        let known = app.sandbox_desk().put(key, Held { standing, account: actor.account() })?;
        if known != key {
            return Ok(known);
        }
        let (tell, told) = oneshot::channel();
        let (shared, actor) = (Arc::clone(app), actor.clone());
        drop(tokio::task::spawn_blocking(move || {
            let desk = shared.sandbox_desk();
            let done = guarded("a comparison of plans", || {
                shared.door().read(&actor, |view| {
                    let mut watch = |done, total| desk.tell(&key, done, total);
                    compare_plans(view, &plan, (changed, periods), &mut watch)
                })
            });
            desk.end(&key, done.map_err(Failure::from).flatten());
            // Nobody may be waiting any more; the page shows it then.
            let _ = tell.send(());
        }));
        drop(tokio::time::timeout(PATIENCE, told).await);
        Ok(key)
    }

    /// Ends what is under way, for whoever asked for it.
    pub fn cancel(&self, actor: &Actor, key: &ReplayKey) {
        let mut all = self.lock();
        if let Some(held) = all.get_mut(key).filter(|held| held.account == actor.account()) {
            held.standing.is_cancelled = true;
        }
    }

    /// How far it is, for whoever asked for it.
    pub fn standing(&self, actor: &Actor, key: &ReplayKey) -> Option<ReplayStanding> {
        let all = self.lock();
        all.get(key).filter(|held| held.account == actor.account()).map(|held| held.standing.clone())
    }

    /// Lets what is under way come to an end.
    pub fn stop(&self) {
        self.stopping.store(true, Ordering::SeqCst);
    }

    /// The key under which it runs; refused while another one does.
    fn put(&self, key: ReplayKey, new: Held) -> Result<ReplayKey, Failure> {
        let mut all = self.lock();
        if let Some((running, held)) = all.iter().find(|(_, held)| held.is_under_way()) {
            let is_same = held.account == new.account && held.standing.asked == new.standing.asked;
            let refusal = || Complaint::new("office_commissions.refusal.replay_runs").into();
            return is_same.then_some(*running).ok_or_else(refusal);
        }
        let now = new.standing.begun_at;
        all.retain(|_, old| now.seconds_since(old.standing.begun_at) < KEPT_SECONDS);
        while all.len() >= KEPT_MAX {
            let oldest = all.iter().min_by_key(|(_, old)| old.standing.begun_at).map(|(key, _)| *key);
            let Some(oldest) = oldest else { break };
            all.remove(&oldest);
        }
        all.insert(key, new);
        Ok(key)
    }

    /// Notes how far it is; whether to go on.
    fn tell(&self, key: &ReplayKey, done: usize, total: usize) -> bool {
        let mut all = self.lock();
        let Some(held) = all.get_mut(key) else { return false };
        (held.standing.done, held.standing.total) = (done, total);
        !held.standing.is_cancelled && !self.stopping.load(Ordering::SeqCst)
    }

    fn end(&self, key: &ReplayKey, outcome: Result<Option<Comparison>, Failure>) {
        if let Some(held) = self.lock().get_mut(key) {
            held.standing.stage = match outcome {
                Ok(Some(comparison)) => Replaying::Done(Arc::new(comparison)),
                Ok(None) => Replaying::Cancelled,
                Err(failure) => Replaying::Refused(failure),
            };
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<ReplayKey, Held>> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Held {
    fn is_under_way(&self) -> bool {
        matches!(self.standing.stage, Replaying::UnderWay)
    }
}
