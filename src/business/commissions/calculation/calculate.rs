//! From plan and facts to the outcome.

use crate::business::commissions::calculation::bonuses::{
    ClawedBack, Found, Ground, Sources, calculate_bonus, claw_back, lines_expected, order_of_bonuses, wanted,
};
use crate::business::commissions::calculation::edges::at;
use crate::business::commissions::calculation::made_edges::edge_set;
use crate::business::commissions::calculation::outcome::Reckoned;
use crate::business::commissions::calculation::program::{StandingOf, compile};
use crate::business::commissions::calculation::reckon::{TooLarge, Values};
use crate::business::commissions::calculation::{Line, Outcome, PeoplePay};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Bonus, Formula, Looking, MILLION, PersonValue, Plan, RankOf};
use crate::business::failure::{Complaint, Failure};
use crate::values::{PartnerId, Period, PeriodKind, Rate};

/// Why a plan cannot be calculated. The reader of plans refuses the first two, so that only amounts are left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalculationTrouble {
    /// A value that needs itself.
    Circle(Box<Formula>),
    /// A bonus, by its place, that pays on its own pay.
    PaysOnItself(u16),
    /// A number grew beyond nine trillion whole units.
    TooLarge,
    /// A formula gives somebody more than the whole as a rate: millionths.
    RateOverWhole { bonus: String, partner: Option<PartnerId>, rate: i64 },
}

impl CalculationTrouble {
    pub fn complaint(&self) -> Complaint {
        match self {
            CalculationTrouble::TooLarge => Complaint::new("commissions.refusal.too_large"),
            CalculationTrouble::RateOverWhole { bonus, rate, .. } => {
                let complaint = Complaint::new("commissions.refusal.rate_over_whole").with("bonus", bonus.clone());
                complaint.with("rate", Rate::from_millionths(*rate).to_string())
            }
            CalculationTrouble::Circle(_) | CalculationTrouble::PaysOnItself(_) => {
                Complaint::new("commissions.refusal.plan_in_circle")
            }
        }
    }
}

impl From<CalculationTrouble> for Failure {
    fn from(trouble: CalculationTrouble) -> Failure {
        trouble.complaint().into()
    }
}

impl From<TooLarge> for CalculationTrouble {
    fn from(_: TooLarge) -> CalculationTrouble {
        CalculationTrouble::TooLarge
    }
}

/// Whether nothing in a plan needs itself.
pub(in crate::business::commissions) fn can_be_calculated(plan: &Plan) -> Result<(), CalculationTrouble> {
    order_of_bonuses(plan).map_err(CalculationTrouble::PaysOnItself)?;
    values_in_circle(plan).map_or(Ok(()), Err)
}

/// A value of people that needs itself, so that nobody could ever reckon it.
pub(in crate::business::commissions) fn values_in_circle(plan: &Plan) -> Option<CalculationTrouble> {
    let formulas = formulas(plan);
    [Looking::FromPeriodOfPlan, Looking::FromAnotherPeriod]
        .into_iter()
        .find_map(|looking| compile(plan, &formulas, looking, StandingOf::Plan).err().map(CalculationTrouble::Circle))
}

/// Which way of reckoning this is. It is raised whenever the same plan and facts come to other amounts than before.
pub const RECKONING: u16 = 1;

/// All amounts of a run together, whatever their signs, so that no sum of some of them can grow too large: coins.
const MOVED_MAX: u64 = u64::MAX / 4;

/// Settles a period. The same plan and facts give the same outcome, to the last bit.
pub fn calculate(plan: &Plan, facts: &Facts) -> Result<Outcome, CalculationTrouble> {
    calculate_with(plan, facts, None, Rates::Bounded)
}

/// Settles a period again that is closed already: what was paid then counts, also where it would be refused today.
pub fn calculate_closed(plan: &Plan, facts: &Facts) -> Result<Outcome, CalculationTrouble> {
    calculate_with(plan, facts, None, Rates::AsSettled)
}

/// Whether a rate over the whole is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rates {
    Bounded,
    /// The period was settled when nothing refused it.
    AsSettled,
}

