//! The worked examples of a plan, calculated.

use std::collections::BTreeSet;

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::{
    CalculationTrouble, CarryKind, Outcome, at, calculate, carry_kind, check_outcome,
};
use crate::business::commissions::facts::{
    ColumnHolds, FactPerson, FactTrouble, Facts, FactsOf, GivenColumn, SoldLine, Standing,
};
use crate::business::commissions::plan::{
    Example, ExampleLine, ExampleSale, ExampleValue, Kind, MILLION, Plan, RankOf,
};
use crate::values::{Currency, OrderId, PartnerId};

/// What came out of one example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleResult {
    pub title: String,
    /// Where it begins in the plan file.
    pub line: u32,
    /// Expected lines that did not come out, and lines that nobody expected.
    pub missing: Vec<ExampleLine>,
    pub surplus: Vec<ExampleLine>,
    /// What was known of people otherwise than expected: person, name, and what it was.
    pub otherwise: Vec<(String, String, String)>,
    pub breakage_expected_cents: i64,
    pub breakage_cents: i64,
    /// Whether the checks that every run must pass hold for the example too.
    pub checks_pass: bool,
    /// Why nothing could be reckoned: amounts that grow beyond all measure, or a rate over the whole.
    pub trouble: Option<CalculationTrouble>,
}

impl ExampleResult {
    pub fn passed(&self) -> bool {
        self.missing.is_empty()
            && self.surplus.is_empty()
            && self.otherwise.is_empty()
            && self.breakage_cents == self.breakage_expected_cents
            && self.checks_pass
            && self.trouble.is_none()
    }
}

/// Calculates all examples of a plan.
pub fn check_examples(plan: &Plan) -> Vec<ExampleResult> {
    plan.examples.iter().map(|example| check_example(plan, example)).collect()
}

fn check_example(plan: &Plan, example: &Example) -> ExampleResult {
    let facts = facts_of_example(plan, example);
    let outcome = match calculate(plan, &facts) {
        Ok(outcome) => outcome,
        Err(trouble) => return not_reckoned(example, trouble),
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
        otherwise: otherwise(plan, example, &facts, &outcome),
        breakage_expected_cents: example.breakage_cents,
        breakage_cents: outcome.broken,
        checks_pass: check_outcome(plan, &facts, &outcome).iter().all(|result| result.passed),
        trouble: None,
    }
}

/// Nothing came out: everything that was expected is missing.
fn not_reckoned(example: &Example, trouble: CalculationTrouble) -> ExampleResult {
    ExampleResult {
        title: example.title.clone(),
        line: example.line,
        missing: example.lines.clone(),
        surplus: Vec::new(),
        otherwise: Vec::new(),
        breakage_expected_cents: example.breakage_cents,
        breakage_cents: 0,
        checks_pass: true,
        trouble: Some(trouble),
    }
}

/// The facts of an example: people are numbered in the order of its tree, everything is sold on the day from which
/// the plan holds.
pub fn facts_of_example(plan: &Plan, example: &Example) -> Facts {
    match example_facts(plan, example) {
        Ok(facts) => facts,
        Err(troubles) => unreachable!("an example that was read can be calculated: {troubles:?}"),
    }
}

