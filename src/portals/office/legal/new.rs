//! A new version of a legal text: written, looked at, published.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::pages::{LegalKind, LegalText, legal_texts_of, publish_legal_text};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::legal::sheet::in_languages;
use crate::portals::office::legal::{kind_name, kind_path, known, version_path};
use crate::text;
use crate::texts;
use crate::values::LocalText;
use crate::web::parts::{
    Breadth, Fact, Field, Form, Link, Loudness, Meaning, Notice, date_field, facts, field_row, form, link_button,
    notice, paragraph, submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/legal/{kind}/new", write)
        .form("/office/legal/edit", edit)
        .form("/office/legal/preview", preview)
        .form("/office/legal/publish", publish)
}

/// Longer texts nobody reads, and no form of ours takes.
const TEXT_LENGTH_MAX: usize = 60_000;
const FIELDS: [&str; 6] = ["kind", "version", "valid_from", "text_de", "text_en", "text_zh"];

pub fn new_path(kind: LegalKind) -> String {
    format!("{}/new", kind_path(kind))
}

async fn write(visit: Visit, Path(kind): Path<String>) -> Answer {
    let kind = known(&kind)?;
    let (latest, today) = visit.read(|view| {
        view.require(Permission::PagesEdit)?;
        Ok((legal_texts_of(view, kind).into_iter().next(), view.today()))
    })?;
    let text = latest.map(|latest| latest.text).unwrap_or_default();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let typed = Typed::from_pairs(vec![
        pair("kind", kind.word()),
        pair("version", &today.to_string()),
        pair("valid_from", &today.to_string()),
        pair("text_de", &text.de),
        pair("text_en", &text.en),
        pair("text_zh", &text.zh),
    ]);
    frame::show(&visit, &edit_page(&visit, kind, &typed, &Complaints::default()))
}

/// Back from the preview, with everything as it was typed.
async fn edit(visit: Visit, typed: Typed) -> Answer {
    let kind = known(typed.text("kind"))?;
    frame::show(&visit, &edit_page(&visit, kind, &typed, &Complaints::default()))
}

async fn preview(visit: Visit, typed: Typed) -> Answer {
    let kind = known(typed.text("kind"))?;
    match read(&typed) {
        Ok(text) => frame::show(&visit, &preview_page(&visit, kind, &typed, &text)),
        Err(complaints) => refused(&visit, kind, &typed, complaints.into()),
    }
}

async fn publish(visit: Visit, typed: Typed) -> Answer {
    let kind = known(typed.text("kind"))?;
    let text = match read(&typed) {
        Ok(text) => text,
        Err(complaints) => return refused(&visit, kind, &typed, complaints.into()),
    };
    let valid_from = text.valid_from;
    match visit.write(move |tx| publish_legal_text(tx, kind, &text)).await {
        Ok(()) => Ok(redirect_with_message(&version_path(kind, valid_from), "office_legal.told.published")),
        Err(failure) => refused(&visit, kind, &typed, failure),
    }
}

fn refused(visit: &Visit, kind: LegalKind, typed: &Typed, failure: Failure) -> Answer {
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(visit, &edit_page(visit, kind, typed, &complaints))
}

fn read(typed: &Typed) -> Result<LegalText, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let version = reading.required_line("version");
    let valid_from = reading.day("valid_from");
    let de = reading.text("text_de", TEXT_LENGTH_MAX);
    if de.is_empty() {
        reading.complain(Complaint::new("pages.refusal.german_missing").at("text_de"));
    }
    let text =
        LocalText { de, en: reading.text("text_en", TEXT_LENGTH_MAX), zh: reading.text("text_zh", TEXT_LENGTH_MAX) };
    let complaints = reading.into_complaints();
    match valid_from {
        Some(valid_from) if complaints.is_empty() => Ok(LegalText { version, valid_from, text }),
        _ => Err(complaints),
    }
}

fn edit_page(visit: &Visit, kind: LegalKind, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    Page {
        title: text!(language, "office_legal.new.title", kind = kind_name(language, kind)),
        lead: Some(text!(language, "office_legal.new.lead")),
        back: Some(Link::new(kind_name(language, kind), kind_path(kind))),
        body: form(
            language,
            &Form {
                action: "/office/legal/preview",
                csrf: visit.csrf(),
                guards_changes: true,
                hidden: vec![("kind", kind.word().to_owned())],
                complaints: complaints.summary(),
                body: fields(&filled),
                buttons: vec![
                    submit_button(&text!(language, "office_legal.new.preview"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), kind_path(kind)), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        ..Page::default()
    }
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        ..filled.field(name, text!(language, key))
    };
    html! {
        (field_row(&[
            text_field(language, &Field {
                breadth: Breadth::Medium,
                hint: Some(text!(language, "office_legal.new.version_hint")),
                ..of("version", "office_legal.column.version", false)
            }),
            date_field(language, &Field {
                breadth: Breadth::Medium,
                hint: Some(text!(language, "office_legal.new.valid_from_hint")),
                ..of("valid_from", "office_legal.column.valid_from", false)
            }),
        ]))
        (paragraph(&text!(language, "office_legal.new.how_to_write")))
        (textarea_field(language, &of("text_de", "office_legal.new.german", false), 24))
        (textarea_field(language, &of("text_en", "office_legal.new.english", true), 16))
        (textarea_field(language, &of("text_zh", "office_legal.new.chinese", true), 16))
    }
}

fn preview_page(visit: &Visit, kind: LegalKind, typed: &Typed, text: &LegalText) -> Page {
    let language = visit.language;
    let hidden = || FIELDS.map(|name| (name, typed.text(name).to_owned())).to_vec();
    let publish = Form {
        action: "/office/legal/publish",
        csrf: visit.csrf(),
        hidden: hidden(),
        buttons: vec![submit_button(&text!(language, "office_legal.preview.publish"), Loudness::Primary)],
        ..Form::default()
    };
    let back = Form {
        action: "/office/legal/edit",
        csrf: visit.csrf(),
        hidden: hidden(),
        buttons: vec![submit_button(&text!(language, "office_legal.preview.back"), Loudness::Quiet)],
        ..Form::default()
    };
    Page {
        title: text!(language, "office_legal.preview.title", kind = kind_name(language, kind)),
        body: html! {
            (notice(&Notice {
                meaning: Meaning::Information,
                sentence: text!(language, "office_legal.preview.what"),
                more: None,
            }))
            (facts(&[
                Fact::words(text!(language, "office_legal.column.version"), &text.version),
                Fact::words(text!(language, "office_legal.column.valid_from"), &texts::day(language, text.valid_from)),
            ]))
            (in_languages(language, &text.text))
            (form(language, &publish))
            (form(language, &back))
        },
        ..Page::default()
    }
}
