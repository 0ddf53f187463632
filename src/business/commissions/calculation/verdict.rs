//! Whether people meet the plan's predicates.

use serde::{Deserialize, Serialize};

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

impl Reckoned {
    /// The verdict on somebody; the first condition that is not met says why.
    pub fn verdict(&self, plan: &Plan, facts: &Facts, predicate: u16, place: u32) -> Verdict {
        match facts.standing(place) {
            Standing::Left => return Verdict::Left,
            Standing::Invited => return Verdict::Invited,
            Standing::Valid => {}
        }
        let needs = plan.predicates.get(usize::from(predicate)).map_or(&[][..], |found| &found.needs);
        let unmet = (0..).zip(needs).find(|(number, _)| {
            let need = Formula::Person(PersonValue::Need(predicate, *number));
            self.value(&need, place) == 0
        });
        match unmet {
            None => Verdict::Met,
            Some((number, need)) => need.reach.map_or(Verdict::Unmet(number), |reach| Verdict::TooLittle(reach.volume)),
        }
    }
}
