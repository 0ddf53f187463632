//! Reading a bonus by levels, with its compression.

use crate::business::commissions::plan::bonus::{Compression, Levels};
use crate::business::commissions::plan::formula::{Formula, Kind, Names, Scope};
use crate::business::commissions::plan::read::by_rank::receiver;
use crate::business::commissions::plan::read::edge::edge_of;
use crate::business::commissions::plan::read::rates::{formulas, rates};
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::source::source;

pub(super) fn levels<'s>(reading: &mut Reading<'s>, section: &Section<'s>, names: &Names) -> Option<Levels> {
    let source = source(reading, section, names);
    let edge = edge_of(reading, section, names);
    let from_level = from_level(reading, section, 1);
    let receiver = receiver(reading, section, names);
    let compression = compression(reading, section, names, receiver.as_ref());
    let depth = match section.optional(reading, "depth") {
        None => Some(None),
        Some(item) => reading.formula(item, names, Scope::Person, Kind::Number).map(Some),
    };
    let rates = rates(reading, section, names);
    Some(Levels {
        source: source?,
        edge: edge?,
        from_level: from_level?,
        compression: compression?,
        receiver: receiver?,
        depth: depth?,
        rates: rates?,
    })
}

fn from_level<'s>(reading: &mut Reading<'s>, section: &Section<'s>, default: u16) -> Option<u16> {
    let Some(item) = section.optional(reading, "from_level") else { return Some(default) };
    match reading.whole(item)? {
        0 => Some(0),
        1 => Some(1),
        _ => reading.wrong(item),
    }
}

#[derive(Clone, Copy)]
enum CompressionWord {
    Off,
    Skip,
    ByLevel,
    RollUp,
}

fn compression<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    names: &Names,
    receiver: Option<&Formula>,
) -> Option<Compression> {
    let words = [
        ("none", CompressionWord::Off),
        ("skip", CompressionWord::Skip),
        ("by_level", CompressionWord::ByLevel),
        ("roll_up", CompressionWord::RollUp),
    ];
    let word = section.needed(reading, "compression").and_then(|item| reading.choice(item, &words))?;
    let counted = match section.optional(reading, "counts_if") {
        None => receiver.cloned(),
        Some(item) => reading.formula(item, names, Scope::Person, Kind::Truth),
    };
    match word {
        CompressionWord::Off => Some(Compression::Off),
        CompressionWord::Skip => counted.map(Compression::Skip),
        CompressionWord::RollUp => counted.map(Compression::RollUp),
        CompressionWord::ByLevel => {
            let item = section.needed(reading, "level_needs")?;
            formulas(reading, item, names, Kind::Truth).map(Compression::ByLevel)
        }
    }
}
