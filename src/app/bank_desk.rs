//! Bank files that were sent on a page: judged first, looked at, then taken in. One runs at a time. The work goes on
//! when the page is closed; what was uploaded is forgotten an hour later, or when Kontor ends.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::bank_files::{BankFileTrouble, BankTaken, SentBankFile, take_bank_file};
use crate::app::guarded::guarded;
use crate::app::imports::Keep;
use crate::app::kontor::App;
use crate::app::work_shelf::{Held, WorkKey, WorkShelf};
use crate::business::actor::Actor;

pub type BankFileKey = WorkKey;
pub type BankFileOutcome = Result<BankTaken, BankFileTrouble>;

/// So many uploads are kept at once; the oldest gives way.
const KEPT_MAX: usize = 3;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankFileStage {
    Judging,
    Judged(BankFileOutcome),
    Taking,
    Taken(BankFileOutcome),
}

impl BankFileStage {
    pub const fn is_under_way(&self) -> bool {
        matches!(self, BankFileStage::Judging | BankFileStage::Taking)
    }
}

/// Whether something was begun, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankFileBegun {
    Yes,
    /// It is not there any more, or not good to be taken in, or under way already.
    NotReady,
    /// Somebody's file is being judged or taken in.
    AnotherRuns,
}

/// How far a file has come.
#[derive(Clone, Debug)]
pub struct BankFileStanding {
    pub file_name: String,
    pub stage: BankFileStage,
    /// Lines that were read; how many there are is known when they are read the second time.
    pub done: u64,
    pub total: u64,
    /// Whoever sent it wants it no more.
    pub is_cancelled: bool,
    /// It was refused when it was to be taken in, and is still there.
    pub may_be_judged_again: bool,
}

struct Sent {
    standing: BankFileStanding,
    /// Only as long as it may still be taken in.
    file: Option<SentBankFile>,
}

pub struct BankDesk {
    shelf: WorkShelf<Sent>,
}

impl Default for BankDesk {
    fn default() -> BankDesk {
        BankDesk { shelf: WorkShelf::of(KEPT_MAX) }
    }
}

impl BankDesk {
    /// Judges a file; nothing of it is kept.
    pub fn judge(app: &Arc<App>, actor: &Actor, key: BankFileKey, file: SentBankFile) -> BankFileBegun {
        let standing = BankFileStanding {
            file_name: file.name.clone(),
            stage: BankFileStage::Judging,
            done: 0,
            total: 0,
            is_cancelled: false,
            may_be_judged_again: false,
        };
        let held = Held::new(actor, app.door().now(), Sent { standing, file: Some(file.clone()) });
        let another_runs = |all: &BTreeMap<_, _>, _: &_| is_busy(all).then_some(BankFileBegun::AnotherRuns);
        if let Err(another) = app.bank_desk().shelf.put(key, held, another_runs) {
            return another;
        }
        work(app, actor, key, file, Keep::Nothing);
        BankFileBegun::Yes
    }

    /// Takes a file in that was judged; a gap with the reason for it.
    pub fn take_in(app: &Arc<App>, actor: &Actor, key: BankFileKey, gap_because: &str) -> BankFileBegun {
        let mut all = app.bank_desk().shelf.lock();
        let another_runs = is_busy(&all);
        let Some(own) = all.get_mut(&key).filter(|held| held.is_of(actor)) else { return BankFileBegun::NotReady };
        let sent = &mut own.work;
        let (BankFileStage::Judged(Ok(judged)), Some(file)) = (&sent.standing.stage, sent.file.clone()) else {
            return BankFileBegun::NotReady;
        };
        if another_runs {
            return BankFileBegun::AnotherRuns;
        }
        let gaps_seen = Some(judged.gaps());
        sent.standing.stage = BankFileStage::Taking;
        sent.standing.done = 0;
        // Cancelled too late, the judging came to its end all the same.
        own.go_on();
        drop(all);
        work(
            app,
            actor,
            key,
            SentBankFile { gap_because: gap_because.to_owned(), gaps_seen, ..file },
            Keep::Everything,
        );
        BankFileBegun::Yes
    }

