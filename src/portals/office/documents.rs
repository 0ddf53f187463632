//! Documents on paper: invoices, delivery notes, pick lists as PDF, seen in the browser or kept.

use axum::extract::Path;

use crate::app::{billing_document, delivery_note, einvoice_file, order_confirmation, pick_sheet};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::print::Document;
use crate::portals::office::subjects::{invoice_path, order_path};
use crate::values::{EinvoiceFormat, InvoiceId, OrderId, ParcelId};
use crate::web::{Answer, Routes, Visit, see_file};

pub fn routes() -> Routes {
    let billing = Routes::new()
        .page("/office/invoices/{id}/invoice.pdf", invoice)
        .page("/office/invoices/{id}/einvoice/{format}", einvoice)
        .behind(Permission::BillingView);
    let packing = Routes::new().page("/office/parcels/{id}/delivery-note.pdf", note).behind(Permission::ShippingPack);
    let picking = Routes::new().page("/office/orders/{id}/pick-list.pdf", pick_list).behind(Permission::ShippingPick);
    let orders =
        Routes::new().page("/office/orders/{id}/confirmation.pdf", confirmation).behind(Permission::OrdersView);
    billing.and(packing).and(picking).and(orders)
}

pub fn invoice_pdf_path(id: InvoiceId) -> String {
    format!("{}/invoice.pdf", invoice_path(id))
}

/// The document as data; ZUGFeRD is the PDF with its data inside.
pub fn einvoice_path(id: InvoiceId, format: EinvoiceFormat) -> String {
    format!("{}/einvoice/{}", invoice_path(id), format.word())
}

pub fn confirmation_path(id: OrderId) -> String {
    format!("{}/confirmation.pdf", order_path(id))
}

pub fn delivery_note_path(id: ParcelId) -> String {
    format!("/office/parcels/{id}/delivery-note.pdf")
}

pub fn pick_list_path(id: OrderId) -> String {
    format!("{}/pick-list.pdf", order_path(id))
}

async fn invoice(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let document = visit.read_sealed(id, move |view| billing_document(view, id)).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

/// What is missing for a format is refused in sentences; the sheet offers only what can be written.
async fn einvoice(visit: Visit, Path((id, format)): Path<(String, String)>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let format = EinvoiceFormat::from_word(&format).ok_or_else(Failure::not_found)?;
    let ask = move |view: &View<'_>| einvoice_file(view, id, Some(format));
    let file = match format {
        EinvoiceFormat::Zugferd => visit.read_sealed(id, ask).await?,
        _ => visit.read_aside(ask).await?,
    };
    let file = file.map_err(|trouble| Failure::from(trouble.complaints()))?;
    Ok(see_file(&file.name, file.media_type, file.bytes))
}

async fn confirmation(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    printed(visit, move |view| order_confirmation(view, id)).await
}

async fn note(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = ParcelId::parse(&id).ok_or_else(Failure::not_found)?;
    printed(visit, move |view| delivery_note(view, id)).await
}

async fn pick_list(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    printed(visit, move |view| pick_sheet(view, id)).await
}

/// Prints away from the threads that answer requests: a document takes a few milliseconds.
async fn printed(visit: Visit, print: impl FnOnce(&View<'_>) -> Result<Document, Failure> + Send + 'static) -> Answer {
    let document = visit.read_aside(print).await?;
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}