/// The same for a plan that nobody has looked at yet.
pub(in crate::business::commissions) fn example_facts(
    plan: &Plan,
    example: &Example,
) -> Result<Facts, Vec<FactTrouble>> {
    let day = plan.effective_from;
    let period = plan.period_around(day, example.period.unwrap_or(plan.period));
    let people = example.people.iter().enumerate().map(|(place, person)| FactPerson {
        partner: id(place),
        sponsor: person.sponsor.map(id),
        enroller: person.enroller.map(id),
        seat: person.seat.map(|(above, leg)| (id(above), leg)),
        joined_on: person.joined_on.unwrap_or(period.first()),
        customer: person.customer,
        standing: if person.left { Standing::Left } else { Standing::Valid },
    });
    let points = example.people.iter().enumerate().filter(|(_, person)| person.points_hundredths != 0);
    let points = points.map(|(place, person)| ExampleSale {
        seller: place,
        buyer: None,
        kind: SaleKind::Own,
        day: None,
        base_cents: 0,
        points_hundredths: person.points_hundredths,
        quantity: 1,
        columns: Vec::new(),
    });
    let all: Vec<ExampleSale> = example.sales.iter().cloned().chain(points).collect();
    let sales = (1..).zip(&all).map(|(number, sale)| SoldLine {
        day: sale.day.unwrap_or(day),
        order: OrderId::new(number),
        line: 1,
        credited_to: id(sale.seller),
        buyer: sale.buyer.map(id),
        kind: sale.kind,
        returned: sale.base_cents < 0,
        quantity: sale.quantity,
        base: sale.base_cents,
        points: sale.points_hundredths,
    });
    let mut given = FactsOf::plain(period, Currency::EUR, people.collect(), sales.collect());
    let mut words = vec!["own", "retail", "kit", "fee", "free"].into_iter().map(str::to_owned).collect();
    given.person_columns = person_columns(example, &mut words);
    let people = |column: &str, name: &str| {
        let of_people = plan.columns.sales.iter().any(|(known, kind)| known == column && *kind == Kind::Person);
        let place = example.people.iter().position(|person| of_people && person.name == name)?;
        i64::try_from(place + 1).ok()
    };
    given.sale_columns = columns(all.iter().map(|sale| sale.columns.as_slice()), &mut words, &people);
    given.words = words;
    let carry = example.people.iter().enumerate().flat_map(|(place, person)| {
        person.carry.iter().map(move |(key, value)| (id(place), key.clone(), carried(plan, key, value)))
    });
    given.carry = carry.collect();
    Ok(Facts::freeze(given)?.with_factors(&plan.factors))
}

/// What the carry holds: numbers in millionths, truths as 0 and 1, ranks by their places. An example writes truths and
/// ranks by name or by number.
fn carried(plan: &Plan, key: &str, value: &ExampleValue) -> i64 {
    match value {
        ExampleValue::Number(number) if carry_kind(plan, key) == CarryKind::Number => *number,
        ExampleValue::Number(number) => number / MILLION,
        ExampleValue::Truth(truth) => i64::from(*truth),
        ExampleValue::Word(word) => {
            let place = plan.ranks.ranks.iter().position(|rank| rank.name == *word);
            place.and_then(|place| i64::try_from(place + 1).ok()).unwrap_or(0)
        }
    }
}

fn id(place: usize) -> PartnerId {
    PartnerId::new(u64::try_from(place).unwrap_or(u64::MAX - 1) + 1)
}

fn person_columns(example: &Example, words: &mut Vec<String>) -> Vec<GivenColumn> {
    let flagged = example.people.iter().map(|person| {
        let flags = person.flags.iter().map(|flag| (format!("flag:{flag}"), ExampleValue::Truth(true)));
        person.columns.iter().cloned().chain(flags).collect::<Vec<_>>()
    });
    let all: Vec<_> = flagged.collect();
    columns(all.iter().map(Vec::as_slice), words, &|_, _| None)
}

