//! Whether people meet the plan's predicates.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::at;
use crate::business::commissions::calculation::outcome::Reckoned;
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{Formula, PersonValue, Plan};
use crate::text;
use crate::values::Language;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verdict {
    Met,
    Left,
    /// Has not accepted the terms.
    Invited,
    /// Has too little of a volume; its place in the plan.
    TooLittle(u16),
    /// Does not meet a condition; its place in the predicate.
    Unmet(u16),
}

impl Verdict {
    pub const fn is_met(self) -> bool {
        matches!(self, Verdict::Met)
    }

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Verdict::Met => "met",
            Verdict::Left => "left",
            Verdict::Invited => "invited",
            Verdict::TooLittle(_) => "too_little",
            Verdict::Unmet(_) => "unmet",
        }
    }

    /// Whether somebody may receive, and if not, why.
    pub fn say(self, language: Language) -> String {
        text!(language, &format!("commissions.verdict.{}", self.word()))
    }
}

/// A predicate with its conditions at hand, for asking about many people.
pub struct Judge<'j> {
    facts: &'j Facts,
    /// Whether each condition is met by everybody, and what is said where it is not.
    needs: Vec<(&'j [i64], Verdict)>,
}

impl Judge<'_> {
    /// The verdict on somebody; the first condition that is not met says why.
    pub fn verdict(&self, place: u32) -> Verdict {
        match self.facts.standing(place) {
            Standing::Left => return Verdict::Left,
            Standing::Invited => return Verdict::Invited,
            Standing::Valid => {}
        }
        let unmet = self.needs.iter().find(|(met, _)| met.get(at(place)).is_none_or(|met| *met == 0));
        unmet.map_or(Verdict::Met, |(_, verdict)| *verdict)
    }
}

impl Reckoned {
    pub fn judge<'j>(&'j self, plan: &Plan, facts: &'j Facts, predicate: u16) -> Judge<'j> {
        let needs = plan.predicates.get(usize::from(predicate)).map_or(&[][..], |found| &found.needs);
        let needs = (0..).zip(needs).map(|(number, need)| {
            let met = self.column(&Formula::Person(PersonValue::Need(predicate, number)));
            (met, need.reach.map_or(Verdict::Unmet(number), |reach| Verdict::TooLittle(reach.volume)))
        });
        Judge { facts, needs: needs.collect() }
    }

    /// The verdict on one person.
    pub fn verdict(&self, plan: &Plan, facts: &Facts, predicate: u16, place: u32) -> Verdict {
        self.judge(plan, facts, predicate).verdict(place)
    }
}
