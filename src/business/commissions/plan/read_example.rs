//! Reading the worked examples of a plan.

use crate::business::commissions::plan::grammar::{EXAMPLE, EXAMPLE_LINE, EXAMPLE_SALE};
use crate::business::commissions::plan::read::SALE_KINDS;
use crate::business::commissions::plan::reading::{Item, Reading};
use crate::business::commissions::plan::section::Section;
use crate::business::commissions::plan::{Example, ExampleLine, ExamplePerson, ExampleSale};
use crate::business::failure::Complaint;

pub(super) fn examples<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Vec<Example> {
    let bonuses = file.names_in_list("bonus");
    let mut examples = Vec::new();
    for (number, (line, table)) in (1..).zip(file.tables(reading, "example")) {
        let section = Section::open(reading, format!("example {number}"), line, table, EXAMPLE);
        examples.extend(example(reading, &section, &bonuses));
    }
    examples
}

fn example<'s>(reading: &mut Reading<'s>, section: &Section<'s>, bonuses: &[String]) -> Option<Example> {
    let title = section.read(reading, "title", Reading::text);
    let mut people = example_people(reading, section)?;
    if let Some(item) = section.optional(reading, "left") {
        for name in reading.list(item, Reading::text).unwrap_or_default() {
            if let Some(person) = person_place(reading, item, &name, &people).and_then(|i| people.get_mut(i)) {
                person.left = true;
            }
        }
    }
    let mut sales = Vec::new();
    for (number, (line, table)) in (1..).zip(section.tables(reading, "sales")) {
        let sale = Section::open(reading, format!("{}, sales {number}", section.name), line, table, EXAMPLE_SALE);
        sales.extend(example_sale(reading, &sale, &people));
    }
    let mut lines = Vec::new();
    for (number, (line, table)) in (1..).zip(section.tables(reading, "lines")) {
        let expected = Section::open(reading, format!("{}, lines {number}", section.name), line, table, EXAMPLE_LINE);
        lines.extend(example_line(reading, &expected, &people, bonuses));
    }
    section.needed(reading, "lines");
    let breakage_cents = section.read(reading, "breakage", Reading::hundredths);
    Some(Example { title: title?, line: section.line, people, sales, lines, breakage_cents: breakage_cents? })
}

/// People appear where a chain names them first; left of the sign stands the sponsor.
fn example_people<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<Vec<ExamplePerson>> {
    let item = section.needed(reading, "tree")?;
    let chains = reading.list(item, Reading::text)?;
    let mut people: Vec<ExamplePerson> = Vec::new();
    for chain in &chains {
        let mut sponsor = None;
        for name in chain.split('>').map(str::trim) {
            let known = people.iter().position(|person| person.name == name);
            let agrees =
                |place: usize| sponsor.is_none() || people.get(place).is_some_and(|person| person.sponsor == sponsor);
            if name.is_empty() {
                return reading.wrong(item);
            }
            if known.is_some_and(|place| !agrees(place)) {
                reading.note(item.line, Complaint::new("commissions.plan.two_sponsors").with("person", name));
            }
            let place = known.unwrap_or(people.len());
            if known.is_none() {
                people.push(ExamplePerson { name: name.to_owned(), sponsor, points_hundredths: 0, left: false });
            }
            sponsor = Some(place);
        }
    }
    if let Some(item) = section.optional(reading, "points") {
        let Some(points) = item.value.as_table() else { return reading.wrong(item) };
        for (key, value) in points {
            let hundredths = reading.hundredths(Item { value: value.get_ref(), ..item });
            let place = person_place(reading, item, key.get_ref(), &people);
            if let Some(person) = place.and_then(|place| people.get_mut(place)) {
                person.points_hundredths = hundredths.unwrap_or(0);
            }
        }
    }
    Some(people)
}

fn person_place<'s>(reading: &mut Reading<'s>, item: Item<'s>, name: &str, people: &[ExamplePerson]) -> Option<usize> {
    reading.place_of(item.line, item.name, name.trim(), &names(people))
}

fn names(people: &[ExamplePerson]) -> Vec<String> {
    people.iter().map(|person| person.name.clone()).collect()
}

fn example_sale<'s>(reading: &mut Reading<'s>, section: &Section<'s>, people: &[ExamplePerson]) -> Option<ExampleSale> {
    let seller = section.needed(reading, "seller").and_then(|item| reading.reference(item, &names(people)));
    let kind = section.needed(reading, "kind").and_then(|item| reading.choice(item, &SALE_KINDS));
    let base = section.read(reading, "base", Reading::hundredths);
    let points = section.optional(reading, "points").map_or(Some(0), |item| reading.hundredths(item));
    Some(ExampleSale { seller: seller?, kind: kind?, base_cents: base?, points_hundredths: points? })
}

fn example_line<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    people: &[ExamplePerson],
    bonuses: &[String],
) -> Option<ExampleLine> {
    let to = section.needed(reading, "to").and_then(|item| reading.reference(item, &names(people)));
    let bonus = section.needed(reading, "bonus").and_then(|item| reading.reference(item, bonuses));
    let level = section.read(reading, "level", Reading::whole);
    let amount = section.read(reading, "amount", Reading::hundredths);
    Some(ExampleLine {
        bonus: bonuses.get(bonus?)?.clone(),
        level: u16::try_from(level?).unwrap_or(u16::MAX),
        to: people.get(to?)?.name.clone(),
        amount_cents: amount?,
    })
}
