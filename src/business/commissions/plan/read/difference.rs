//! Reading a difference bonus.

use crate::business::commissions::plan::bonus::Difference;
use crate::business::commissions::plan::formula::{Names, Scope};
use crate::business::commissions::plan::read::by_rank::{rate, receiver};
use crate::business::commissions::plan::read::edge::edge_of;
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::source::source;
use crate::business::commissions::plan::read::volume::optional;

/// More levels are passed over by no difference.
const LEVELS_MAX_BELOW: u16 = 100;

pub(super) fn difference<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Difference> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let from_level = match section.optional(reading, "from_level") {
        None => Some(0),
        Some(item) => reading.whole_within(item, 0, LEVELS_MAX_BELOW),
    };
    let receiver = receiver(reading, section, names);
    let rate = section.needed(reading, "rate").and_then(|item| rate(reading, item, names));
    let until = optional(reading, section, "until", names, Scope::Person);
    let equal = match section.optional(reading, "equal") {
        None => Some(Vec::new()),
        Some(item) => reading.list(item, Reading::rate),
    };
    Some(Difference {
        source: source?,
        edge: edge?,
        from_level: from_level?,
        receiver: receiver?,
        rate: rate?,
        until: until?,
        equal: equal?,
    })
}
