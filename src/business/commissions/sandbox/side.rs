//! One of the two sides: a plan on its way through closed periods, with what each period leaves to the next.

use crate::business::commissions::calculation::{calculate, next_carry};
use crate::business::commissions::facts::{Carry, Facts, freeze_gathered, gather_given};
use crate::business::commissions::plan::{Plan, RankOf};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::values::{Currency, PartnerId, Period};

/// A side begins with what the firm's own runs left, and goes on with what its own replays leave.
#[derive(Default)]
pub(super) struct Side {
    left: Option<Vec<(PartnerId, String, i64)>>,
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
    pub(super) fn replay(&mut self, view: &View<'_>, plan: &Plan, period: Period) -> Result<Replay, Failure> {
        let mut given = gather_given(view, period, view.zone())?;
        if let Some(left) = self.left.take() {
            given.carry = left;
        }
        let facts = freeze_gathered(view, given)?;
        let outcome = calculate(plan, &facts)?;
        let people = (0..).zip(facts.tree.partners()).map(|(place, partner)| PersonReplay {
            partner: *partner,
            by_bonus: outcome.people.by_bonus(place).collect(),
            total: outcome.people.total(place),
            rank: outcome.reckoned.rank(RankOf::Paid, place),
        });
        let people = people.collect();
        self.left = Some(by_partner(&facts, &next_carry(plan, &facts, &outcome)));
        Ok(Replay {
            currency: facts.currency,
            sold: facts.sales.iter().map(|sale| sale.base).sum(),
            paid: outcome.paid,
            broken: outcome.broken,
            outcome_hash: outcome.hash,
            people,
        })
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
