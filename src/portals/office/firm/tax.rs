//! How the firm stands to value added tax.

use maud::{Markup, html};

use crate::business::firm::{TaxTerms, change_tax_terms, tax_terms};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::firm::{Office, PartForm, answered, pair, part_form, tab_page};
use crate::portals::office::frame;
use crate::text;
use crate::web::parts::{Breadth, Choice, Field, date_field, fieldset, paragraph, radio_group};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit};

pub fn routes() -> Routes {
    Routes::new().page(path(), show).form(path(), change)
}

pub const fn path() -> &'static str {
    "/office/firm/tax"
}

const BUYERS: &str = "buyers";
const OWN: &str = "own";

async fn show(visit: Visit) -> Answer {
    let (office, terms) = visit.read(|view| Ok((Office::of(view, &visit)?, tax_terms(view))))?;
    frame::show(&visit, &page(&visit, &office, &stored(&terms), &terms, &Complaints::default()))
}

async fn change(visit: Visit, typed: Typed) -> Answer {
    let seen = typed.text("seen").to_owned();
    let mut reading = Reading::of(&typed);
    let small_from = reading.optional_day("small_from");
    let small_until = reading.optional_day("small_until");
    let abroad = reading.choice("abroad", |word| [BUYERS, OWN].into_iter().find(|known| *known == word));
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        let terms = TaxTerms { small_from, small_until, buyers_rate_abroad: abroad == Some(BUYERS) };
        visit.write(move |tx| change_tax_terms(tx, &terms, &seen)).await
    } else {
        Err(complaints.into())
    };
    let terms = visit.read(|view| {
        view.require(Permission::FirmEdit)?;
        Ok(tax_terms(view))
    })?;
    answered(&visit, path(), outcome, |office, complaints| page(&visit, office, &typed, &terms, complaints))
}

fn stored(terms: &TaxTerms) -> Typed {
    let day = |day: Option<crate::values::Day>| day.map_or_else(String::new, |day| day.to_string());
    Typed::from_pairs(vec![
        pair("small_from", &day(terms.small_from)),
        pair("small_until", &day(terms.small_until)),
        pair("abroad", if terms.buyers_rate_abroad { BUYERS } else { OWN }),
    ])
}

fn page(visit: &Visit, office: &Office, typed: &Typed, terms: &TaxTerms, complaints: &Complaints) -> Page {
    let language = visit.language;
    let fields = fields(&Filled { language, typed, complaints });
    let seen = terms.mark();
    let body = html! {
        (paragraph(&text!(language, "office_firm.tax.lead")))
        (part_form(visit, &PartForm { path: path(), seen, complaints, fields }))
    };
    tab_page(visit, office, path(), body)
}

fn fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let day = |name: &'static str, key: &'static str| Field {
        optional: true,
        breadth: Breadth::Medium,
        ..filled.field(name, text!(language, key))
    };
    let choice = |word: &'static str| Choice {
        hint: Some(text!(language, &format!("office_firm.tax.abroad_{word}_hint"))),
        ..Choice::new(word, text!(language, &format!("office_firm.tax.abroad_{word}")))
    };
    html! {
        (radio_group(language, &filled.field("abroad", text!(language, "office_firm.tax.abroad")), &[choice(BUYERS), choice(OWN)]))
        (fieldset(&text!(language, "office_firm.tax.small"), html! {
            (date_field(language, &Field {
                hint: Some(text!(language, "office_firm.tax.small_hint")),
                ..day("small_from", "office_firm.tax.small_from")
            }))
            (date_field(language, &day("small_until", "office_firm.tax.small_until")))
        }))
    }
}
