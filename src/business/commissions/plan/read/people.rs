//! Reading the people of an example: who stands below whom, and what else is known of them.

use crate::business::commissions::plan::example::ExamplePerson;
use crate::business::commissions::plan::read::example::values;
use crate::business::commissions::plan::read::reading::{ENTRIES_MAX, Item, Reading};
use crate::business::commissions::plan::read::section::Section;
use crate::business::failure::Complaint;

/// People appear where a chain names them first; left of the sign stands the sponsor.
pub(super) fn people<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<Vec<ExamplePerson>> {
    let item = section.needed(reading, "tree")?;
    let mut people: Vec<ExamplePerson> = Vec::new();
    for chain in reading.list(item, Reading::text)? {
        let mut sponsor = None;
        // Names beyond the most are not looked at: everybody is looked for among all others.
        for name in chain.split('>').map(str::trim).take(ENTRIES_MAX + 1) {
            let known = people.iter().position(|person| person.name == name);
            // Whoever began a chain stands below nobody until another chain says below whom.
            let agrees = |place: usize| {
                let of_person = people.get(place).and_then(|person| person.sponsor);
                sponsor.is_none() || of_person.is_none() || of_person == sponsor
            };
            if name.is_empty() {
                return reading.wrong(item);
            }
            if known.is_some_and(|place| !agrees(place)) {
                reading.note(item.line, Complaint::new("commissions.plan.two_sponsors").with("person", name));
            }
            let place = known.unwrap_or(people.len());
            if let Some(person) = people.get_mut(place) {
                person.sponsor = person.sponsor.or(sponsor);
            } else {
                people.push(ExamplePerson { name: name.to_owned(), sponsor, ..ExamplePerson::default() });
            }
            sponsor = Some(place);
        }
    }
    if reading.is_too_long(item.line, item.name, people.len()) {
        return None;
    }
    enrollers(reading, section, &mut people);
    seats(reading, section, &mut people);
    for_each(reading, section, "points", &mut people, |reading, item, person| {
        person.points_hundredths = reading.hundredths(item).unwrap_or(0);
    });
    for_each(reading, section, "joined", &mut people, |reading, item, person| {
        person.joined_on = reading.day(item);
    });
    for_each(reading, section, "flags", &mut people, |reading, item, person| {
        person.flags = reading.list(item, Reading::text).unwrap_or_default();
    });
    for_each(reading, section, "more", &mut people, |reading, item, person| {
        person.columns = values(reading, item);
    });
    for_each(reading, section, "carry", &mut people, |reading, item, person| {
        person.carry = values(reading, item);
    });
    listed(reading, section, "left", &mut people, |person| person.left = true);
    listed(reading, section, "customers", &mut people, |person| person.customer = true);
    Some(people)
}

/// `enrollers = ["Anna > Cora"]`: who brought somebody, where that is not the sponsor.
fn enrollers<'s>(reading: &mut Reading<'s>, section: &Section<'s>, people: &mut [ExamplePerson]) {
    let Some(item) = section.optional(reading, "enrollers") else { return };
    for pair in reading.list(item, Reading::text).unwrap_or_default() {
        let Some((above, below)) = pair.split_once('>') else {
            reading.wrong::<()>(item);
            continue;
        };
        let above = person_place(reading, item, above, people);
        let below = person_place(reading, item, below, people);
        if let Some(person) = below.and_then(|place| people.get_mut(place)) {
            person.enroller = above;
        }
    }
}

/// `seats = ["Anna: Ben, Cora", "Ben: -, Dan"]`: who sits in which leg; a dash is an empty seat.
fn seats<'s>(reading: &mut Reading<'s>, section: &Section<'s>, people: &mut [ExamplePerson]) {
    let Some(item) = section.optional(reading, "seats") else { return };
    for seat in reading.list(item, Reading::text).unwrap_or_default() {
        let Some((above, below)) = seat.split_once(':') else {
            reading.wrong::<()>(item);
            continue;
        };
        let above = person_place(reading, item, above, people);
        for (leg, name) in (1..).zip(below.split(',')).filter(|(_, name)| name.trim() != "-") {
            let below = person_place(reading, item, name, people);
            if let (Some(above), Some(person)) = (above, below.and_then(|place| people.get_mut(place))) {
                person.seat = Some((above, leg));
            }
        }
    }
}

/// A table by person.
fn for_each<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    people: &mut [ExamplePerson],
    set: fn(&mut Reading<'s>, Item<'s>, &mut ExamplePerson),
) {
    let Some(item) = section.optional(reading, name) else { return };
    let Some(table) = item.value.as_table() else {
        reading.wrong::<()>(item);
        return;
    };
    if reading.is_too_long(item.line, item.name, table.len()) {
        return;
    }
    for (key, value) in table {
        let place = person_place(reading, item, key.get_ref(), people);
        if let Some(person) = place.and_then(|place| people.get_mut(place)) {
            set(reading, Item { line: reading.line_at(key.span().start), value: value.get_ref(), ..item }, person);
        }
    }
}

fn listed<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    people: &mut [ExamplePerson],
    set: fn(&mut ExamplePerson),
) {
    let Some(item) = section.optional(reading, name) else { return };
    for name in reading.list(item, Reading::text).unwrap_or_default() {
        let place = person_place(reading, item, &name, people);
        if let Some(person) = place.and_then(|place| people.get_mut(place)) {
            set(person);
        }
    }
}

pub(super) fn person_place<'s>(
    reading: &mut Reading<'s>,
    item: Item<'s>,
    name: &str,
    people: &[ExamplePerson],
) -> Option<usize> {
    reading.place_of(item.line, item.name, name.trim(), &names(people))
}

pub(super) fn names(people: &[ExamplePerson]) -> Vec<String> {
    people.iter().map(|person| person.name.clone()).collect()
}
