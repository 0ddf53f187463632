//! One note: its day, its words in three languages, and for whom it is.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::business::pages::{News, change_news, news_item, news_mark, save_news};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::news::list::standing;
use crate::portals::office::news::{list_path, note_path};
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::values::{LocalText, NewsId};
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, checkbox_field, date_field, fieldset, form, link_button, prose, section,
    submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), write)
        .form(new_path(), add)
        .page("/office/news/{id}", show)
        .form("/office/news/{id}", change)
}

pub const fn new_path() -> &'static str {
    "/office/news/new"
}

const TITLE_LENGTH_MAX: usize = 160;
const TEXT_LENGTH_MAX: usize = 20_000;

/// The note that a form is about; none while it is new.
struct Known {
    id: NewsId,
    note: News,
}

async fn write(visit: Visit) -> Answer {
    let today = visit.read(|view| Ok(view.today()))?;
    let typed = Typed::from_pairs(vec![("day".to_owned(), today.to_string())]);
    frame::show(&visit, &note_page(&visit, None, &typed, &Complaints::default()))
}

async fn add(visit: Visit, typed: Typed) -> Answer {
    let outcome = match read(&typed) {
        Ok(note) => sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| save_news(tx, None, &note)).await,
        Err(complaints) => Err(complaints.into()),
    };
    match outcome {
        Ok(id) => {
            let path = id.map_or_else(|| list_path().to_owned(), note_path);
            Ok(redirect_with_message(&path, "office_news.told.saved"))
        }
        Err(failure) => refused(&visit, None, &typed, failure),
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let known = known(&visit, &id)?;
    let typed = stored(&known.note);
    frame::show(&visit, &note_page(&visit, Some(&known), &typed, &Complaints::default()))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let before = known(&visit, &id)?;
    let (news, seen) = (before.id, typed.text("seen").to_owned());
    let outcome = match read(&typed) {
        Ok(note) => visit.write(move |tx| change_news(tx, news, &note, &seen)).await,
        Err(complaints) => Err(complaints.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&note_path(news), "office_news.told.saved")),
        Err(failure) => {
            let known = known(&visit, &id)?;
            refused(&visit, Some(&known), &typed, failure)
        }
    }
}

fn known(visit: &Visit, id: &str) -> Result<Known, Failure> {
    let id = NewsId::parse(id).ok_or_else(Failure::not_found)?;
    visit.read(|view| {
        view.require(Permission::PagesEdit)?;
        Ok(Known { id, note: news_item(view, id).ok_or_else(Failure::not_found)? })
    })
}

fn refused(visit: &Visit, known: Option<&Known>, typed: &Typed, failure: Failure) -> Answer {
    let is_conflict = matches!(&failure, Failure::Refused(refusal) if refusal.kind == RefusalKind::Conflict);
    let complaints = Complaints::of(visit.language, failure)?;
    let status = if is_conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame::refuse_with(visit, status, &note_page(visit, known, typed, &complaints))
}

fn read(typed: &Typed) -> Result<News, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let day = reading.day("day");
    let mut in_languages = |name: &str, most: usize| LocalText {
        de: reading.text(&format!("{name}_de"), most),
        en: reading.text(&format!("{name}_en"), most),
        zh: reading.text(&format!("{name}_zh"), most),
    };
    let (title, text) = (in_languages("title", TITLE_LENGTH_MAX), in_languages("text", TEXT_LENGTH_MAX));
    if title.de.is_empty() {
        reading.complain(Complaint::new("pages.refusal.title_missing").at("title_de"));
    }
    let complaints = reading.into_complaints();
    match day {
        Some(day) if complaints.is_empty() => Ok(News {
            day,
            title,
            text,
            for_partners_only: typed.has("for_partners_only"),
            withdrawn: typed.has("withdrawn"),
        }),
        _ => Err(complaints),
    }
}

fn stored(note: &News) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![pair("day", &note.day.to_string())];
    for (name, text) in [("title", &note.title), ("text", &note.text)] {
        for (tag, words) in [("de", &text.de), ("en", &text.en), ("zh", &text.zh)] {
            pairs.push(pair(&format!("{name}_{tag}"), words));
        }
    }
    for (name, is_set) in [("for_partners_only", note.for_partners_only), ("withdrawn", note.withdrawn)] {
        if is_set {
            pairs.push(pair(name, "yes"));
        }
    }
    Typed::from_pairs(pairs)
}

fn note_page(visit: &Visit, known: Option<&Known>, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let today = visit.read(|view| Ok(view.today())).ok();
    let action = known.map_or_else(|| new_path().to_owned(), |known| note_path(known.id));
    let key = form_key(typed);
    let seen = known.map(|known| news_mark(&known.note)).unwrap_or_default();
    let title = match known {
        Some(known) => known.note.title.get(language).to_owned(),
        None => text!(language, "office_news.page.new"),
    };
    Page {
        title,
        state: known.zip(today).map(|(known, today)| standing(language, &known.note, today)),
        back: Some(Link::new(text!(language, "office_news.page.title"), list_path())),
        body: html! {
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                idempotency_key: known.is_none().then_some(key.as_str()),
                guards_changes: true,
                hidden: vec![("seen", seen)],
                complaints: complaints.summary(),
                body: fields(&Filled { language, typed, complaints }, known.is_some()),
                buttons: vec![
                    submit_button(&text!(language, "office_news.form.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        aside: known.map(|known| {
            section(
                &text!(language, "office_news.form.as_shown"),
                html! {
                    h3 { (known.note.title.get(language)) }
                    (prose(known.note.text.get(language)))
                },
            )
        }),
        ..Page::default()
    }
}

fn fields(filled: &Filled, is_known: bool) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str, optional: bool| Field {
        optional,
        ..filled.field(name, text!(language, key))
    };
    html! {
        (date_field(language, &Field {
            breadth: Breadth::Medium,
            hint: Some(text!(language, "office_news.form.day_hint")),
            ..of("day", "office_news.column.day", false)
        }))
        (checkbox_field(language, &of("for_partners_only", "office_news.form.for_partners_only", true)))
        (fieldset(&text!(language, "office_news.form.german"), html! {
            (text_field(language, &of("title_de", "office_news.column.title", false)))
            (textarea_field(language, &of("text_de", "office_news.form.text", true), 8))
        }))
        (fieldset(&text!(language, "office_news.form.english"), html! {
            (text_field(language, &of("title_en", "office_news.column.title", true)))
            (textarea_field(language, &of("text_en", "office_news.form.text", true), 6))
        }))
        (fieldset(&text!(language, "office_news.form.chinese"), html! {
            (text_field(language, &of("title_zh", "office_news.column.title", true)))
            (textarea_field(language, &of("text_zh", "office_news.form.text", true), 6))
        }))
        @if is_known {
            (checkbox_field(language, &Field {
                hint: Some(text!(language, "office_news.form.withdrawn_hint")),
                ..of("withdrawn", "office_news.form.withdrawn", true)
            }))
        }
    }
}
