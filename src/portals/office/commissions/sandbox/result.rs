//! What the two sides come to: sums, periods, bonuses, ranks, and whom the change moves most.

use std::collections::BTreeMap;
use std::sync::Arc;

use maud::{Markup, html};

use crate::business::commissions::{Comparison, Named, Pair, PeriodCompared, PersonCompared, run_number};
use crate::business::view::View;
use crate::business::{partners, people};
use crate::portals::office::subjects::{partner_path, run_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Language, Money, PartnerId, Rate};
use crate::web::parts::{
    Chart, ChartKind, Column, Empty, Meaning, Notice, Row, Series, Table, Tile, chart, figure, notice, section, stack,
    table, tiles, two_lines,
};

/// So many changes are shown with their reasons.
const LARGEST: usize = 10;
/// From so many on, periods are counted and not named.
const LATER_NAMED: usize = 6;
/// A share is written to a tenth of a percent.
const TENTHS_OF_A_WHOLE: i128 = 1_000;

pub(super) struct Shown {
    pub comparison: Arc<Comparison>,
    /// Number and name of everybody who gets something.
    pub names: BTreeMap<PartnerId, (String, String)>,
}

impl Shown {
    pub(super) fn of(view: &View<'_>, comparison: Arc<Comparison>) -> Shown {
        let named = comparison.people.iter().filter_map(|compared| {
            let partner = partners::partner(view, compared.partner)?;
            let name = people::person(view, partner.person).map(|person| person.name()).unwrap_or_default();
            Some((compared.partner, (partner.number, name)))
        });
        Shown { names: named.collect(), comparison }
    }

    /// The title of a rank by its place from 1; for none, that there is none.
    pub(super) fn rank(&self, language: Language, place: usize) -> String {
        let rank = place.checked_sub(1).and_then(|place| self.comparison.ranks.get(place));
        match rank {
            Some(rank) => rank.title.get(language).to_owned(),
            None if self.comparison.ranks.is_empty() => String::new(),
            None => text!(language, "office_commissions.sandbox.no_rank"),
        }
    }

    fn money(&self, language: Language, minor: i64) -> String {
        texts::money(language, Money::new(minor, self.comparison.currency))
    }

    fn change(&self, language: Language, minor: i64) -> String {
        texts::signed_money(language, Money::new(minor, self.comparison.currency))
    }

    /// Three cells: before, after, and the difference.
    fn cells(&self, language: Language, pair: Pair<i64>) -> [Markup; 3] {
        [
            figure(&self.money(language, pair.held)),
            figure(&self.money(language, pair.changed)),
            figure(&self.change(language, pair.difference())),
        ]
    }
}

pub(super) fn sections(language: Language, shown: &Shown) -> Markup {
    let comparison = &shown.comparison;
    let heading = |name: &str| text!(language, &format!("office_commissions.sandbox.{name}"));
    html! {
        (later_facts(language, comparison))
        (sums(language, shown))
        (section(&heading("by_period"), by_period(language, shown)))
        (section(&heading("by_bonus"), by_bonus(language, shown)))
        @if !comparison.by_rank.is_empty() { (section(&heading("by_rank"), by_rank(language, shown))) }
        (section(&heading("largest"), largest(language, shown)))
    }
}

/// Periods whose replay is no longer what was posted, because more became known since.
fn later_facts(language: Language, comparison: &Comparison) -> Markup {
    let later: Vec<String> = comparison
        .periods
        .iter()
        .filter(|period| !period.as_posted)
        .map(|period| texts::period(language, period.period))
        .collect();
    let periods = match later.len() {
        // A long list says no more than how many they are.
        LATER_NAMED.. => text!(language, "office_commissions.sandbox.later_many", count = later.len()),
        _ => later.join(", "),
    };
    let sentence = text!(language, "office_commissions.sandbox.later_facts", periods = periods);
    html! {
        @if !later.is_empty() { (notice(&Notice { meaning: Meaning::Attention, sentence, more: None })) }
    }
}

