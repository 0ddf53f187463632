//! Reading adjustments of other bonuses.

use crate::business::commissions::plan::bonus::{Cap, CapHow, CapOf, Guarantee, LargerOf};
use crate::business::commissions::plan::formula::{Kind, Names};
use crate::business::commissions::plan::read::by_rank::number;
use crate::business::commissions::plan::read::reading::{Item, Reading};
use crate::business::commissions::plan::read::section::Section;

/// Bonuses by their places.
fn places<'s>(reading: &mut Reading<'s>, item: Item<'s>, names: &Names) -> Option<Vec<u16>> {
    let Some(array) = item.value.as_array().filter(|array| !array.is_empty()) else { return reading.wrong(item) };
    let mut places = Vec::new();
    for value in array.iter() {
        let line = reading.line_at(value.span().start);
        let place = reading.reference(Item { line, value: value.get_ref(), ..item }, &names.bonuses);
        places.push(u16::try_from(place?).ok()?);
    }
    Some(places)
}

#[derive(Clone, Copy)]
enum Of {
    Person,
    Company,
}

pub(super) fn cap<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Cap> {
    let bonuses = section.needed(reading, "bonuses").and_then(|item| places(reading, item, names));
    let words: Vec<String> =
        names.columns.people.iter().filter(|(_, kind)| *kind == Kind::Word).map(|(name, _)| name.clone()).collect();
    let of = match section.optional(reading, "by") {
        Some(item) => reading.reference(item, &words).and_then(|place| words.get(place).cloned()).map(CapOf::Column),
        None => section
            .needed(reading, "of")
            .and_then(|item| reading.choice(item, &[("person", Of::Person), ("company", Of::Company)]))
            .map(|of| match of {
                Of::Person => CapOf::Person,
                Of::Company => CapOf::Company,
            }),
    };
    let most = number(reading, section, "most", names);
    let how = match section.optional(reading, "how") {
        None => Some(CapHow::ProRata),
        Some(item) => reading
            .choice(item, &[("pro_rata", CapHow::ProRata), ("priority", CapHow::Priority), ("stop", CapHow::Stop)]),
    };
    Some(Cap { bonuses: bonuses?, of: of?, most: most?, how: how? })
}

pub(super) fn larger_of<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<LargerOf> {
    let item = section.needed(reading, "programmes")?;
    let Some(array) = item.value.as_array().filter(|array| array.len() > 1) else { return reading.wrong(item) };
    let mut programmes = Vec::new();
    for value in array.iter() {
        let line = reading.line_at(value.span().start);
        programmes.push(places(reading, Item { line, value: value.get_ref(), ..item }, names)?);
    }
    Some(LargerOf { programmes })
}

pub(super) fn guarantee<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Guarantee> {
    let bonus = section.needed(reading, "bonus").and_then(|item| reading.reference(item, &names.bonuses));
    let amount = number(reading, section, "amount", names);
    Some(Guarantee { bonus: u16::try_from(bonus?).ok()?, amount: amount? })
}
