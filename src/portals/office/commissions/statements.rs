//! Everybody's statement in a run: searched, sorted, page by page.

use axum::extract::Path;
use maud::Markup;

use crate::business::commissions::{
    self, FoundStatements, RunSheet, StatementOrder, StatementRow, StatementWish, find_statements,
};
use crate::business::failure::Failure;
use crate::business::payments::{Batch, LeftOutReason, batches_of_run};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::statement::statement_path;
use crate::portals::office::commissions::words::run_state;
use crate::portals::office::commissions::{files, run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{BatchId, Language, PartnerId, RunId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, figure, list_page, small, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/commissions/{run}/statements", list).behind(Permission::CommissionsView)
}

pub fn statements_path(id: RunId) -> String {
    format!("{}/statements", run_path(id))
}

const PAY: &str = "pay";

/// What the address asks for.
pub fn wish(asked: &Asked) -> StatementWish {
    let (order_by, backwards) = match asked.sort() {
        ("name", backwards) => (StatementOrder::Name, backwards),
        ("number", backwards) => (StatementOrder::Number, backwards),
        ("own_points", backwards) => (StatementOrder::OwnPoints, backwards),
        ("team_points", backwards) => (StatementOrder::TeamPoints, backwards),
        // The figures of a sorted column rise unless the arrow is turned; without a wish the highest come first.
        ("total", backwards) => (StatementOrder::Total, !backwards),
        _ => (StatementOrder::Total, false),
    };
    let with_pay = match asked.get(PAY) {
        "with" => Some(true),
        "without" => Some(false),
        _ => None,
    };
    StatementWish { words: asked.words().to_owned(), with_pay, order_by, backwards }
}

/// The names that lists of statements know beside the usual ones.
pub const KNOWN: &[&str] = &[PAY, "plan", "period"];

pub fn pay_filter(language: Language, asked: &Asked) -> Filter {
    let choice = |value: &str, key: &'static str| (value.to_owned(), text!(language, key));
    let choices = vec![
        choice("", "office.filter.all"),
        choice("with", "office_commissions.filter.with_pay"),
        choice("without", "office_commissions.filter.without_pay"),
    ];
    asked.filter(text!(language, "office_commissions.column.total"), PAY, choices)
}

struct Statements {
    sheet: RunSheet,
    found: FoundStatements,
    batches: Vec<(BatchId, Batch)>,
}

async fn list(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let asked = Asked::of(&visit, statements_path(id), KNOWN);
    let statements = visit.read(|view| gather(view, id, &asked))?;
    frame::show(&visit, &statements_page(&visit, id, &asked, &statements))
}

fn gather(view: &View<'_>, id: RunId, asked: &Asked) -> Result<Statements, Failure> {
    Ok(Statements {
        sheet: commissions::run_sheet(view, id)?,
        found: find_statements(view, id, &wish(asked), asked.skipped(), ROWS_PER_PAGE)?,
        batches: if view.may(Permission::PaymentsView) { batches_of_run(view, id) } else { Vec::new() },
    })
}

fn statements_page(visit: &Visit, id: RunId, asked: &Asked, statements: &Statements) -> Page {
    let language = visit.language;
    let run = &statements.sheet.run;
    let mut table = statement_table(language, Some(asked), &statements.found, &|partner| statement_path(id, partner));
    if !statements.batches.is_empty() {
        table.columns.push(Column::state(text!(language, "office_commissions.column.payout")));
        for (row, found) in table.rows.iter_mut().zip(&statements.found.rows) {
            row.cells.push(payout(language, &statements.batches, found.partner));
        }
    }
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_commissions.statements.title", period = texts::period(language, run.period)),
            count: text!(
                language,
                "office_commissions.statements.count",
                count = counted(language, statements.found.total)
            ),
            search: Some(asked.search(text!(language, "office_commissions.statements.search"))),
            filters: vec![pay_filter(language, asked)],
            table,
            pager: asked.pager(language, statements.found.total),
            csv: Some(files::file_path(id, "statements")),
            ..List::default()
        },
    );
    Page {
        back: Some(Link::new(run_name(language, id, run), run_path(id))),
        state: Some(run_state(language, run.state)),
        ..page
    }
}

/// Partners with their figures; sorted by its headings where the whole list is asked for.
pub fn statement_table<'t>(
    language: Language,
    asked: Option<&Asked>,
    found: &FoundStatements,
    path: &dyn Fn(PartnerId) -> String,
) -> Table<'t> {
    let column = |name: &str| text!(language, &format!("office_commissions.column.{name}"));
    let sorted = |column: Column, name: &str| match asked {
        Some(asked) => asked.sorted(column, name),
        None => column,
    };
    Table {
        caption: text!(language, "office_commissions.sheet.statements"),
        columns: vec![
            sorted(Column::text(column("partner")), "name"),
            sorted(Column::figure(column("own_points")), "own_points"),
            sorted(Column::figure(column("team_points")), "team_points"),
            Column::figure(column("lines")),
            sorted(Column::figure(column("total")), "total"),
        ],
        rows: found.rows.iter().map(|row| statement_row(language, row, path(row.partner))).collect(),
        empty: nothing(language, asked),
        ..Table::default()
    }
}

fn statement_row(language: Language, row: &StatementRow, path: String) -> Row {
    let statement = &row.statement;
    let cells = vec![
        two_lines(&row.name, &row.number),
        figure(&texts::points(language, statement.own_points)),
        figure(&texts::points(language, statement.team_points)),
        figure(&texts::number(language, i64::from(statement.lines))),
        figure(&texts::money(language, statement.total)),
    ];
    let meaning = if statement.total.is_negative() { Meaning::Attention } else { Meaning::Neutral };
    Row { meaning, ..Row::leading_to(path, cells) }
}

/// Whether a partner stands in the newest file, and if not, why.
fn payout(language: Language, batches: &[(BatchId, Batch)], partner: PartnerId) -> Markup {
    let live = batches.iter().filter(|(_, batch)| batch.state.is_live());
    for (_, batch) in live {
        if let Some(transfer) = batch.transfers.iter().find(|transfer| transfer.partner == partner) {
            let amount = texts::money(language, transfer.amount);
            return state(Meaning::Good, &text!(language, "office_commissions.payout.paid", amount = amount));
        }
        if let Some(left_out) = batch.left_out.iter().find(|left_out| left_out.partner == partner) {
            return left_out_state(language, left_out.reason);
        }
    }
    small("–")
}

/// Why somebody is not paid: some of it is as it should be, some of it somebody can mend.
pub fn left_out_state(language: Language, reason: LeftOutReason) -> Markup {
    let meaning = match reason {
        LeftOutReason::BelowMinimum | LeftOutReason::NextFile => Meaning::Neutral,
        LeftOutReason::Owes | LeftOutReason::NoTerms | LeftOutReason::NoContract => Meaning::Information,
        LeftOutReason::NoIban | LeftOutReason::NoHolder | LeftOutReason::Unknown | LeftOutReason::OnHold => {
            Meaning::Attention
        }
    };
    state(meaning, &reason.say(language))
}

fn nothing(language: Language, asked: Option<&Asked>) -> Empty {
    match asked.filter(|asked| !asked.words().is_empty() || !asked.get(PAY).is_empty()) {
        Some(asked) => {
            let all = Link::new(text!(language, "office.filter.show_all"), asked.href("q", ""));
            Empty { sentence: text!(language, "office_commissions.empty.no_match"), action: Some(all) }
        }
        None => Empty::new(text!(language, "office_commissions.empty.no_statement")),
    }
}
