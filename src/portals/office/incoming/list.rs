//! The list of incoming invoices.

use maud::html;

use crate::business::billing::{FoundIncoming, IncomingOrder, IncomingRow, IncomingState, IncomingWish, find_incoming};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::incoming::take::take_path;
use crate::portals::office::incoming::{state_shown, state_word};
use crate::portals::office::period_filter::{days_asked, more_filters};
use crate::portals::office::subjects::incoming_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Day, IncomingId, Language};
use crate::web::parts::{
    Column, Empty, Filter, Icon, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, figure, icon_button, list_page,
    small, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::BillingReceive)
}

pub const fn list_path() -> &'static str {
    "/office/incoming"
}

const FILE_PATH: &str = "/office/incoming.csv";
const KNOWN: &[&str] = &["state", "period", "from", "to"];

fn wish(asked: &Asked, today: Day) -> IncomingWish {
    let (from, to) = days_asked(asked, today);
    let (order_by, backwards) = match asked.sort() {
        ("sender", backwards) => (IncomingOrder::Sender, backwards),
        ("gross", backwards) => (IncomingOrder::Gross, backwards),
        ("due_on", backwards) => (IncomingOrder::Due, backwards),
        _ => (IncomingOrder::Age, false),
    };
    let state = IncomingState::ALL.into_iter().find(|state| state.word() == asked.get("state"));
    IncomingWish { words: asked.words().to_owned(), state, from, to, order_by, backwards }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let (found, today) = visit.read(|view| {
        let today = view.today();
        Ok((find_incoming(view, &wish(&asked, today), asked.skipped(), ROWS_PER_PAGE)?, today))
    })?;
    frame::show(&visit, &list_of(visit.language, &asked, &found, today))
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let found = visit.read_aside(move |view| find_incoming(view, &wish(&asked, view.today()), 0, ROWS_MAX)).await?;
    let headings = ["number", "sender", "day", "due_on", "gross", "currency", "state"]
        .map(|name| text!(language, &format!("office_incoming.column.{name}")));
    let day = |day: Option<Day>| day.map_or_else(|| Cell::text(""), Cell::Day);
    let cells = |(_, row): &(IncomingId, IncomingRow)| {
        vec![
            Cell::text(&row.number),
            Cell::text(&row.sender),
            day(row.day),
            day(row.due_on),
            Cell::Money(row.gross),
            Cell::text(row.gross.currency().code()),
            Cell::text(state_word(language, row.state.word())),
        ]
    };
    Ok(sheet_file(language, "incoming", &headings, &found.rows.iter().map(cells).collect::<Vec<_>>()))
}

fn list_of(language: Language, asked: &Asked, found: &FoundIncoming, today: Day) -> Page {
    let column = |name: &str| text!(language, &format!("office_incoming.column.{name}"));
    let take = Link::new(text!(language, "office_incoming.take.title"), take_path());
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_incoming.page.title"),
            count: text!(language, "office_incoming.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_incoming.page.search"))),
            filters: vec![state_filter(language, asked)],
            more_filters: Some(more_filters(language, asked, today)),
            table: Table {
                caption: text!(language, "office_incoming.page.title"),
                columns: vec![
                    asked.sorted(Column::text(column("sender")), "sender"),
                    Column::text(column("day")),
                    asked.sorted(Column::text(column("due_on")), "due_on"),
                    Column::state(column("state")),
                    asked.sorted(Column::figure(column("gross")), "gross"),
                ],
                rows: found.rows.iter().map(|(id, row)| incoming_row(language, *id, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            ..List::default()
        },
    );
    Page { primary: Some(icon_button(&take, Icon::Upload, Loudness::Primary)), ..page }
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = IncomingState::ALL.map(|state| (state.word().to_owned(), state_word(language, state.word())));
    asked.filter(text!(language, "office_incoming.column.state"), "state", [all].into_iter().chain(states).collect())
}

fn incoming_row(language: Language, id: IncomingId, row: &IncomingRow) -> Row {
    let day = |day: Option<Day>| match day {
        Some(day) => html! { (texts::day_short(language, day)) },
        None => small("–"),
    };
    let cells = vec![
        two_lines(&row.sender, &row.number),
        day(row.day),
        day(row.due_on),
        state_shown(language, row.state),
        figure(&texts::money(language, row.gross)),
    ];
    Row::leading_to(incoming_path(id), cells)
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_incoming.empty.narrowed"), action: Some(all) };
    }
    let take = Link::new(text!(language, "office_incoming.take.title"), take_path());
    Empty { sentence: text!(language, "office_incoming.empty.none"), action: Some(take) }
}
