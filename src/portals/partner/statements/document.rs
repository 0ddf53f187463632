//! The self-billing credit notes of a statement: the files, and the way to object to the one that holds.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{self_billed_data, self_billed_pdf};
use crate::business::commissions::{
    OBJECTION_DAYS, SelfBilledSheet, SelfBilledState, object_to_self_billed, self_billed_of_statement,
};
use crate::business::failure::Failure;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::once::{form_key, sent_once};
use crate::portals::partner::statements::statement_path;
use crate::portals::partner::tax::tax_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::self_billed::{about_document, self_billed_table};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, RunId, SelfBilledId};
use crate::web::parts::{
    Form, Link, Loudness, Section, form, link_button, paragraph, row, section_with, small, submit_button, text_link,
    textarea_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/partner/statements/{id}/document/{document}", pdf)
        .page("/partner/statements/{id}/document/{document}/data", data)
        .page(OBJECT, ask)
        .form(OBJECT, object)
}

const OBJECT: &str = "/partner/statements/{id}/object";
const TEXT_ROWS: u8 = 6;

fn object_path(run: RunId) -> String {
    format!("{}/object", statement_path(run))
}

async fn pdf(visit: Visit, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = SelfBilledId::parse(&id).ok_or_else(Failure::not_found)?;
    let document = visit.read_aside(move |view| self_billed_pdf(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

async fn data(visit: Visit, Path((_, id)): Path<(String, String)>) -> Answer {
    let id = SelfBilledId::parse(&id).ok_or_else(Failure::not_found)?;
    let file = visit.read_aside(move |view| self_billed_data(view, id)).await?;
    Ok(see_file(&file.name, file.media_type, file.bytes))
}

/// The document of a statement that holds, for the partner whose it is.
fn standing(view: &View<'_>, run: RunId) -> Result<SelfBilledSheet, Failure> {
    let (own, _) = own_partner(view)?;
    let all = self_billed_of_statement(view, run, own)?;
    let mut standing = all.into_iter().filter(|sheet| sheet.state() == SelfBilledState::InEffect);
    standing.next().ok_or_else(Failure::not_found)
}

async fn ask(visit: Visit, Path(id): Path<String>) -> Answer {
    let run = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let sheet = visit.read(|view| standing(view, run))?;
    frame::show(&visit, &object_page(&visit, &sheet, &Typed::default(), &Complaints::default()))
}

async fn object(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let run = RunId::parse(&id).ok_or_else(Failure::not_found)?;
    let words = typed.text("text").to_owned();
    let command = move |tx: &mut Tx<'_, '_, '_>| object_to_self_billed(tx, run, &words);
    match sent_once(&visit, &typed, command).await {
        Ok(_) => Ok(redirect_with_message(&statement_path(run), "self_billing.told.objected")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let sheet = visit.read(|view| standing(view, run))?;
            frame::refuse(&visit, &object_page(&visit, &sheet, &typed, &complaints))
        }
    }
}

fn object_page(visit: &Visit, sheet: &SelfBilledSheet, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let document = &sheet.document;
    let filled = Filled { language, typed, complaints };
    let field = filled.field("text", text!(language, "self_billing.object.text"));
    let key = form_key(typed);
    let action = object_path(document.run);
    let until = texts::day(language, document.day.plus_days(OBJECTION_DAYS));
    let period = texts::period(language, document.period);
    let back = Link::new(text!(language, "partner.statements.of", period = period), statement_path(document.run));
    Page {
        title: text!(language, "self_billing.object.title", number = document.number),
        lead: Some(text!(language, "self_billing.object.lead")),
        back: Some(back),
        body: html! {
            (paragraph(&text!(language, "self_billing.object.until", day = until)))
            p { (text_link(&Link::new(text!(language, "self_billing.object.status_first"), tax_path()))) }
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                idempotency_key: Some(&key),
                guards_changes: true,
                complaints: complaints.summary(),
                body: textarea_field(language, &field, TEXT_ROWS),
                buttons: vec![submit_button(&text!(language, "self_billing.object.send"), Loudness::Primary)],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}

/// The documents of a statement, or why there is none.
pub fn self_billed_section(language: Language, run: RunId, all: &[SelfBilledSheet], today: Day) -> Markup {
    let heading = text!(language, "self_billing.heading");
    if all.is_empty() {
        let way = Link::new(text!(language, "tax_status.title"), tax_path());
        return section_with(&Section {
            heading,
            lead: Some(text!(language, "self_billing.none")),
            action: Some(text_link(&way)),
            body: html! {},
        });
    }
    let open = |sheet: &&SelfBilledSheet| {
        sheet.state() == SelfBilledState::InEffect && today <= sheet.document.day.plus_days(OBJECTION_DAYS)
    };
    let object = Link::new(text!(language, "self_billing.object.action"), object_path(run));
    let files = |sheet: &SelfBilledSheet| {
        let pdf = format!("{}/document/{}", statement_path(run), sheet.id);
        let data = Link::new("XML", format!("{pdf}/data"));
        row(&[text_link(&Link::new("PDF", pdf)), text_link(&data)])
    };
    let is_lost = all.iter().any(|sheet| sheet.state() == SelfBilledState::Objected);
    section_with(&Section {
        heading,
        lead: None,
        action: all.iter().find(open).map(|_| link_button(&object, Loudness::Secondary)),
        body: html! {
            (self_billed_table(language, all, &|sheet| about_document(language, sheet), &files))
            @if is_lost { (small(&text!(language, "self_billing.without_effect"))) }
        },
    })
}
