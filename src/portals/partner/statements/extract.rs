//! A partner's own extract of the books.

use crate::app::extract_pdf;
use crate::business::commissions::{Deal, extract, find_deals};
use crate::business::orders::see_credited;
use crate::portals::extract::{ExtractAsked, ExtractPlace, ExtractShown, extract_file, extract_page, with_refusal};
use crate::portals::partner::statements::list::list_path;
use crate::portals::partner::{frame, orders, own_partner};
use crate::text;
use crate::web::parts::{Link, ROWS_PER_PAGE};
use crate::web::{Answer, Complaints, Routes, Visit, see_file};

const PATH: &str = "/partner/statements/extract";
const FILE_PATH: &str = "/partner/statements/extract.csv";
const PAPER_PATH: &str = "/partner/statements/extract.pdf";

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).page(FILE_PATH, file).page(PAPER_PATH, paper)
}

pub const fn extract_path() -> &'static str {
    PATH
}

async fn show(visit: Visit) -> Answer {
    page_with(visit, None).await
}

/// The page; refused, with what speaks against the paper.
async fn page_with(visit: Visit, complaints: Option<Complaints>) -> Answer {
    let same = visit.clone();
    let page = visit.read_aside(move |view| {
        let language = same.language;
        let (own, partner) = own_partner(view)?;
        let wanted = ExtractAsked::of(&same, PATH, view.today());
        let opened = extract(view, own, wanted.first, wanted.last)?.told_in(language);
        let found = find_deals(&opened, &wanted.wish(), wanted.asked.skipped(), ROWS_PER_PAGE);
        let opens = |deal: &Deal| deal.order.filter(|order| see_credited(view, *order).is_ok()).map(orders::order_path);
        let place = ExtractPlace {
            back: Link::new(text!(language, "partner.statements.title"), list_path()),
            lead: text!(language, "extract.own_lead", number = partner.number),
            file: FILE_PATH.to_owned(),
            paper: PAPER_PATH.to_owned(),
        };
        Ok(extract_page(language, &wanted, &place, &ExtractShown { found: &found, opens: &opens }))
    });
    let page = page.await?;
    match complaints {
        None => frame::show(&visit, &page),
        Some(complaints) => frame::refuse(&visit, &with_refusal(page, &complaints)),
    }
}

async fn file(visit: Visit) -> Answer {
    let (own, wanted) = visit.read(|view| Ok((own_partner(view)?.0, ExtractAsked::of(&visit, PATH, view.today()))))?;
    Ok(extract_file(&visit, own, &wanted)?)
}

async fn paper(visit: Visit) -> Answer {
    let same = visit.clone();
    let document = visit.read_aside(move |view| {
        let (own, _) = own_partner(view)?;
        let wanted = ExtractAsked::of(&same, PATH, view.today());
        extract_pdf(view, own, (wanted.first, wanted.last), &wanted.wish(), same.language)
    });
    match document.await {
        Ok(document) => Ok(see_file(&document.name, "application/pdf", document.bytes)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            page_with(visit, Some(complaints)).await
        }
    }
}
