//! A mandate that came on paper, and the form to be printed for one.

use maud::{Markup, html};

use crate::app::mandate_form_pdf;
use crate::business::customers::{CustomerGroup, customer, customer_by_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::payments::mandates::{MandateScheme, NewMandate, mandate_creditor, sign_mandate};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::{Filled, joined};
use crate::portals::office::firm::bank_path;
use crate::portals::office::frame;
use crate::portals::office::mandates::list::list_path;
use crate::portals::office::subjects::mandate_path;
use crate::text;
use crate::values::{CustomerId, Language};
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, Meaning, Notice, QueryForm, date_field, form, link_button, paragraph,
    query_form, radio_group, section, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page(new_path(), show)
        .form(new_path(), sign)
        .page(FORM_PATH, print)
        .behind(Permission::PaymentsMandates)
}

pub const fn new_path() -> &'static str {
    "/office/mandates/new"
}

const FORM_PATH: &str = "/office/mandates/form.pdf";

/// Days between notice and collection that somebody may agree to.
const PRENOTICE_DAYS_MAX: u32 = 60;

async fn show(visit: Visit) -> Answer {
    let id = visit.query("customer").and_then(|id| CustomerId::parse(&id));
    let (known, is_ready) = visit.read(|view| Ok((begun(view, id), mandate_creditor(view).is_some())))?;
    frame::show(&visit, &page(&visit, &known, is_ready, &Complaints::default()))
}

/// What is known of the customer from whose sheet somebody came.
fn begun(view: &View<'_>, id: Option<CustomerId>) -> Typed {
    let mut pairs = vec![("signed_on".to_owned(), view.today().to_string())];
    let known = id.and_then(|id| customer(view, id));
    if let Some(known) = known {
        let holder = person(view, known.person).map(|person| person.name()).unwrap_or_default();
        let scheme = match known.group {
            CustomerGroup::Private => MandateScheme::Core.word(),
            CustomerGroup::Company => "",
        };
        pairs.push(("customer".to_owned(), known.number));
        pairs.push(("holder".to_owned(), holder));
        pairs.push(("scheme".to_owned(), scheme.to_owned()));
    }
    Typed::from_pairs(pairs)
}

async fn sign(visit: Visit, typed: Typed) -> Answer {
    let (read, is_ready) =
        visit.read(|view| Ok((read(view, &typed, visit.language), mandate_creditor(view).is_some())))?;
    let outcome = match read {
        Ok(new) => visit.write(move |tx| sign_mandate(tx, &new)).await,
        Err(complaints) => Err(complaints.into()),
    };
    match outcome {
        Ok(id) => Ok(redirect_with_message(&mandate_path(id), "office_mandates.told.signed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &page(&visit, &typed, is_ready, &complaints))
        }
    }
}

fn read(view: &View<'_>, typed: &Typed, language: Language) -> Result<NewMandate, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let scheme = reading.choice("scheme", MandateScheme::from_word);
    let number = reading.required_line("customer");
    let (holder, iban) = (reading.line("holder"), reading.line("iban"));
    let bic = reading.optional_bic("bic");
    let signed_on = reading.day("signed_on");
    let prenotice_days = reading.optional_number("prenotice_days", 1, PRENOTICE_DAYS_MAX);
    let customer = customer_by_number(view, number.trim());
    let unknown = (customer.is_none() && !number.is_empty())
        .then(|| Complaint::new("mandates.refusal.unknown_customer").at("customer").with("number", number));
    let complaints = joined(reading.into_complaints(), unknown.into_iter().collect());
    match (scheme, customer, signed_on) {
        (Some(scheme), Some(customer), Some(signed_on)) if complaints.is_empty() => {
            Ok(NewMandate { scheme, customer, holder, iban, bic, signed_on, prenotice_days, language })
        }
        _ => Err(complaints),
    }
}

/// The form for a customer, to be signed by hand.
async fn print(visit: Visit) -> Answer {
    let number = visit.query("customer").unwrap_or_default();
    let scheme = visit.query("scheme").and_then(|word| MandateScheme::from_word(&word));
    let scheme = scheme.unwrap_or(MandateScheme::Core);
    let printed = visit
        .read_aside(move |view| {
            let unknown =
                || Complaint::new("mandates.refusal.unknown_customer").at("customer").with("number", number.clone());
            let id = customer_by_number(view, number.trim()).ok_or_else(unknown)?;
            mandate_form_pdf(view, id, scheme)
        })
        .await;
    let document = match printed {
        Ok(document) => document,
        Err(failure @ Failure::Fault(_)) => return Err(failure.into()),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let is_ready = visit.read(|view| Ok(mandate_creditor(view).is_some()))?;
            return frame::refuse(&visit, &page(&visit, &Typed::default(), is_ready, &complaints));
        }
    };
    Ok(see_file(&document.name, "application/pdf", document.bytes))
}

