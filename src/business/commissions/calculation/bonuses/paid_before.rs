//! What a run paid for each sale, kept for refunds that come in later periods.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::bonuses::found::Ground;
use crate::business::commissions::calculation::bonuses::portion::shared_out;
use crate::business::commissions::calculation::bonuses::sources::{Origin, of_sales};
use crate::business::commissions::calculation::reckon::{TooLarge, Values};
use crate::business::commissions::calculation::{Outcome, at};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Each, Plan, Refunds, SalesSource, Source};
use crate::values::PartnerId;

/// Entries of the carry, in millionths: see `clawback`. Pay that was reckoned on all sales of a person together is
/// divided among those sales by their bases. `name` gives a sale's id and line.
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
    let values = Values::begin(&outcome.reckoned.program, facts, &outcome.reckoned.edges)?;
    for (place, bonus) in (0_u16..).zip(&plan.bonuses) {
        let (Some(Source::Sales(sales)), Some(sources)) = (bonus.source(), outcome.sources.get(usize::from(place)))
        else {
            continue;
        };
        let mut keep = |sale: u32, receiver: u32, amount: i64| {
            if let Some(partner) = facts.tree.partner(receiver).filter(|_| amount != 0) {
                *entries.entry((partner, format!("paid {} {}", bonus.name, name(sale)))).or_insert(0) += amount * unit;
            }
        };
        let of_bonus = outcome.lines.iter().filter(|line| line.bonus == place);
        if sources.origin == Origin::Sale {
            of_bonus.for_each(|line| keep(line.source, line.receiver, line.amount));
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
            for ((sale, _), part) in sold.iter().zip(shared_out(line.amount, &bases)) {
                keep(*sale, line.receiver, part);
            }
        }
    }
    for (refund, name) in facts.earlier_refunds() {
        let Some(sale) = facts.sales.get(at(*refund)) else { continue };
        let key = format!("refunded {name}");
        let before: i64 = facts.carry.of_key(&key).iter().map(|(_, millionths)| *millionths).sum();
        if let Some(partner) = facts.tree.partner(sale.seller) {
            *entries.entry((partner, key)).or_insert(before) -= sale.base * unit;
        }
    }
    for (sale, name) in facts.taken_back() {
        let Some(sale) = facts.sales.get(at(*sale)) else { continue };
        if let Some(partner) = facts.tree.partner(sale.seller) {
            *entries.entry((partner, format!("refunded {name}"))).or_insert(0) -= sale.base * unit;
        }
    }
    // Also where nothing was paid: so a refund of a sale that nobody knows is found out.
    for (sale, sold) in (0_u32..).zip(&facts.sales).filter(|(_, sold)| !sold.returned) {
        if let Some(partner) = facts.tree.partner(sold.seller) {
            *entries.entry((partner, format!("sold {}", name(sale)))).or_insert(0) += sold.base * unit;
        }
    }
    Ok(entries.into_iter().map(|((partner, key), value)| (partner, key, value)).collect())
}
