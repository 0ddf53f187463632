//! The start page of the site.

use crate::business::firm::{self, Firm};
use crate::portals::site::frame;
use crate::values::Language;
use crate::web::parts::paragraph;
use crate::web::{Answer, Frame, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(start_path(), start)
}

pub const fn start_path() -> &'static str {
    "/"
}

async fn start(visit: Visit) -> Answer {
    let firm = visit.read(|view| Ok(firm::firm(view)))?;
    visit.page(Frame::Shop, &frame::facts(&visit), &start_page(visit.language, firm.as_ref()))
}

fn start_page(language: Language, firm: Option<&Firm>) -> Page {
    let name = firm.map_or("Kontor", |firm| firm.trade_name.as_str());
    let claim = firm.map_or("", |firm| firm.claim.get(language));
    Page { title: name.to_owned(), body: paragraph(claim), ..Page::default() }
}