fn page(visit: &Visit, typed: &Typed, is_ready: bool, complaints: &Complaints) -> Page {
    let language = visit.language;
    let filled = Filled { language, typed, complaints };
    let missing = Notice {
        meaning: Meaning::Attention,
        sentence: text!(language, "mandates.refusal.no_creditor_id"),
        more: visit.actor.may(Permission::FirmEdit).then(|| {
            let link = Link::new(text!(language, "office_mandates.new.to_bank"), bank_path());
            link_button(&link, Loudness::Secondary)
        }),
    };
    let asked = form(
        language,
        &Form {
            action: new_path(),
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: fields(&filled),
            buttons: vec![
                submit_button(&text!(language, "office_mandates.new.confirm"), Loudness::Primary),
                link_button(&Link::new(text!(language, "office.form.cancel"), list_path()), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    Page {
        title: text!(language, "office_mandates.new.title"),
        lead: Some(text!(language, "office_mandates.new.lead")),
        back: Some(Link::new(text!(language, "office_mandates.page.title"), list_path())),
        messages: if is_ready { Vec::new() } else { vec![missing] },
        body: html! {
            (asked)
            @if is_ready { (section(&text!(language, "office_mandates.form.title"), to_print(&filled))) }
        },
        ..Page::default()
    }
}

pub(super) fn scheme_choices(language: Language) -> Vec<Choice> {
    let choice = |scheme: MandateScheme| Choice {
        hint: Some(text!(language, &format!("mandates.scheme_hint.{}", scheme.word()))),
        ..Choice::new(scheme.word(), scheme.say(language))
    };
    MandateScheme::ALL.map(choice).to_vec()
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, key: &'static str| Field {
        autocomplete: "off",
        ..filled.field(name, text!(language, key))
    };
    html! {
        (text_field(language, &Field {
            hint: Some(text!(language, "office_mandates.new.customer_hint")),
            breadth: Breadth::Medium,
            ..of("customer", "office_mandates.new.customer")
        }))
        (radio_group(language, &of("scheme", "office_mandates.column.scheme"), &scheme_choices(language)))
        (text_field(language, &Field {
            hint: Some(text!(language, "mandates.field.holder_hint")),
            ..of("holder", "mandates.field.holder")
        }))
        (text_field(language, &of("iban", "fields.iban")))
        (text_field(language, &Field { optional: true, breadth: Breadth::Medium, ..of("bic", "mandates.field.bic") }))
        (date_field(language, &Field { breadth: Breadth::Medium, ..of("signed_on", "office_mandates.new.signed_on") }))
        (text_field(language, &Field {
            optional: true,
            breadth: Breadth::Short,
            input_mode: "numeric",
            hint: Some(text!(language, "office_mandates.new.prenotice_hint")),
            ..of("prenotice_days", "office_mandates.new.prenotice")
        }))
    }
}

fn to_print(filled: &Filled) -> Markup {
    let language = filled.language;
    let field = Field {
        scope: "form",
        autocomplete: "off",
        breadth: Breadth::Medium,
        ..filled.field("customer", text!(language, "office_mandates.new.customer"))
    };
    html! {
        (paragraph(&text!(language, "office_mandates.form.lead")))
        (query_form(language, &QueryForm {
            action: FORM_PATH,
            body: text_field(language, &field),
            ..QueryForm::default()
        }))
    }
}
