//! A closed period, reckoned again without what came back of it since: what everybody has less, or more, than it was
//! settled with. The period itself stays as it is; the differences are settled in the period in which goods come back.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::commissions::calculation::calculate::{Rates, calculate_with};
use crate::business::commissions::calculation::{CalculationTrouble, Outcome, asked_of_facts};
use crate::business::commissions::facts::{ColumnHolds, FactTrouble, Facts, FactsOf, GivenColumn, SoldLine};
use crate::business::commissions::plan::{BonusKind, Plan, RanksThen};
use crate::values::{OrderId, PartnerId, Period};

/// More periods do not lie between a sale and its refund.
const PERIODS_MAX: usize = 1_000;

/// What came back of one sold line of the period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CameBack {
    pub order: OrderId,
    pub line: u32,
    /// Minor units; not negative.
    pub base: i64,
    /// Hundredths of a point; the same part as of the base where nobody knows.
    pub points: Option<i64>,
    pub quantity: u32,
    /// Of further amounts by their columns, in millionths, with the signs of the sale; of all others the same part as of
    /// the base.
    pub further: BTreeMap<String, i64>,
}

/// What a period comes to when it is reckoned again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Again {
    /// By bonus of the plan of that time and by person: minor units, negative where somebody has less.
    pub differences: Vec<(String, PartnerId, i64)>,
    /// What legs would have left to the next period, less what they left: millionths by key.
    pub left: Vec<(PartnerId, String, i64)>,
}

/// Why a period cannot be reckoned again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgainTrouble {
    Facts(Vec<FactTrouble>),
    Calculation(CalculationTrouble),
}

/// Reckons a period, by the plan of that time, without what came back `now`. What came back `before` was settled by
/// runs in between, and is no part of the difference.
pub fn reckon_again(
    (plan, ranks): (&Plan, RanksThen),
    given: &FactsOf,
    before: &[CameBack],
    now: &[CameBack],
) -> Result<Again, AgainTrouble> {
    let freeze = |given: FactsOf| {
        let frozen = Facts::freeze(given).map_err(AgainTrouble::Facts)?;
        Ok(frozen.with_factors(&plan.factors))
    };
    let all: Vec<CameBack> = before.iter().chain(now).cloned().collect();
    let (with, without) = (freeze(less(plan, given, before))?, freeze(less(plan, given, &all))?);
    let settle = |facts: &Facts, then: Option<&Outcome>| {
        let then = then.map(|then| &then.reckoned);
        calculate_with(plan, facts, then, Rates::AsSettled).map_err(AgainTrouble::Calculation)
    };
    let then = match ranks {
        // Everybody counts as what the period was settled by, whatever came back since.
        RanksThen::Kept => Some(settle(&freeze(given.clone())?, None)?),
        RanksThen::Reckoned => None,
    };
    let (settled, again) = (settle(&with, then.as_ref())?, settle(&without, then.as_ref())?);
    Ok(Again { differences: differences(plan, &with, &settled, &again), left: left(plan, &with, &settled, &again) })
}

fn differences(plan: &Plan, facts: &Facts, settled: &Outcome, again: &Outcome) -> Vec<(String, PartnerId, i64)> {
    let mut found = Vec::new();
    for (number, bonus) in plan.bonuses.iter().enumerate() {
        let pay = |outcome: &Outcome, place: usize| {
            outcome.people.by_bonus.get(number).and_then(|pay| pay.get(place)).copied().unwrap_or(0)
        };
        for (place, partner) in facts.tree.partners().iter().enumerate() {
            let (then, now) = (pay(settled, place), pay(again, place));
            if now != then {
                found.push((bonus.name.clone(), *partner, now.saturating_sub(then)));
            }
        }
    }
    found
}

/// Legs that brought less have less left to match later; what was matched already is given back above.
fn left(plan: &Plan, facts: &Facts, settled: &Outcome, again: &Outcome) -> Vec<(PartnerId, String, i64)> {
    let mut of_legs: BTreeMap<(PartnerId, &str), i64> = BTreeMap::new();
    let legs = plan.bonuses.iter().filter(|bonus| matches!(bonus.kind, BonusKind::Legs(_)));
    let names: Vec<String> = legs.map(|bonus| format!("{}.", bonus.name)).collect();
    for (outcome, sign) in [(settled, -1), (again, 1)] {
        let kept = outcome.left.iter().filter(|(key, _)| names.iter().any(|name| key.starts_with(name.as_str())));
        for (key, column) in kept {
            for (partner, value) in facts.tree.partners().iter().zip(column) {
                let sum = of_legs.entry((*partner, key.as_str())).or_default();
                *sum = sum.saturating_add(sign * value);
            }
        }
    }
    let changed = of_legs.into_iter().filter(|(_, value)| *value != 0);
    changed.map(|((partner, key), value)| (partner, key.to_owned(), value)).collect()
}

