//! What the two sides come to, beside each other.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::AddAssign;

use crate::business::commissions::plan::Plan;
use crate::business::commissions::sandbox::side::Replay;
use crate::values::{Currency, LocalText, PartnerId, Period, RunId};

/// Under the plan that held, and under the changed one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair<T> {
    pub held: T,
    pub changed: T,
}

impl Pair<i64> {
    /// What the change gives more.
    pub fn difference(self) -> i64 {
        self.changed - self.held
    }
}

impl AddAssign for Pair<i64> {
    fn add_assign(&mut self, other: Pair<i64>) {
        self.held += other.held;
        self.changed += other.changed;
    }
}

/// All amounts are in minor units of `currency`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub plan: Plan,
    pub currency: Currency,
    /// Oldest first.
    pub periods: Vec<PeriodCompared>,
    /// Every bonus of either side, those of the plan that held first.
    pub bonuses: Vec<Named>,
    pub by_bonus: Vec<Pair<i64>>,
    /// Every rank of either side, the lowest first; empty where neither plan has ranks.
    pub ranks: Vec<Named>,
    /// The same ranks after nobody's rank, which is the first.
    pub by_rank: Vec<RankCompared>,
    /// Everybody who gets something on either side, the largest change first.
    pub people: Vec<PersonCompared>,
}

