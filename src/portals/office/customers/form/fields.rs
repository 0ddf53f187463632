//! The fields by their names, and as they stand below one another.

use maud::{Markup, html};

use crate::business::customers::CustomerGroup;
use crate::portals::fields::language_choices;
use crate::portals::office::customers::form::Filling;
use crate::text;
use crate::values::Language;
use crate::web::parts::{
    Choice, Field, email_field, field_row, fieldset, radio_group, select_field, telephone_field, text_field,
};

/// The names of the fields, with the keys of their labels.
pub const NAMED: [(&str, &str); 16] = [
    ("kind", "office_customers.field.kind"),
    ("company", "fields.company"),
    ("first_name", "fields.first_name"),
    ("last_name", "fields.last_name"),
    ("email", "office_orders.fact.email"),
    ("phone", "office_orders.fact.phone"),
    ("vat_id", "office_orders.fact.vat_id"),
    ("language", "office_customers.fact.language"),
    ("partner", "office_customers.field.partner"),
    ("address.name", "fields.address.name"),
    ("address.extra", "fields.address.extra"),
    ("address.street", "fields.address.street"),
    ("address.house_number", "fields.address.house_number"),
    ("address.postcode", "fields.address.postcode"),
    ("address.town", "fields.address.town"),
    ("address.country", "fields.address.country"),
];

pub fn label_of(language: Language, name: &str) -> Option<String> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, key)| text!(language, key))
}

pub fn fields(filling: &Filling) -> Markup {
    let language = filling.language;
    let filled = filling.filled();
    let field = |name: &'static str| Field {
        autocomplete: "off",
        ..filled.field(name, label_of(language, name).unwrap_or_default())
    };
    let kinds = CustomerGroup::ALL.map(|group| Choice::new(group.word(), text!(language, &group.text_key())));
    let partner = Field {
        hint: Some(text!(language, "office_customers.field.partner_hint")),
        optional: true,
        ..field("partner")
    };
    html! {
        (radio_group(language, &field("kind"), &kinds))
        (text_field(language, &Field {
            hint: Some(text!(language, "office_customers.field.company_hint")),
            optional: true,
            ..field("company")
        }))
        (field_row(&[
            text_field(language, &Field { optional: true, ..field("first_name") }),
            text_field(language, &Field {
                hint: Some(text!(language, "office_customers.field.last_name_hint")),
                ..field("last_name")
            }),
        ]))
        (email_field(language, &Field { optional: true, ..field("email") }))
        (field_row(&[
            telephone_field(language, &Field { optional: true, ..field("phone") }),
            text_field(language, &Field { optional: true, ..field("vat_id") }),
        ]))
        (select_field(language, &field("language"), &language_choices()))
        (fieldset(&text!(language, "office_customers.fact.address"), filled.address("address", true)))
        (text_field(language, &partner))
    }
}
