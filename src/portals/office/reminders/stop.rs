//! Nobody is reminded of an invoice for a while, or again.

use axum::extract::Path;
use maud::html;

use crate::business::billing::reminders::{resume_reminders, stop_reminders};
use crate::business::billing::{self, Invoice};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::subjects::invoice_path;
use crate::text;
use crate::values::InvoiceId;
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, date_field, form, link_button, paragraph, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(STOP, ask)
        .form(STOP, stop)
        .form("/office/invoices/{id}/resume-reminders", resume)
        .behind(Permission::BillingRemind)
}

const STOP: &str = "/office/invoices/{id}/stop-reminders";

pub fn stop_path(id: InvoiceId) -> String {
    format!("{}/stop-reminders", invoice_path(id))
}

pub fn resume_path(id: InvoiceId) -> String {
    format!("{}/resume-reminders", invoice_path(id))
}

fn invoice_id(text: &str) -> Result<InvoiceId, Failure> {
    InvoiceId::parse(text).ok_or_else(Failure::not_found)
}

async fn ask(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = invoice_id(&id)?;
    let invoice = visit.read(|view| invoice(view, id))?;
    frame::show(&visit, &page(&visit, id, &invoice, &Typed::from_pairs(Vec::new()), &Complaints::default()))
}

async fn stop(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = invoice_id(&id)?;
    let mut reading = Reading::of(&typed);
    let (reason, until) = (typed.text("reason").to_owned(), reading.optional_day("until"));
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        visit.write(move |tx| stop_reminders(tx, id, &reason, until)).await
    } else {
        Err(complaints.into())
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&invoice_path(id), "office_reminders.told.stopped")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let invoice = visit.read(|view| invoice(view, id))?;
            frame::refuse(&visit, &page(&visit, id, &invoice, &typed, &complaints))
        }
    }
}

async fn resume(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = invoice_id(&id)?;
    visit.write(move |tx| resume_reminders(tx, id)).await?;
    Ok(redirect_with_message(&invoice_path(id), "office_reminders.told.resumed"))
}

fn invoice(view: &View<'_>, id: InvoiceId) -> Result<Invoice, Failure> {
    view.require(Permission::BillingRemind)?;
    billing::invoice(view, id).ok_or_else(Failure::not_found)
}

fn page(visit: &Visit, id: InvoiceId, invoice: &Invoice, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let say = |key: &'static str| text!(language, key);
    let filled = Filled { language, typed, complaints };
    let back = Link::new(text!(language, "office_reminders.stop.back", number = invoice.number), invoice_path(id));
    let fields = html! {
        (text_field(language, &Field {
            breadth: Breadth::Full,
            ..filled.field("reason", say("office_reminders.stop.reason"))
        }))
        (date_field(language, &Field {
            optional: true,
            breadth: Breadth::Medium,
            hint: Some(say("office_reminders.stop.until_hint")),
            ..filled.field("until", say("office_reminders.stop.until"))
        }))
    };
    Page {
        title: say("office_reminders.stop.title"),
        lead: Some(format!("{} · {}", invoice.billing.name, invoice.number)),
        back: Some(back.clone()),
        body: html! {
            (paragraph(&say("office_reminders.stop.what")))
            (form(language, &Form {
                action: &stop_path(id),
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                body: fields,
                buttons: vec![
                    submit_button(&say("office_reminders.stop.confirm"), Loudness::Primary),
                    link_button(&back, Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        ..Page::default()
    }
}
