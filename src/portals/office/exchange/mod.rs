//! Tables in and out: an upload that is looked at before it is taken in, and every table as a file.

mod give;
mod look;
mod send;

pub use give::export_path;

use maud::html;

use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::text;
use crate::values::Language;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit};

pub fn routes() -> Routes {
    let both = Routes::new().page(exchange_path(), show);
    both.behind_one_of([Permission::DataExport, Permission::DataImport])
        .and(give::routes().behind(Permission::DataExport))
        .and(send::routes().and(look::routes()).behind(Permission::DataImport))
}

pub const fn exchange_path() -> &'static str {
    "/office/exchange"
}

async fn show(visit: Visit) -> Answer {
    let typed = Typed::from_pairs(vec![("period".to_owned(), visit.query("period").unwrap_or_default())]);
    match give::asked_period(&visit) {
        Ok(_) => frame::show(&visit, &exchange_page(&visit, &typed, &Complaints::default())),
        Err(complaint) => {
            let complaints = Complaints::said(visit.language, &[complaint]);
            frame::refuse(&visit, &exchange_page(&visit, &typed, &complaints))
        }
    }
}

/// Both ways on one page, each for those who may.
fn exchange_page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let body = html! {
        @if visit.actor.may(Permission::DataImport) {
            (send::upload_form(visit, typed, complaints))
            (send::own_imports(visit))
        }
        @if visit.actor.may(Permission::DataExport) { (give::ways_out(visit, typed, complaints)) }
    };
    Page {
        title: text!(language, "office_exchange.page.title"),
        lead: Some(text!(language, "office_exchange.page.lead")),
        body,
        ..Page::default()
    }
}

/// What the rows of a table are, as a word.
fn kind_name(language: Language, word: &str) -> String {
    text!(language, &format!("office_exchange.kind.{}", word.replace('-', "_")))
}
