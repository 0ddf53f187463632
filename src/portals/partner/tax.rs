//! How a partner stands to VAT, and whether the firm may write the invoices: the partner tells it.

use maud::html;

use crate::business::failure::Failure;
use crate::business::people::{TaxStatus, tax_statuses, tell_tax_status};
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::partner::statements::list_path;
use crate::portals::partner::{frame, own_partner};
use crate::portals::tax_status::{read_status, status_fields, status_table, stored_status};
use crate::text;
use crate::values::Day;
use crate::web::parts::{Form, Link, Loudness, form, paragraph, section, submit_button};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(tax_path(), show).form(tax_path(), tell)
}

pub const fn tax_path() -> &'static str {
    "/partner/tax"
}

struct Told {
    all: Vec<TaxStatus>,
    today: Day,
}

fn told(view: &View<'_>) -> Result<Told, Failure> {
    let (_, partner) = own_partner(view)?;
    Ok(Told { all: tax_statuses(view, partner.person), today: view.today() })
}

async fn show(visit: Visit) -> Answer {
    let told = visit.read(told)?;
    let typed = stored_status(told.all.last(), told.today);
    frame::show(&visit, &page(&visit, &told, &typed, &Complaints::default()))
}

async fn tell(visit: Visit, typed: Typed) -> Answer {
    let mut reading = Reading::of(&typed);
    let outcome = match read_status(&mut reading, &typed) {
        Some(new) => visit.write(move |tx| tell_tax_status(tx, &new)).await,
        None => Err(reading.into_complaints().into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(tax_path(), "tax_status.told.saved")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let told = visit.read(told)?;
            frame::refuse(&visit, &page(&visit, &told, &typed, &complaints))
        }
    }
}

fn page(visit: &Visit, told: &Told, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    Page {
        title: text!(language, "tax_status.title"),
        lead: Some(text!(language, "tax_status.lead")),
        back: Some(Link::new(text!(language, "partner.statements.title"), list_path())),
        body: html! {
            (form(language, &Form {
                action: tax_path(),
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: status_fields(&Filled { language, typed, complaints }),
                buttons: vec![submit_button(&text!(language, "tax_status.send"), Loudness::Primary)],
                ..Form::default()
            }))
            (paragraph(&text!(language, "tax_status.what_follows")))
            (section(&text!(language, "tax_status.history"), status_table(language, &told.all)))
        },
        ..Page::default()
    }
}
