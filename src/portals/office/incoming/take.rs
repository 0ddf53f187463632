//! Taking an e-invoice in: the file is read at once, and its sheet opens.

use maud::html;

use crate::business::billing::receive_incoming;
use crate::business::failure::Complaint;
use crate::business::permission::Permission;
use crate::exchange::einvoice::{INCOMING_BYTES_MAX, IncomingTrouble, read_incoming};
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::incoming::list::list_path;
use crate::portals::office::subjects::incoming_path;
use crate::text;
use crate::web::parts::{Field, Form, Link, Loudness, file_field, form, link_button, submit_button};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(take_path(), show).form(take_path(), take).behind(Permission::BillingReceive)
}

pub const fn take_path() -> &'static str {
    "/office/incoming/new"
}

async fn show(visit: Visit) -> Answer {
    frame::show(&visit, &page(&visit, &Typed::default(), &Complaints::default()))
}

async fn take(visit: Visit, typed: Typed) -> Answer {
    let Some(sent) = typed.file("file") else {
        return refuse(&visit, &typed, &[Complaint::new("office_incoming.refusal.no_file").at("file")]);
    };
    if sent.bytes.len() > INCOMING_BYTES_MAX {
        return refuse(&visit, &typed, &[IncomingTrouble::TooLarge.complaint()]);
    }
    let (name, bytes) = (sent.file_name.clone(), sent.bytes.clone());
    // Away from the threads that answer requests: a long invoice takes a second.
    let read = visit.read_aside(move |_| Ok((read_incoming(&bytes, &name), bytes))).await?;
    let (new, bytes) = match read {
        (Ok(new), bytes) => (new, bytes),
        (Err(trouble), _) => return refuse(&visit, &typed, &[trouble.complaint()]),
    };
    match visit.write(move |tx| receive_incoming(tx, &new, &bytes)).await {
        Ok(id) => Ok(redirect_with_message(&incoming_path(id), "office_incoming.told.taken")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&visit, &typed, &complaints))
        }
    }
}

fn refuse(visit: &Visit, typed: &Typed, complaints: &[Complaint]) -> Answer {
    frame::refuse(visit, &page(visit, typed, &Complaints::said(visit.language, complaints)))
}

fn page(visit: &Visit, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let back = Link::new(text!(language, "office_incoming.page.title"), list_path());
    let field = Field {
        hint: Some(text!(language, "office_incoming.take.hint")),
        ..filled.field("file", text!(language, "office_incoming.take.file"))
    };
    Page {
        title: text!(language, "office_incoming.take.title"),
        lead: Some(text!(language, "office_incoming.take.lead")),
        body: html! {
            (form(language, &Form {
                action: take_path(),
                csrf: visit.csrf(),
                sends_files: true,
                complaints: complaints.summary_with_names(|_| Some(text!(language, "office_incoming.take.file"))),
                body: file_field(language, &field, ".pdf,.xml,application/pdf,application/xml,text/xml"),
                buttons: vec![
                    submit_button(&text!(language, "office_incoming.take.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
