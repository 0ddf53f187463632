//! One of the two sides: a plan on its way through closed periods, with what each period leaves to the next.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::{Outcome, calculate, next_carry};
use crate::business::commissions::facts::{Carry, Facts, FactsOf, freeze_gathered};
use crate::business::commissions::plan::{Plan, RankOf};
use crate::business::commissions::runs::{EarlierSale, PaidTo, is_of_a_sale, paid_sales};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::values::{Currency, PartnerId, RunId};

/// A side begins with what the firm's own runs left, and goes on with what its own replays leave.
#[derive(Default)]
pub(super) struct Side {
    left: Option<Vec<(PartnerId, String, i64)>>,
    /// What its own replays paid, by bonus and sale, as `paid BONUS SALE`; goods that come back take back that.
    paid: BTreeMap<String, Vec<(PartnerId, String, i64)>>,
}

/// What a period comes to on one side; amounts in minor units.
pub(super) struct Replay {
    pub currency: Currency,
    /// The commission base of everything sold, less what came back.
    pub sold: i64,
    pub paid: i64,
    pub broken: i64,
    pub outcome_hash: [u8; 32],
    pub people: Vec<PersonReplay>,
}

pub(super) struct PersonReplay {
    pub partner: PartnerId,
    /// By the place of the bonus in the plan.
    pub by_bonus: Vec<i64>,
    pub total: i64,
    /// The rank by which the person is paid; 0 for none.
    pub rank: u16,
}

impl Side {
    /// `id` is the run that settled the period of what was gathered.
    pub(super) fn replay(
        &mut self,
        view: &View<'_>,
        plan: &Plan,
        (id, mut given): (RunId, FactsOf),
    ) -> Result<Replay, Failure> {
        if let Some(left) = self.left.take() {
            let posted = given.carry.into_iter().filter(|(_, key, _)| is_of_a_sale(key));
            let (replayed, posted): (Vec<_>, Vec<_>) = posted.partition(|(_, key, _)| self.has_replayed(key));
            let names = replayed.iter().filter_map(|(_, key, _)| key.strip_prefix("sold "));
            let own = names.filter_map(|name| self.paid.get(name)).flatten().cloned().collect::<Vec<_>>();
            let sums = replayed.into_iter().filter(|(_, key, _)| !key.starts_with("paid "));
            given.carry = left.into_iter().chain(posted).chain(sums).chain(own).collect();
        }
        let facts = freeze_gathered(view, plan, given)?;
        let outcome = calculate(plan, &facts)?;
        let people = (0..).zip(facts.tree.partners()).map(|(place, partner)| PersonReplay {
            partner: *partner,
            by_bonus: outcome.people.by_bonus(place).collect(),
            total: outcome.people.total(place),
            rank: outcome.reckoned.rank(RankOf::Paid, place),
        });
        let people = people.collect();
        let mut left = by_partner(&facts, &next_carry(plan, &facts, &outcome));
        left.retain(|(_, key, _)| !is_of_a_sale(key));
        self.left = Some(left);
        self.keep_paid(id, plan, &facts, &outcome);
        Ok(Replay {
            currency: facts.currency,
            sold: (0..facts.sales.len()).map(|number| facts.as_sold(number).0).sum(),
            paid: outcome.paid,
            broken: outcome.broken,
            outcome_hash: outcome.hash,
            people,
        })
    }
}

impl Side {
    /// Whether a key is about a sale of a period that this side has replayed.
    fn has_replayed(&self, key: &str) -> bool {
        // The name of a sale is three numbers, and stands last.
        let before = key.rmatch_indices(' ').nth(2).map(|(before, _)| before + 1);
        before.and_then(|from| key.get(from..)).is_some_and(|name| self.paid.contains_key(name))
    }

    fn keep_paid(&mut self, id: RunId, plan: &Plan, facts: &Facts, outcome: &Outcome) {
        let unit = facts.millionths_per_minor();
        for sale in paid_sales(plan, facts, outcome) {
            let name = EarlierSale { run: id, order: sale.order, line: sale.line }.name();
            let entry = |paid: &PaidTo| {
                let bonus = plan.bonuses.get(usize::from(paid.bonus)).map_or("", |bonus| &bonus.name);
                (paid.partner, format!("paid {bonus} {name}"), paid.amount.saturating_mul(unit))
            };
            let entries = sale.paid.iter().map(entry).collect();
            self.paid.insert(name, entries);
        }
    }
}

/// Places are those of one period; the next one has its own.
fn by_partner(facts: &Facts, carry: &Carry) -> Vec<(PartnerId, String, i64)> {
    let of_key = |(key, entries): (&String, &Vec<(u32, i64)>)| {
        let of_person = |(place, value): &(u32, i64)| Some((facts.tree.partner(*place)?, key.clone(), *value));
        entries.iter().filter_map(of_person).collect::<Vec<_>>()
    };
    carry.entries().iter().flat_map(of_key).collect()
}
