//! Columns that come from the facts.

use crate::business::commissions::calculation::edges::at;
use crate::business::commissions::calculation::program::Given;
use crate::business::commissions::calculation::reckon::sale::SaleReader;
use crate::business::commissions::calculation::reckon::values::{TooLarge, Values};
use crate::business::commissions::facts::{FactSale, Facts, Standing};
use crate::business::commissions::plan::{MILLION, Party, PersonValue, SaleValue, Sold};

pub(super) fn given(wanted: &Given, values: &Values<'_>) -> Result<Vec<i64>, TooLarge> {
    let facts = values.facts();
    match wanted {
        Given::Earlier(name, 0) => Ok(facts.carry.column(name, facts.tree.len())),
        Given::Earlier(name, back) => Ok(facts.carry.column(&format!("{name}@{back}"), facts.tree.len())),
        Given::Sold(sold, _) => sum_of_sales(sold, values),
        Given::Person(PersonValue::Pay(bonus)) => {
            in_millionths(values.pay_of(*bonus).unwrap_or(&[]), facts.millionths_per_minor())
        }
        // These have a recipe, unless they hold as they were reckoned before.
        Given::Person(value @ (PersonValue::Predicate(_) | PersonValue::Need(..) | PersonValue::Rank(_))) => {
            Ok(values.before(value))
        }
        Given::Person(value) => Ok(of_person(value, facts)),
    }
}

fn of_person(value: &PersonValue, facts: &Facts) -> Vec<i64> {
    let last = facts.period.last();
    match value {
        PersonValue::Valid => facts.standings.iter().map(|standing| i64::from(*standing == Standing::Valid)).collect(),
        PersonValue::Customer => facts.people.customers.iter().map(|customer| i64::from(*customer)).collect(),
        PersonValue::DaysMember => {
            let days = |joined| i64::from(last.number()) - i64::from(joined);
            facts.people.joined.iter().map(|joined| days(joined.number()).max(0) * MILLION).collect()
        }
        PersonValue::PeriodsMember => {
            facts.people.joined.iter().map(|joined| facts.periods_since(*joined) * MILLION).collect()
        }
        PersonValue::Country => facts.people.column("country"),
        PersonValue::Flag(word) => facts.people.column(&format!("flag:{word}")),
        PersonValue::Column(name) => facts.people.column(name),
        // Everything else has a recipe.
        _ => Vec::new(),
    }
}

fn sum_of_sales(sold: &Sold, values: &Values<'_>) -> Result<Vec<i64>, TooLarge> {
    let facts = values.facts();
    match (sold.of, &sold.condition, &sold.what) {
        (Party::Seller, None, SaleValue::Base) => {
            let sums = facts.own_sums.base(sold.kinds).ok_or(TooLarge)?;
            return in_millionths(&sums, facts.millionths_per_minor());
        }
        (Party::Seller, None, SaleValue::Points) => {
            return in_millionths(&facts.own_sums.points(sold.kinds).ok_or(TooLarge)?, MILLION / 100);
        }
        _ => {}
    }
    let mut sums = vec![0_i64; facts.tree.len()];
    let whose = |sale: &FactSale| match sold.of {
        Party::Seller => at(sale.seller),
        Party::Buyer => at(sale.buyer),
    };
    let reader = SaleReader::new(values);
    for (number, sale) in facts.sales.iter().enumerate() {
        if !sold.kinds.include(sale.kind) || !reader.meets(sold.condition.as_ref(), number, sale)? {
            continue;
        }
        if let Some(sum) = sums.get_mut(whose(sale)) {
            *sum = sum.checked_add(reader.value(&sold.what, number, sale)).ok_or(TooLarge)?;
        }
    }
    Ok(sums)
}

/// Whole coins or points in the unit of columns.
fn in_millionths(sums: &[i64], unit: i64) -> Result<Vec<i64>, TooLarge> {
    let mut fits = true;
    let scaled = sums.iter().map(|sum| {
        let (value, over) = sum.overflowing_mul(unit);
        fits &= !over;
        value
    });
    let scaled = scaled.collect();
    if fits { Ok(scaled) } else { Err(TooLarge) }
}
