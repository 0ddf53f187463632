//! Whoever is to become a partner: the fields that are asked for, and how they become a person.

use maud::{Markup, html};

use crate::business::people::{Person, PersonKind};
use crate::portals::fields::{Filled, language_choices};
use crate::text;
use crate::values::{Email, Instant, Language};
use crate::web::parts::{Breadth, Field, email_field, field_row, fieldset, select_field, telephone_field, text_field};
use crate::web::{Reading, Typed};

/// Name, ways to reach, address, and the bank account where it is known already.
pub fn person_fields(filled: &Filled) -> Markup {
    let language = filled.language;
    let of = |name: &'static str, label: String, optional: bool| Field {
        optional,
        autocomplete: "off",
        ..filled.field(name, label)
    };
    html! {
        (fieldset(&text!(language, "fields.new_partner.person"), html! {
            (field_row(&[
                text_field(language, &of("first_name", text!(language, "fields.first_name"), false)),
                text_field(language, &of("last_name", text!(language, "fields.last_name"), false)),
            ]))
            (text_field(language, &Field {
                hint: Some(text!(language, "fields.new_partner.company_hint")),
                ..of("company", text!(language, "fields.company"), true)
            }))
            (email_field(language, &Field {
                hint: Some(text!(language, "fields.new_partner.email_hint")),
                ..of("email", text!(language, "fields.email"), false)
            }))
            (telephone_field(language, &of("phone", text!(language, "fields.phone"), true)))
            (select_field(
                language,
                &Field {
                    breadth: Breadth::Medium,
                    hint: Some(text!(language, "fields.new_partner.language_hint")),
                    ..of("language", text!(language, "fields.language"), false)
                },
                &language_choices(),
            ))
        }))
        (fieldset(&text!(language, "fields.address.title"), filled.address_without_name("address")))
        (fieldset(&text!(language, "fields.new_partner.bank"), html! {
            (text_field(language, &Field {
                hint: Some(text!(language, "fields.new_partner.iban_hint")),
                ..of("iban", text!(language, "fields.iban"), true)
            }))
            (text_field(language, &Field {
                hint: Some(text!(language, "fields.new_partner.holder_hint")),
                ..of("account_holder", text!(language, "fields.account_holder"), true)
            }))
        }))
    }
}

/// The person as typed, as far as it can be understood; the complaints stay with the reading.
pub fn read_person(reading: &mut Reading, now: Instant) -> Person {
    let first_name = reading.required_line("first_name");
    let last_name = reading.required_line("last_name");
    let company = reading.line("company");
    let email: Option<Email> = reading.email("email");
    let phone = reading.line("phone");
    let language = reading.choice("language", Language::parse).unwrap_or_default();
    let address = reading.address("address");
    let iban = reading.optional_iban("iban");
    let holder = reading.line("account_holder");
    let full_name = format!("{first_name} {last_name}").trim().to_owned();
    let account_holder = if holder.is_empty() && iban.is_some() { full_name } else { holder };
    Person {
        kind: if company.is_empty() { PersonKind::Private } else { PersonKind::Company },
        first_name,
        last_name,
        company,
        email,
        phone,
        language,
        address,
        vat_id: None,
        iban,
        bic: None,
        account_holder,
        consents: Vec::new(),
        created_at: now,
    }
}

/// What was typed, with the name on the letter box that follows from the name of the person.
pub fn with_name_of_address(typed: Typed) -> Typed {
    let company = typed.text("company").trim().to_owned();
    let full_name = format!("{} {}", typed.text("first_name").trim(), typed.text("last_name").trim());
    let name = if company.is_empty() { full_name.trim().to_owned() } else { company };
    // A missing name has its complaint beside its own field.
    let name = if name.is_empty() { "–".to_owned() } else { name };
    typed.with("address.name", &name)
}
