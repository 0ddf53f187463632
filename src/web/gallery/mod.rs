//! Every part with sample data, to look at while one works on the kit. The samples are German and
//! stay out of the texts: nobody but us sees these pages.

mod figures;
mod forms;
mod frames;
mod lists;
mod sheets;
mod shop;

use crate::values::Language;
use crate::web::page::{AssetLinks, Frame, Page, framed_page};
use maud::{Markup, html};

/// All parts in the frame of the office.
pub fn gallery_page(language: Language, assets: &AssetLinks) -> Markup {
    let body = html! {
        (sheets::samples(language))
        (lists::samples(language))
        (forms::samples(language))
        (figures::samples(language))
        (shop::samples(language))
    };
    let page = Page {
        title: "Musterblatt".to_owned(),
        lead: Some("Alle Teile, aus denen Seiten bestehen, mit Beispielen.".to_owned()),
        body,
        ..Page::default()
    };
    framed_page(Frame::Staff, &frames::office(language, assets), &page)
}

/// Whole pages in their frames, by name.
pub fn gallery_pages(language: Language, assets: &AssetLinks) -> Vec<(&'static str, Markup)> {
    vec![
        ("parts", gallery_page(language, assets)),
        ("desk", framed_page(Frame::Staff, &frames::office(language, assets), &frames::desk(language))),
        ("list", framed_page(Frame::Staff, &frames::office(language, assets), &lists::customers(language))),
        ("sheet", framed_page(Frame::Staff, &frames::office(language, assets), &sheets::order(language))),
        ("partner", framed_page(Frame::Partner, &frames::partner(language, assets), &frames::month(language))),
        ("start", framed_page(Frame::Shop, &frames::shop(language, assets), &shop::start(language))),
        ("shop", framed_page(Frame::Shop, &frames::shop(language, assets), &shop::category(language))),
        ("product", framed_page(Frame::Shop, &frames::shop(language, assets), &shop::product(language))),
        ("basket", framed_page(Frame::Shop, &frames::shop(language, assets), &shop::basket(language))),
        ("sign-in", framed_page(Frame::Bare, &frames::bare(language, assets), &frames::sign_in_page(language))),
        ("error", framed_page(Frame::Bare, &frames::bare(language, assets), &frames::not_found(language))),
    ]
}