    /// Judges a file once more that was refused when it was to be taken in: what stood in its way may be gone.
    pub fn judge_again(app: &Arc<App>, actor: &Actor, key: BankFileKey) -> BankFileBegun {
        let mut all = app.bank_desk().shelf.lock();
        let another_runs = is_busy(&all);
        let Some(own) = all.get_mut(&key).filter(|held| held.is_of(actor)) else { return BankFileBegun::NotReady };
        let (BankFileStage::Taken(Err(_)), Some(file)) = (&own.work.standing.stage, own.work.file.clone()) else {
            return BankFileBegun::NotReady;
        };
        if another_runs {
            return BankFileBegun::AnotherRuns;
        }
        own.work.standing.stage = BankFileStage::Judging;
        own.work.standing.done = 0;
        own.go_on();
        drop(all);
        work(app, actor, key, file, Keep::Nothing);
        BankFileBegun::Yes
    }

    /// Ends what is under way, for whoever sent it; nothing of it is kept.
    pub fn cancel(&self, actor: &Actor, key: &BankFileKey) {
        self.shelf.own(actor, key, |held| {
            if held.work.standing.stage.is_under_way() {
                held.cancel();
            }
        });
    }

    /// How far it is, for whoever sent it.
    pub fn standing(&self, actor: &Actor, key: &BankFileKey) -> Option<BankFileStanding> {
        self.shelf.own(actor, key, |held| told(held))
    }

    /// Everything that this person has sent and that is still kept, the newest first.
    pub fn standings(&self, actor: &Actor) -> Vec<(BankFileKey, BankFileStanding)> {
        let all = self.shelf.lock();
        let mut own: Vec<_> = all.iter().filter(|(_, held)| held.is_of(actor)).collect();
        own.sort_by_key(|(_, held)| std::cmp::Reverse(held.begun_at()));
        own.into_iter().map(|(key, held)| (*key, told(held))).collect()
    }

    /// Lets everything that is under way come to an end, without keeping anything half.
    pub fn stop(&self) {
        self.shelf.stop();
    }

    fn end(&self, key: &BankFileKey, keep: Keep, outcome: BankFileOutcome) {
        self.shelf.tell(key, |sent| {
            // What was refused may be good in a moment; what is broken stays broken.
            let is_refused = keep == Keep::Everything && matches!(outcome, Err(BankFileTrouble::Failure(_)));
            let is_to_take = keep == Keep::Nothing && outcome.is_ok();
            if !is_refused && !is_to_take {
                sent.file = None;
            }
            sent.standing.may_be_judged_again = is_refused;
            sent.standing.stage = match keep {
                Keep::Nothing => BankFileStage::Judged(outcome),
                Keep::Everything => BankFileStage::Taken(outcome),
            };
        });
    }
}

fn told(held: &Held<Sent>) -> BankFileStanding {
    BankFileStanding { is_cancelled: held.is_cancelled(), ..held.work.standing.clone() }
}

fn is_busy(all: &BTreeMap<BankFileKey, Held<Sent>>) -> bool {
    all.values().any(|held| held.work.standing.stage.is_under_way())
}

/// Goes through the file on a thread of its own.
fn work(app: &Arc<App>, actor: &Actor, key: BankFileKey, file: SentBankFile, keep: Keep) {
    let (app, actor) = (Arc::clone(app), actor.clone());
    drop(tokio::task::spawn_blocking(move || {
        let shelf = &app.bank_desk().shelf;
        let mut tell = |done, total| shelf.tell(&key, |sent| (sent.standing.done, sent.standing.total) = (done, total));
        let done = guarded("a bank file", || take_bank_file(app.door(), &actor, &file, keep, &mut tell));
        let outcome = done.unwrap_or_else(|fault| Err(BankFileTrouble::Failure(fault.into())));
        app.bank_desk().end(&key, keep, outcome);
    }));
}
