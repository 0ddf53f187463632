//! Postal addresses in forms: the fields named `PREFIX.street` and so on, and what was typed there.

use maud::{Markup, html};

use crate::text;
use crate::texts;
use crate::values::{Address, Country, Language};
use crate::web::parts::{Breadth, Choice, Field, field_row, select_field, text_field};
use crate::web::{Complaints, Reading, Typed};

const PARTS: [&str; 7] = ["name", "extra", "street", "house_number", "postcode", "town", "country"];

/// The fields of one address, in the order in which it is said.
pub fn address_fields(language: Language, prefix: &str, typed: &Typed, complaints: &Complaints) -> Markup {
    let names = PARTS.map(|part| format!("{prefix}.{part}"));
    let [name, extra, street, house_number, postcode, town, country] = &names;
    let field = |name: &'_ str, key: &'static str| -> Field<'_> {
        Field { label: text!(language, key), error: complaints.about(name), ..Field::default() }
    };
    let shown = |name: &str, field: Field<'_>| text_field(language, &Field { name, value: typed.text(name), ..field });
    let short = |field: Field<'static>| Field { breadth: Breadth::Short, ..field };
    let owned = |name: &str, key: &'static str| -> Field<'static> {
        Field { label: text!(language, key), error: complaints.about(name), ..Field::default() }
    };
    let country_field = Field { name: country, value: typed.text(country), ..field(country, "office.address.country") };
    html! {
        (shown(name, owned(name, "office.address.name")))
        (shown(extra, Field { optional: true, ..owned(extra, "office.address.extra") }))
        (field_row(&[
            shown(street, owned(street, "office.address.street")),
            shown(house_number, short(Field { optional: true, ..owned(house_number, "office.address.house_number") })),
        ]))
        (field_row(&[
            shown(postcode, short(owned(postcode, "office.address.postcode"))),
            shown(town, owned(town, "office.address.town")),
        ]))
        (select_field(language, &country_field, &countries(language)))
    }
}

fn countries(language: Language) -> Vec<Choice> {
    let known = Country::DELIVERED.into_iter().chain([Country::CH]);
    known.map(|country| Choice::new(country.code().to_owned(), texts::country_name(language, country))).collect()
}

/// What the form begins with.
pub fn address_pairs(prefix: &str, address: &Address) -> Vec<(String, String)> {
    let values = [
        &address.name,
        &address.extra,
        &address.street,
        &address.house_number,
        &address.postcode,
        &address.town,
        &address.country.code().to_owned(),
    ];
    PARTS.iter().zip(values).map(|(part, value)| (format!("{prefix}.{part}"), value.clone())).collect()
}

/// Reads an address; what it lacks is told by the command.
pub fn read_address(reading: &mut Reading<'_>, prefix: &str) -> Option<Address> {
    let mut line = |part: &str| reading.line(&format!("{prefix}.{part}"));
    let [name, extra, street, house_number, postcode, town] =
        ["name", "extra", "street", "house_number", "postcode", "town"].map(&mut line);
    let country = reading.country(&format!("{prefix}.country"))?;
    Some(Address { name, extra, street, house_number, postcode, town, country })
}
