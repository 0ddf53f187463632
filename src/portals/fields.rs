//! A form as it is filled in, and fields that the forms of several portals have.

use maud::{Markup, html};

use crate::business::failure::Complaint;
use crate::text;
use crate::texts;
use crate::values::{Address, Country, Language};
use crate::web::parts::{Breadth, Choice, Field, field_row, select_field, text_field};
use crate::web::{Complaints, Typed};

#[derive(Clone, Copy)]
pub struct Filled<'f> {
    pub language: Language,
    pub typed: &'f Typed,
    pub complaints: &'f Complaints,
}

impl<'f> Filled<'f> {
    /// A field with what was typed into it, and what is wrong with that.
    pub fn field(&self, name: &'f str, label: String) -> Field<'f> {
        Field { name, label, value: self.typed.text(name), error: self.complaints.about(name), ..Field::default() }
    }

    /// Name, street, number, postcode, town and country under one prefix.
    pub fn address(&self, prefix: &str, optional: bool) -> Markup {
        self.address_lines(&Asked { prefix, optional, named: true })
    }

    /// The address of a firm, whose name is asked elsewhere.
    pub fn address_without_name(&self, prefix: &str) -> Markup {
        self.address_lines(&Asked { prefix, optional: false, named: false })
    }

    fn address_lines(&self, asked: &Asked) -> Markup {
        let (language, Asked { prefix, optional, named }) = (self.language, *asked);
        let line = |part: &str, label: String, autocomplete: &str, breadth: Breadth, optional: bool| {
            let name = format!("{prefix}.{part}");
            text_field(
                language,
                &Field {
                    optional,
                    autocomplete,
                    breadth,
                    value: self.typed.text(&name),
                    error: self.complaints.about(&name),
                    name: &name,
                    label,
                    ..Field::default()
                },
            )
        };
        html! {
            @if named {
                (line("name", text!(language, "fields.address.name"), "name", Breadth::Full, optional))
                (line("extra", text!(language, "fields.address.extra"), "address-line2", Breadth::Full, true))
            }
            (field_row(&[
                line("street", text!(language, "fields.address.street"), "address-line1", Breadth::Full, optional),
                line("house_number", text!(language, "fields.address.house_number"), "off", Breadth::Short, optional),
            ]))
            (field_row(&[
                line("postcode", text!(language, "fields.address.postcode"), "postal-code", Breadth::Short, optional),
                line("town", text!(language, "fields.address.town"), "address-level2", Breadth::Full, optional),
            ]))
            (self.country(&format!("{prefix}.country"), optional))
        }
    }

    fn country(&self, name: &str, optional: bool) -> Markup {
        let choices =
            Country::HOMES.map(|country| Choice::new(country.code(), texts::country_name(self.language, country)));
        let field = Field {
            name,
            label: text!(self.language, "fields.address.country"),
            value: self.typed.text(name),
            error: self.complaints.about(name),
            autocomplete: "country",
            breadth: Breadth::Medium,
            optional,
            ..Field::default()
        };
        select_field(self.language, &field, &choices)
    }
}

/// Which fields of an address are asked, and how.
#[derive(Clone, Copy)]
struct Asked<'p> {
    prefix: &'p str,
    optional: bool,
    named: bool,
}

/// The pairs that fill in the fields of an address.
pub fn address_pairs(prefix: &str, address: &Address) -> Vec<(String, String)> {
    let pair = |part: &str, value: &str| (format!("{prefix}.{part}"), value.to_owned());
    vec![
        pair("name", &address.name),
        pair("extra", &address.extra),
        pair("street", &address.street),
        pair("house_number", &address.house_number),
        pair("postcode", &address.postcode),
        pair("town", &address.town),
        pair("country", address.country.code()),
    ]
}

/// The languages by their own names.
pub fn language_choices() -> Vec<Choice> {
    Language::ALL.map(|language| Choice::new(language.tag(), language.own_name())).to_vec()
}

/// Complaints of the rules that stand beside those of the reading; one a field is enough.
pub fn joined(mut read: Vec<Complaint>, ruled: Vec<Complaint>) -> Vec<Complaint> {
    for complaint in ruled {
        if !read.iter().any(|known| known.field == complaint.field) {
            read.push(complaint);
        }
    }
    read
}
