//! All letters, newest first, and the same as a file.

use maud::{Markup, html};

use crate::business::mail::Template;
use crate::business::messages::{FoundLetters, LetterWish, OutboxId, OutboxItem, OutboxState, find_letters};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::outbox::{
    STATES, letter_path, letter_state, list_path, old_letters_path, state_word, template_name,
};
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, link_button, list_page, moment, small,
    stack, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::MessagesView)
}

const FILE_PATH: &str = "/office/outbox.csv";
const KNOWN: &[&str] = &["state", "template"];

fn wish(asked: &Asked) -> LetterWish {
    LetterWish {
        state: STATES.iter().find(|(_, word)| *word == asked.get("state")).map(|(state, _)| *state),
        template: asked.get("template").to_owned(),
        recipient: asked.words().to_owned(),
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let page = visit.read(|view| {
        let found = find_letters(view, &wish(&asked), asked.skipped(), ROWS_PER_PAGE)?;
        Ok(letters_page(view, visit.language, &asked, &found))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let (found, wall) =
        visit.read(|view| Ok((find_letters(view, &wish(&asked), 0, ROWS_MAX)?, Wall::of(view, language))))?;
    let headings = ["letter", "recipient", "state", "written", "trouble"]
        .map(|name| text!(language, &format!("office_outbox.column.{name}")));
    let row = |(_, item): &(OutboxId, OutboxItem)| {
        vec![
            Cell::text(template_name(language, &item.template)),
            Cell::text(&item.recipient),
            Cell::text(state_word(language, item.state)),
            Cell::text(wall.exact(item.created_at)),
            Cell::text(&item.trouble),
        ]
    };
    let rows: Vec<Vec<Cell>> = found.rows.iter().map(row).collect();
    Ok(sheet_file(language, "outbox", &headings, &rows))
}

fn letters_page(view: &View<'_>, language: Language, asked: &Asked, found: &FoundLetters) -> Page {
    let column = |name: &str| text!(language, &format!("office_outbox.column.{name}"));
    let wall = Wall::of(view, language);
    list_page(
        language,
        &List {
            title: text!(language, "office_outbox.page.title"),
            count: text!(language, "office_outbox.page.count", count = counted(language, found.total)),
            search: Some(asked.search(text!(language, "office_outbox.page.search"))),
            filters: vec![state_filter(language, asked), template_filter(language, asked)],
            table: Table {
                caption: text!(language, "office_outbox.page.title"),
                columns: vec![
                    Column::text(column("letter")),
                    Column::text(column("recipient")),
                    Column::state(column("state")),
                    Column::text(column("written")),
                ],
                rows: found.rows.iter().map(|row| letter_row(view, &wall, row)).collect(),
                empty: nothing(language, asked),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            actions: old_letters(view, language).into_iter().collect(),
            ..List::default()
        },
    )
}

fn letter_row(view: &View<'_>, wall: &Wall, (id, item): &(OutboxId, OutboxItem)) -> Row {
    let about = subjects::link(view, &item.subject, wall.language).label;
    let standing = match item.state {
        // What the last attempt met with is what one wants to know.
        OutboxState::Waiting | OutboxState::Failed if !item.trouble.is_empty() => {
            stack(&[letter_state(wall.language, item.state), small(&item.trouble)])
        }
        state => letter_state(wall.language, state),
    };
    let cells = vec![
        two_lines(&template_name(wall.language, &item.template), &about),
        html! { (item.recipient) },
        standing,
        moment(&wall.moment(item.created_at)),
    ];
    Row::leading_to(letter_path(*id), cells)
}

/// Letters that nobody wants to go out any more are taken back together.
fn old_letters(view: &View<'_>, language: Language) -> Option<Markup> {
    let link = Link::new(text!(language, "office_outbox.old.title"), old_letters_path());
    view.may(Permission::MessagesSend).then(|| link_button(&link, Loudness::Secondary))
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = STATES.iter().map(|(state, word)| ((*word).to_owned(), state_word(language, *state)));
    asked.filter(text!(language, "office_outbox.column.state"), "state", [all].into_iter().chain(states).collect())
}

fn template_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let kinds =
        Template::ALL.iter().map(|template| (template.word().to_owned(), template_name(language, template.word())));
    asked.filter(text!(language, "office_outbox.column.letter"), "template", [all].into_iter().chain(kinds).collect())
}

fn nothing(language: Language, asked: &Asked) -> Empty {
    let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
    if asked.is_narrowed() {
        Empty { sentence: text!(language, "office_outbox.empty.narrowed"), action: Some(all) }
    } else {
        Empty::new(text!(language, "office_outbox.empty.none"))
    }
}
