//! The lines of a statement, each with the sale, the level and the rate behind it, as a table and as a file.

use axum::response::Response;
use maud::Markup;

use crate::business::commissions::CommissionLine;
use crate::portals::asked::Asked;
use crate::portals::partner::orders;
use crate::portals::partner::statements::objection::objection_path;
use crate::portals::partner::statements::reckoning::reckoning;
use crate::portals::partner::statements::sheet::shown::Shown;
use crate::portals::partner::statements::sheet::{running_path, running_query};
use crate::portals::partner::statements::statement_path;
use crate::portals::statement_lines::{LineList, line_column};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{Column, Link, ROWS_PER_PAGE, Row, figure, text_link, two_lines};

pub(super) fn lines(language: Language, asked: &Asked, shown: &Shown) -> Markup {
    let reason = |line: &CommissionLine| shown.reason(language, line);
    let list = LineList { language, sheet: &shown.sheet, lines: &shown.lines, reason: &reason };
    let found = list.found(asked);
    let page = found.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
    let mut columns = vec![
        asked.sorted(Column::text(line_column(language, "order")), "day"),
        Column::text(line_column(language, "reason")),
        asked.sorted(Column::figure(line_column(language, "amount")), "amount"),
    ];
    if shown.posted.is_some() {
        columns.push(Column::actions(text!(language, "objections.line_action")));
    }
    let rows = page.map(|(place, line)| line_row(language, shown, *place, line)).collect();
    let csv = match &shown.posted {
        Some(posted) => format!("{}/lines.csv", statement_path(posted.run)),
        None => format!("{}/lines.csv?{}", running_path(), running_query(&shown.plan, shown.sheet.period)),
    };
    list.show(asked, &found, columns, rows, &csv)
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

pub(super) fn lines_file(language: Language, shown: &Shown) -> Response {
    let reason = |line: &CommissionLine| shown.reason(language, line);
    LineList { language, sheet: &shown.sheet, lines: &shown.lines, reason: &reason }.file()
}
