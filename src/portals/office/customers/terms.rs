//! On which terms a customer buys, and what was agreed before.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::access;
use crate::business::customers::{
    self, CustomerTerms, REASON_SIGNS_MAX, own_terms, payment_terms_at, set_payment_terms, terms_history,
};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::{PaymentTerms, sales_terms};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::{Difference, conflict, save_buttons};
use crate::portals::office::customers::customer_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::portals::office::terms_fields::{TERMS_FIELDS, read_terms, terms_fields, terms_label, typed_terms};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::values::{CustomerId, Language};
use crate::web::parts::{
    Choice, Field, Form, Happening, Link, fieldset, form, hidden_field, paragraph, radio_group, section, text_field,
    timeline,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/customers/{id}/terms", show)
        .form("/office/customers/{id}/terms", change)
        .behind(Permission::CustomersEdit)
}

pub fn terms_path(id: CustomerId) -> String {
    format!("{}/terms", customer_path(id))
}

const OWN: &str = "own";
const OF_FIRM: &str = "firm";

/// What the page shows beside the form.
struct Known {
    name: String,
    own: Option<PaymentTerms>,
    /// Those of the firm, for whoever has none.
    firm: PaymentTerms,
    past: Vec<Happening>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let known = visit.read(|view| known(view, &visit, id))?;
    frame::show(&visit, &page(&visit, id, &known, &typed_of(visit.language, &known), &Complaints::default(), None))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let seen = typed.text("seen").to_owned();
    let outcome = match read(&typed) {
        Ok((terms, reason)) => {
            let command = visit.write(move |tx| {
                if mark(own_terms(tx, id).as_ref()) != seen {
                    return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("office.conflict.changed")).into());
                }
                set_payment_terms(tx, id, terms.as_ref(), &reason)
            });
            command.await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "terms.told.terms")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: CustomerId, typed: &Typed, failure: Failure) -> Answer {
    let is_conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    let known = visit.read(|view| known(view, visit, id))?;
    if is_conflict {
        let saved = typed_of(visit.language, &known);
        let shown = page(visit, id, &known, typed, &Complaints::default(), Some(&saved));
        return frame::refuse_with(visit, StatusCode::CONFLICT, &shown);
    }
    frame::refuse(visit, &page(visit, id, &known, typed, &complaints, None))
}

fn known(view: &View<'_>, visit: &Visit, id: CustomerId) -> Result<Known, Failure> {
    view.require(Permission::CustomersEdit)?;
    customers::customer(view, id).ok_or_else(Failure::not_found)?;
    let wall = Wall::of(view, visit.language);
    let past = terms_history(view, id);
    let past = past.iter().map(|agreed| happening(view, &wall, visit.language, agreed)).collect();
    Ok(Known { name: customer_name(view, id), own: own_terms(view, id), firm: sales_terms(view).payment, past })
}

/// What was agreed, by whom and why.
fn happening(view: &View<'_>, wall: &Wall, language: Language, agreed: &CustomerTerms) -> Happening {
    let what = match &agreed.terms {
        None => text!(language, "terms.page.of_firm"),
        Some(terms) => terms_words(language, terms),
    };
    let by = agreed.by.and_then(|id| access::account(view, id)).map(|account| account.email.to_string());
    Happening {
        when: wall.moment(agreed.at),
        what,
        who: by.unwrap_or_default(),
        remark: Some(agreed.reason.clone()),
        ..Happening::default()
    }
}

/// Terms in one line, for staff.
pub fn terms_words(language: Language, terms: &PaymentTerms) -> String {
    let mut words = terms.say(language);
    if !terms.on_account {
        words.push(text!(language, "terms.say.not_on_account"));
    }
    words.join(" ")
}

/// The terms that hold for a customer now, in one line, and whether they are its own.
pub fn terms_now(view: &View<'_>, id: CustomerId, language: Language) -> (String, String) {
    let key = if own_terms(view, id).is_some() { "terms.page.own" } else { "terms.page.of_firm" };
    (terms_words(language, &payment_terms_at(view, Some(id), view.now())), text!(language, key))
}

fn mark(terms: Option<&PaymentTerms>) -> String {
    terms.map(PaymentTerms::mark).unwrap_or_default()
}

fn read(typed: &Typed) -> Result<(Option<PaymentTerms>, String), Failure> {
    let mut reading = Reading::of(typed);
    let whose = reading.choice("whose", |word| [OWN, OF_FIRM].into_iter().find(|known| *known == word));
    let reason = reading.required_line("reason");
    let terms = if whose == Some(OWN) { read_terms(typed, &mut reading) } else { None };
    let complaints = reading.into_complaints();
    if complaints.is_empty() { Ok((terms, reason)) } else { Err(complaints.into()) }
}

fn typed_of(language: Language, known: &Known) -> Typed {
    let mut pairs = typed_terms(language, known.own.as_ref().unwrap_or(&known.firm));
    pairs.push(("seen".to_owned(), mark(known.own.as_ref())));
    pairs.push(("whose".to_owned(), if known.own.is_some() { OWN } else { OF_FIRM }.to_owned()));
    Typed::from_pairs(pairs)
}

fn page(
    visit: &Visit,
    id: CustomerId,
    known: &Known,
    typed: &Typed,
    complaints: &Complaints,
    saved: Option<&Typed>,
) -> Page {
    let language = visit.language;
    let back = Link::new(text!(language, "office_customers.form.back"), customer_path(id));
    let action = terms_path(id);
    let seen = saved.unwrap_or(typed).text("seen");
    Page {
        title: text!(language, "firm.part.terms"),
        lead: Some(known.name.clone()),
        body: html! {
            @if let Some(saved) = saved { (conflict(language, differences(language, typed, saved))) }
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("seen", seen))
                    (fields(&Filled { language, typed, complaints }, known))
                },
                buttons: save_buttons(
                    language,
                    saved.is_some(),
                    text!(language, "office_customers.form.save"),
                    &back.href,
                ),
                ..Form::default()
            }))
        },
        aside: (!known.past.is_empty())
            .then(|| section(&text!(language, "terms.page.past"), timeline(language, &known.past))),
        back: Some(back),
        ..Page::default()
    }
}

fn fields(filled: &Filled, known: &Known) -> Markup {
    let language = filled.language;
    let choices = [
        Choice {
            hint: Some(terms_words(language, &known.firm)),
            ..Choice::new(OF_FIRM, text!(language, "terms.page.of_firm"))
        },
        Choice::new(OWN, text!(language, "terms.page.own")),
    ];
    html! {
        (radio_group(language, &filled.field("whose", text!(language, "terms.page.whose")), &choices))
        (fieldset(&text!(language, "terms.page.own"), html! {
            (paragraph(&text!(language, "terms.page.own_lead")))
            (terms_fields(filled))
        }))
        (text_field(language, &Field {
            max_length: Some(REASON_SIGNS_MAX),
            hint: Some(text!(language, "terms.field.reason_hint")),
            ..filled.field("reason", text!(language, "terms.field.reason"))
        }))
    }
}

/// What differs, field by field.
fn differences(language: Language, typed: &Typed, saved: &Typed) -> Vec<Difference> {
    TERMS_FIELDS
        .into_iter()
        .filter(|name| saved.text(name) != typed.text(name))
        .map(|name| Difference {
            label: terms_label(language, name),
            mine: typed.text(name).to_owned(),
            theirs: saved.text(name).to_owned(),
        })
        .collect()
}
