//! Reading the volumes of a plan.

use crate::business::commissions::plan::formula::{
    Formula, Kind, Names, Party, PersonValue, Reach, SaleValue, Scope, Sign, Sold,
};
use crate::business::commissions::plan::read::edge::edge_of;
use crate::business::commissions::plan::read::grammar::VOLUME;
use crate::business::commissions::plan::read::reading::Reading;
use crate::business::commissions::plan::read::section::Section;
use crate::business::commissions::plan::read::{sale_kinds, title_or};
use crate::business::commissions::plan::{Counts, Volume};
use crate::business::failure::Complaint;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Of {
    Myself,
    Team,
    Below,
    Bought,
}

pub(super) fn volumes<'s>(reading: &mut Reading<'s>, file: &Section<'s>, names: &Names) -> Vec<Volume> {
    let mut volumes = Vec::new();
    for (name, line, table) in file.named_tables(reading, "volumes") {
        let section = Section::open(reading, format!("volumes.{name}"), line, table, VOLUME);
        if Names::is_built_in(name) || names.ranks.iter().any(|rank| rank == name) {
            reading.note(line, Complaint::new("commissions.plan.name_taken").with("word", name));
        }
        let choices = [("points", Counts::Points), ("base", Counts::Base), ("number", Counts::Number)];
        let counts = section.needed(reading, "counts").and_then(|item| reading.choice(item, &choices));
        let title = title_or(reading, &section, name);
        let formula = match section.optional(reading, "formula") {
            Some(item) => reading.formula(item, names, Scope::Person, Kind::Number),
            None => gathered(reading, &section, names, counts),
        };
        if let (Some(counts), Some(title), Some(formula)) = (counts, title, formula) {
            volumes.push(Volume { name: name.to_owned(), title, line, counts, formula });
        }
    }
    volumes
}

/// A volume in words: whose sales, which of them, and how far down.
fn gathered<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    names: &Names,
    counts: Option<Counts>,
) -> Option<Formula> {
    let words = [("self", Of::Myself), ("team", Of::Team), ("below", Of::Below), ("bought", Of::Bought)];
    let of = section.needed(reading, "of").and_then(|item| reading.choice(item, &words));
    let kinds = sale_kinds(reading, section);
    let edge = edge_of(reading, section, names);
    let condition = optional(reading, section, "where", names, Scope::Sale);
    let without = optional(reading, section, "without", names, Scope::Person);
    let levels = match section.optional(reading, "levels") {
        None => Some(None),
        Some(item) => reading.whole_within(item, 1, 50).map(Some),
    };
    let what = match counts? {
        Counts::Points => SaleValue::Points,
        Counts::Base => SaleValue::Base,
        Counts::Number => SaleValue::Lines,
    };
    let party = if of == Some(Of::Bought) { Party::Buyer } else { Party::Seller };
    let sold = Sold { of: party, kinds: kinds?, what, condition: condition? };
    let own = Formula::Person(PersonValue::Sold(Box::new(sold)));
    let (of, edge, without) = (of?, edge?, without?);
    Some(match (of, levels?) {
        (Of::Myself | Of::Bought, _) => own,
        (_, Some(levels)) => {
            let below = Formula::People(Reach::Levels(edge, levels), Box::new(own.clone()));
            if of == Of::Team { Formula::operation(Sign::Add, own, below) } else { below }
        }
        (of, None) => {
            let (with_self, without) = (of == Of::Team, without.map(Box::new));
            Formula::People(Reach::Team { edge, with_self, any: false, without }, Box::new(own))
        }
    })
}

/// A condition that may be missing; the outer `None` is a mistake.
#[expect(clippy::option_option, reason = "missing and mistaken are different things")]
pub(super) fn optional<'s>(
    reading: &mut Reading<'s>,
    section: &Section<'s>,
    name: &'static str,
    names: &Names,
    scope: Scope,
) -> Option<Option<Formula>> {
    match section.optional(reading, name) {
        None => Some(None),
        Some(item) => reading.formula(item, names, scope, Kind::Truth).map(Some),
    }
}
