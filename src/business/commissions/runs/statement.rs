//! Statements, as they are kept and as they are shown.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Judge, Outcome, PeoplePay, Verdict, is_settled_in};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Counts, Formula, MILLION, PersonValue, Plan, Predicate};
use crate::business::commissions::runs::{Payee, PeriodVolumes};
use crate::store::{Stored, read_body_without};
use crate::values::{Currency, LocalText, Money, PartnerId, Period, Points};

/// So many lines are kept together under one key.
pub(in crate::business::commissions) const LINES_PER_PAGE: usize = 500;

/// What one partner gets in one run. Figures stand in the order of the plan's volumes, predicates and bonuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    pub own_points: Points,
    pub team_points: Points,
    /// People in the team, the partner included.
    pub team_size: i64,
    /// Hundredths of points, or minor units.
    pub volumes: Vec<i64>,
    pub verdicts: Vec<Verdict>,
    pub by_bonus: Vec<Money>,
    pub total: Money,
    pub lines: u32,
    /// To whom it goes, as of the posting; `None` until then, and on statements that were posted before this was kept.
    pub payee: Option<Payee>,
}

/// A statement with the plan's words, ready for a page or a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementSheet {
    pub partner: PartnerId,
    pub plan: LocalText,
    pub plan_version: u32,
    pub period: Period,
    pub own_points: Points,
    pub team_points: Points,
    pub team_size: i64,
    pub predicates: Vec<PredicateAnswer>,
    /// Every bonus of the plan, by its place.
    pub bonuses: Vec<BonusSum>,
    /// For each of them, whether it is settled in periods of this kind.
    pub settled: Vec<bool>,
    pub total: Money,
    pub lines: u32,
}

/// Whether a partner met a predicate of the plan, and what was missing if not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredicateAnswer {
    pub title: LocalText,
    pub verdict: Verdict,
    /// The volumes that were asked for: title, what there was, what is needed. Hundredths.
    pub asked: Vec<(LocalText, Counts, i64, i64)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BonusSum {
    pub name: String,
    pub title: LocalText,
    pub amount: Money,
}

impl StatementSheet {
    /// The bonuses that are settled in this period; those of other periods stand on other statements.
    pub fn settled_bonuses(&self) -> impl Iterator<Item = &BonusSum> {
        let both = self.bonuses.iter().zip(&self.settled);
        both.filter(|(bonus, settled)| **settled || !bonus.amount.is_zero()).map(|(bonus, _)| bonus)
    }
}

impl PredicateAnswer {
    /// Volumes of which there is too little, each with what is missing in hundredths.
    pub fn missing(&self) -> impl Iterator<Item = (&LocalText, Counts, i64)> {
        let short = self.asked.iter().filter(|(_, _, has, needed)| has < needed);
        short.map(|(title, counts, has, needed)| (title, *counts, needed - has))
    }
}

/// What statements are made of, looked up once for everybody.
pub(super) struct Figures<'f> {
    currency: Currency,
    people: &'f PeoplePay,
    period: &'f PeriodVolumes,
    /// For each volume of the plan, its values by place.
    volumes: Vec<(Counts, &'f [i64])>,
    judges: Vec<Judge<'f>>,
}

impl<'f> Figures<'f> {
    pub(super) fn of(
        (plan, facts, outcome): (&Plan, &'f Facts, &'f Outcome),
        period: &'f PeriodVolumes,
    ) -> Figures<'f> {
        let reckoned = &outcome.reckoned;
        let column = |number| reckoned.column(&Formula::Person(PersonValue::Volume(number)));
        Figures {
            currency: facts.currency,
            people: &outcome.people,
            period,
            volumes: (0..).zip(&plan.volumes).map(|(number, volume)| (volume.counts, column(number))).collect(),
            judges: (0..).zip(&plan.predicates).map(|(number, _)| reckoned.judge(plan, facts, number)).collect(),
        }
    }

    /// What the outcome says about a place.
    pub(super) fn statement(&self, place: u32) -> Statement {
        let money = |minor: i64| Money::new(minor, self.currency);
        let at = usize::try_from(place).unwrap_or(usize::MAX);
        let volume =
            |(counts, values): &(Counts, &[i64])| shown(*counts, self.currency, values.get(at).copied().unwrap_or(0));
        Statement {
            own_points: self.period.own(place),
            team_points: self.period.team(place),
            team_size: self.period.size(place),
            volumes: self.volumes.iter().map(volume).collect(),
            verdicts: self.judges.iter().map(|judge| judge.verdict(place)).collect(),
            by_bonus: self.people.by_bonus(place).map(money).collect(),
            total: money(self.people.total(place)),
            lines: self.people.lines(place),
            payee: None,
        }
    }
}

impl Statement {
    /// The statement in the words of its plan.
    pub fn sheet(&self, plan: &Plan, partner: PartnerId, period: Period) -> StatementSheet {
        let answer = |(predicate, verdict): (&Predicate, &Verdict)| {
            let asked = predicate.needs.iter().filter_map(|need| {
                let reach = need.reach?;
                let place = usize::from(reach.volume);
                let volume = plan.volumes.get(place)?;
                let has = self.volumes.get(place).copied().unwrap_or(0);
                let needed = shown(volume.counts, self.total.currency(), reach.at_least_millionths);
                Some((volume.title.clone(), volume.counts, has, needed))
            });
            PredicateAnswer { title: predicate.title.clone(), verdict: *verdict, asked: asked.collect() }
        };
        let bonuses = plan.bonuses.iter().zip(&self.by_bonus);
        StatementSheet {
            partner,
            plan: plan.title.clone(),
            plan_version: plan.version,
            period,
            own_points: self.own_points,
            team_points: self.team_points,
            team_size: self.team_size,
            predicates: plan.predicates.iter().zip(&self.verdicts).map(answer).collect(),
            bonuses: bonuses
                .map(|(bonus, amount)| BonusSum {
                    name: bonus.name.clone(),
                    title: bonus.title.clone(),
                    amount: *amount,
                })
                .collect(),
            settled: plan.bonuses.iter().map(|bonus| is_settled_in(plan, bonus, period)).collect(),
            total: self.total,
            lines: self.lines,
        }
    }
}

/// Millionths as hundredths of a point, or as minor units of money.
fn shown(counts: Counts, currency: Currency, millionths: i64) -> i64 {
    match counts {
        Counts::Points | Counts::Number => millionths / (MILLION / 100),
        Counts::Base => millionths / (MILLION / 10_i64.pow(currency.minor_digits().min(6))),
    }
}

impl Stored for Statement {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Statement> {
        (version == 1).then(|| read_body_without(1, bytes))?
    }
}
