//! Cancelling an invoice: says what will happen before it does.

use axum::extract::Path;

use crate::business::billing::{self, CancelInvoice, Invoice, cancel_invoice};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::subjects::invoice_path;
use crate::text;
use crate::texts;
use crate::values::InvoiceId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/invoices/{invoice}/cancel", show)
        .form("/office/invoices/{invoice}/cancel", cancel)
        .behind(Permission::BillingIssue)
}

pub fn cancel_path(id: InvoiceId) -> String {
    format!("{}/cancel", invoice_path(id))
}

fn doomed(view: &View<'_>, id: InvoiceId) -> Result<Invoice, Failure> {
    view.require(Permission::BillingIssue)?;
    billing::invoice(view, id).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let invoice = visit.read(|view| doomed(view, id))?;
    frame::show(&visit, &cancel_page(&visit, (id, &invoice), "", &Complaints::default()))
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = InvoiceId::parse(&id).ok_or_else(Failure::not_found)?;
    let command = CancelInvoice { invoice: id, reason: typed.text("reason").to_owned() };
    let failure = match visit.write(move |tx| cancel_invoice(tx, &command)).await {
        Ok(cancellation) => {
            return Ok(redirect_with_message(&invoice_path(cancellation), "office_invoices.told.cancelled"));
        }
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let invoice = visit.read(|view| doomed(view, id))?;
    frame::refuse(&visit, &cancel_page(&visit, (id, &invoice), typed.text("reason"), &complaints))
}

fn cancel_page(visit: &Visit, (id, invoice): (InvoiceId, &Invoice), reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let amount = texts::money(language, invoice.charged());
    let deed = Deed {
        title: text!(language, "office_invoices.cancel.title", number = invoice.number),
        lead: None,
        what: vec![text!(language, "office_invoices.cancel.about", name = invoice.billing.name)],
        reason: Some(Reason {
            label: text!(language, "office_invoices.cancel.reason"),
            hint: Some(text!(language, "office_invoices.cancel.reason_hint")),
            typed: reason,
        }),
        action: cancel_path(id),
        confirm: text!(language, "office_invoices.cancel.confirm", amount = amount),
        back: Link::new(invoice.number.clone(), invoice_path(id)),
    };
    deed_page(visit, deed, complaints)
}
