//! Keys of forms that were sent a moment ago, so that a second click does nothing, and says so only when the first
//! has succeeded. What must hold for longer, such as an order or a payment, keeps its key in the store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

use crate::values::Instant;

/// Nobody clicks a second time after this.
const SECONDS_MAX: i64 = 15 * 60;
/// More forms than a firm sends in that time; beyond it those that are done are forgotten early.
const KEYS_MAX: usize = 50_000;

/// What becomes of a form that was sent.
pub enum Turn {
    /// It is the first with its key: its command is to be run.
    Mine(Claim),
    /// The same form is at work; whoever waits asks again when the channel closes.
    Wait(watch::Receiver<()>),
    /// The same form has succeeded.
    Done,
    /// A form with this key has succeeded, but something else stood in it.
    Other,
}

#[derive(Default)]
pub struct SentForms(Mutex<BTreeMap<[u8; 16], Sent>>);

enum Sent {
    Running(watch::Receiver<()>),
    Done { at: Instant, content: [u8; 32] },
}

/// The right to run the command of a form. Let go without success, it leaves the form to be sent again.
pub struct Claim {
    forms: Arc<SentForms>,
    key: [u8; 16],
    content: [u8; 32],
    succeeded_at: Option<Instant>,
    /// Closes when the claim goes, and wakes those who wait.
    _at_work: watch::Sender<()>,
}

impl SentForms {
    /// Whose turn it is. `content` stands for everything in the form.
    pub fn turn(self: &Arc<Self>, key: [u8; 16], content: [u8; 32], now: Instant) -> Turn {
        let mut forms = self.lock();
        forms.retain(|_, sent| sent.is_running() || sent.is_fresh(now));
        match forms.get(&key) {
            Some(Sent::Running(at_work)) => return Turn::Wait(at_work.clone()),
            Some(Sent::Done { content: before, .. }) if *before == content => return Turn::Done,
            Some(Sent::Done { .. }) => return Turn::Other,
            None => {}
        }
        if forms.len() >= KEYS_MAX {
            forms.retain(|_, sent| sent.is_running());
        }
        let (sender, at_work) = watch::channel(());
        forms.insert(key, Sent::Running(at_work));
        Turn::Mine(Claim { forms: Arc::clone(self), key, content, succeeded_at: None, _at_work: sender })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<[u8; 16], Sent>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sent {
    fn is_running(&self) -> bool {
        matches!(self, Sent::Running(_))
    }

    fn is_fresh(&self, now: Instant) -> bool {
        matches!(self, Sent::Done { at, .. } if now.seconds_since(*at) < SECONDS_MAX)
    }
}

impl Claim {
    pub fn succeed(mut self, now: Instant) {
        self.succeeded_at = Some(now);
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        let mut forms = self.forms.lock();
        match self.succeeded_at {
            Some(at) => forms.insert(self.key, Sent::Done { at, content: self.content }),
            None => forms.remove(&self.key),
        };
    }
}
