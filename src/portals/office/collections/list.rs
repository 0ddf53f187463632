//! The list of collections.

use maud::html;

use crate::business::payments::collections::{CollectionRow, collection_number, see_collections};
use crate::business::permission::Permission;
use crate::portals::asked::Asked;
use crate::portals::office::collections::new::new_path;
use crate::portals::office::collections::settings::settings_path;
use crate::portals::office::collections::state_shown;
use crate::portals::office::frame;
use crate::portals::office::subjects::collection_path;
use crate::portals::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Icon, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, figure, icon_button, list_page, menu_link,
    small,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsView)
}

pub const fn list_path() -> &'static str {
    "/office/collections"
}

const FILE_PATH: &str = "/office/collections.csv";

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[]);
    let (rows, total) = visit.read(|view| see_collections(view, asked.skipped(), ROWS_PER_PAGE))?;
    frame::show(&visit, &list_of(&visit, &asked, &rows, total))
}

async fn file(visit: Visit) -> Answer {
    let language = visit.language;
    let (rows, _) = visit.read(|view| see_collections(view, 0, ROWS_MAX))?;
    let headings = ["number", "made_on", "due_on", "state", "debits", "total"]
        .map(|name| text!(language, &format!("office_collections.column.{name}")));
    let cells = |row: &CollectionRow| {
        vec![
            Cell::text(collection_number(row.id)),
            Cell::Day(row.made_on),
            row.first_due_on.map_or(Cell::Empty, Cell::Day),
            Cell::text(row.state.say(language)),
            Cell::Number(i64::try_from(row.debits).unwrap_or(i64::MAX)),
            Cell::Money(row.total),
        ]
    };
    Ok(sheet_file(language, "collections", &headings, &rows.iter().map(cells).collect::<Vec<_>>()))
}

fn list_of(visit: &Visit, asked: &Asked, rows: &[CollectionRow], total: usize) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_collections.column.{name}"));
    let new = || Link::new(text!(language, "office_collections.new.title"), new_path());
    let may_collect = visit.actor.may(Permission::PaymentsCollect);
    let settings = Link::new(text!(language, "office_collections.settings.title"), settings_path());
    list_page(
        language,
        &List {
            title: text!(language, "office_collections.page.title"),
            count: text!(language, "office_collections.page.count", count = counted(language, total)),
            table: Table {
                caption: text!(language, "office_collections.page.title"),
                columns: vec![
                    Column::text(column("number")),
                    Column::text(column("made_on")),
                    Column::text(column("due_on")),
                    Column::state(column("state")),
                    Column::figure(column("debits")),
                    Column::figure(column("total")),
                ],
                rows: rows.iter().map(|row| collection_row(language, row)).collect(),
                empty: Empty {
                    sentence: text!(language, "office_collections.empty.none"),
                    action: may_collect.then(new),
                },
                ..Table::default()
            },
            pager: asked.pager(language, total),
            csv: Some(FILE_PATH.to_owned()),
            primary: may_collect.then(|| icon_button(&new(), Icon::Add, Loudness::Primary)),
            actions: may_collect.then(|| menu_link(&settings)).into_iter().collect(),
            ..List::default()
        },
    )
}

fn collection_row(language: Language, row: &CollectionRow) -> Row {
    let cells = vec![
        html! { (collection_number(row.id)) },
        html! { (texts::day_short(language, row.made_on)) },
        match row.first_due_on {
            Some(day) => html! { (texts::day_short(language, day)) },
            None => small("–"),
        },
        state_shown(language, row.state),
        figure(&counted(language, row.debits)),
        figure(&texts::money(language, row.total)),
    ];
    Row::leading_to(collection_path(row.id), cells)
}
