//! The journal as a list, newest first, with the state of its chain.

use maud::{Markup, html};

use crate::business::access;
use crate::business::event::Event;
use crate::business::journal::{
    ChainBreak, Entry, JournalPage, JournalWish, Subject, journal_length, read_journal, verify_journal,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::history::Teller;
use crate::portals::office::journal::entry::entry_path;
use crate::portals::office::sheet_file::{Cell, counted, sheet_file};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects};
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Chip, Choice, Column, Empty, Field, Filter, Link, Loudness, Meaning, Notice, Pager, QueryForm, ROWS_PER_PAGE, Row,
    Table, date_field, field_row, filters, fold, link_button, list_table, moment, notice, open_fold, pager, query_form,
    select_field, text_link, ways_to_keep,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::JournalView)
}

pub const fn list_path() -> &'static str {
    "/office/journal"
}

const FILE_PATH: &str = "/office/journal.csv";
const KNOWN: &[&str] = &["room", "actor", "kind", "id", "from", "to", "before"];
/// In one file; older entries are asked for by their days.
const FILE_MAX: usize = 20_000;

fn wish(asked: &Asked) -> JournalWish {
    let subject = asked.get("id").parse().ok().map(|id| Subject { kind: asked.get("kind").to_owned(), id });
    JournalWish {
        room: asked.get("room").to_owned(),
        actor: asked.get("actor").to_owned(),
        subject: subject.filter(|subject| !subject.kind.is_empty()),
        from: asked.day("from"),
        to: asked.day("to"),
        before: asked.get("before").parse().ok(),
    }
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), KNOWN);
    let proof = match visit.query("verify") {
        Some(_) => Some(visit.read_aside(verify_journal).await?),
        None => None,
    };
    let proof = proof.map(|proof| proven(visit.language, proof.map(|chain| chain.entries)));
    let page = visit.read(|view| {
        let found = read_journal(view, &wish(&asked), ROWS_PER_PAGE)?;
        let length = journal_length(view)?;
        Ok(journal_page(view, visit.language, &asked, &found, length, proof))
    })?;
    frame::show(&visit, &page)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, KNOWN);
    let language = visit.language;
    let rows: Vec<Vec<Cell>> = visit.read(|view| {
        let found = read_journal(view, &wish(&asked), FILE_MAX)?;
        let (teller, wall) = (Teller::new(view, language), Wall::of(view, language));
        let row = |entry: &Entry| {
            vec![
                Cell::Number(i64::try_from(entry.number).unwrap_or(i64::MAX)),
                Cell::text(wall.exact(entry.at)),
                Cell::text(teller.who(entry)),
                Cell::text(room_name(language, &entry.room)),
                Cell::text(teller.happening(entry).what),
                Cell::text(subjects::link(view, &entry.subject, language).label),
            ]
        };
        Ok(found.entries.iter().map(row).collect())
    })?;
    let headings = ["number", "when", "who", "room", "what", "about"]
        .map(|name| text!(language, &format!("office_journal.column.{name}")));
    Ok(sheet_file(language, "journal", &headings, &rows))
}

/// The rooms that have something to tell, each once.
fn rooms() -> Vec<&'static str> {
    let mut rooms: Vec<&'static str> = Event::NAMES.iter().map(|(room, _)| *room).collect();
    rooms.sort_unstable();
    rooms.dedup();
    rooms
}

pub fn room_name(language: Language, room: &str) -> String {
    text!(language, &format!("office_journal.room.{room}"))
}

/// What walking the chain has shown.
fn proven(language: Language, proof: Result<u64, ChainBreak>) -> Notice {
    let broken = |key: &'static str, number: u64| Notice {
        meaning: Meaning::Bad,
        sentence: text!(language, key, number = number),
        more: Some(html! { p { (text!(language, "office_journal.chain.advice")) } }),
    };
    match proof {
        Ok(entries) => Notice {
            meaning: Meaning::Good,
            sentence: text!(
                language,
                "office_journal.chain.whole",
                count = texts::number(language, i64::try_from(entries).unwrap_or(i64::MAX))
            ),
            more: None,
        },
        Err(ChainBreak::Unreadable { number }) => broken("office_journal.chain.unreadable", number),
        Err(ChainBreak::Missing { number }) => broken("office_journal.chain.missing", number),
        Err(ChainBreak::Altered { number }) => broken("office_journal.chain.altered", number),
        Err(ChainBreak::Unlinked { number }) => broken("office_journal.chain.unlinked", number),
    }
}

