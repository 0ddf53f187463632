//! On which terms the firm sells, where a customer has none of its own.

use maud::{Markup, html};

use crate::business::firm::{SalesTerms, change_sales_terms, sales_terms};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::firm::{Office, PartForm, answered, pair, part_form, tab_page};
use crate::portals::office::frame;
use crate::portals::office::terms_fields::{read_terms, terms_fields, typed_terms};
use crate::text;
use crate::values::Language;
use crate::web::parts::{Breadth, Field, number_field, paragraph};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change)
}

pub const fn path() -> &'static str {
    "/office/firm/terms"
}

const OVERDUE_MAX: u32 = 999;

async fn show(visit: Visit) -> Answer {
    let (office, terms) = visit.read(|view| Ok((Office::of(view, &visit)?, sales_terms(view))))?;
    let typed = stored(visit.language, &terms);
    frame::show(&visit, &page(&visit, &office, &typed, &terms, &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let seen = typed.text("seen").to_owned();
    let mut reading = Reading::of(&typed);
    let payment = read_terms(&typed, &mut reading);
    let overdue = reading.optional_number("overdue_days", 0, OVERDUE_MAX);
    let complaints = reading.into_complaints();
    let outcome = match payment {
        Some(payment) if complaints.is_empty() => {
            let overdue_days = overdue.and_then(|days| u16::try_from(days).ok());
            let terms = SalesTerms { payment, overdue_days };
            visit.write(move |tx| change_sales_terms(tx, &terms, &seen)).await
        }
        _ => Err(complaints.into()),
    };
    let terms = visit.read(|view| {
        view.require(Permission::FirmEdit)?;
        Ok(sales_terms(view))
    })?;
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, &terms, complaints))
}

fn stored(language: Language, terms: &SalesTerms) -> Typed {
    let mut pairs = typed_terms(language, &terms.payment);
    pairs.extend(terms.overdue_days.map(|days| pair("overdue_days", &days.to_string())));
    Typed::from_pairs(pairs)
}

fn page(visit: &Visit, office: &Office, typed: &Typed, terms: &SalesTerms, complaints: &Complaints) -> Page {
    let language = visit.language;
    let fields = fields(&Filled { language, typed, complaints });
    let seen = terms.mark();
    let body = html! {
        (paragraph(&text!(language, "terms.page.firm_lead")))
        (part_form(visit, &PartForm { path: path(), seen, complaints, fields }))
    };
    tab_page(visit, office, path(), body)
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    html! {
        (terms_fields(filled))
        (number_field(language, &Field {
            optional: true,
            breadth: Breadth::Short,
            hint: Some(text!(language, "terms.field.overdue_hint")),
            ..filled.field("overdue_days", text!(language, "terms.field.overdue"))
        }))
    }
}
