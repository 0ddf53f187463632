//! The comparison as a file: everybody with both sums, and what each bonus gives before and after.

use axum::response::Response;

use crate::business::commissions::{Comparison, Pair};
use crate::portals::office::commissions::sandbox::result::Shown;
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::values::{Language, Money};

pub(super) fn file(language: Language, shown: &Shown) -> Response {
    let comparison = &shown.comparison;
    let column = |name: &str| text!(language, &format!("office_commissions.sandbox.column.{name}"));
    let mut headings: Vec<String> =
        ["number", "name", "rank_held", "rank_changed", "held", "after", "difference"].map(column).to_vec();
    for bonus in &comparison.bonuses {
        let title = bonus.title.get(language);
        headings.push(text!(language, "office_commissions.sandbox.bonus_held", bonus = title));
        headings.push(text!(language, "office_commissions.sandbox.bonus_after", bonus = title));
    }
    let money = |minor: i64| Cell::Money(Money::new(minor, comparison.currency));
    let rows = comparison.people.iter().map(|person| {
        let (number, name) = shown.names.get(&person.partner).cloned().unwrap_or_default();
        let mut cells = vec![
            Cell::text(number),
            Cell::text(name),
            Cell::text(shown.rank(language, person.rank.held)),
            Cell::text(shown.rank(language, person.rank.changed)),
            money(person.pay.held),
            money(person.pay.changed),
            money(person.pay.difference()),
        ];
        cells.extend(person.by_bonus.iter().flat_map(|pair: &Pair<i64>| [money(pair.held), money(pair.changed)]));
        cells
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let (first, last) = span_of(comparison).unwrap_or_default();
    sheet_file(language, &format!("plan-comparison-{first}-{last}"), &headings, &rows)
}

/// What a comparison is called in files: "2026-01 bis 2026-03".
fn span_of(comparison: &Comparison) -> Option<(String, String)> {
    let (first, last) = (comparison.periods.first()?, comparison.periods.last()?);
    Some((first.period.to_string(), last.period.to_string()))
}
