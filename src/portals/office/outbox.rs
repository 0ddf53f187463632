//! The outbox: letters that wait, were sent, or met with trouble; each can be read word for word.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::preview;
use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::messages::{
    self, FoundLetters, Letter, LetterWish, OutboxId, OutboxItem, OutboxState, find_letters, outgoing, was_played,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::orders::letter_state;
use crate::portals::office::sheet_file::{Cell, ROWS_MAX, counted, sheet_file};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Column, Empty, Fact, Field, Filter, Form, Link, List, Loudness, Meaning, Notice, PostButton, ROWS_PER_PAGE, Row,
    Table, facts, form, list_page, moment, notice, post_button, section, small, stack, submit_button, text_link,
    textarea_field, two_lines, verbatim,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(list_path(), list).page(FILE_PATH, file).page("/office/outbox/{id}", show);
    let sending = Routes::new().form("/office/outbox/{id}/resend", resend).form("/office/outbox/{id}/cancel", cancel);
    looking.behind(Permission::MessagesView).and(sending.behind(Permission::MessagesSend))
}

pub const fn list_path() -> &'static str {
    "/office/outbox"
}

const FILE_PATH: &str = "/office/outbox.csv";
const KNOWN: &[&str] = &["state", "template"];

pub fn letter_path(id: OutboxId) -> String {
    format!("{}/{id}", list_path())
}

/// The states as words in addresses.
const STATES: [(OutboxState, &str); 4] = [
    (OutboxState::Waiting, "waiting"),
    (OutboxState::Sent, "sent"),
    (OutboxState::Failed, "failed"),
    (OutboxState::Cancelled, "cancelled"),
];

fn wish(asked: &Asked) -> LetterWish {
    LetterWish {
        state: STATES.iter().find(|(_, word)| *word == asked.get("state")).map(|(state, _)| *state),
        template: asked.get("template").to_owned(),
        recipient: asked.words().to_owned(),
    }
}

pub fn template_name(language: Language, template: &str) -> String {
    text!(language, &format!("office_outbox.template.{template}"))
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

fn state_word(language: Language, of: OutboxState) -> String {
    let word = STATES.iter().find(|(state, _)| *state == of).map_or("", |(_, word)| word);
    text!(language, &format!("office_outbox.state.{word}"))
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

/// A letter with everything that its page shows.
struct LetterSheet {
    language: Language,
    csrf: String,
    id: OutboxId,
    item: OutboxItem,
    /// `None` when its subject is gone.
    letter: Option<Letter>,
    about: Link,
    wall: Wall,
    may_send: bool,
}

impl LetterSheet {
    fn of(view: &View<'_>, visit: &Visit, id: &str) -> Result<LetterSheet, Failure> {
        let id = OutboxId::parse(id).ok_or_else(Failure::not_found)?;
        let item = outgoing(view, id)?;
        Ok(LetterSheet {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            letter: preview(view, &visit.app.links(), id).ok(),
            about: subjects::link(view, &item.subject, visit.language),
            wall: Wall::of(view, visit.language),
            may_send: view.may(Permission::MessagesSend),
            item,
        })
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| LetterSheet::of(view, &visit, &id))?;
    frame::show(&visit, &letter_page(&sheet, "", &Complaints::default()))
}

async fn resend(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let sheet = visit.read(|view| LetterSheet::of(view, &visit, &id))?;
    let letter = sheet.id;
    match visit.write(move |tx| messages::resend_item(tx, letter)).await {
        Ok(()) => Ok(redirect_with_message(&letter_path(letter), "office_outbox.told.resent")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &letter_page(&sheet, "", &complaints))
        }
    }
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let sheet = visit.read(|view| LetterSheet::of(view, &visit, &id))?;
    let (letter, reason) = (sheet.id, typed.text("reason").to_owned());
    match visit.write(move |tx| messages::cancel_item(tx, letter, &reason)).await {
        Ok(()) => Ok(redirect_with_message(&letter_path(letter), "office_outbox.told.cancelled")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &letter_page(&sheet, typed.text("reason"), &complaints))
        }
    }
}

