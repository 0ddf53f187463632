//! Choosing a password: the same wherever it is done.

use maud::Markup;

use crate::business::access::{self, password};
use crate::business::firm;
use crate::business::people;
use crate::business::view::View;
use crate::text;
use crate::values::{AccountId, Language};
use crate::web::Complaints;
use crate::web::parts::{Field, password_field};

/// What others know of a person and the firm, and would try first.
pub fn known_words(view: &View<'_>, id: AccountId) -> Vec<String> {
    let account = access::account(view, id);
    let person = account.as_ref().and_then(|account| people::person(view, account.person));
    let of_firm = firm::firm(view).map(|firm| vec![firm.legal_name, firm.trade_name]);
    let of_person = person.map(|person| vec![person.first_name, person.last_name, person.company]);
    let email = account.map(|account| vec![account.email.to_string()]);
    [of_firm, of_person, email].into_iter().flatten().flatten().collect()
}

/// The field for a password that is chosen, with what makes a good one.
pub fn new_password_field(language: Language, complaints: &Complaints) -> Markup {
    password_field(
        language,
        &Field {
            name: "password",
            label: text!(language, "fields.new_password"),
            hint: Some(text!(language, "fields.new_password_hint", least = password::LENGTH_MIN)),
            error: complaints.about("password"),
            autocomplete: "new-password",
            ..Field::default()
        },
    )
}
