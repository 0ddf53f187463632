//! The list of cases.

use maud::{Markup, html};

use crate::app::Indexer;
use crate::business::access;
use crate::business::cases::{self, Case, CaseState, CaseWish, FoundCases, find_cases};
use crate::business::failure::Failure;
use crate::business::findings;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::subjects::{self, case_path};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, tasks};
use crate::text;
use crate::values::{CaseId, Language};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Meaning, ROWS_PER_PAGE, Row, Table, list_page, moment, small, state, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::CasesView)
}

pub const fn list_path() -> &'static str {
    "/office/cases"
}

const FILE_PATH: &str = "/office/cases.csv";
const KNOWN: &[&str] = &["template", "state", "role", "due"];
const HITS_MAX: usize = 200;
/// The kinds of case, by the keys of their templates.
const KINDS: [&str; 12] = [
    "order",
    "return",
    "withdrawal",
    "refund",
    "complaint",
    "run",
    "objection",
    "incoming",
    "bank_gap",
    "returned_debit",
    "einvoice",
    "returned_transfer",
];

fn wish(view: &View<'_>, asked: &Asked, indexer: &Indexer) -> Result<CaseWish, Failure> {
    let among = match asked.words() {
        "" => None,
        words => {
            let hits = indexer.find(view, words, &[findings::CASE], HITS_MAX)?;
            Some(hits.into_iter().map(|hit| CaseId::new(hit.id)).collect())
        }
    };
    // What is closed is rarely wanted; all of it is one click away.
    let state = match asked.get("state") {
        "" => Some(CaseState::Open),
        word => CaseState::ALL.into_iter().find(|state| state.word() == word),
    };
    Ok(CaseWish {
        among,
        template: asked.get("template").to_owned(),
        state,
        role: asked.get("role").to_owned(),
        overdue: asked.get("due") == "overdue",
    })
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let indexer = visit.app.indexer();
    let page = visit.read(|view| {
        let found = find_cases(view, &wish(view, &asked, &indexer)?, asked.skipped(), ROWS_PER_PAGE)?;
        Ok(cases_page(view, visit.language, &asked, &found))
    })?;
    frame::show_hits(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let indexer = visit.app.indexer();
    let language = visit.language;
    let rows: Vec<Vec<Cell>> = visit.read(|view| {
        let found = find_cases(view, &wish(view, &asked, &indexer)?, 0, ROWS_MAX)?;
        let wall = Wall::of(view, language);
        let row = |(_, case): &(CaseId, Case)| {
            vec![
                Cell::text(text!(language, &case.text_key())),
                Cell::text(subjects::about(view, &case.subject, language)),
                Cell::text(text!(language, &case.state.text_key())),
                Cell::text(next_words(language, case)),
                Cell::maybe_day(case.next_due()),
                Cell::Day(wall.day_of(case.opened_at)),
            ]
        };
        Ok(found.rows.iter().map(row).collect())
    })?;
    let headings = ["case", "about", "state", "next", "due", "opened"]
        .map(|name| text!(language, &format!("office_cases.column.{name}")));
    Ok(sheet_file(language, "cases", &headings, &rows))
}

fn cases_page(view: &View<'_>, language: Language, asked: &Asked, found: &FoundCases) -> Page {
    let column = |name: &str| text!(language, &format!("office_cases.column.{name}"));
    let wall = Wall::of(view, language);
    list_page(
        language,
        &List {
            title: text!(language, "office_cases.page.title"),
            count: text!(language, "office_cases.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_cases.page.search"))),
            filters: vec![
                state_filter(language, asked),
                template_filter(language, asked),
                role_filter(view, language, asked),
                due_filter(language, asked),
            ],
            table: Table {
                caption: text!(language, "office_cases.page.title"),
                columns: vec![
                    Column::text(column("case")),
                    Column::text(column("about")),
                    Column::state(column("state")),
                    Column::text(column("next")),
                    Column::state(column("due")),
                    Column::text(column("opened")),
                ],
                rows: found.rows.iter().map(|row| case_row(view, &wall, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    )
}

fn case_row(view: &View<'_>, wall: &Wall, (id, case): &(CaseId, Case)) -> Row {
    let language = wall.language;
    let cells = vec![
        two_lines(&text!(language, &case.text_key()), &text!(language, "office_cases.row.number", number = id)),
        html! { (subjects::about(view, &case.subject, language)) },
        case_state(language, case.state),
        html! { (next_words(language, case)) },
        due(wall, case),
        moment(&wall.moment(case.opened_at)),
    ];
    Row::leading_to(case_path(*id), cells)
}

pub fn case_state(language: Language, of: CaseState) -> Markup {
    let meaning = match of {
        CaseState::Open => Meaning::Information,
        CaseState::Closed => Meaning::Good,
        CaseState::Cancelled => Meaning::Neutral,
    };
    state(meaning, &text!(language, &of.text_key()))
}

/// Until when something is to be done; days that are far away carry no mark.
fn due(wall: &Wall, case: &Case) -> Markup {
    let Some(day) = case.next_due().filter(|_| case.state == CaseState::Open) else { return small("–") };
    match wall.due(day) {
        (due, Meaning::Neutral) => moment(&due),
        (due, meaning) => state(meaning, &due.shown),
    }
}

/// What can be done now.
fn next_words(language: Language, case: &Case) -> String {
    let ready = case.tasks.iter().filter(|task| task.state == cases::TaskState::Ready);
    ready.map(|task| tasks::task_name(language, task)).collect::<Vec<_>>().join(", ")
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let open = (String::new(), text!(language, "cases.state.open"));
    let others = [CaseState::Closed, CaseState::Cancelled];
    let others = others.map(|state| (state.word().to_owned(), text!(language, &state.text_key())));
    let all = ("all".to_owned(), text!(language, "office.filter.all"));
    asked.filter(
        text!(language, "office_cases.column.state"),
        "state",
        [open].into_iter().chain(others).chain([all]).collect(),
    )
}

fn template_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds = KINDS.map(|key| (key.to_owned(), text!(language, &format!("cases.template.{key}"))));
    asked.filter(text!(language, "office_cases.column.case"), "template", [all].into_iter().chain(kinds).collect())
}

/// The teams that have something to do in cases.
fn role_filter(view: &View<'_>, language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let works =
        |role: &access::Role| role.portal == access::Portal::Office && role.permissions.has(Permission::CasesWork);
    let roles = access::roles(view).into_iter().filter(|(_, role)| works(role));
    let roles = roles.map(|(_, role)| (role.key.clone(), role.name.get(language).to_owned()));
    asked.filter(text!(language, "office_cases.column.role"), "role", [all].into_iter().chain(roles).collect())
}

fn due_filter(language: Language, asked: &Asked) -> Filter {
    let choices = vec![
        (String::new(), text!(language, "office.filter.all")),
        ("overdue".to_owned(), text!(language, "office_desk.due.overdue")),
    ];
    asked.filter(text!(language, "office_desk.due.name"), "due", choices)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_cases.empty.narrowed"), action: Some(all) };
    }
    Empty::new(text!(language, "office_cases.empty.none"))
}
