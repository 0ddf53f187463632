//! The extract of one partner's books, for whoever sees commissions: what the partner may ask for.

use axum::extract::Path;

use crate::app::extract_pdf;
use crate::business::commissions::{Deal, extract, find_deals};
use crate::business::failure::Failure;
use crate::business::partners;
use crate::business::permission::Permission;
use crate::portals::extract::{ExtractAsked, ExtractPlace, ExtractShown, extract_file, extract_page, with_refusal};
use crate::portals::office::commissions::{list_path, partner_id};
use crate::portals::office::frame;
use crate::portals::office::subjects::{order_path, partner_name, partner_path};
use crate::text;
use crate::values::PartnerId;
use crate::web::parts::{Link, ROWS_PER_PAGE};
use crate::web::{Answer, Complaints, Routes, Visit, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/partners/{partner}/extract", show)
        .page("/office/commissions/partners/{partner}/extract.csv", file)
        .page("/office/commissions/partners/{partner}/extract.pdf", paper)
        .behind(Permission::CommissionsView)
}

pub fn extract_path(partner: PartnerId) -> String {
    format!("/office/commissions/partners/{partner}/extract")
}

async fn show(visit: Visit, Path(partner): Path<String>) -> Answer {
    page_with(visit, partner_id(&partner)?, None).await
}

async fn page_with(visit: Visit, partner: PartnerId, complaints: Option<Complaints>) -> Answer {
    let same = visit.clone();
    let page = visit.read_aside(move |view| {
        let language = same.language;
        let path = extract_path(partner);
        let wanted = ExtractAsked::of(&same, &path, view.today());
        partners::partner(view, partner).ok_or_else(Failure::not_found)?;
        let opened = extract(view, partner, wanted.first, wanted.last)?.told_in(language);
        let found = find_deals(&opened, &wanted.wish(), wanted.asked.skipped(), ROWS_PER_PAGE);
        let sees_orders = view.may(Permission::OrdersView);
        let opens = |deal: &Deal| deal.order.filter(|_| sees_orders).map(order_path);
        let back = if view.may(Permission::PartnersView) {
            Link::new(partner_name(view, partner), partner_path(partner))
        } else {
            Link::new(text!(language, "office_commissions.page.title"), list_path())
        };
        let place = ExtractPlace {
            back,
            lead: partner_name(view, partner),
            file: format!("{path}.csv"),
            paper: format!("{path}.pdf"),
        };
        Ok(extract_page(language, &wanted, &place, &ExtractShown { found: &found, opens: &opens }))
    });
    let page = page.await?;
    match complaints {
        None => frame::show(&visit, &page),
        Some(complaints) => frame::refuse(&visit, &with_refusal(page, &complaints)),
    }
}

async fn file(visit: Visit, Path(partner): Path<String>) -> Answer {
    let partner = partner_id(&partner)?;
    let wanted = visit.read(|view| Ok(ExtractAsked::of(&visit, extract_path(partner), view.today())))?;
    Ok(extract_file(&visit, partner, &wanted)?)
}

async fn paper(visit: Visit, Path(partner): Path<String>) -> Answer {
    let partner = partner_id(&partner)?;
    let same = visit.clone();
    let document = visit.read_aside(move |view| {
        let wanted = ExtractAsked::of(&same, extract_path(partner), view.today());
        extract_pdf(view, partner, (wanted.first, wanted.last), &wanted.wish(), same.language)
    });
    match document.await {
        Ok(document) => Ok(see_file(&document.name, "application/pdf", document.bytes)),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            page_with(visit, partner, Some(complaints)).await
        }
    }
}