/// A bonus or a rank: by its name the same on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub name: String,
    pub title: LocalText,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeriodCompared {
    pub run: RunId,
    pub period: Period,
    pub plan_version: u32,
    pub sold: i64,
    pub paid: Pair<i64>,
    pub broken: Pair<i64>,
    pub payees: Pair<i64>,
    /// Whether the replay gives exactly what was posted; otherwise more became known since.
    pub as_posted: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RankCompared {
    /// How many statements of all periods are paid by this rank.
    pub statements: Pair<i64>,
    pub pay: Pair<i64>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonCompared {
    pub partner: PartnerId,
    pub pay: Pair<i64>,
    /// In the order of `Comparison::bonuses`.
    pub by_bonus: Vec<Pair<i64>>,
    /// In the last period: the place among `Comparison::ranks`, from 1; 0 for none.
    pub rank: Pair<usize>,
}

impl Comparison {
    pub fn paid(&self) -> Pair<i64> {
        summed(self.periods.iter().map(|period| period.paid))
    }

    pub fn broken(&self) -> Pair<i64> {
        summed(self.periods.iter().map(|period| period.broken))
    }

    /// By the plan's own periods: those of other kinds hold the same sales once more.
    pub fn sold(&self) -> i64 {
        let own = self.periods.last().map(|period| period.period.kind());
        let of_plan = self.periods.iter().filter(|period| Some(period.period.kind()) == own);
        of_plan.map(|period| period.sold).sum()
    }

    /// Whoever gets more by the change, and how much more all of them get together.
    pub fn winners(&self) -> (usize, i64) {
        counted(self.people.iter().map(|person| person.pay.difference()).filter(|more| *more > 0))
    }

    pub fn losers(&self) -> (usize, i64) {
        counted(self.people.iter().map(|person| person.pay.difference()).filter(|more| *more < 0))
    }
}

fn summed(pairs: impl Iterator<Item = Pair<i64>>) -> Pair<i64> {
    let mut sum = Pair::default();
    pairs.for_each(|pair| sum += pair);
    sum
}

fn counted(differences: impl Iterator<Item = i64>) -> (usize, i64) {
    differences.fold((0, 0), |(count, sum), difference| (count + 1, sum + difference))
}

/// Which of the two sides a replay is of.
#[derive(Clone, Copy)]
enum Which {
    Held,
    Changed,
}

impl<T> Pair<T> {
    fn of(&mut self, which: Which) -> &mut T {
        match which {
            Which::Held => &mut self.held,
            Which::Changed => &mut self.changed,
        }
    }
}

/// Puts replays together, period after period.
#[derive(Default)]
pub(super) struct Comparing {
    periods: Vec<PeriodCompared>,
    bonuses: Vec<Named>,
    ranks: Vec<Named>,
    by_rank: Vec<RankCompared>,
    people: BTreeMap<PartnerId, PersonCompared>,
}

impl Comparing {
    pub(super) fn take(
        &mut self,
        (run, period, posted_hash): (RunId, Period, Option<[u8; 32]>),
        (held_plan, held): (&Plan, &Replay),
        (changed_plan, changed): (&Plan, &Replay),
    ) {
        let payees = |replay: &Replay| counted(replay.people.iter().map(|person| person.total).filter(|sum| *sum != 0));
        let count = |replay: &Replay| i64::try_from(payees(replay).0).unwrap_or(i64::MAX);
        self.periods.push(PeriodCompared {
            run,
            period,
            plan_version: held_plan.version,
            sold: held.sold,
            paid: Pair { held: held.paid, changed: changed.paid },
            broken: Pair { held: held.broken, changed: changed.broken },
            payees: Pair { held: count(held), changed: count(changed) },
            as_posted: posted_hash == Some(held.outcome_hash),
        });
        // Ranks are those of the last period.
        self.people.values_mut().for_each(|person| person.rank = Pair::default());
        self.add(Which::Held, held_plan, held);
        self.add(Which::Changed, changed_plan, changed);
    }

    fn add(&mut self, which: Which, plan: &Plan, replay: &Replay) {
        let bonuses: Vec<usize> =
            plan.bonuses.iter().map(|bonus| place_of(&mut self.bonuses, &bonus.name, &bonus.title)).collect();
        let ranks: Vec<usize> =
            plan.ranks.ranks.iter().map(|rank| place_of(&mut self.ranks, &rank.name, &rank.title) + 1).collect();
        if self.by_rank.len() <= self.ranks.len() {
            self.by_rank.resize(self.ranks.len() + 1, RankCompared::default());
        }
        for person in &replay.people {
            let rank = usize::from(person.rank).checked_sub(1).and_then(|rank| ranks.get(rank)).copied().unwrap_or(0);
            if let Some(of_rank) = self.by_rank.get_mut(rank) {
                *of_rank.statements.of(which) += 1;
                *of_rank.pay.of(which) += person.total;
            }
            let known = self.people.entry(person.partner).or_insert_with(|| PersonCompared {
                partner: person.partner,
                pay: Pair::default(),
                by_bonus: Vec::new(),
                rank: Pair::default(),
            });
            known.by_bonus.resize(known.by_bonus.len().max(self.bonuses.len()), Pair::default());
            *known.pay.of(which) += person.total;
            *known.rank.of(which) = rank;
            for (bonus, amount) in bonuses.iter().zip(&person.by_bonus) {
                if let Some(of_bonus) = known.by_bonus.get_mut(*bonus) {
                    *of_bonus.of(which) += amount;
                }
            }
        }
    }

    pub(super) fn finish(self, plan: Plan, currency: Currency) -> Comparison {
        let concerned = |person: &PersonCompared| person.pay != Pair::default() || person.by_bonus.iter().any(is_some);
        let mut people: Vec<PersonCompared> = self.people.into_values().filter(concerned).collect();
        let mut by_bonus = vec![Pair::default(); self.bonuses.len()];
        for person in &mut people {
            person.by_bonus.resize(self.bonuses.len(), Pair::default());
            by_bonus.iter_mut().zip(&person.by_bonus).for_each(|(sum, of_person)| *sum += *of_person);
        }
        people.sort_by_key(|person| (Reverse(person.pay.difference().abs()), person.partner));
        Comparison {
            plan,
            currency,
            periods: self.periods,
            bonuses: self.bonuses,
            by_bonus,
            by_rank: if self.ranks.is_empty() { Vec::new() } else { self.by_rank },
            ranks: self.ranks,
            people,
        }
    }
}

fn is_some(pair: &Pair<i64>) -> bool {
    *pair != Pair::default()
}

/// The place of a name, which is added where it is new.
fn place_of(known: &mut Vec<Named>, name: &str, title: &LocalText) -> usize {
    known.iter().position(|one| one.name == name).unwrap_or_else(|| {
        known.push(Named { name: name.to_owned(), title: title.clone() });
        known.len() - 1
    })
}
