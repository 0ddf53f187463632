//! How somebody who is paid stands to VAT: the fields that ask for it, and what was told so far. Partners and the
//! office see the same.

use maud::{Markup, html};

use crate::business::people::{NewTaxStatus, TaxStatus, VatStatus};
use crate::portals::fields::Filled;
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Row, Table, checkbox_field, date_field, radio_group, table, text_field,
};
use crate::web::{Reading, Typed};

/// What stands in the fields before somebody has typed: what holds now, from today on.
pub fn stored_status(known: Option<&TaxStatus>, today: Day) -> Typed {
    let pair = |name: &str, value: String| (name.to_owned(), value);
    let mut pairs = vec![pair("from", today.to_string())];
    if let Some(known) = known {
        pairs.push(pair("status", known.status.word().to_owned()));
        pairs.push(pair("vat_id", known.vat_id.as_ref().map_or_else(String::new, ToString::to_string)));
        pairs.push(pair("tax_number", known.tax_number.clone()));
        pairs.push(pair("agrees", if known.agreed_on.is_some() { "yes".to_owned() } else { String::new() }));
    }
    Typed::from_pairs(pairs)
}

/// What was typed; `None` where something of it was not understood.
pub fn read_status(reading: &mut Reading<'_>, typed: &Typed) -> Option<NewTaxStatus> {
    let status = reading.choice("status", VatStatus::from_word);
    let from = reading.day("from");
    let vat_id = reading.optional_vat_id("vat_id");
    let agrees = reading.ticked("agrees");
    let tax_number = typed.text("tax_number").to_owned();
    Some(NewTaxStatus { status: status?, from: from?, vat_id, tax_number, agrees }).filter(|_| reading.is_clean())
}

pub fn status_fields(filled: &Filled<'_>) -> Markup {
    let language = filled.language;
    let choice = |status: VatStatus| Choice {
        hint: Some(text!(language, &format!("tax_status.hint.{}", status.word()))),
        ..Choice::new(status.word(), status.say(language))
    };
    let field = |name: &'static str, breadth: Breadth| {
        let hint = Some(text!(language, &format!("tax_status.field_hint.{name}")));
        Field { hint, breadth, ..filled.field(name, text!(language, &format!("tax_status.field.{name}"))) }
    };
    let open = |name: &'static str, breadth: Breadth| Field { optional: true, ..field(name, breadth) };
    let choices: Vec<Choice> = VatStatus::ALL.into_iter().map(choice).collect();
    html! {
        (radio_group(language, &filled.field("status", text!(language, "tax_status.field.status")), &choices))
        (text_field(language, &open("vat_id", Breadth::Medium)))
        (text_field(language, &open("tax_number", Breadth::Medium)))
        (date_field(language, &field("from", Breadth::Medium)))
        (checkbox_field(language, &open("agrees", Breadth::Full)))
    }
}

/// Newest first.
pub fn status_table(language: Language, told: &[TaxStatus]) -> Markup {
    let day = |day: Day| texts::day(language, day);
    let row = |one: &TaxStatus| {
        let number = one.vat_id.as_ref().map_or_else(|| one.tax_number.clone(), ToString::to_string);
        let agreed = match one.agreed_on {
            Some(on) => text!(language, "tax_status.agreed_on", day = day(on)),
            None => text!(language, "tax_status.not_agreed"),
        };
        let by = if one.because.is_empty() { text!(language, "tax_status.by_partner") } else { one.because.clone() };
        Row::new(vec![
            html! { (day(one.from)) },
            html! { (one.status.say(language)) },
            html! { (number) },
            html! { (agreed) },
            html! { (by) },
        ])
    };
    let column = |name: &str| Column::text(text!(language, &format!("tax_status.column.{name}")));
    table(
        language,
        &Table {
            caption: text!(language, "tax_status.history"),
            columns: ["from", "status", "number", "agreed", "by"].into_iter().map(column).collect(),
            rows: told.iter().rev().map(row).collect(),
            empty: Empty::new(text!(language, "tax_status.nothing_told")),
            ..Table::default()
        },
    )
}
