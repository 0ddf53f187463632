//! Which plans the firm's own runs can settle.

use crate::business::commissions::calculation::{Asked, asked_of_facts};
use crate::business::commissions::plan::{BonusKind, Plan, Reward};
use crate::values::PeriodKind;

/// Whether a plan asks for no more than the firm can give it. Otherwise the name of what asks for more.
pub fn settles_in_firm(plan: &Plan) -> Result<(), String> {
    let bonus = plan.bonuses.iter().find(|bonus| {
        let other_period = bonus.period.is_some_and(|own| own != plan.period);
        bonus.reward != Reward::Money || other_period || matches!(bonus.kind, BonusKind::Legs(_))
    });
    if let Some(bonus) = bonus {
        return Err(bonus.name.clone());
    }
    if plan.period == PeriodKind::Year && plan.year_begins != 1 {
        return Err("year_begins".to_owned());
    }
    let columns = plan.columns.people.iter().chain(&plan.columns.sales).map(|(name, _)| name);
    let Asked { flags, country, enrollers, seats, buyers, customers, net, product, earlier, .. } = asked_of_facts(plan);
    let carried = plan.carry.iter().map(|(key, _)| key).chain(earlier.keys());
    if let Some(name) = columns.chain(flags.iter()).chain(carried).next() {
        return Err(name.clone());
    }
    let asked = [
        (country, "country"),
        (enrollers, "enroller"),
        (seats, "placement"),
        (buyers, "buyer"),
        (customers, "customer"),
        (net, "net"),
        (product, "product"),
    ];
    asked.into_iter().find(|(wanted, _)| *wanted).map_or(Ok(()), |(_, name)| Err(name.to_owned()))
}
