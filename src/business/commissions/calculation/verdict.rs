//! Whether people meet the plan's predicates.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::reckon::Values;
use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::{Formula, PersonValue, Predicate};
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

/// The verdict on every place; the first condition that is not met says why.
pub(super) fn judge(place: u16, predicate: &Predicate, facts: &Facts, values: &Values<'_>) -> Vec<Verdict> {
    let needs = (0_u16..).zip(&predicate.needs).map(|(number, need)| {
        let column = values.of(&Formula::Person(PersonValue::Need(place, number)));
        (need.reach.map_or(Verdict::Unmet(number), |reach| Verdict::TooLittle(reach.volume)), column)
    });
    let needs: Vec<(Verdict, &[i64])> = needs.collect();
    let judge_one = |(person, standing): (usize, &Standing)| match standing {
        Standing::Left => Verdict::Left,
        Standing::Invited => Verdict::Invited,
        Standing::Valid => {
            let unmet = needs.iter().find(|(_, column)| column.get(person).is_none_or(|met| *met == 0));
            unmet.map_or(Verdict::Met, |(why, _)| *why)
        }
    };
    facts.standings.iter().enumerate().map(judge_one).collect()
}
