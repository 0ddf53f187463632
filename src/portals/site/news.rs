//! The news of the firm.

use maud::{Markup, html};

use crate::business::pages::{self, News};
use crate::portals::site::frame;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{Empty, Section, empty, prose, section_with};
use crate::web::{Answer, Frame, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(news_path(), list)
}

pub const fn news_path() -> &'static str {
    "/news"
}

async fn list(visit: Visit) -> Answer {
    let news = visit.read(|view| {
        let all = pages::news(view).into_iter().map(|(_, news)| news);
        Ok(all.filter(|news| news.is_public_on(view.today())).collect::<Vec<_>>())
    })?;
    visit.page(Frame::Shop, &frame::facts(&visit), &news_page(visit.language, &news))
}

fn news_page(language: Language, news: &[News]) -> Page {
    let body = html! {
        @if news.is_empty() { (empty(&Empty { sentence: text!(language, "site.news.empty"), ..Empty::default() })) }
        @for one in news { (note(language, one)) }
    };
    Page { title: text!(language, "site.news.title"), body, ..Page::default() }
}

/// One note with its day.
pub fn note(language: Language, news: &News) -> Markup {
    section_with(&Section {
        heading: news.title.get(language).to_owned(),
        lead: Some(texts::day(language, news.day)),
        body: prose(news.text.get(language)),
        ..Section::default()
    })
}
