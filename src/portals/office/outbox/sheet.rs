//! One letter: its words, how it stands, and what can still be done about it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::preview;
use crate::business::failure::Failure;
use crate::business::messages::{self, Letter, OutboxId, OutboxItem, OutboxState, outgoing, was_played};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::outbox::{letter_path, letter_state, list_path, template_name};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Fact, Field, Form, Link, Loudness, Meaning, Notice, PostButton, facts, form, moment, notice, post_button, section,
    small, submit_button, text_link, textarea_field, verbatim,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let sending = Routes::new().form("/office/outbox/{id}/resend", resend).form("/office/outbox/{id}/cancel", cancel);
    Routes::new()
        .page("/office/outbox/{id}", show)
        .behind(Permission::MessagesView)
        .and(sending.behind(Permission::MessagesSend))
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