/// Pay as a share of the commission base, rounded half up; nothing where nothing was sold.
fn payout_ratio(language: Language, paid: i64, sold: i64) -> String {
    if sold <= 0 {
        return "–".to_owned();
    }
    let (paid, sold) = (i128::from(paid) * TENTHS_OF_A_WHOLE, i128::from(sold));
    let tenths = (2 * paid + sold).div_euclid(2 * sold);
    let millionths = tenths * (i128::from(Rate::WHOLE.millionths()) / TENTHS_OF_A_WHOLE);
    texts::percent(language, Rate::from_millionths(i64::try_from(millionths).unwrap_or(i64::MAX)))
}

fn sums(language: Language, shown: &Shown) -> Markup {
    let comparison = &shown.comparison;
    let (paid, broken, sold) = (comparison.paid(), comparison.broken(), comparison.sold());
    let instead_of = |before: String| text!(language, "office_commissions.sandbox.instead_of", before = before);
    let tile = |name: &str, figure: String, note: String| Tile {
        label: text!(language, &format!("office_commissions.sandbox.tile.{name}")),
        figure,
        note: Some(note),
        ..Tile::default()
    };
    let moved =
        |name: &str, (count, sum): (usize, i64)| tile(name, counted(language, count), shown.change(language, sum));
    tiles(&[
        tile("paid", shown.money(language, paid.changed), instead_of(shown.money(language, paid.held))),
        tile("ratio", payout_ratio(language, paid.changed, sold), instead_of(payout_ratio(language, paid.held, sold))),
        tile("breakage", shown.money(language, broken.changed), instead_of(shown.money(language, broken.held))),
        moved("winners", comparison.winners()),
        moved("losers", comparison.losers()),
    ])
}

fn columns(language: Language, first: &[&str]) -> Vec<Column> {
    let heading = |name: &str| text!(language, &format!("office_commissions.sandbox.column.{name}"));
    let first = first.iter().map(|name| Column::text(heading(name)));
    first.chain(["held", "after", "difference"].map(|name| Column::figure(heading(name)))).collect()
}

fn by_period(language: Language, shown: &Shown) -> Markup {
    let comparison = &shown.comparison;
    let row = |period: &PeriodCompared| {
        let name = two_lines(&texts::period(language, period.period), &run_number(period.run));
        let ratio = |paid: i64| figure(&payout_ratio(language, paid, period.sold));
        let mut cells = vec![name];
        cells.extend(shown.cells(language, period.paid));
        cells.extend([ratio(period.paid.held), ratio(period.paid.changed)]);
        Row::leading_to(run_path(period.run), cells)
    };
    let ratio = |paid: i64| figure(&payout_ratio(language, paid, comparison.sold()));
    let mut sums = vec![html! { (text!(language, "office_commissions.sum.together")) }];
    sums.extend(shown.cells(language, comparison.paid()));
    sums.extend([ratio(comparison.paid().held), ratio(comparison.paid().changed)]);
    let mut columns = columns(language, &["period"]);
    columns.push(Column::figure(text!(language, "office_commissions.sandbox.column.ratio_held")));
    columns.push(Column::figure(text!(language, "office_commissions.sandbox.column.ratio_after")));
    let drawing = (comparison.periods.len() > 1).then(|| periods_drawn(language, shown));
    html! {
        @if let Some(drawing) = drawing { (drawing) }
        (table(language, &Table {
            caption: text!(language, "office_commissions.sandbox.by_period"),
            columns,
            rows: comparison.periods.iter().map(row).collect(),
            sums,
            ..Table::default()
        }))
    }
}

fn periods_drawn(language: Language, shown: &Shown) -> Markup {
    let comparison = &shown.comparison;
    let series = |name: &str, side: fn(&Pair<i64>) -> i64| Series {
        name: text!(language, &format!("office_commissions.sandbox.column.{name}")),
        figures: comparison.periods.iter().map(|period| Some(side(&period.paid))).collect(),
    };
    let difference = shown.change(language, comparison.paid().difference());
    let drawn = Chart {
        kind: ChartKind::Bar,
        finding: text!(language, "office_commissions.sandbox.finding", difference = difference),
        measure: text!(language, "office_commissions.sandbox.measure", currency = comparison.currency),
        places_heading: text!(language, "office_commissions.sandbox.column.period"),
        places: comparison.periods.iter().map(|period| texts::period(language, period.period)).collect(),
        series: vec![series("held", |pair| pair.held), series("after", |pair| pair.changed)],
        highlight: None,
    };
    chart(language, &drawn, &|minor| shown.money(language, minor))
}

