//! A partner's year as a page: the partner's own pages and those of the office lay their frames around it.

use maud::{Markup, html};

use crate::business::commissions::{YearMoney, YearSheet, YearStatement, run_number};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, Money, Period, RunId};
use crate::web::Page;
use crate::web::parts::{
    Chip, Column, DocumentLink, Empty, Filter, Link, Row, SumLine, Table, Tile, documents, figure, filters, list_table,
    section, small, sums, tiles, two_lines,
};

/// Where the page stands, and what it leads to.
pub struct YearPlace<'p> {
    pub back: Link,
    pub lead: String,
    pub path_of: &'p dyn Fn(Period) -> String,
    pub paper: String,
    pub statement: &'p dyn Fn(RunId) -> String,
}

pub fn year_page(language: Language, sheet: &YearSheet, place: &YearPlace<'_>) -> Page {
    Page {
        title: text!(language, "year_sheet.title", year = sheet.year.first().year()),
        lead: Some(place.lead.clone()),
        back: Some(place.back.clone()),
        body: html! {
            @if sheet.years.len() > 1 { (filters(&[years(language, sheet, place)])) }
            (tiles(&figures(language, sheet)))
            (documents(&[DocumentLink {
                label: text!(language, "year_sheet.pdf"),
                href: place.paper.clone(),
                kind: "PDF".to_owned(),
                note: None,
            }]))
            (section(&text!(language, "year_sheet.months"), months(language, sheet, place)))
            (section(&text!(language, "year_sheet.by_bonus"), html! {
                (sums(&bonus_sums(language, sheet)))
                (small(&text!(language, "year_sheet.no_tax")))
            }))
            @if let Some(money) = &sheet.money {
                (section(&text!(language, "year_sheet.money"), sums(&money_sums(language, sheet, money))))
            }
        },
        ..Page::default()
    }
}

fn years(language: Language, sheet: &YearSheet, place: &YearPlace<'_>) -> Filter {
    let chip = |year: &Period| Chip {
        label: year.first().year().to_string(),
        href: (place.path_of)(*year),
        chosen: *year == sheet.year,
        count: None,
    };
    Filter { name: text!(language, "year_sheet.year"), chips: sheet.years.iter().map(chip).collect() }
}

fn figures(language: Language, sheet: &YearSheet) -> Vec<Tile> {
    let tile = |key: &'static str, amount: Money| Tile {
        label: text!(language, key),
        figure: texts::money(language, amount),
        ..Tile::default()
    };
    let mut figures = vec![
        Tile {
            note: Some(text!(language, "year_sheet.count", count = sheet.statements.len())),
            ..tile("year_sheet.total", sheet.total)
        },
        Tile {
            note: Some(text!(language, "year_sheet.in_total")),
            ..tile("year_sheet.column.clawed_back", sheet.clawed_back)
        },
    ];
    if let Some(money) = &sheet.money {
        figures.push(tile("year_sheet.paid", money.paid));
        figures.push(tile("year_sheet.owed_after", money.owed_after));
    }
    figures
}

/// Every month of the year that has begun, also those without a statement.
fn months(language: Language, sheet: &YearSheet, place: &YearPlace<'_>) -> Markup {
    let column = |name: &str| text!(language, &format!("year_sheet.column.{name}"));
    let mut columns = vec![Column::text(column("period"))];
    columns.extend(sheet.bonuses.iter().map(|bonus| Column::figure(bonus.title.get(language))));
    columns.push(Column::figure(column("clawed_back")));
    columns.push(Column::figure(column("total")));
    columns.push(Column::text(column("posted_on")));
    columns.push(Column::text(column("paid_on")));
    let money = |amount: Money| figure(&texts::money(language, amount));
    let mut foot = vec![html! { (text!(language, "year_sheet.total")) }];
    foot.extend(sheet.bonuses.iter().map(|bonus| money(bonus.amount)));
    foot.extend([money(sheet.clawed_back), money(sheet.total), html! {}, html! {}]);
    let shown = Table {
        caption: text!(language, "year_sheet.months"),
        columns,
        rows: sheet.statements.iter().map(|one| statement_row(language, sheet, one, place)).collect(),
        sums: foot,
        empty: Empty::new(text!(language, "year_sheet.nothing")),
        ..Table::default()
    };
    list_table(language, &shown)
}

fn statement_row(language: Language, sheet: &YearSheet, one: &YearStatement, place: &YearPlace<'_>) -> Row {
    let money = |amount: Money| figure(&texts::money(language, amount));
    let day = |day: Option<Day>| html! { (day.map_or_else(|| "–".to_owned(), |day| texts::day_short(language, day))) };
    let nothing = Money::zero(one.total.currency());
    let mut cells = vec![two_lines(&texts::period(language, one.period), &run_number(one.run))];
    cells.extend(sheet.bonuses.iter().map(|bonus| {
        let own = one.by_bonus.iter().find(|own| own.name == bonus.name);
        money(own.map_or(nothing, |own| own.amount))
    }));
    cells.extend([money(one.clawed_back), money(one.total), day(one.posted_on), day(one.paid_on)]);
    Row::leading_to((place.statement)(one.run), cells)
}

fn bonus_sums(language: Language, sheet: &YearSheet) -> Vec<SumLine> {
    let line = |label: String, amount: Money, is_total: bool| SumLine {
        label,
        amount: texts::money(language, amount),
        is_total,
    };
    let bonuses = sheet.bonuses.iter().map(|bonus| line(bonus.title.get(language).to_owned(), bonus.amount, false));
    bonuses.chain([line(text!(language, "year_sheet.total"), sheet.total, true)]).collect()
}

fn money_sums(language: Language, sheet: &YearSheet, money: &YearMoney) -> Vec<SumLine> {
    let line = |label: String, amount: Money, is_total: bool| SumLine {
        label,
        amount: texts::money(language, amount),
        is_total,
    };
    let mut lines = vec![
        line(text!(language, "year_sheet.owed_before"), money.owed_before, false),
        line(text!(language, "year_sheet.earned"), sheet.total, false),
    ];
    if !money.vat.is_zero() {
        lines.push(line(text!(language, "year_sheet.vat"), money.vat, false));
    }
    lines.extend(money.payouts.iter().map(|(day, amount)| {
        line(text!(language, "year_sheet.paid_on", day = texts::day_short(language, *day)), -*amount, false)
    }));
    if !money.taken_off.is_zero() {
        lines.push(line(text!(language, "year_sheet.taken_off"), -money.taken_off, false));
    }
    lines.push(line(text!(language, "year_sheet.owed_after"), money.owed_after, true));
    lines
}
