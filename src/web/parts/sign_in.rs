//! The sign-in box: e-mail and password, complaints on top, ways out below.

use crate::text;
use crate::values::Language;
use crate::web::parts::button::{Loudness, submit_button};
use crate::web::parts::errors::Complaint;
use crate::web::parts::field::Field;
use crate::web::parts::form::{Form, form};
use crate::web::parts::input::{email_field, password_field};
use crate::web::parts::link::{Link, link_list};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct SignIn<'a> {
    pub action: &'a str,
    pub csrf: &'a str,
    /// The e-mail address as it was typed.
    pub email: &'a str,
    pub complaints: Vec<Complaint>,
    pub hidden: Vec<(&'a str, String)>,
    /// Forgotten password, register, back to the shop.
    pub ways_out: Vec<Link>,
}

pub fn sign_in(language: Language, sign_in: &SignIn) -> Markup {
    let email = Field {
        name: "email",
        label: text!(language, "parts.sign-in.email"),
        value: sign_in.email,
        autocomplete: "username",
        autofocus: sign_in.email.is_empty(),
        ..Field::default()
    };
    let password = Field {
        name: "password",
        label: text!(language, "parts.sign-in.password"),
        autocomplete: "current-password",
        autofocus: !sign_in.email.is_empty(),
        ..Field::default()
    };
    html! {
        (form(language, &Form {
            action: sign_in.action,
            csrf: sign_in.csrf,
            hidden: sign_in.hidden.clone(),
            complaints: sign_in.complaints.clone(),
            body: html! { (email_field(language, &email)) (password_field(language, &password)) },
            buttons: vec![submit_button(&text!(language, "parts.sign-in.submit"), Loudness::Primary)],
            ..Form::default()
        }))
        (link_list(&sign_in.ways_out))
    }
}
