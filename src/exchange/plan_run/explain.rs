//! Why somebody gets what they get, and why not more.

use crate::business::commissions::{Absence, ClawedBack, Line, absences};
use crate::exchange::plan_run::Settled;

pub struct Explained {
    pub place: u32,
    pub bonuses: Vec<ExplainedBonus>,
    /// Minor units; of the bonuses that were asked for.
    pub total: i64,
}

pub struct ExplainedBonus {
    /// Its place in the plan.
    pub bonus: u16,
    pub lines: Vec<Line>,
    /// What refunds of earlier sales take back.
    pub clawed_back: Vec<ClawedBack>,
    pub total: i64,
    pub absences: Vec<Absence>,
}

/// All bonuses of a person, or one of them.
pub fn explain_person(settled: &Settled, place: u32, only: Option<u16>) -> Explained {
    let Settled { plan, named, outcome, .. } = settled;
    let wanted = (0_u16..).take(plan.bonuses.len()).filter(|bonus| only.is_none_or(|only| only == *bonus));
    let bonuses: Vec<ExplainedBonus> = wanted
        .map(|bonus| {
            let of_person = outcome.lines.iter().filter(|line| line.bonus == bonus && line.receiver == place);
            let lines: Vec<Line> = of_person.copied().collect();
            let taken_back = outcome.clawed_back.iter().filter(|back| back.bonus == bonus && back.receiver == place);
            let clawed_back: Vec<ClawedBack> = taken_back.copied().collect();
            let total = lines.iter().map(|line| line.amount).sum::<i64>()
                + clawed_back.iter().map(|back| back.amount).sum::<i64>();
            ExplainedBonus {
                bonus,
                lines,
                clawed_back,
                total,
                absences: absences(plan, &named.facts, outcome, bonus, place),
            }
        })
        .collect();
    let total = bonuses.iter().map(|bonus| bonus.total).sum();
    Explained { place, bonuses, total }
}
