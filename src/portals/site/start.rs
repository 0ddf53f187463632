//! The start page of the site: what the firm is, the ways into its range, some products, the news.

use maud::html;

use crate::business::catalog::{self, Category};
use crate::business::firm::{self, Firm};
use crate::business::pages::{self, News};
use crate::portals::showcase::{ProductView, list_path, picture_path, product_views, products_of};
use crate::portals::site::frame;
use crate::portals::site::news::{news_path, note};
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Doorway, Link, Loudness, Section, doorways, hero, link_button, prose, section, section_with, text_link,
};
use crate::web::{Answer, Frame, Page, Routes, Visit};

/// So many products and news stand on the start page.
const PRODUCTS: usize = 10;
const NEWS: usize = 3;

pub fn routes() -> Routes {
    Routes::new().page(start_path(), start)
}

pub const fn start_path() -> &'static str {
    "/"
}

struct StartView {
    language: Language,
    firm: Option<Firm>,
    has_hero: bool,
    categories: Vec<Category>,
    products: ProductView,
    news: Vec<News>,
}

async fn start(visit: Visit) -> Answer {
    let view = visit.read(|view| {
        let shelf = visit.app.shelf(view);
        let categories: Vec<_> = shelf.below(None).into_iter().cloned().collect();
        Ok(StartView {
            language: visit.language,
            firm: firm::firm(view),
            has_hero: catalog::picture(view, HERO).is_some(),
            // A few of each category, so that the page shows the whole range.
            products: product_views(view, visit.language, &products_of(&shelf, &categories, PRODUCTS)),
            categories: categories.into_iter().map(|(_, category)| category).collect(),
            news: pages::news(view)
                .into_iter()
                .map(|(_, news)| news)
                .filter(|news| news.is_public_on(view.today()))
                .take(NEWS)
                .collect(),
        })
    })?;
    visit.page(Frame::Shop, &frame::facts(&visit), &start_page(&view))
}

/// The name under which a firm may keep a wide picture for its start page.
const HERO: &str = "hero.svg";

fn start_page(view: &StartView) -> Page {
    let language = view.language;
    let claim = view.firm.as_ref().map_or_else(String::new, |firm| firm.claim.get(language).to_owned());
    let to_shop = Link::new(text!(language, "site.start.to_shop"), list_path(None));
    let doors: Vec<Doorway> = view.categories.iter().map(|category| doorway(language, category)).collect();
    Page {
        title: view.firm.as_ref().map_or_else(|| "Kontor".to_owned(), |firm| firm.trade_name.clone()),
        heading: Some(claim).filter(|claim| !claim.is_empty()),
        primary: Some(link_button(&to_shop, Loudness::Primary)),
        description: view.firm.as_ref().map(|firm| firm.claim.get(language).to_owned()),
        body: html! {
            @if view.has_hero { (hero(&picture_path(HERO))) }
            @if !doors.is_empty() { (section(&text!(language, "site.start.range"), doorways(&doors))) }
            @if !view.products.is_empty() {
                (section(&text!(language, "site.start.products"), view.products.grid()))
            }
            @if !view.news.is_empty() { (news(view)) }
            @if let Some(about) = view.firm.as_ref().map(|firm| firm.about.get(language)).filter(|text| !text.is_empty()) {
                (section(&text!(language, "site.start.about"), prose(about)))
            }
        },
        ..Page::default()
    }
}

fn doorway(language: Language, category: &Category) -> Doorway {
    Doorway {
        link: Link::new(category.name.get(language), list_path(Some(&category.code))),
        picture: picture_path(&category.picture),
        sentence: category.description.get(language).to_owned(),
    }
}

fn news(view: &StartView) -> maud::Markup {
    let language = view.language;
    section_with(&Section {
        heading: text!(language, "site.news.title"),
        action: Some(text_link(&Link::new(text!(language, "site.news.all"), news_path()))),
        body: html! { @for one in &view.news { (note(language, one)) } },
        ..Section::default()
    })
}