/// The same, where everybody counts as what they counted as in a calculation before, of the same people.
pub(super) fn calculate_with(
    plan: &Plan,
    facts: &Facts,
    before: Option<&Reckoned>,
    rates: Rates,
) -> Result<Outcome, CalculationTrouble> {
    let order = order_of_bonuses(plan).map_err(CalculationTrouble::PaysOnItself)?;
    let formulas = formulas(plan);
    let looking = looking_from(plan, facts.period);
    let standing = if before.is_some() { StandingOf::Before } else { StandingOf::Plan };
    let program = compile(plan, &formulas, looking, standing).map_err(CalculationTrouble::Circle)?;
    let edges = edge_set(plan, facts);
    let mut values = Values::begin_with(&program, facts, &edges, before)?;
    let mut found = Found { lines: Vec::with_capacity(lines_expected(plan, facts)), ..Found::default() };
    let mut sources: Vec<Option<Sources>> = vec![None; plan.bonuses.len()];
    let mut people = PeoplePay::nothing(plan, facts);
    let mut moved = 0_u64;
    let clawed_back = claw_back(plan, facts)?;
    for place in order {
        let Some(bonus) = plan.bonuses.get(usize::from(place)) else { continue };
        let (begun, broken_before) = (found.lines.len(), found.breakage.len());
        let ground = Ground { facts, edges: &edges, values: &values, plan, bonus: place, name: &bonus.name };
        let of_bonus = if is_settled_in(plan, bonus, facts.period) {
            calculate_bonus(bonus, &ground, &mut found)?
        } else {
            Sources::of_firm(0)
        };
        let lines = found.lines.get(begun..).unwrap_or(&[]);
        let broken = found.breakage.get(broken_before..).unwrap_or(&[]);
        if rates == Rates::Bounded {
            refuse_rates_over_whole(bonus, lines, facts)?;
        }
        // Whoever is reckoned on this pay is reckoned on what is left of it. What a period comes to when it is
        // reckoned again has the pay on pay in it already.
        let taken_back = clawed_back.iter().filter(|back| back.bonus == place && !back.because.is_again());
        let taken_back = taken_back.map(|back| (back.receiver, back.amount));
        let amounts = lines.iter().map(|line| (line.receiver, line.amount)).chain(taken_back);
        let (pay, moved_here) = add_up(amounts, facts, &mut people)?;
        moved = broken
            .iter()
            .fold(moved.saturating_add(moved_here), |moved, broken| moved.saturating_add(broken.amount.unsigned_abs()));
        if moved > MOVED_MAX {
            return Err(CalculationTrouble::TooLarge);
        }
        if let Some(slot) = sources.get_mut(usize::from(place)) {
            *slot = Some(of_bonus);
        }
        values.take_pay(place, pay)?;
    }
    let again = clawed_back.iter().filter(|back| back.because.is_again());
    let again: Vec<&ClawedBack> = again.collect();
    let (_, moved_again) = add_up(again.iter().map(|back| (back.receiver, back.amount)), facts, &mut people)?;
    if moved.saturating_add(moved_again) > MOVED_MAX {
        return Err(CalculationTrouble::TooLarge);
    }
    let left_by_plan =
        plan.carry.iter().map(|(key, formula)| (key.clone(), values.of(formula).to_vec())).collect::<Vec<_>>();
    let Found { lines, breakage, mut left, told, .. } = found;
    left.extend(left_by_plan);
    let paid = people.totals.iter().sum();
    let broken = breakage.iter().map(|broken| broken.amount).sum();
    let (columns, pay) = values.into_parts();
    for (bonus, pay) in pay {
        if let Some(slot) = people.by_bonus.get_mut(usize::from(bonus)) {
            *slot = pay;
        }
    }
    for back in again {
        let pay = people.by_bonus.get_mut(usize::from(back.bonus));
        if let Some(sum) = pay.and_then(|pay| pay.get_mut(at(back.receiver))) {
            *sum += back.amount;
        }
    }
    let reckoned = Reckoned { columns, program, edges };
    let sources = sources.into_iter().map(|sources| sources.unwrap_or_else(|| Sources::of_firm(0))).collect();
    let mut outcome =
        Outcome { lines, clawed_back, breakage, people, sources, left, told, reckoned, paid, broken, hash: [0; 32] };
    outcome.hash = outcome.fingerprint(plan, facts);
    Ok(outcome)
}

