//! The list of news.

use maud::{Markup, html};

use crate::business::pages::{News, news};
use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::portals::office::news::form::new_path;
use crate::portals::office::news::{list_path, note_path};
use crate::portals::sheet_file::counted;
use crate::text;
use crate::texts;
use crate::values::{Day, Language, NewsId};
use crate::web::parts::{Column, Empty, Link, List, Loudness, Meaning, Row, Table, key_button, list_page, state};
use crate::web::{Answer, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list)
}

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let (all, today) = visit.read(|view| {
        view.require(Permission::PagesEdit)?;
        Ok((news(view), view.today()))
    })?;
    let new = Link::new(text!(language, "office_news.page.new"), new_path());
    let row = |(id, note): &(NewsId, News)| {
        let audience =
            if note.for_partners_only { "office_news.audience.partners" } else { "office_news.audience.all" };
        let cells = vec![
            html! { (note.title.get(language)) },
            html! { (texts::day(language, note.day)) },
            html! { (text!(language, audience)) },
            standing(language, note, today),
        ];
        Row::leading_to(note_path(*id), cells)
    };
    let page = list_page(
        language,
        &List {
            title: text!(language, "office_news.page.title"),
            count: text!(language, "office_news.page.count", count = counted(language, all.len())),
            primary: Some(key_button(&new, 'n', Loudness::Primary)),
            table: Table {
                caption: text!(language, "office_news.page.title"),
                columns: vec![
                    Column::text(text!(language, "office_news.column.title")),
                    Column::text(text!(language, "office_news.column.day")),
                    Column::text(text!(language, "office_news.column.audience")),
                    Column::state(text!(language, "office_news.column.state")),
                ],
                rows: all.iter().map(row).collect(),
                empty: Empty { sentence: text!(language, "office_news.page.none"), action: Some(new.clone()) },
                ..Table::default()
            },
            ..List::default()
        },
    );
    frame::show(&visit, &page)
}

pub fn standing(language: Language, note: &News, today: Day) -> Markup {
    let (meaning, key) = if note.withdrawn {
        (Meaning::Neutral, "office_news.state.withdrawn")
    } else if note.day > today {
        (Meaning::Information, "office_news.state.comes")
    } else {
        (Meaning::Good, "office_news.state.shown")
    };
    state(meaning, &text!(language, key))
}
