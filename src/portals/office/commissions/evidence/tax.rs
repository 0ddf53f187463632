//! The form for what the tax office asks of one partner.

use axum::extract::Path;

use crate::business::failure::{Complaint, Failure};
use crate::business::partners::{holders_of, partner};
use crate::business::people::{TaxParticulars, note_tax_particulars, person, tax_particulars};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::commissions::evidence::payees::payees_path;
use crate::portals::office::commissions::partner_id;
use crate::portals::office::frame;
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::values::{Day, PartnerId, Period, PersonId};
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, date_field, form, link_button, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(ROUTE, show).form(ROUTE, save).behind(Permission::PartnersEdit)
}

const ROUTE: &str = "/office/commissions/evidence/payees/{partner}";

pub fn tax_path(partner: PartnerId, person: PersonId, year: Period) -> String {
    format!("/office/commissions/evidence/payees/{partner}?year={}&person={person}", year.first().year())
}

/// The payee who is meant: whoever holds the position now, or did before.
fn person_of(visit: &Visit, view: &View<'_>, id: PartnerId) -> Result<PersonId, Failure> {
    view.require(Permission::PartnersEdit)?;
    let holders = holders_of(view, id);
    let asked = visit.query("person");
    let meant = |person: &PersonId| asked.as_ref().is_none_or(|asked| *asked == person.to_string());
    holders.into_iter().rfind(meant).ok_or_else(Failure::not_found)
}

/// The year of the list to which it leads back.
fn asked_year(visit: &Visit, today: Day) -> Period {
    let typed = visit.query("year").and_then(|year| year.parse().ok()).and_then(Period::year);
    typed.or_else(|| Period::year(today.year())).unwrap_or_else(|| Period::month_of(today))
}

async fn show(visit: Visit, Path(partner): Path<String>) -> Answer {
    let id = partner_id(&partner)?;
    let page = visit.read(|view| {
        let known = tax_particulars(view, person_of(&visit, view, id)?);
        let born_on = known.born_on.map(|day| day.to_string()).unwrap_or_default();
        let typed = Typed::default()
            .with("insurance_number", &known.insurance_number)
            .with("born_on", &born_on)
            .with("tax_number", &known.tax_number);
        tax_page(&visit, view, id, &typed, &Complaints::default())
    })?;
    frame::show(&visit, &page)
}

async fn save(visit: Visit, Path(partner): Path<String>, typed: Typed) -> Answer {
    let id = partner_id(&partner)?;
    let year = visit.read(|view| Ok(asked_year(&visit, view.today())))?;
    let outcome = match read(&typed) {
        Ok(new) => {
            let person = visit.read(|view| person_of(&visit, view, id))?;
            let command = move |tx: &mut Tx<'_, '_, '_>| note_tax_particulars(tx, person, &new);
            sent_once(&visit, &typed, command).await.map(drop)
        }
        Err(complaint) => Err(complaint.into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&payees_path(year), "office_evidence.tax.saved")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| tax_page(&visit, view, id, &typed, &complaints))?;
            frame::refuse(&visit, &page)
        }
    }
}

fn read(typed: &Typed) -> Result<TaxParticulars, Complaint> {
    let born_on = match typed.text("born_on").trim() {
        "" => None,
        day => Some(Day::parse(day).ok_or_else(|| Complaint::new("people.refusal.no_birthday").at("born_on"))?),
    };
    Ok(TaxParticulars {
        insurance_number: typed.text("insurance_number").to_owned(),
        born_on,
        tax_number: typed.text("tax_number").to_owned(),
    })
}

fn tax_page(
    visit: &Visit,
    view: &View<'_>,
    id: PartnerId,
    typed: &Typed,
    complaints: &Complaints,
) -> Result<Page, Failure> {
    let language = visit.language;
    let year = asked_year(visit, view.today());
    let filled = Filled { language, typed, complaints };
    let field = |name: &'static str, hint: Option<String>| Field {
        hint,
        optional: true,
        breadth: Breadth::Medium,
        autocomplete: "off",
        ..filled.field(name, text!(language, &format!("office_evidence.payee.{name}")))
    };
    let key = form_key(typed);
    let payee = person_of(visit, view, id)?;
    let path = tax_path(id, payee, year);
    let name = person(view, payee).map(|person| person.name()).unwrap_or_default();
    let number = partner(view, id).map(|known| known.number).unwrap_or_default();
    let asked = form(
        language,
        &Form {
            action: &path,
            csrf: visit.csrf(),
            idempotency_key: Some(&key),
            guards_changes: true,
            complaints: complaints.summary(),
            body: maud::html! {
                (text_field(language, &Field {
                    input_mode: "numeric",
                    ..field("insurance_number", Some(text!(language, "office_evidence.tax.insurance_hint")))
                }))
                (date_field(language, &field("born_on", Some(text!(language, "office_evidence.tax.born_hint")))))
                (text_field(language, &field("tax_number", Some(text!(language, "office_evidence.tax.number_hint")))))
            },
            buttons: vec![
                submit_button(&text!(language, "office_evidence.tax.save"), Loudness::Primary),
                link_button(&Link::new(text!(language, "office.form.back"), payees_path(year)), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Ok(Page {
        title: text!(language, "office_evidence.tax.title"),
        lead: Some(format!("{name} · {number}")),
        back: Some(Link::new(
            text!(language, "office_evidence.payees.title", year = year.first().year()),
            payees_path(year),
        )),
        body: asked,
        ..Page::default()
    })
}
