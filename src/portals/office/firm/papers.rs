//! How papers look: one of each kind on the firm's paper, and what is missing on it.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{SamplePaper, sample_paper};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::exchange::print::is_printable_logo;
use crate::portals::office::firm::{Office, bank, look, particulars, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::values::Language;
use crate::web::parts::{DocumentLink, Link, Meaning, Notice, documents, notice, paragraph, section, text_link};
use crate::web::{Answer, Page, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).page("/office/firm/papers/{paper}/{language}", sample)
}

pub const fn path() -> &'static str {
    "/office/firm/papers"
}

async fn show(visit: Visit) -> Answer {
    let (office, logo) = visit.read(|view| Ok((Office::of(view, &visit)?, firm::logo(view))))?;
    let printable = logo.map(|logo| is_printable_logo(&logo));
    frame::show(&visit, &page(&visit, &office, &missing(&office, printable)))
}

/// The address ends like the file that it gives: `/office/firm/papers/invoice/de.pdf`.
async fn sample(visit: Visit, Path((paper, language)): Path<(String, String)>) -> Answer {
    let paper = SamplePaper::from_word(&paper).ok_or_else(Failure::not_found)?;
    let language = Language::parse(language.trim_end_matches(".pdf")).ok_or_else(Failure::not_found)?;
    let document = visit.read_aside(move |view| sample_paper(view, paper, language)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

/// What is not on the paper: the sentence that says so, and the page where it can be mended.
fn missing(office: &Office, is_logo_printable: Option<bool>) -> Vec<(&'static str, &'static str)> {
    let (firm, papers) = (&office.firm, &office.stationery);
    let logo = match is_logo_printable {
        None => Some("papers.missing.logo"),
        Some(false) => Some("papers.missing.printable_logo"),
        Some(true) => None,
    };
    let has_no_tax_number = firm.vat_id.is_none() && papers.tax_number.is_empty();
    let all = [
        (logo, look::path()),
        (firm.iban.is_none().then_some("papers.missing.iban"), bank::path()),
        (firm.register.is_empty().then_some("papers.missing.register"), particulars::path()),
        (has_no_tax_number.then_some("papers.missing.tax_number"), particulars::path()),
        (firm.phone.is_empty().then_some("papers.missing.phone"), particulars::path()),
    ];
    all.into_iter().filter_map(|(key, path)| Some((key?, path))).collect()
}

fn page(visit: &Visit, office: &Office, missing: &[(&'static str, &'static str)]) -> Page {
    let language = visit.language;
    let body = html! {
        (paragraph(&text!(language, "papers.page.lead")))
        (section(&text!(language, "papers.page.missing"), missing_part(language, missing)))
        @for paper in SamplePaper::ALL {
            (section(&text!(language, &format!("papers.kind.{}", paper.word())), documents(&links(language, paper))))
        }
    };
    tab_page(visit, office, path(), body)
}

fn missing_part(language: Language, missing: &[(&'static str, &'static str)]) -> Markup {
    let said = |meaning: Meaning, sentence: String, more: Option<Markup>| notice(&Notice { meaning, sentence, more });
    html! {
        @if missing.is_empty() {
            (said(Meaning::Good, text!(language, "papers.page.complete"), None))
        }
        @for (key, path) in missing {
            @let link = Link::new(text!(language, "papers.page.mend"), *path);
            (said(Meaning::Attention, text!(language, key), Some(text_link(&link))))
        }
    }
}

/// Its reader decides in which language a paper is printed, so there is one in each.
fn links(language: Language, paper: SamplePaper) -> Vec<DocumentLink> {
    let link = |read_in: Language| DocumentLink {
        label: text!(language, &format!("papers.language.{}", read_in.tag())),
        href: format!("{}/{}/{}.pdf", path(), paper.word(), read_in.tag()),
        kind: "PDF".to_owned(),
        note: None,
    };
    Language::ALL.map(link).to_vec()
}
