//! The list of pay-outs.

use maud::html;

use crate::business::commissions::{run, run_number};
use crate::business::failure::Failure;
use crate::business::payments::{Batch, batch_number, batches};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::payouts::batch_state;
use crate::portals::office::subjects::batch_path;
use crate::portals::office::{commissions, frame};
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{BatchId, Language};
use crate::web::parts::{Column, Empty, Link, List, ROWS_PER_PAGE, Row, Table, figure, list_page, small, two_lines};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsView)
}

pub const fn list_path() -> &'static str {
    "/office/payouts"
}

const FILE_PATH: &str = "/office/payouts.csv";

struct BatchRow {
    id: BatchId,
    batch: Batch,
    /// Period and number of the run after which it was made.
    run: Option<(String, String)>,
}

fn rows(view: &View<'_>, language: Language) -> Result<Vec<BatchRow>, Failure> {
    view.require(Permission::PaymentsView)?;
    let row = |(id, batch): (BatchId, Batch)| {
        let of_run = batch.run.and_then(|id| Some((texts::period(language, run(view, id)?.period), run_number(id))));
        BatchRow { id, run: of_run, batch }
    };
    Ok(batches(view).into_iter().map(row).collect())
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[]);
    let rows = visit.read(|view| rows(view, visit.language))?;
    frame::show(&visit, &batches_page(visit.language, &asked, &rows))
}

async fn file(visit: Visit) -> Answer {
    let language = visit.language;
    let rows = visit.read(|view| rows(view, language))?;
    let headings = ["number", "run", "execute_on", "state", "transfers", "left_out", "total"]
        .map(|name| text!(language, &format!("office_payouts.column.{name}")));
    let count = |length: usize| Cell::Number(i64::try_from(length).unwrap_or(i64::MAX));
    let cells = |row: &BatchRow| {
        vec![
            Cell::text(batch_number(row.id)),
            Cell::text(row.run.as_ref().map_or("", |(_, number)| number.as_str())),
            Cell::Day(row.batch.execute_on),
            Cell::text(row.batch.state.say(language)),
            count(row.batch.transfers.len()),
            count(row.batch.left_out.len()),
            Cell::Money(row.batch.total),
        ]
    };
    let cells: Vec<Vec<Cell>> = rows.iter().map(cells).collect();
    Ok(sheet_file(language, "payouts", &headings, &cells))
}

fn batches_page(language: Language, asked: &Asked, rows: &[BatchRow]) -> Page {
    let column = |name: &str| text!(language, &format!("office_payouts.column.{name}"));
    let row = |row: &BatchRow| {
        let run = match &row.run {
            Some((period, number)) => two_lines(period, number),
            None => small("–"),
        };
        let cells = vec![
            html! { (batch_number(row.id)) },
            run,
            html! { (texts::day_short(language, row.batch.execute_on)) },
            batch_state(language, row.batch.state),
            figure(&counted(language, row.batch.transfers.len())),
            figure(&counted(language, row.batch.left_out.len())),
            figure(&texts::money(language, row.batch.total)),
        ];
        Row::leading_to(batch_path(row.id), cells)
    };
    let runs = Link::new(text!(language, "office_commissions.page.title"), commissions::list_path());
    list_page(
        language,
        &List {
            title: text!(language, "office_payouts.page.title"),
            count: text!(language, "office_payouts.page.count", count = counted(language, rows.len())),
            table: Table {
                caption: text!(language, "office_payouts.page.title"),
                columns: vec![
                    Column::text(column("number")),
                    Column::text(column("run")),
                    Column::text(column("execute_on")),
                    Column::state(column("state")),
                    Column::figure(column("transfers")),
                    Column::figure(column("left_out")),
                    Column::figure(column("total")),
                ],
                rows: rows.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(row).collect(),
                empty: Empty { sentence: text!(language, "office_payouts.empty.none"), action: Some(runs) },
                ..Table::default()
            },
            pager: asked.pager(language, rows.len()),
            csv: Some(FILE_PATH.to_owned()),
            ..List::default()
        },
    )
}
