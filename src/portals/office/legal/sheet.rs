//! One legal text: as it holds, and every version that ever did.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::pages::{LegalKind, LegalText, legal_text, legal_texts_of};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::legal::{kind_name, kind_path, known, list_path, new, version_path};
use crate::text;
use crate::texts;
use crate::values::{Day, Language, LocalText};
use crate::web::parts::{
    Column, Empty, Fact, Link, Loudness, Meaning, Row, Table, facts, fold, key_button, open_fold, prose, section,
    state, table,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/legal/{kind}", show).page("/office/legal/{kind}/{day}", show_version)
}

struct Sheet {
    kind: LegalKind,
    /// Newest first.
    versions: Vec<LegalText>,
    now: Option<LegalText>,
    today: Day,
}

impl Sheet {
    fn of(view: &View<'_>, word: &str) -> Result<Sheet, Failure> {
        view.require(Permission::PagesEdit)?;
        let kind = known(word)?;
        let today = view.today();
        Ok(Sheet { kind, versions: legal_texts_of(view, kind), now: legal_text(view, kind, today), today })
    }

    fn standing(&self, language: Language, text: &LegalText) -> Markup {
        let is_now = self.now.as_ref().is_some_and(|now| now.valid_from == text.valid_from);
        let (meaning, key) = if is_now {
            (Meaning::Good, "office_legal.state.holds")
        } else if text.valid_from > self.today {
            (Meaning::Information, "office_legal.state.comes")
        } else {
            (Meaning::Neutral, "office_legal.state.over")
        };
        state(meaning, &text!(language, key))
    }
}

async fn show(visit: Visit, Path(kind): Path<String>) -> Answer {
    let sheet = visit.read(|view| Sheet::of(view, &kind))?;
    let language = visit.language;
    let link = Link::new(text!(language, "office_legal.sheet.new"), new::new_path(sheet.kind));
    let page = Page {
        title: kind_name(language, sheet.kind),
        back: Some(Link::new(text!(language, "office_legal.page.title"), list_path())),
        primary: Some(key_button(&link, 'n', Loudness::Primary)),
        body: html! {
            (section(&text!(language, "office_legal.sheet.versions"), versions(language, &sheet)))
            @if let Some(now) = &sheet.now {
                (section(&text!(language, "office_legal.sheet.now"), in_languages(language, &now.text)))
            }
        },
        ..Page::default()
    };
    frame::show(&visit, &page)
}

async fn show_version(visit: Visit, Path((kind, day)): Path<(String, String)>) -> Answer {
    let sheet = visit.read(|view| Sheet::of(view, &kind))?;
    let day = Day::parse(&day).ok_or_else(Failure::not_found)?;
    let found = sheet.versions.iter().find(|text| text.valid_from == day).ok_or_else(Failure::not_found)?;
    let language = visit.language;
    let title =
        text!(language, "office_legal.sheet.version", kind = kind_name(language, sheet.kind), version = found.version);
    let page = Page {
        title,
        state: Some(sheet.standing(language, found)),
        back: Some(Link::new(kind_name(language, sheet.kind), kind_path(sheet.kind))),
        body: html! {
            (facts(&[Fact::words(
                text!(language, "office_legal.column.valid_from"),
                &texts::day(language, found.valid_from),
            )]))
            (in_languages(language, &found.text))
        },
        ..Page::default()
    };
    frame::show(&visit, &page)
}

fn versions(language: Language, sheet: &Sheet) -> Markup {
    let row = |text: &LegalText| {
        let cells = vec![
            html! { (text.version) },
            html! { (texts::day(language, text.valid_from)) },
            sheet.standing(language, text),
        ];
        Row::leading_to(version_path(sheet.kind, text.valid_from), cells)
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_legal.sheet.versions"),
            columns: vec![
                Column::text(text!(language, "office_legal.column.version")),
                Column::text(text!(language, "office_legal.column.valid_from")),
                Column::state(text!(language, "office_legal.column.state")),
            ],
            rows: sheet.versions.iter().map(row).collect(),
            empty: Empty {
                sentence: text!(language, "office_legal.sheet.none"),
                action: Some(Link::new(text!(language, "office_legal.sheet.new"), new::new_path(sheet.kind))),
            },
            ..Table::default()
        },
    )
}

/// The text in every language in which it is written, the reader's own open.
pub(super) fn in_languages(language: Language, text: &LocalText) -> Markup {
    let written = |tag: Language| match tag {
        Language::De => &text.de,
        Language::En => &text.en,
        Language::Zh => &text.zh,
    };
    html! {
        @for tag in Language::ALL {
            @if written(tag).is_empty() {
                p { (text!(language, "office_legal.sheet.not_written", language = tag.own_name())) }
            } @else if tag == language {
                (open_fold(tag.own_name(), html! { div lang=(tag.tag()) { (prose(written(tag))) } }))
            } @else {
                (fold(tag.own_name(), html! { div lang=(tag.tag()) { (prose(written(tag))) } }))
            }
        }
    }
}
