//! Whether people meet the plan's predicates.

use serde::{Deserialize, Serialize};

use crate::business::commissions::facts::{Facts, Standing};
use crate::business::commissions::plan::Predicate;
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
        }
    }

    /// Whether somebody may receive, and if not, why.
    pub fn say(self, language: Language) -> String {
        text!(language, &format!("commissions.verdict.{}", self.word()))
    }
}

/// The verdict on every place.
pub(super) fn judge(predicate: &Predicate, facts: &Facts, volumes: &[Vec<i64>]) -> Vec<Verdict> {
    let judge_one = |(place, standing): (usize, &Standing)| match standing {
        Standing::Left => Verdict::Left,
        Standing::Invited => Verdict::Invited,
        Standing::Valid => {
            let short = predicate.requirements.iter().find(|needed| {
                let has = volumes.get(needed.volume).and_then(|volume| volume.get(place)).copied().unwrap_or(0);
                has < needed.at_least_hundredths
            });
            short.map_or(Verdict::Met, |needed| Verdict::TooLittle(u16::try_from(needed.volume).unwrap_or(u16::MAX)))
        }
    };
    facts.standings.iter().enumerate().map(judge_one).collect()
}