/// What a plan says as a number is refused when it is read; what its formulas give only shows here.
fn refuse_rates_over_whole(bonus: &Bonus, lines: &[Line], facts: &Facts) -> Result<(), CalculationTrouble> {
    let (most, known) = (u32::try_from(MILLION).unwrap_or(u32::MAX), bonus.rates());
    if known.iter().all(|rate| rate.highest().is_some_and(|highest| highest <= MILLION)) {
        return Ok(());
    }
    match lines.iter().find(|line| line.rate > most) {
        None => Ok(()),
        Some(line) => Err(CalculationTrouble::RateOverWhole {
            bonus: bonus.name.clone(),
            partner: facts.tree.partner(line.receiver),
            rate: i64::from(line.rate),
        }),
    }
}

/// Whether a bonus is settled in a period: in those of its own kind, and in any run of days.
pub fn is_settled_in(plan: &Plan, bonus: &Bonus, period: Period) -> bool {
    period.kind() == PeriodKind::Days || plan.period_of(bonus) == period.kind()
}

/// From where a run of a period looks back; any two days count as a period of the plan.
pub(super) fn looking_from(plan: &Plan, period: Period) -> Looking {
    if period.kind() == PeriodKind::Days || period.kind() == plan.period {
        Looking::FromPeriodOfPlan
    } else {
        Looking::FromAnotherPeriod
    }
}

/// Everything that bonuses look at, and everything that a statement shows.
pub(super) fn formulas(plan: &Plan) -> Vec<Formula> {
    let mut formulas = shown(plan);
    if !plan.ranks.ranks.is_empty() {
        let ranks = [RankOf::Qualified, RankOf::Achieved, RankOf::Paid];
        formulas.extend(ranks.map(|rank| Formula::Person(PersonValue::Rank(rank))));
    }
    formulas.extend(plan.bonuses.iter().flat_map(wanted));
    formulas.extend(plan.carry.iter().map(|(_, formula)| formula.clone()));
    formulas
}

/// What a run in another kind of period than the plan's needs: ranks only where one of its bonuses asks for them.
pub(super) fn formulas_in(plan: &Plan, kind: PeriodKind) -> Vec<Formula> {
    if kind == plan.period {
        return formulas(plan);
    }
    let mut formulas = shown(plan);
    formulas.extend(plan.bonuses_in(kind).flat_map(wanted));
    formulas.extend(plan.carry.iter().map(|(_, formula)| formula.clone()));
    formulas
}

/// Volumes and predicates, which stand on every statement.
fn shown(plan: &Plan) -> Vec<Formula> {
    let mut formulas = vec![Formula::Person(PersonValue::Valid)];
    let places = |count: usize| 0..u16::try_from(count).unwrap_or(u16::MAX);
    formulas.extend(places(plan.volumes.len()).map(|volume| Formula::Person(PersonValue::Volume(volume))));
    for (predicate, of_plan) in (0_u16..).zip(&plan.predicates) {
        formulas.push(Formula::Person(PersonValue::Predicate(predicate)));
        formulas.extend(places(of_plan.needs.len()).map(|need| Formula::Person(PersonValue::Need(predicate, need))));
    }
    formulas
}

/// Adds amounts to the sums of people, and gives the sums of these amounts alone by place, with how much was moved.
fn add_up(
    amounts: impl Iterator<Item = (u32, i64)>,
    facts: &Facts,
    people: &mut PeoplePay,
) -> Result<(Vec<i64>, u64), TooLarge> {
    let mut pay = vec![0_i64; people.totals.len()];
    let mut moved = 0_u64;
    for (receiver, amount) in amounts {
        let receiver = at(receiver);
        if let (Some(sum), Some(count)) = (pay.get_mut(receiver), people.lines.get_mut(receiver)) {
            *sum = sum.checked_add(amount).ok_or(TooLarge)?;
            *count += 1;
        }
        moved = moved.saturating_add(amount.unsigned_abs());
    }
    // Whatever is paid must also be a number of whole units.
    let unit = facts.millionths_per_minor();
    for (total, pay) in people.totals.iter_mut().zip(&pay) {
        pay.checked_mul(unit).ok_or(TooLarge)?;
        *total = total.checked_add(*pay).ok_or(TooLarge)?;
    }
    Ok((pay, moved))
}
