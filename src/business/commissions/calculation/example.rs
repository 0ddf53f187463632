//! The worked examples of a plan, calculated.

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::{Outcome, calculate, check_outcome};
use crate::business::commissions::facts::{FactPerson, Facts, FactsOf, SoldLine, Standing};
use crate::business::commissions::plan::{Example, ExampleLine, Plan};
use crate::values::{Currency, Day, OrderId, PartnerId, Period};

/// What came out of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleResult {
    pub title: String,
    /// Where it begins in the plan file.
    pub line: u32,
    /// Expected lines that did not come out, and lines that nobody expected.
    pub missing: Vec<ExampleLine>,
    pub surplus: Vec<ExampleLine>,
    pub breakage_expected_cents: i64,
    pub breakage_cents: i64,
    /// Whether the checks that every run must pass hold for the example too.
    pub checks_pass: bool,
}

impl ExampleResult {
    pub fn passed(&self) -> bool {
        self.missing.is_empty()
            && self.surplus.is_empty()
            && self.breakage_cents == self.breakage_expected_cents
            && self.checks_pass
    }
}

/// Calculates all examples of a plan.
pub fn check_examples(plan: &Plan) -> Vec<ExampleResult> {
    plan.examples.iter().map(|example| check_example(plan, example)).collect()
}

fn check_example(plan: &Plan, example: &Example) -> ExampleResult {
    let facts = facts_of_example(plan, example);
    let Ok(outcome) = calculate(plan, &facts) else {
        unreachable!("a plan that was read has no circles, and the amounts of an example are small")
    };
    let mut surplus = lines_of(plan, example, &facts, &outcome);
    let mut missing = Vec::new();
    for expected in &example.lines {
        match surplus.iter().position(|line| line == expected) {
            Some(found) => drop(surplus.remove(found)),
            None => missing.push(expected.clone()),
        }
    }
    ExampleResult {
        title: example.title.clone(),
        line: example.line,
        missing,
        surplus,
        breakage_expected_cents: example.breakage_cents,
        breakage_cents: outcome.broken,
        checks_pass: check_outcome(plan, &facts, &outcome).iter().all(|result| result.passed),
    }
}

/// The facts of an example: people are numbered in the order of its tree, everything happens on one day.
pub fn facts_of_example(plan: &Plan, example: &Example) -> Facts {
    let day = plan.effective_from;
    let id = |place: usize| PartnerId::new(u64::try_from(place).unwrap_or(u64::MAX - 1) + 1);
    let people = example.people.iter().enumerate().map(|(place, person)| {
        let standing = if person.left { Standing::Left } else { Standing::Valid };
        FactPerson { joined_on: day, ..FactPerson::plain(id(place), person.sponsor.map(id), standing) }
    });
    let points = example.people.iter().enumerate().filter(|(_, person)| person.points_hundredths != 0);
    let points = points.map(|(place, person)| (place, SaleKind::Own, 0, person.points_hundredths));
    let sales = example.sales.iter().map(|sale| (sale.seller, sale.kind, sale.base_cents, sale.points_hundredths));
    let sales = (1..).zip(sales.chain(points)).map(|(number, (seller, kind, base, points))| SoldLine {
        day,
        order: OrderId::new(number),
        line: 1,
        credited_to: id(seller),
        buyer: None,
        kind,
        returned: base < 0,
        quantity: 1,
        base,
        points,
    });
    let given = FactsOf::plain(one_day(day), Currency::EUR, people.collect(), sales.collect());
    Facts::freeze(&given).unwrap_or_else(|troubles| unreachable!("an example that was read is a tree: {troubles:?}"))
}

fn one_day(day: Day) -> Period {
    Period::days(day, day).unwrap_or_else(|| unreachable!("a day is not before itself"))
}

fn lines_of(plan: &Plan, example: &Example, facts: &Facts, outcome: &Outcome) -> Vec<ExampleLine> {
    let mut lines: Vec<ExampleLine> = outcome
        .lines
        .iter()
        .filter_map(|line| {
            let partner = facts.tree.partner(line.receiver)?;
            let person = usize::try_from(partner.number()).ok()?.checked_sub(1)?;
            Some(ExampleLine {
                bonus: plan.bonuses.get(usize::from(line.bonus))?.name.clone(),
                level: line.level,
                to: example.people.get(person)?.name.clone(),
                amount_cents: line.amount,
            })
        })
        .collect();
    lines.sort();
    lines
}
