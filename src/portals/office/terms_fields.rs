//! The fields of payment terms, for the firm and for one customer.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::business::firm::{PaymentTerms, SkontoStep};
use crate::portals::fields::Filled;
use crate::text;
use crate::texts;
use crate::values::{Language, Rate};
use crate::web::parts::{Breadth, Field, checkbox_field, field_row, fieldset, number_field, text_field};
use crate::web::{Reading, Typed};

const NAMES: [(&str, &str); PaymentTerms::STEPS_MAX] =
    [("skonto1.percent", "skonto1.days"), ("skonto2.percent", "skonto2.days")];

/// `None` when something is wrong; what is wrong has been told then.
pub fn read_terms(typed: &Typed, reading: &mut Reading) -> Option<PaymentTerms> {
    let days = reading.number("days", 0, u32::from(PaymentTerms::DAYS_MAX));
    let on_account = reading.ticked("on_account");
    let mut skonto = Vec::new();
    let mut is_whole = true;
    for (percent, within) in NAMES {
        let percent_typed = typed.text(percent).trim().to_owned();
        if percent_typed.is_empty() && typed.text(within).trim().is_empty() {
            continue;
        }
        let rate = Rate::parse_percent(&percent_typed).filter(|_| !percent_typed.is_empty());
        if rate.is_none() {
            reading.complain(Complaint::new("terms.refusal.no_percent").at(percent));
        }
        let within = reading.number(within, 0, u32::from(PaymentTerms::DAYS_MAX));
        match (rate, within.and_then(|days| u16::try_from(days).ok())) {
            (Some(rate), Some(days)) => skonto.push(SkontoStep { rate, days }),
            _ => is_whole = false,
        }
    }
    let days = u16::try_from(days?).ok()?;
    is_whole.then_some(PaymentTerms { days, skonto, on_account })
}

pub fn typed_terms(language: Language, terms: &PaymentTerms) -> Vec<(String, String)> {
    let mut pairs = vec![("days".to_owned(), terms.days.to_string())];
    if terms.on_account {
        pairs.push(("on_account".to_owned(), "yes".to_owned()));
    }
    for ((percent, within), step) in NAMES.iter().zip(&terms.skonto) {
        pairs.push(((*percent).to_owned(), texts::decimal(language, &step.rate.percent())));
        pairs.push(((*within).to_owned(), step.days.to_string()));
    }
    pairs
}

pub fn terms_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let short = |name: &'static str, label: String| Field {
        breadth: Breadth::Short,
        optional: name != "days",
        ..filled.field(name, label)
    };
    html! {
        (checkbox_field(language, &Field {
            optional: true,
            hint: Some(text!(language, "terms.field.on_account_hint")),
            ..filled.field("on_account", text!(language, "terms.field.on_account"))
        }))
        (number_field(language, &short("days", text!(language, "terms.field.days"))))
        (fieldset(&text!(language, "terms.field.skonto"), html! {
            @for (percent, within) in NAMES {
                (field_row(&[
                    text_field(language, &short(percent, text!(language, "terms.field.percent"))),
                    number_field(language, &short(within, text!(language, "terms.field.within"))),
                ]))
            }
        }))
    }
}

/// The label of a field, for what differs after somebody else has saved.
pub fn terms_label(language: Language, name: &str) -> String {
    match name {
        "days" => text!(language, "terms.field.days"),
        "on_account" => text!(language, "terms.field.on_account"),
        name if name.ends_with(".percent") => text!(language, "terms.field.percent"),
        _ => text!(language, "terms.field.within"),
    }
}

/// Every field of them.
pub const TERMS_FIELDS: [&str; 6] =
    ["on_account", "days", "skonto1.percent", "skonto1.days", "skonto2.percent", "skonto2.days"];
