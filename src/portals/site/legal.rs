//! Legal texts, each with its version and the day from which it holds.

use axum::extract::Path;
use maud::html;

use crate::business::failure::Failure;
use crate::business::pages::{LegalKind, LegalText, legal_text};
use crate::portals::site::frame;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{prose, prose_title, small};
use crate::web::{Answer, Frame, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/legal/{kind}", legal)
}

async fn legal(visit: Visit, Path(word): Path<String>) -> Answer {
    let kind = LegalKind::ALL.into_iter().find(|kind| kind.word() == word).ok_or_else(Failure::not_found)?;
    let found = visit.read(|view| legal_text(view, kind, view.today()).ok_or_else(Failure::not_found))?;
    visit.page(Frame::Shop, &frame::facts(&visit), &legal_page(visit.language, &found))
}

fn legal_page(language: Language, found: &LegalText) -> Page {
    let written = found.text.get(language);
    let standing =
        text!(language, "site.legal.version", version = found.version, day = texts::day(language, found.valid_from));
    Page {
        title: prose_title(written).unwrap_or_else(|| text!(language, "site.legal.title")),
        body: html! { (prose(written)) (small(&standing)) },
        ..Page::default()
    }
}
