//! One entry of the journal with all its particulars and its place in the chain.

use axum::extract::Path;
use maud::html;

use crate::business::failure::Failure;
use crate::business::journal::{Entry, journal_entry};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::history::Teller;
use crate::portals::office::journal::list::{list_path, room_name};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects};
use crate::text;
use crate::values::Language;
use crate::web::parts::{Fact, Link, code, facts, section, text_link, timeline};
use crate::web::{Answer, Page, Routes, Visit, hex};

pub fn routes() -> Routes {
    Routes::new().page("/office/journal/{number}", show).behind(Permission::JournalView)
}

pub fn entry_path(number: u64) -> String {
    format!("{}/{number}", list_path())
}

async fn show(visit: Visit, Path(number): Path<String>) -> Answer {
    let number = number.parse().map_err(|_| Failure::not_found())?;
    let page = visit.read(|view| Ok(entry_page(view, visit.language, &journal_entry(view, number)?)))?;
    frame::show(&visit, &page)
}

fn entry_page(view: &View<'_>, language: Language, entry: &Entry) -> Page {
    let (teller, wall) = (Teller::new(view, language), Wall::of(view, language));
    let column = |name: &str| text!(language, &format!("office_journal.column.{name}"));
    let all_of_it = Link::new(
        text!(language, "office_journal.entry.all_of_it"),
        format!("{}?kind={}&id={}", list_path(), entry.subject.kind, entry.subject.id),
    );
    let head = [
        Fact::new(column("about"), text_link(&subjects::link(view, &entry.subject, language))),
        Fact::words(column("room"), &room_name(language, &entry.room)),
        Fact::words(column("when"), &wall.exact(entry.at)),
        Fact::words(column("who"), &teller.who(entry)),
    ];
    let particulars: Vec<Fact> =
        teller.particulars_of(entry).iter().map(|(name, value)| Fact::words(called(language, name), value)).collect();
    let chain = [
        Fact::new(text!(language, "office_journal.entry.event"), code(&format!("{}.{}", entry.room, entry.event))),
        Fact::new(text!(language, "office_journal.entry.hash"), code(&hex(&entry.hash))),
        Fact::new(text!(language, "office_journal.entry.previous"), code(&hex(&entry.previous))),
    ];
    Page {
        title: text!(language, "office_journal.entry.title", number = entry.number),
        back: Some(Link::new(text!(language, "office_journal.page.title"), list_path())),
        body: html! {
            (timeline(language, &[teller.happening(entry)]))
            (facts(&head))
            @if !particulars.is_empty() {
                (section(&text!(language, "office_journal.entry.particulars"), facts(&particulars)))
            }
            (section(&text!(language, "office_journal.entry.chain"), facts(&chain)))
            p { (text_link(&all_of_it)) }
        },
        ..Page::default()
    }
}

/// A particular as people call it; one that has no such name keeps its own.
fn called(language: Language, name: &str) -> String {
    if let Some(former) = name.strip_suffix("_before") {
        return text!(language, "office_journal.entry.before", name = called(language, former));
    }
    let key = format!("office_journal.particular.{name}");
    let words = text!(language, &key);
    if words == key { name.to_owned() } else { words }
}
