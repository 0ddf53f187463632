//! The way of a run: its steps, the one that can be taken next, and if not by this person, why not.

use maud::Markup;

use crate::business::approvals::own_voice;
use crate::business::commissions::{Run, RunSheet, RunState};
use crate::business::journal::Entry;
use crate::business::payments::Batch;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::deeds;
use crate::portals::office::commissions::{pay, post};
use crate::portals::office::history::Teller;
use crate::portals::office::subjects::{approval_path, batch_path};
use crate::portals::office::who_may::roles_with;
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{BatchId, Language, RunId};
use crate::web::parts::{
    Link, Loudness, Meaning, Notice, PostButton, Standing, Step, link_button, post_button, text_link,
};
use crate::web::{Visit, hex, random};

/// The steps in their order: the word of their text, and the event that tells of them.
const STEPS: [(&str, Option<&str>); 7] = [
    ("open", Some("run_opened")),
    ("calculate", Some("run_calculated")),
    ("check", None),
    ("submit", Some("run_submitted")),
    ("approve", Some("run_decided")),
    ("post", Some("run_posted")),
    ("pay", None),
];

pub struct Way {
    pub steps: Vec<Step>,
    /// The button of the next step, for whoever may take it.
    pub next: Option<Markup>,
    pub why_not: Option<Notice>,
}

/// What the way of a run is told from.
pub struct OnTheWay<'s, 'v, 'r> {
    pub view: &'v View<'r>,
    pub visit: &'s Visit,
    pub id: RunId,
    pub sheet: &'s RunSheet,
    pub batches: &'s [(BatchId, Batch)],
    pub entries: &'s [Entry],
}

impl OnTheWay<'_, '_, '_> {
    pub fn way(&self) -> Way {
        let (next, why_not) = self.next();
        Way { steps: self.steps(), next, why_not }
    }

    fn language(&self) -> Language {
        self.visit.language
    }

    fn run(&self) -> &Run {
        &self.sheet.run
    }

    /// How many steps are behind; a cancelled run stays where it was.
    fn done(&self) -> usize {
        let result = self.run().result.as_ref();
        let reckoned = match result {
            None => 1,
            Some(result) if result.checks_pass() => 3,
            Some(_) => 2,
        };
        match self.run().state {
            RunState::Open => 1,
            RunState::Calculated | RunState::Cancelled => reckoned,
            // What somebody did not agree to is calculated anew.
            RunState::Refused => 1,
            RunState::Submitted => 4,
            RunState::Approved => 5,
            RunState::Posted if self.is_paid() => STEPS.len(),
            RunState::Posted => 6,
        }
    }

    fn live_batch(&self) -> Option<&(BatchId, Batch)> {
        self.batches.iter().find(|(_, batch)| batch.state.is_live())
    }

    fn is_paid(&self) -> bool {
        self.live_batch().is_some_and(|(_, batch)| batch.state.has_left())
    }

    fn steps(&self) -> Vec<Step> {
        let done = self.done();
        let wall = Wall::of(self.view, self.language());
        let teller = Teller::new(self.view, self.language());
        let stopped = self.run().state == RunState::Cancelled;
        let told = |event: &str| {
            let entry = self.entries.iter().find(|entry| entry.event == event)?;
            Some(format!("{} · {}", teller.who(entry), wall.moment(entry.at).shown))
        };
        STEPS
            .iter()
            .enumerate()
            .map(|(place, (word, event))| Step {
                label: text!(self.language(), &format!("office_commissions.step.{word}")),
                standing: match place {
                    _ if place < done => Standing::Done,
                    _ if place == done && !stopped => Standing::Now,
                    _ => Standing::Later,
                },
                note: event.filter(|_| place < done).and_then(told),
                href: None,
            })
            .collect()
    }

    fn next(&self) -> (Option<Markup>, Option<Notice>) {
        let passed = self.run().result.as_ref().is_some_and(|result| result.checks_pass());
        match self.run().state {
            RunState::Open | RunState::Refused => self.deed("calculate", deeds::calculate_path(self.id)),
            RunState::Calculated if passed => self.deed("submit", deeds::submit_path(self.id)),
            RunState::Calculated => {
                let (button, missing) = self.deed("calculate", deeds::calculate_path(self.id));
                let failed = self.said(Meaning::Bad, text!(self.language(), "office_commissions.why.checks_failed"));
                (button, Some(missing.unwrap_or(failed)))
            }
            RunState::Submitted => self.decision(),
            RunState::Approved => self.page("post", Permission::CommissionsPost, post::post_path(self.id)),
            RunState::Posted => self.payout(),
            RunState::Cancelled => (None, None),
        }
    }

    /// A step of one button, for those who calculate.
    fn deed(&self, word: &str, action: String) -> (Option<Markup>, Option<Notice>) {
        if !self.view.may(Permission::CommissionsRun) {
            return (None, Some(self.not_allowed(word, Permission::CommissionsRun)));
        }
        let button = PostButton {
            label: self.label(word),
            action: &action,
            csrf: self.visit.csrf(),
            loudness: Loudness::Primary,
            hidden: vec![("idempotency_key", hex(&random::<16>()))],
        };
        (Some(post_button(&button)), None)
    }

    /// A step that has a page of its own.
    fn page(&self, word: &str, needed: Permission, path: String) -> (Option<Markup>, Option<Notice>) {
        if !self.view.may(needed) {
            return (None, Some(self.not_allowed(word, needed)));
        }
        (Some(link_button(&Link::new(self.label(word), path), Loudness::Primary)), None)
    }

    /// Nobody agrees to what she had a hand in.
    fn decision(&self) -> (Option<Markup>, Option<Notice>) {
        let Some((id, approval)) = &self.sheet.approval else { return (None, None) };
        let language = self.language();
        let look = text_link(&Link::new(text!(language, "office_commissions.why.look"), approval_path(*id)));
        if own_voice(self.view, approval).is_ok() {
            return (Some(link_button(&Link::new(self.label("approve"), approval_path(*id)), Loudness::Primary)), None);
        }
        if !self.view.may(Permission::CommissionsApprove) {
            return (None, Some(self.not_allowed("approve", Permission::CommissionsApprove)));
        }
        // Whoever has agreed already waits for others.
        let key = if approval.bars(self.view.actor()) {
            "office_commissions.why.own_work"
        } else {
            "office_commissions.why.others_agree"
        };
        let sentence = text!(language, key);
        (None, Some(Notice { meaning: Meaning::Information, sentence, more: Some(look) }))
    }

    fn payout(&self) -> (Option<Markup>, Option<Notice>) {
        match self.live_batch() {
            None => self.page("pay", Permission::PaymentsPayOut, pay::pay_path(self.id)),
            Some((id, batch)) if batch.state.is_at_hand() => {
                self.page("to_file", Permission::PaymentsPayOut, batch_path(*id))
            }
            Some(_) => (None, None),
        }
    }

    fn label(&self, word: &str) -> String {
        text!(self.language(), &format!("office_commissions.do.{word}"))
    }

    /// Which roles take the step instead.
    fn not_allowed(&self, word: &str, needed: Permission) -> Notice {
        let language = self.language();
        let (step, roles) = (self.label(word), roles_with(self.view, language, needed));
        let sentence = text!(language, "office_commissions.why.not_allowed", step = step, roles = roles);
        self.said(Meaning::Information, sentence)
    }

    fn said(&self, meaning: Meaning, sentence: String) -> Notice {
        Notice { meaning, sentence, more: None }
    }
}
