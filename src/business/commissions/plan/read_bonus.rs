//! Reading the bonuses of a plan.

use crate::business::commissions::plan::grammar::BONUS;
use crate::business::commissions::plan::read::{sale_kinds, title};
use crate::business::commissions::plan::reading::Reading;
use crate::business::commissions::plan::section::Section;
use crate::business::commissions::plan::{Bonus, BonusKind, Compression, EdgeWalk, Levels};
use crate::business::failure::Complaint;
use crate::business::partners::EdgeKind;
use crate::values::Rate;

/// More levels than any firm pays.
const LEVELS_MAX: usize = 200;

pub(super) fn bonuses<'s>(reading: &mut Reading<'s>, file: &Section<'s>) -> Vec<Bonus> {
    let predicates = file.names_in_table("predicates");
    let tables = file.tables(reading, "bonus");
    if tables.is_empty() {
        file.needed(reading, "bonus");
    }
    let mut bonuses: Vec<Bonus> = Vec::new();
    for (number, (line, table)) in (1..).zip(tables) {
        let section = Section::open(reading, format!("bonus {number}"), line, table, BONUS);
        let Some(bonus) = bonus(reading, &section, &predicates) else { continue };
        if bonuses.iter().any(|other| other.name == bonus.name) {
            reading.note(line, Complaint::new("commissions.plan.name_twice").with("word", bonus.name.clone()));
        }
        bonuses.push(bonus);
    }
    bonuses
}

fn bonus<'s>(reading: &mut Reading<'s>, section: &Section<'s>, predicates: &[String]) -> Option<Bonus> {
    let name = section.read(reading, "name", Reading::word);
    let title = title(reading, section);
    let kind = section.needed(reading, "kind").and_then(|item| reading.choice(item, &[("levels", ())]));
    let sales = sale_kinds(reading, section);
    let base_share = section.read(reading, "base_share", Reading::rate);
    let levels = levels(reading, section, predicates);
    kind?;
    Some(Bonus { name: name?, title: title?, sales: sales?, base_share: base_share?, kind: BonusKind::Levels(levels?) })
}

fn levels<'s>(reading: &mut Reading<'s>, section: &Section<'s>, predicates: &[String]) -> Option<Levels> {
    let edge = section.needed(reading, "edge").and_then(|item| reading.choice(item, &[("sponsor", EdgeKind::Sponsor)]));
    let from_level = section.needed(reading, "from_level").and_then(|item| match reading.whole(item)? {
        0 => Some(0),
        1 => Some(1),
        _ => reading.wrong(item),
    });
    let choices = [Compression::Off, Compression::Skip].map(|compression| (compression.word(), compression));
    let compression = section.needed(reading, "compression").and_then(|item| reading.choice(item, &choices));
    let receiver = section.needed(reading, "receiver").and_then(|item| reading.reference(item, predicates));
    let rates = rates(reading, section);
    Some(Levels {
        walk: EdgeWalk { edge: edge?, from_level: from_level?, compression: compression? },
        receiver: receiver?,
        rates: rates?,
    })
}

fn rates<'s>(reading: &mut Reading<'s>, section: &Section<'s>) -> Option<Vec<Rate>> {
    let item = section.needed(reading, "rates")?;
    let rates = reading.list(item, Reading::rate)?;
    let written = item.value.as_array().map_or(0, |array| array.len());
    if written == 0 {
        return reading.wrong(item);
    }
    if written > LEVELS_MAX {
        let most = i64::try_from(LEVELS_MAX).unwrap_or(i64::MAX);
        reading.note(item.line, Complaint::new("commissions.plan.too_many_levels").with("most", most));
        return None;
    }
    // Levels that all together give more than the whole base pay more than there is.
    let sum: i64 = rates.iter().map(|rate| rate.millionths()).sum();
    if sum > Rate::WHOLE.millionths() {
        let complaint = Complaint::new("commissions.plan.rates_over_whole");
        reading.note(item.line, complaint.with("sum", Rate::from_millionths(sum).to_string()));
    }
    Some(rates)
}
