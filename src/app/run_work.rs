//! Calculating and posting runs that were asked for on a page: worked out on a thread of its own while everybody
//! else goes on, then kept in one short step. Whoever asked waits a moment, and looks again when it takes longer.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;

use crate::app::guarded::guarded;
use crate::app::kontor::App;
use crate::business::actor::Actor;
use crate::business::commissions::{calculate_settled_run, post_settled_run, settle_agreed_run, settle_run};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::values::{AccountId, RunId};

/// Most runs are done by then, and the page goes straight on.
const PATIENCE: Duration = Duration::from_secs(3);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunDeed {
    Calculate,
    Post,
}

/// How far the work has come.
#[derive(Clone, Debug)]
pub struct RunStanding {
    pub run: RunId,
    pub deed: RunDeed,
    /// It is worked out, and being kept.
    pub is_saving: bool,
    /// What became of it, when it has ended.
    pub ended: Option<Result<(), Failure>>,
    account: Option<AccountId>,
}

/// Whether the work had ended when the patience had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunProgress {
    Done,
    UnderWay,
}

/// At most one at a time.
#[derive(Default)]
pub struct RunWork {
    standing: Mutex<Option<RunStanding>>,
}

impl RunWork {
    /// What is being done with a run at the moment.
    pub fn under_way(&self, run: RunId) -> Option<RunStanding> {
        self.lock().clone().filter(|standing| standing.run == run && standing.ended.is_none())
    }

    /// Why the last work on a run has failed, for whoever asked for it; told once, and then forgotten.
    pub fn take_trouble(&self, actor: &Actor, run: RunId) -> Option<Failure> {
        let is_meant = |last: &mut RunStanding| {
            last.run == run && last.account == actor.account() && matches!(last.ended, Some(Err(_)))
        };
        self.lock().take_if(is_meant)?.ended?.err()
    }

    /// Does it, and waits a moment for its end.
    pub async fn work(app: &Arc<App>, actor: &Actor, run: RunId, deed: RunDeed) -> Result<RunProgress, Failure> {
        if !app.run_work().begin(RunStanding { run, deed, is_saving: false, ended: None, account: actor.account() }) {
            return Err(Complaint::new("office_commissions.refusal.work_runs").into());
        }
        let (tell, told) = oneshot::channel();
        let (shared, actor) = (Arc::clone(app), actor.clone());
        drop(tokio::task::spawn_blocking(move || {
            let done = guarded("a commission run", || go_through(&shared, &actor, run, deed));
            let outcome = done.map_err(Failure::from).flatten();
            shared.run_work().change(|standing| standing.ended = Some(outcome.clone()));
            // When nobody waits any more, the page shows it, and nobody else writes a fault down.
            if let Err(Err(Failure::Fault(fault))) = tell.send(outcome) {
                tracing::error!(%fault, "the work on a commission run met a fault");
            }
        }));
        match tokio::time::timeout(PATIENCE, told).await {
            Ok(Ok(outcome)) => {
                // Told here and now, it need not be told again.
                app.run_work().lock().take_if(|standing| standing.ended.is_some());
                outcome.map(|()| RunProgress::Done)
            }
            Ok(Err(_)) | Err(_) => Ok(RunProgress::UnderWay),
        }
    }

    /// `false` while other work is under way.
    fn begin(&self, new: RunStanding) -> bool {
        let mut standing = self.lock();
        let free = standing.as_ref().is_none_or(|standing| standing.ended.is_some());
        if free {
            *standing = Some(new);
        }
        free
    }

    fn change(&self, change: impl FnOnce(&mut RunStanding)) {
        if let Some(standing) = self.lock().as_mut() {
            change(standing);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<RunStanding>> {
        self.standing.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn go_through(app: &App, actor: &Actor, run: RunId, deed: RunDeed) -> Result<(), Failure> {
    let settled = app.door().read(actor, |view| match deed {
        RunDeed::Calculate => {
            view.require(Permission::CommissionsRun)?;
            settle_run(view, run)
        }
        RunDeed::Post => settle_agreed_run(view, run),
    })?;
    app.run_work().change(|standing| standing.is_saving = true);
    app.door().write_and_wait(actor, move |tx| match deed {
        RunDeed::Calculate => calculate_settled_run(tx, &settled),
        RunDeed::Post => post_settled_run(tx, &settled),
    })
}
