//! The lines of a statement, each with the sale, the level and the rate behind it, as a table and as a file.

use maud::{Markup, html};

use crate::business::commissions::CommissionLine;
use crate::portals::asked::Asked;
use crate::portals::partner::orders;
use crate::portals::partner::statements::objection::objection_path;
use crate::portals::partner::statements::reckoning::reckoning;
use crate::portals::partner::statements::sheet::shown::Shown;
use crate::portals::partner::statements::sheet::{EVERY, running_path};
use crate::portals::partner::statements::statement_path;
use crate::portals::sheet_file::{Cell, sheet_file};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Link, ROWS_PER_PAGE, Row, Table, figure, filters, pager, table, text_link, two_lines, ways_to_keep,
};

/// Asked for in the place of a bonus; no bonus has a name with a point.
const TAKEN_BACK: &str = ".back";

pub(super) fn lines(language: Language, asked: &Asked, shown: &Shown) -> Markup {
    let wanted = asked.get("bonus");
    let bonus_name = |line: &CommissionLine| shown.sheet.bonuses.get(usize::from(line.bonus)).map(|bonus| &bonus.name);
    let fits = |line: &CommissionLine| match wanted {
        "" => true,
        TAKEN_BACK => is_taken_back(line),
        _ => bonus_name(line).is_some_and(|name| name == wanted),
    };
    let fitting: Vec<(usize, &CommissionLine)> =
        shown.lines.iter().enumerate().filter(|(_, line)| fits(line)).collect();
    let page = fitting.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let column = |name: &str| text!(language, &format!("partner.statements.column.{name}"));
    let mut columns =
        vec![Column::text(column("order")), Column::text(column("reason")), Column::figure(column("amount"))];
    if shown.posted.is_some() {
        columns.push(Column::actions(text!(language, "objections.line_action")));
    }
    let table_of_lines = Table {
        caption: text!(language, "partner.statements.lines"),
        columns,
        rows: page.map(|(place, line)| line_row(language, shown, *place, line)).collect(),
        empty: Empty::new(text!(language, "partner.statements.no_lines")),
        ..Table::default()
    };
    let csv = match &shown.posted {
        Some(posted) => format!("{}/lines.csv", statement_path(posted.run)),
        None => format!("{}/lines.csv?{EVERY}={}", running_path(), shown.sheet.period.kind().word()),
    };
    let kinds_differ = shown.sheet.settled_bonuses().nth(1).is_some() || shown.lines.iter().any(is_taken_back);
    html! {
        @if kinds_differ && !shown.lines.is_empty() { (filters(&[bonus_filter(language, asked, shown)])) }
        (table(language, &table_of_lines))
        @if let Some(pages) = asked.pager(language, fitting.len()) { (pager(language, &pages)) }
        @if !shown.lines.is_empty() { (ways_to_keep(language, Some(&csv))) }
    }
}

/// Goods came back, in this period or of an earlier one.
fn is_taken_back(line: &CommissionLine) -> bool {
    line.returned() && line.amount.is_negative()
}

fn bonus_filter(language: Language, asked: &Asked, shown: &Shown) -> crate::web::parts::Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds = shown.sheet.settled_bonuses().map(|bonus| (bonus.name.clone(), bonus.title.get(language).to_owned()));
    let back = || (TAKEN_BACK.to_owned(), text!(language, "partner.statements.taken_back"));
    let back = shown.lines.iter().any(is_taken_back).then(back);
    let choices = [all].into_iter().chain(kinds).chain(back).collect();
    asked.filter(text!(language, "partner.statements.kind"), "bonus", choices)
}

/// The orders that are in sight can be opened; of those of others only the number is told.
fn line_row(language: Language, shown: &Shown, place: usize, line: &CommissionLine) -> Row {
    let day = line.origin.day().map(|day| texts::day_short(language, day)).unwrap_or_default();
    let mut cells = vec![
        two_lines(&line.origin.say(language), &day),
        two_lines(&shown.reason(language, line), &reckoning(language, line)),
        figure(&texts::money(language, line.amount)),
    ];
    cells.extend(shown.posted.as_ref().map(|posted| {
        text_link(&Link::new(text!(language, "objections.line_action"), objection_path(posted.run, Some(place))))
    }));
    match line.origin.sale().filter(|sale| shown.opens.contains(&sale.order)) {
        Some(sale) => Row::leading_to(orders::order_path(sale.order), cells),
        None => Row::new(cells),
    }
}

pub(super) fn lines_file(language: Language, shown: &Shown) -> axum::response::Response {
    let headings = ["day", "order", "reason", "level", "base", "rate", "amount", "currency"]
        .map(|name| text!(language, &format!("partner.statements.column.{name}")));
    let row = |line: &CommissionLine| {
        vec![
            Cell::maybe_day(line.origin.day()),
            Cell::text(line.origin.say(language)),
            Cell::text(shown.reason(language, line)),
            Cell::Number(i64::from(line.level)),
            Cell::Money(line.base),
            Cell::text(line.rate.map(|rate| texts::percent(language, rate)).unwrap_or_default()),
            Cell::Money(line.amount),
            Cell::text(line.amount.currency().code()),
        ]
    };
    let rows: Vec<Vec<Cell>> = shown.lines.iter().map(row).collect();
    sheet_file(language, &format!("statement-{}", shown.sheet.period), &headings, &rows)
}
