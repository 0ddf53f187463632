//! What a run paid for each sale, kept for refunds that come in later periods.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::bonuses::clawback::refunded_key;
use crate::business::commissions::calculation::bonuses::found::Ground;
use crate::business::commissions::calculation::bonuses::portion::shared_out;
use crate::business::commissions::calculation::bonuses::sources::{Origin, of_sales};
use crate::business::commissions::calculation::reckon::{TooLarge, Values};
use crate::business::commissions::calculation::{Line, Outcome, at};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{BonusKind, Each, Plan, Refunds, SalesSource, Source};
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

/// Entries of the carry, in millionths: see `clawback`. `name` gives a sale's id and line.
pub fn paid_by_sale(
    plan: &Plan,
    facts: &Facts,
    outcome: &Outcome,
    name: &dyn Fn(u32) -> String,
) -> Result<Vec<(PartnerId, String, i64)>, TooLarge> {
    let mut entries = BTreeMap::new();
    if plan.refunds != Refunds::Original {
        return Ok(Vec::new());
    }
    let unit = facts.millionths_per_minor();
    for PaidForSale { sale, receiver, bonus, amount } in paid_for_sales(plan, facts, outcome)? {
        let bonus = plan.bonuses.get(usize::from(bonus)).map_or("", |bonus| &bonus.name);
        if let Some(partner) = facts.tree.partner(receiver) {
            *entries.entry((partner, format!("paid {bonus} {}", name(sale)))).or_insert(0) += amount * unit;
        }
    }
    for (refund, name) in facts.earlier_refunds() {
        let Some(sale) = facts.sales.get(at(*refund)) else { continue };
        let key = refunded_key(plan, facts.period, name);
        let before: i64 = facts.carry.of_key(&key).iter().map(|(_, millionths)| *millionths).sum();
        if let Some(partner) = facts.tree.partner(sale.seller) {
            *entries.entry((partner, key)).or_insert(before) -= facts.as_sold(at(*refund)).0 * unit;
        }
    }
    for (number, name) in facts.taken_back() {
        let Some(sale) = facts.sales.get(at(*number)) else { continue };
        if let Some(partner) = facts.tree.partner(sale.seller) {
            *entries.entry((partner, refunded_key(plan, facts.period, name))).or_insert(0) -=
                facts.as_sold(at(*number)).0 * unit;
        }
    }
    // Also where nothing was paid: so a refund of a sale that nobody knows is found out.
    for (sale, sold) in (0_u32..).zip(&facts.sales).filter(|(_, sold)| !sold.returned) {
        if let Some(partner) = facts.tree.partner(sold.seller) {
            *entries.entry((partner, format!("sold {}", name(sale)))).or_insert(0) += facts.as_sold(at(sale)).0 * unit;
        }
    }
    Ok(entries.into_iter().map(|((partner, key), value)| (partner, key, value)).collect())
}
