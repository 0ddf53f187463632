//! Reading the worked examples of a plan.

use crate::business::commissions::plan::example::{
    Example, ExampleKnown, ExampleLine, ExamplePerson, ExampleSale, ExampleValue,
};
use crate::business::commissions::plan::formula::{MILLION, Names};
use crate::business::commissions::plan::read::grammar::{EXAMPLE, EXAMPLE_LINE, EXAMPLE_SALE};
use crate::business::commissions::plan::read::people::{names, people, person_place};
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::{PERIODS, SALE_KINDS};

pub(super) fn examples<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Vec<Example> {
    let mut examples = Vec::new();
    for (number, (line, table)) in (1..).zip(file.tables(reading, "example")) {
        let section = Section::open(reading, format!("example {number}"), line, table, EXAMPLE);
        examples.extend(example(reading, &section, names));
    }
    examples
}

fn example<'s>(reading: &mut Reading<'s>, section: &Section<'s>, plan: &Names) -> Option<Example> {
    let title = section.read(reading, "title", Reading::text);
    let period = match section.optional(reading, "period") {
        None => Some(None),
        Some(item) => reading.choice(item, &PERIODS).map(Some),
    };
    let people = people(reading, section)?;
    let mut sales = Vec::new();
    for (number, (line, table)) in (1..).zip(section.tables(reading, "sales")) {
        let sale = Section::open(reading, format!("{}, sales {number}", section.name), line, table, EXAMPLE_SALE);
        sales.extend(example_sale(reading, &sale, &people));
    }
    let mut lines = Vec::new();
    for (number, (line, table)) in (1..).zip(section.tables(reading, "lines")) {
        let expected = Section::open(reading, format!("{}, lines {number}", section.name), line, table, EXAMPLE_LINE);
        lines.extend(example_line(reading, &expected, &people, &plan.bonuses));
    }
    section.needed(reading, "lines");
    let known = known(reading, section, &people, plan);
    let left = left(reading, section, &people);
    let breakage_cents = section.read(reading, "breakage", Reading::hundredths);
    Some(Example {
        title: title?,
        line: section.line,
        period: period?,
        people,
        sales,
        lines,
        known,
        left,
        breakage_cents: breakage_cents?,
    })
}

fn example_sale<'s>(reading: &mut Reading<'s>, section: &Section<'s>, people: &[ExamplePerson]) -> Option<ExampleSale> {
    let seller = section.needed(reading, "seller").and_then(|item| reading.reference(item, &names(people)));
    let buyer = match section.optional(reading, "buyer") {
        None => Some(None),
        Some(item) => reading.reference(item, &names(people)).map(Some),
    };
    let kind = section.needed(reading, "kind").and_then(|item| reading.choice(item, &SALE_KINDS));
    let base = section.read(reading, "base", Reading::hundredths);
    let points = section.optional(reading, "points").map_or(Some(0), |item| reading.hundredths(item));
    let quantity = section.optional(reading, "quantity").map_or(Some(1), |item| reading.whole(item));
    let day = match section.optional(reading, "day") {
        None => Some(None),
        Some(item) => reading.day(item).map(Some),
    };
    let mut columns = Vec::new();
    for name in ["product", "net"] {
        if let Some(item) = section.optional(reading, name) {
            columns.extend(value(reading, item).map(|value| (name.to_owned(), value)));
        }
    }
    if let Some(item) = section.optional(reading, "more") {
        columns.extend(values(reading, item));
    }
    Some(ExampleSale {
        seller: seller?,
        buyer: buyer?,
        kind: kind?,
        day: day?,
        base_cents: base?,
        points_hundredths: points?,
        quantity: quantity?,
        columns,
    })
}

fn example_line<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    people: &[ExamplePerson],
    bonuses: &[String],
) -> Option<ExampleLine> {
    let to = section.needed(reading, "to").and_then(|item| reading.reference(item, &names(people)));
    let bonus = section.needed(reading, "bonus").and_then(|item| reading.reference(item, bonuses));
    let level = section.optional(reading, "level").map_or(Some(0), |item| reading.whole(item));
    let amount = section.read(reading, "amount", Reading::hundredths);
    Some(ExampleLine {
        bonus: bonuses.get(bonus?)?.clone(),
        level: u16::try_from(level?).unwrap_or(u16::MAX),
        to: people.get(to?)?.name.clone(),
        amount_cents: amount?,
    })
}

/// `known = { Ben = { rank = "gold", team = 500, active = true } }`.
fn known<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    people: &[ExamplePerson],
    plan: &Names,
) -> Vec<ExampleKnown> {
    let mut known = Vec::new();
    let Some(item) = section.optional(reading, "known") else { return known };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return known;
    };
    if reading.is_too_long(item.line, item.name, table.len()) {
        return known;
    }
    let ranks = ["rank", "rank_paid", "rank_achieved"].map(str::to_owned);
    let asked: Vec<String> = plan.volumes.iter().chain(&plan.predicates).cloned().chain(ranks).collect();
    for (key, of_person) in table {
        let line = reading.line_at(key.span().start);
        let item = Item { line, value: of_person.get_ref(), ..item };
        let Some(person) = person_place(reading, item, key.get_ref(), people) else { continue };
        for (name, value) in values(reading, item) {
            if reading.place_of(line, item.name, &name, &asked).is_some() {
                known.push(ExampleKnown { person, name, value });
            }
        }
    }
    known
}

/// `left_over = { Ben = { "binary.left" = 300 } }`: what the run must leave to the next one.
fn left<'s>(reading: &mut Reading<'s>, section: &Section<'s>, people: &[ExamplePerson]) -> Vec<ExampleKnown> {
    let mut left = Vec::new();
    let Some(item) = section.optional(reading, "left_over") else { return left };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return left;
    };
    if reading.is_too_long(item.line, item.name, table.len()) {
        return left;
    }
    for (key, of_person) in table {
        let item = Item { line: reading.line_at(key.span().start), value: of_person.get_ref(), ..item };
        let Some(person) = person_place(reading, item, key.get_ref(), people) else { continue };
        left.extend(values(reading, item).into_iter().map(|(name, value)| ExampleKnown { person, name, value }));
    }
    left
}

/// A table of names and values.
pub(super) fn values<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Vec<(String, ExampleValue)> {
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return Vec::new();
    };
    if reading.is_too_long(item.line, item.name, table.len()) {
        return Vec::new();
    }
    let mut values = Vec::new();
    for (key, written) in table {
        let line = reading.line_at(key.span().start);
        let read = value(reading, Item { line, value: written.get_ref(), ..item });
        values.extend(read.map(|value| (key.get_ref().to_string(), value)));
    }
    values.sort_by(|(one, _), (two, _)| one.cmp(two));
    values
}

/// Yes or no, a number, or a word.
pub(super) fn value<'s>(reading: &mut Reading<'s>, item: Item<'s>) -> Option<ExampleValue> {
    if let Some(truth) = item.value.as_bool() {
        return Some(ExampleValue::Truth(truth));
    }
    match item.value.as_str() {
        Some(word) => Some(ExampleValue::Word(word.trim().to_owned())),
        None => {
            reading.hundredths(item).map(|hundredths| ExampleValue::Number(hundredths.saturating_mul(MILLION / 100)))
        }
    }
}
