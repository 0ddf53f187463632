//! What stands in the form, as text and as values.

use crate::business::customers::CustomerGroup;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::partners::{self, partner_by_number};
use crate::business::people::{self, Person, PersonKind};
use crate::business::view::View;
use crate::portals::fields::joined;
use crate::portals::office::address_fields::{address_pairs, read_address};
use crate::values::{Language, PartnerId};
use crate::web::{Reading, Typed};

/// What the form says, as values.
pub struct Particulars {
    pub person: Person,
    pub group: CustomerGroup,
    pub partner: Option<PartnerId>,
}

/// Names a record as somebody saw it, so that two clerks notice each other.
pub fn fingerprint(person: &Person, group: CustomerGroup, partner: Option<PartnerId>) -> String {
    let written = format!("{person:?}{group:?}{partner:?}");
    blake3::hash(written.as_bytes()).to_hex().chars().take(16).collect()
}

pub fn typed_of(view: &View<'_>, person: &Person, group: CustomerGroup, partner: Option<PartnerId>) -> Typed {
    let number = partner.and_then(|id| partners::partner(view, id)).map(|partner| partner.number);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let mut pairs = vec![
        pair("seen", &fingerprint(person, group, partner)),
        pair("kind", group.word()),
        pair("first_name", &person.first_name),
        pair("last_name", &person.last_name),
        pair("company", &person.company),
        pair("email", &person.email.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("phone", &person.phone),
        pair("vat_id", &person.vat_id.as_ref().map(ToString::to_string).unwrap_or_default()),
        pair("language", person.language.tag()),
        pair("partner", &number.unwrap_or_default()),
    ];
    match &person.address {
        Some(address) => pairs.extend(address_pairs("address", address)),
        None => pairs.push(pair("address.country", "AT")),
    }
    Typed::from_pairs(pairs)
}

/// Text to values. What the form does not ask, such as the bank account, stays as it was.
pub fn read(view: &View<'_>, typed: &Typed, before: Option<&Person>) -> Result<Particulars, Failure> {
    let mut reading = Reading::of(typed);
    let group = reading.choice("kind", |word| CustomerGroup::ALL.into_iter().find(|group| group.word() == word));
    let language = reading.choice("language", Language::parse);
    let email = reading.optional_email("email");
    let vat_id = reading.optional_vat_id("vat_id");
    let address = if has_address(typed) { read_address(&mut reading, "address") } else { None };
    let number = reading.line("partner");
    let partner = partner_by_number(view, &number);
    if !number.is_empty() && partner.is_none() {
        reading.complain(Complaint::new("office_customers.refusal.no_partner").at("partner").with("number", number));
    }
    let [first_name, last_name, company, phone] =
        ["first_name", "last_name", "company", "phone"].map(|name| reading.line(name));
    let kind = match group {
        Some(CustomerGroup::Company) => PersonKind::Company,
        Some(CustomerGroup::Private) | None => PersonKind::Private,
    };
    let person = Person {
        kind,
        first_name,
        last_name,
        company: if kind == PersonKind::Company { company } else { String::new() },
        email,
        phone,
        language: language.unwrap_or(Language::De),
        address,
        vat_id,
        iban: before.and_then(|person| person.iban.clone()),
        bic: before.and_then(|person| person.bic.clone()),
        account_holder: before.map(|person| person.account_holder.clone()).unwrap_or_default(),
        consents: Vec::new(),
        created_at: view.now(),
    };
    let complaints = joined(reading.into_complaints(), people::person_complaints(&person));
    match group {
        Some(group) if complaints.is_empty() => Ok(Particulars { person, group, partner }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

/// Somebody whose address we do not know leaves all of it empty.
fn has_address(typed: &Typed) -> bool {
    ["street", "postcode", "town"].iter().any(|part| !typed.text(&format!("address.{part}")).trim().is_empty())
}