fn letter_page(sheet: &LetterSheet, reason: &str, complaints: &Complaints) -> Page {
    let language = sheet.language;
    let open = matches!(sheet.item.state, OutboxState::Waiting | OutboxState::Failed);
    let resend = PostButton {
        label: text!(language, "office_outbox.sheet.resend"),
        action: &format!("{}/resend", letter_path(sheet.id)),
        csrf: &sheet.csrf,
        loudness: Loudness::Primary,
        hidden: Vec::new(),
    };
    Page {
        title: template_name(language, &sheet.item.template),
        state: Some(letter_state(language, sheet.item.state)),
        lead: Some(sheet.item.recipient.clone()),
        back: Some(Link::new(text!(language, "office_outbox.page.title"), list_path())),
        primary: (open && sheet.may_send).then(|| post_button(&resend)),
        body: html! {
            @if !sheet.item.trouble.is_empty() { (trouble(sheet)) }
            @if was_played(&sheet.item) { (played(sheet.language)) }
            (words(sheet))
            @if open && sheet.may_send { (cancel_form(sheet, reason, complaints)) }
        },
        aside: Some(section(&text!(language, "office_orders.sheet.facts"), fact_list(sheet))),
        ..Page::default()
    }
}

fn trouble(sheet: &LetterSheet) -> Markup {
    let (meaning, key) = match sheet.item.state {
        OutboxState::Cancelled => (Meaning::Neutral, "office_outbox.sheet.taken_back"),
        _ => (Meaning::Attention, "office_outbox.sheet.trouble"),
    };
    // Trouble of our own is kept as the key of its sentence.
    let words = text!(sheet.language, &sheet.item.trouble);
    notice(&Notice { meaning, sentence: text!(sheet.language, key, words = words), more: None })
}

/// A visitor of the demo must not believe that somebody got it.
fn played(language: Language) -> Markup {
    let sentence = text!(language, "office_outbox.sheet.played");
    notice(&Notice { meaning: Meaning::Information, sentence, more: None })
}

/// Subject and text as they leave, or left.
fn words(sheet: &LetterSheet) -> Markup {
    let language = sheet.language;
    let Some(letter) = &sheet.letter else {
        return small(&text!(language, "office_outbox.sheet.unreadable"));
    };
    let heading = match sheet.item.state {
        OutboxState::Sent if was_played(&sheet.item) => text!(language, "office_outbox.sheet.words"),
        OutboxState::Sent => text!(language, "office_outbox.sheet.as_sent"),
        _ => text!(language, "office_outbox.sheet.as_it_would_be"),
    };
    section(
        &heading,
        html! {
            h3 { (letter.subject) }
            (verbatim(&letter.text))
            @if !letter.attachments.is_empty() {
                (small(&text!(language, "office_outbox.sheet.attachments", names = letter.attachments.join(", "))))
            }
        },
    )
}

fn fact_list(sheet: &LetterSheet) -> Markup {
    let language = sheet.language;
    let item = &sheet.item;
    let mut rows = vec![
        Fact::new(text!(language, "office_tasks.fact.about"), text_link(&sheet.about)),
        Fact::words(text!(language, "office_outbox.column.recipient"), &item.recipient),
        Fact::words(text!(language, "office_outbox.fact.language"), item.language.own_name()),
        Fact::new(text!(language, "office_outbox.column.written"), moment(&sheet.wall.moment(item.created_at))),
    ];
    let when = match item.state {
        OutboxState::Waiting => "office_outbox.fact.next_attempt",
        OutboxState::Sent => "office_outbox.fact.sent",
        OutboxState::Failed => "office_outbox.fact.given_up",
        OutboxState::Cancelled => "office_outbox.fact.taken_back",
    };
    rows.push(Fact::words(text!(language, when), &sheet.wall.exact(item.due_at)));
    rows.push(Fact::words(text!(language, "office_outbox.fact.attempts"), &item.attempts.to_string()));
    facts(&rows)
}

fn cancel_form(sheet: &LetterSheet, reason: &str, complaints: &Complaints) -> Markup {
    let language = sheet.language;
    let action = format!("{}/cancel", letter_path(sheet.id));
    let field = Field {
        name: "reason",
        label: text!(language, "office_outbox.cancel.reason"),
        value: reason,
        error: complaints.about("reason"),
        ..Field::default()
    };
    section(
        &text!(language, "office_outbox.cancel.heading"),
        form(
            language,
            &Form {
                action: &action,
                csrf: &sheet.csrf,
                complaints: complaints.summary(),
                body: html! { p { (text!(language, "office_outbox.cancel.what")) } (textarea_field(language, &field, 2)) },
                buttons: vec![submit_button(&text!(language, "office_outbox.cancel.confirm"), Loudness::Danger)],
                ..Form::default()
            },
        ),
    )
}
