//! Comparisons of plans that were asked for on a page. One runs at a time, on a thread of its own; it goes on when the
//! page is closed. What it comes to is forgotten an hour later, or when Kontor ends.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use crate::app::guarded::guarded;
use crate::app::kontor::App;
use crate::app::work_shelf::{Held, WorkKey, WorkShelf};
use crate::business::actor::Actor;
use crate::business::commissions::{Comparison, Plan, compare_plans};
use crate::business::failure::{Complaint, Failure};

pub type ReplayKey = WorkKey;

/// So many comparisons are kept at once; the oldest gives way.
const KEPT_MAX: usize = 8;
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
}

pub struct SandboxDesk {
    shelf: WorkShelf<ReplayStanding>,
}

impl Default for SandboxDesk {
    fn default() -> SandboxDesk {
        SandboxDesk { shelf: WorkShelf::of(KEPT_MAX) }
    }
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
        let standing = ReplayStanding { asked, stage: Replaying::UnderWay, done: 0, total: 0, is_cancelled: false };
        let known = app.sandbox_desk().put(key, Held::new(actor, app.door().now(), standing))?;
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
        self.shelf.own(actor, key, Held::cancel);
    }

    /// How far it is, for whoever asked for it.
    pub fn standing(&self, actor: &Actor, key: &ReplayKey) -> Option<ReplayStanding> {
        let told =
            |held: &mut Held<ReplayStanding>| ReplayStanding { is_cancelled: held.is_cancelled(), ..held.work.clone() };
        self.shelf.own(actor, key, told)
    }

    /// Lets what is under way come to an end.
    pub fn stop(&self) {
        self.shelf.stop();
    }

    /// The key under which it runs; refused while another one does.
    fn put(&self, key: ReplayKey, new: Held<ReplayStanding>) -> Result<ReplayKey, Failure> {
        let running = self.shelf.put(key, new, |all, new| {
            let (running, held) = all.iter().find(|(_, held)| held.work.is_under_way())?;
            Some((held.is_of_same_person(new) && held.work.asked == new.work.asked).then_some(*running))
        });
        match running {
            Ok(()) => Ok(key),
            Err(same) => same.ok_or_else(|| Complaint::new("office_commissions.refusal.replay_runs").into()),
        }
    }

    /// Notes how far it is; whether to go on.
    fn tell(&self, key: &ReplayKey, done: usize, total: usize) -> bool {
        self.shelf.tell(key, |standing| (standing.done, standing.total) = (done, total))
    }

    fn end(&self, key: &ReplayKey, outcome: Result<Option<Comparison>, Failure>) {
        self.shelf.tell(key, |standing| {
            standing.stage = match outcome {
                Ok(Some(comparison)) => Replaying::Done(Arc::new(comparison)),
                Ok(None) => Replaying::Cancelled,
                Err(failure) => Replaying::Refused(failure),
            };
        });
    }
}

impl ReplayStanding {
    fn is_under_way(&self) -> bool {
        matches!(self.stage, Replaying::UnderWay)
    }
}