/// The facts with a return within the period for everything that came back.
fn less(plan: &Plan, given: &FactsOf, back: &[CameBack]) -> FactsOf {
    // Other numbers, such as days and marks, stay those of the sale.
    let mut amounts = asked_of_facts(plan).amounts;
    amounts.insert("net".to_owned());
    let mut less = given.clone();
    let sold: BTreeMap<(OrderId, u32), usize> = (0..given.sales.len())
        .filter_map(|i| given.sales.get(i).filter(|sale| !sale.returned).map(|sale| ((sale.order, sale.line), i)))
        .collect();
    let no_word = word_place(&mut less.words, "");
    // All that came back of a line is one return, so that nothing is lost by rounding parts of it.
    let mut of_line: BTreeMap<usize, Vec<&CameBack>> = BTreeMap::new();
    for back in back {
        if let Some(place) = sold.get(&(back.order, back.line)) {
            of_line.entry(*place).or_default().push(back);
        }
    }
    for (place, backs) in of_line {
        let Some(sale) = given.sales.get(place).copied() else { continue };
        let back = Back { of: sale.base, all: &backs };
        less.sales.push(SoldLine {
            returned: true,
            quantity: backs.iter().fold(0, |sum, back| back.quantity.saturating_add(sum)),
            base: -back.base(|_| true),
            points: -back.of_amount(sale.points, |back| back.points),
            ..sale
        });
        for column in &mut less.sale_columns {
            let value = column.values.get(place).copied().unwrap_or(0);
            column.values.push(of_return(column, value, (&back, &amounts), no_word));
        }
    }
    less
}

/// Amounts come back as each return says, or in the same part as the base; everything else is as it was sold.
fn of_return(column: &GivenColumn, value: i64, (back, amounts): (&Back<'_>, &BTreeSet<String>), no_word: i64) -> i64 {
    match (column.holds, column.name.as_str()) {
        // The return that is put here takes back its own sale, and nothing that is told of elsewhere.
        (_, "refund_of" | "taken_back") => no_word,
        (ColumnHolds::Numbers, name) if amounts.contains(name) => {
            -back.of_amount(value, |back| back.further.get(name).copied())
        }
        _ => value,
    }
}

/// All that came back of one sold line, with the base of that.
struct Back<'b> {
    of: i64,
    all: &'b [&'b CameBack],
}

impl Back<'_> {
    fn base(&self, counts: impl Fn(&CameBack) -> bool) -> i64 {
        self.all.iter().filter(|back| counts(back)).fold(0, |sum, back| back.base.saturating_add(sum))
    }

    /// What came back of another amount of the line: as it was told of some, and of the others the part of their base.
    fn of_amount(&self, amount: i64, told: impl Fn(&CameBack) -> Option<i64>) -> i64 {
        let sum = self.all.iter().filter_map(|back| told(back)).fold(0, i64::saturating_add);
        if self.all.iter().all(|back| told(back).is_some()) {
            return sum;
        }
        // With the whole base everything is back.
        if self.base(|_| true) == self.of {
            return amount;
        }
        let untold = self.base(|back| told(back).is_none());
        sum.saturating_add(Part { of: self.of, is: untold }.of_amount(amount))
    }
}

#[derive(Clone, Copy)]
struct Part {
    of: i64,
    is: i64,
}

impl Part {
    /// The same part of another amount, rounded half away from zero; all of it where there is no base.
    fn of_amount(self, amount: i64) -> i64 {
        if self.of == 0 || self.of == self.is {
            return amount;
        }
        let (product, of) = (i128::from(amount) * i128::from(self.is), i128::from(self.of));
        let half = if (product < 0) == (of < 0) { of / 2 } else { -of / 2 };
        i64::try_from((product + half) / of).unwrap_or(amount)
    }
}

fn word_place(words: &mut Vec<String>, word: &str) -> i64 {
    let place = words.iter().position(|known| known == word).unwrap_or(words.len());
    if place == words.len() {
        words.push(word.to_owned());
    }
    i64::try_from(place).unwrap_or(-1)
}

impl Again {
    /// Of some bonuses of the plan of that time only.
    pub fn of_bonuses(mut self, names: &BTreeSet<String>) -> Again {
        self.differences.retain(|(bonus, ..)| names.contains(bonus));
        self.left.retain(|(_, key, _)| key.split_once('.').is_none_or(|(bonus, _)| names.contains(bonus)));
        self
    }

    /// What the run in which goods come back takes in: entries of its carry, in millionths. What expires is put where
    /// it has come to by now.
    pub fn into_carry(self, of: Period, now: &FactsOf, carry: &mut Vec<(PartnerId, String, i64)>) {
        let periods = periods_between(of, now.period);
        let millionths_per_minor = now.millionths_per_minor();
        for (bonus, partner, amount) in self.differences {
            let key = super::back_key(&bonus, of);
            add(carry, partner, key, amount.saturating_mul(millionths_per_minor));
        }
        for (partner, key, value) in self.left {
            if let Some(key) = aged(&key, periods) {
                add(carry, partner, key, value);
            }
        }
    }
}

/// `legs.left.1` of the last period is `legs.left.3` where two more lie between; other keys have no age.
fn aged(key: &str, periods: usize) -> Option<String> {
    let layer = key.rsplit_once('.').and_then(|(name, layer)| Some((name, layer.parse::<usize>().ok()?)));
    match layer {
        Some((name, layer)) => Some(format!("{name}.{}", layer.checked_add(periods)?)),
        None => Some(key.to_owned()),
    }
}

/// How many periods of the kind of the later one lie between two.
fn periods_between(earlier: Period, later: Period) -> usize {
    let preceding = std::iter::successors(Some(later.previous()), |period| Some(period.previous()));
    preceding.take(PERIODS_MAX).take_while(|period| period.first() > earlier.last()).count()
}

fn add(carry: &mut Vec<(PartnerId, String, i64)>, partner: PartnerId, key: String, value: i64) {
    match carry.iter_mut().find(|(known, of, _)| *known == partner && *of == key) {
        Some((.., sum)) => *sum = sum.saturating_add(value),
        None => carry.push((partner, key, value)),
    }
}