fn journal_page(
    view: &View<'_>,
    language: Language,
    asked: &Asked,
    found: &JournalPage,
    length: u64,
    proof: Option<Notice>,
) -> Page {
    let verify = Link::new(text!(language, "office_journal.chain.verify"), format!("{}?verify=yes", list_path()));
    let count = counted(language, usize::try_from(length).unwrap_or(usize::MAX));
    Page {
        title: text!(language, "office_journal.page.title"),
        lead: Some(text!(language, "office_journal.page.count", count = count)),
        primary: Some(link_button(&verify, Loudness::Secondary)),
        body: html! {
            @if let Some(proof) = &proof { (notice(proof)) }
            (filters(&narrowed(view, language, asked)))
            (more_filters(view, language, asked))
            (entry_table(view, language, asked, found))
            @if !asked.get("before").is_empty() || found.go_on_before.is_some() {
                (pager(language, &turned(language, asked, found, &count)))
            }
            (ways_to_keep(language, Some(&asked.under(FILE_PATH))))
        },
        ..Page::default()
    }
}

/// The rooms as chips, and what else the list is narrowed to.
fn narrowed(view: &View<'_>, language: Language, asked: &Asked) -> Vec<Filter> {
    let all = (String::new(), text!(language, "office.filter.all"));
    let rooms = rooms().into_iter().map(|room| (room.to_owned(), room_name(language, room)));
    let rooms =
        asked.filter(text!(language, "office_journal.column.room"), "room", [all].into_iter().chain(rooms).collect());
    let subject = wish(asked).subject.map(|subject| Filter {
        name: text!(language, "office_journal.column.about"),
        chips: vec![Chip {
            label: subjects::link(view, &subject, language).label,
            href: asked.href("kind", ""),
            chosen: true,
            count: None,
        }],
    });
    subject.into_iter().chain([rooms]).collect()
}

/// By whom and when.
fn more_filters(view: &View<'_>, language: Language, asked: &Asked) -> Markup {
    let mut people: Vec<Choice> = access::accounts(view)
        .into_iter()
        .filter(|(_, account)| account.partner.is_none())
        .map(|(id, _)| Choice::new(format!("account:{id}"), access::name_of(view, id)))
        .collect();
    texts::sort_by_name(language, &mut people, |choice| choice.label.as_str());
    let teller = Teller::new(view, language);
    let others = ["visitor", "operator", "system"].map(|name| Choice::new(name, teller.actor(name)));
    people.extend(others);
    let actor = Field {
        name: "actor",
        label: text!(language, "office_journal.column.who"),
        value: asked.get("actor"),
        optional: true,
        ..Field::default()
    };
    let day = |name: &'static str, key: &'static str| {
        let field =
            Field { name, label: text!(language, key), value: asked.get(name), optional: true, ..Field::default() };
        date_field(language, &field)
    };
    let body = query_form(
        language,
        &QueryForm {
            action: list_path(),
            hidden: asked.hidden(&["actor", "from", "to", "before"]),
            body: html! {
                (select_field(language, &actor, &people))
                (field_row(&[day("from", "office.filter.from"), day("to", "office.filter.to")]))
            },
        },
    );
    let used = ["actor", "from", "to"].iter().any(|name| !asked.get(name).is_empty());
    let summary = text!(language, "office.filter.more");
    if used { open_fold(&summary, body) } else { fold(&summary, body) }
}

fn entry_table(view: &View<'_>, language: Language, asked: &Asked, found: &JournalPage) -> Markup {
    let column = |name: &str| text!(language, &format!("office_journal.column.{name}"));
    let (teller, wall) = (Teller::new(view, language), Wall::of(view, language));
    let row = |entry: &Entry| {
        let cells = vec![
            html! { (texts::number(language, i64::try_from(entry.number).unwrap_or(i64::MAX))) },
            moment(&wall.moment(entry.at)),
            html! { (teller.who(entry)) },
            html! { (teller.happening(entry).what) },
            text_link(&subjects::link(view, &entry.subject, language)),
        ];
        Row::leading_to(entry_path(entry.number), cells)
    };
    let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
    list_table(
        language,
        &Table {
            caption: text!(language, "office_journal.page.title"),
            columns: ["number", "when", "who", "what", "about"].map(|name| Column::text(column(name))).to_vec(),
            rows: found.entries.iter().map(row).collect(),
            empty: Empty { sentence: text!(language, "office_journal.empty.narrowed"), action: Some(all) },
            ..Table::default()
        },
    )
}

/// Pages of the journal are turned by the number of the entry, which never moves.
fn turned(language: Language, asked: &Asked, found: &JournalPage, total: &str) -> Pager {
    let number = |entry: Option<&Entry>| {
        entry.map(|entry| texts::number(language, i64::try_from(entry.number).unwrap_or(i64::MAX))).unwrap_or_default()
    };
    Pager {
        from: number(found.entries.first()),
        to: number(found.entries.last()),
        total: total.to_owned(),
        previous: (!asked.get("before").is_empty()).then(|| asked.href("before", "")),
        next: found.go_on_before.map(|before| asked.href("before", &before.to_string())),
    }
}