fn by_bonus(language: Language, shown: &Shown) -> Markup {
    let comparison = &shown.comparison;
    let row = |(bonus, pair): (&Named, &Pair<i64>)| {
        let mut cells = vec![html! { (bonus.title.get(language)) }];
        cells.extend(shown.cells(language, *pair));
        Row::new(cells)
    };
    let mut sums = vec![html! { (text!(language, "office_commissions.sum.together")) }];
    sums.extend(shown.cells(language, comparison.paid()));
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.sandbox.by_bonus"),
            columns: columns(language, &["bonus"]),
            rows: comparison.bonuses.iter().zip(&comparison.by_bonus).map(row).collect(),
            sums,
            ..Table::default()
        },
    )
}

fn by_rank(language: Language, shown: &Shown) -> Markup {
    let heading = |name: &str| text!(language, &format!("office_commissions.sandbox.column.{name}"));
    let number = |value: i64| figure(&texts::number(language, value));
    let rows = shown.comparison.by_rank.iter().enumerate().map(|(place, rank)| {
        let mut cells = vec![html! { (shown.rank(language, place)) }];
        cells.extend([number(rank.statements.held), number(rank.statements.changed)]);
        cells.extend(shown.cells(language, rank.pay));
        Row::new(cells)
    });
    let mut headings = columns(language, &["rank"]);
    headings.splice(1..1, ["statements_held", "statements_after"].map(|name| Column::figure(heading(name))));
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.sandbox.by_rank"),
            columns: headings,
            rows: rows.collect(),
            ..Table::default()
        },
    )
}

/// Whom the change moves most, each with the bonuses that do it.
fn largest(language: Language, shown: &Shown) -> Markup {
    let moved = shown.comparison.people.iter().filter(|person| person.pay.difference() != 0).take(LARGEST);
    let rows = moved.map(|person| {
        let (number, name) = shown.names.get(&person.partner).cloned().unwrap_or_default();
        let mut cells = vec![two_lines(&name, &number)];
        cells.extend(shown.cells(language, person.pay));
        cells.push(reasons(language, shown, person));
        Row::leading_to(partner_path(person.partner), cells)
    });
    let mut headings = columns(language, &["partner"]);
    headings.push(Column::text(text!(language, "office_commissions.sandbox.column.why")));
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.sandbox.largest"),
            columns: headings,
            rows: rows.collect(),
            empty: Empty::new(text!(language, "office_commissions.sandbox.no_change")),
            ..Table::default()
        },
    )
}

/// "Teamprovision +120,00 €", the largest first, and the rank where it is another one.
fn reasons(language: Language, shown: &Shown, person: &PersonCompared) -> Markup {
    let mut moved: Vec<(&Named, i64)> = shown
        .comparison
        .bonuses
        .iter()
        .zip(&person.by_bonus)
        .map(|(bonus, pair)| (bonus, pair.difference()))
        .filter(|(_, difference)| *difference != 0)
        .collect();
    moved.sort_by_key(|(_, difference)| std::cmp::Reverse(difference.abs()));
    let mut sentences: Vec<Markup> = Vec::new();
    if person.rank.held != person.rank.changed {
        let (before, after) = (shown.rank(language, person.rank.held), shown.rank(language, person.rank.changed));
        let sentence = text!(language, "office_commissions.sandbox.rank_moved", before = before, after = after);
        sentences.push(html! { (sentence) });
    }
    sentences.extend(moved.into_iter().map(|(bonus, difference)| {
        let change = shown.change(language, difference);
        html! { (text!(language, "office_commissions.sandbox.bonus_moved", bonus = bonus.title.get(language), change = change)) }
    }));
    stack(&sentences)
}
