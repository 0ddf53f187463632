//! Reading a bonus by generations of leaders.

use crate::business::commissions::plan::bonus::{Boundary, Generations};
use crate::business::commissions::plan::formula::{Kind, Names, Scope};
use crate::business::commissions::plan::read::by_rank::receiver;
use crate::business::commissions::plan::read::edge::edge_of;
use crate::business::commissions::plan::read::rates::rates;
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::source::source;

pub(super) fn generations<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Generations> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let receiver = receiver(reading, section, names);
    let boundary = section.needed(reading, "boundary").and_then(|item| {
        if item.value.as_str().map(str::trim) != Some("same_rank") {
            return reading.formula(item, names, Scope::Person, Kind::Truth).map(Boundary::When);
        }
        let lowest = section.needed(reading, "lowest")?;
        let rank = reading.reference(lowest, &names.ranks)?;
        Some(Boundary::SameRank { lowest: u16::try_from(rank).ok()? + 1 })
    });
    let ineligible = match section.optional(reading, "ineligible") {
        None => Some(true),
        Some(item) => reading.choice(item, &[("counts", true), ("passed", false)]),
    };
    let rates = rates(reading, section, names);
    Some(Generations {
        source: source?,
        edge: edge?,
        boundary: boundary?,
        receiver: receiver?,
        ineligible_counts: ineligible?,
        rates: rates?,
    })
}
