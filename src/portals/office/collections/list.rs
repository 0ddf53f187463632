//! The list of collections.

use maud::html;

use crate::business::payments::collections::{
    CollectionRow, collection_number, see_collections, take_returns, waiting_returns,
};
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
    Column, Empty, Icon, Link, List, Loudness, Meaning, Notice, PostButton, ROWS_PER_PAGE, Row, Table, figure,
    icon_button, list_page, menu_link, post_button, small,
};
use crate::web::{Answer, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let taking = Routes::new().form(RETURNS_PATH, take).behind(Permission::PaymentsMatch);
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::PaymentsView).and(taking)
}

pub const fn list_path() -> &'static str {
    "/office/collections"
}

const FILE_PATH: &str = "/office/collections.csv";
const RETURNS_PATH: &str = "/office/collections/returns";

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[]);
    let ((rows, total), back) = visit.read(|view| {
        let back = if view.may(Permission::PaymentsMatch) { waiting_returns(view)?.len() } else { 0 };
        Ok((see_collections(view, asked.skipped(), ROWS_PER_PAGE)?, back))
    })?;
    let page = list_of(&visit, &asked, &rows, total);
    frame::show(&visit, &Page { messages: waiting(&visit, back).into_iter().collect(), ..page })
}

/// Debits that came back before anybody had said what their money was for.
fn waiting(visit: &Visit, count: usize) -> Option<Notice> {
    let language = visit.language;
    let take = PostButton {
        label: text!(language, "office_collections.returns.take"),
        action: RETURNS_PATH,
        csrf: visit.csrf(),
        loudness: Loudness::Secondary,
        hidden: Vec::new(),
    };
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let sentence = text!(language, "office_collections.returns.waiting", count = count);
    (count > 0).then(|| Notice { meaning: Meaning::Attention, sentence, more: Some(post_button(&take)) })
}

async fn take(visit: Visit, _typed: Typed) -> Answer {
    let places = visit.read(waiting_returns)?;
    visit.write(move |tx| take_returns(tx, &places)).await?;
    Ok(redirect_with_message(list_path(), "office_collections.told.returns"))
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
