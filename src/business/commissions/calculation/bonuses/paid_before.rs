//! What a run paid for each sale, kept for refunds that come in later periods.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use crate::business::commissions::calculation::asked::asked_of_facts;
use crate::business::commissions::calculation::bonuses::clawback::number_of;
use crate::business::commissions::calculation::bonuses::found::Ground;
use crate::business::commissions::calculation::bonuses::portion::shared_out;
use crate::business::commissions::calculation::bonuses::sale_keys::{
    BASE, kind_key, number_key, refunded_key, returned_key, sold_key,
};
use crate::business::commissions::calculation::bonuses::sources::{Origin, of_sales};
use crate::business::commissions::calculation::reckon::{TooLarge, Values};
use crate::business::commissions::calculation::{Line, Outcome, at};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{BonusKind, Each, MILLION, Plan, Refunds, SalesSource, Source};
use crate::values::PartnerId;

/// What somebody has for one sale under one bonus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PaidForSale {
    /// The sale by its place among the facts.
    pub sale: u32,
    pub receiver: u32,
    pub bonus: u16,
    /// Minor units.
    pub amount: i64,
}

/// What bonuses on sales pay for each of them. Pay that was reckoned on all sales of a person together is divided
/// among those sales by their bases.
pub fn paid_for_sales(plan: &Plan, facts: &Facts, outcome: &Outcome) -> Result<Vec<PaidForSale>, TooLarge> {
    let values = Values::begin(&outcome.reckoned.program, facts, &outcome.reckoned.edges)?;
    let mut paid = Vec::new();
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        let sales = match (&bonus.kind, bonus.source()) {
            (BonusKind::Sale(sale), _) => &sale.source,
            (_, Some(Source::Sales(sales))) => sales,
            _ => continue,
        };
        let Some(sources) = outcome.sources.get(usize::from(place)) else { continue };
        let of_bonus = outcome.lines.iter().filter(|line| line.bonus == place && line.amount != 0);
        let part = |sale, line: &Line, amount| PaidForSale { sale, receiver: line.receiver, bonus: place, amount };
        if sources.origin == Origin::Sale {
            paid.extend(of_bonus.map(|line| part(line.source, line, line.amount)));
            continue;
        }
        let ground =
            Ground { plan, facts, edges: &outcome.reckoned.edges, values: &values, bonus: place, name: &bonus.name };
        let each_line = SalesSource { each: Each::Line, ..sales.clone() };
        let by_sale = of_sales(&each_line, &ground)?;
        let mut of_person: BTreeMap<u32, Vec<(u32, i64)>> = BTreeMap::new();
        for (sale, seller, base) in by_sale.counting() {
            of_person.entry(seller).or_default().push((sale, base));
        }
        for line in of_bonus {
            let sold = of_person.get(&line.source).map_or(&[][..], Vec::as_slice);
            let bases: Vec<i64> = sold.iter().map(|(_, base)| *base).collect();
            let parts = sold.iter().zip(shared_out(line.amount, &bases)).filter(|(_, amount)| *amount != 0);
            paid.extend(parts.map(|((sale, _), amount)| part(*sale, line, amount)));
        }
    }
    Ok(paid)
}

/// Entries of the carry, in millionths: see `sale_keys`. `name` gives a sale's id and line.
pub fn paid_by_sale(
    plan: &Plan,
    facts: &Facts,
    outcome: &Outcome,
    name: &dyn Fn(u32) -> String,
) -> Result<Vec<(PartnerId, String, i64)>, TooLarge> {
    let mut entries = BTreeMap::new();
    // Also where nothing was paid: so a sale that is settled again, and a refund of a sale that nobody knows, are found
    // out.
    for (number, sale) in (0_u32..).zip(&facts.sales) {
        let key = if sale.returned { returned_key } else { sold_key }(facts.period, facts.currency, &name(number));
        if let Some(partner) = facts.tree.partner(sale.seller) {
            *entries.entry((partner, key)).or_insert(0) += number_of(facts, at(number), BASE);
        }
    }
    if plan.refunds == Refunds::Original {
        for_refunds(plan, facts, outcome, name, &mut entries)?;
    }
    Ok(entries.into_iter().map(|((partner, key), value)| (partner, key, value)).collect())
}

/// What a later refund of a sale needs to take back exactly its part.
fn for_refunds(
    plan: &Plan,
    facts: &Facts,
    outcome: &Outcome,
    name: &dyn Fn(u32) -> String,
    entries: &mut BTreeMap<(PartnerId, String), i64>,
) -> Result<(), TooLarge> {
    let unit = facts.millionths_per_minor();
    for PaidForSale { sale, receiver, bonus, amount } in paid_for_sales(plan, facts, outcome)? {
        let bonus = plan.bonuses.get(usize::from(bonus)).map_or("", |bonus| &bonus.name);
        if let Some(partner) = facts.tree.partner(receiver) {
            *entries.entry((partner, format!("paid {bonus} {}", name(sale)))).or_insert(0) += amount * unit;
        }
    }
    for (number, sale) in (0_u32..).zip(&facts.sales).filter(|(_, sale)| !sale.returned) {
        if let Some(partner) = facts.tree.partner(sale.seller) {
            entries.insert((partner, kind_key(sale.kind, &name(number))), MILLION);
        }
    }
    let asked = asked_of_facts(plan);
    for column in asked.numbers() {
        for (number, sale) in (0_u32..).zip(&facts.sales).filter(|(_, sale)| !sale.returned) {
            if let Some(partner) = facts.tree.partner(sale.seller) {
                let key = number_key(column, &name(number));
                *entries.entry((partner, key)).or_insert(0) += number_of(facts, at(number), column);
            }
        }
    }
    let before = |key: &str| facts.carry.of_key(key).iter().map(|(_, millionths)| *millionths).sum::<i64>();
    for column in [BASE].into_iter().chain(asked.numbers()) {
        for (number, name) in facts.earlier_refunds().iter().chain(facts.taken_back()) {
            let value = number_of(facts, at(*number), column);
            let partner = facts.sales.get(at(*number)).and_then(|sale| facts.tree.partner(sale.seller));
            if let Some(partner) = partner.filter(|_| value != 0) {
                let key = refunded_key(plan, facts.period, column, name);
                let sum = entries.entry((partner, key));
                let sum = match sum {
                    Entry::Occupied(sum) => sum.into_mut(),
                    Entry::Vacant(sum) => {
                        let known = before(&sum.key().1);
                        sum.insert(known)
                    }
                };
                *sum -= value;
            }
        }
    }
    Ok(())
}