/// Values by name, as columns with a row for each; in columns of people a word is the name of one of them.
fn columns<'e>(
    rows: impl Iterator<Item = &'e [(String, ExampleValue)]> + Clone,
    words: &mut Vec<String>,
    people: &dyn Fn(&str, &str) -> Option<i64>,
) -> Vec<GivenColumn> {
    let names: BTreeSet<&String> = rows.clone().flatten().map(|(name, _)| name).collect();
    let mut columns = Vec::new();
    for name in names {
        let found = |row: &[(String, ExampleValue)]| {
            row.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone())
        };
        let values: Vec<Option<ExampleValue>> = rows.clone().map(found).collect();
        let is_word = values.iter().any(|value| matches!(value, Some(ExampleValue::Word(_))));
        let is_people =
            values.iter().any(|value| matches!(value, Some(ExampleValue::Word(word)) if people(name, word).is_some()));
        let holds = match (is_word, is_people) {
            (true, true) => ColumnHolds::People,
            (true, false) => ColumnHolds::Words,
            _ => ColumnHolds::Numbers,
        };
        let number = |value: Option<ExampleValue>| match (value, holds) {
            (Some(ExampleValue::Number(number)), _) => number,
            (Some(ExampleValue::Truth(truth)), _) => i64::from(truth),
            (Some(ExampleValue::Word(word)), ColumnHolds::People) => people(name, &word).unwrap_or(0),
            (Some(ExampleValue::Word(word)), _) => word_number(words, word),
            (None, ColumnHolds::Words) => word_number(words, String::new()),
            (None, _) => 0,
        };
        columns.push(GivenColumn { name: name.clone(), holds, values: values.into_iter().map(number).collect() });
    }
    columns
}

fn word_number(words: &mut Vec<String>, word: String) -> i64 {
    let place = words.iter().position(|known| *known == word).unwrap_or(words.len());
    if place == words.len() {
        words.push(word);
    }
    i64::try_from(place).unwrap_or(-1)
}

/// What is known of people otherwise than the example says.
fn otherwise(plan: &Plan, example: &Example, facts: &Facts, outcome: &Outcome) -> Vec<(String, String, String)> {
    let mut otherwise = Vec::new();
    for (known, is_left) in
        example.known.iter().map(|known| (known, false)).chain(example.left.iter().map(|left| (left, true)))
    {
        let Some(place) = facts.tree.place(id(known.person)) else { continue };
        let found = if is_left {
            left_over(outcome, &known.name, place)
        } else {
            found(plan, facts, outcome, &known.name, place)
        };
        if found != Some(known.value.clone()) {
            let name = example.people.get(known.person).map_or_else(String::new, |person| person.name.clone());
            otherwise.push((name, known.name.clone(), found.map_or_else(String::new, |value| value.plain())));
        }
    }
    otherwise
}

fn left_over(outcome: &Outcome, key: &str, place: u32) -> Option<ExampleValue> {
    let column = outcome.left.iter().find(|(known, _)| known == key).map(|(_, column)| column);
    column.and_then(|column| column.get(at(place))).map(|value| ExampleValue::Number(*value))
}

fn found(plan: &Plan, facts: &Facts, outcome: &Outcome, name: &str, place: u32) -> Option<ExampleValue> {
    let reckoned = &outcome.reckoned;
    if let Some((volume, _)) = (0..).zip(&plan.volumes).find(|(_, volume)| volume.name == name) {
        return Some(ExampleValue::Number(reckoned.volume(volume, place)));
    }
    if let Some((predicate, _)) = (0..).zip(&plan.predicates).find(|(_, predicate)| predicate.name == name) {
        return Some(ExampleValue::Truth(reckoned.verdict(plan, facts, predicate, place).is_met()));
    }
    let which = match name {
        "rank" => RankOf::Qualified,
        "rank_paid" => RankOf::Paid,
        _ => RankOf::Achieved,
    };
    let named = usize::from(reckoned.rank(which, place)).checked_sub(1).and_then(|rank| plan.ranks.ranks.get(rank));
    Some(ExampleValue::Word(named.map_or_else(String::new, |rank| rank.name.clone())))
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
    let taken_back = outcome.clawed_back.iter().filter_map(|back| {
        let person = usize::try_from(facts.tree.partner(back.receiver)?.number()).ok()?.checked_sub(1)?;
        Some(ExampleLine {
            bonus: plan.bonuses.get(usize::from(back.bonus))?.name.clone(),
            level: 0,
            to: example.people.get(person)?.name.clone(),
            amount_cents: back.amount,
        })
    });
    lines.extend(taken_back);
    lines.sort();
    lines
}
