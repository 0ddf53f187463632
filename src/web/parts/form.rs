//! A form that changes something: its token, its key against double sending, all complaints on
//! top, fields in one column, buttons at the end.

use crate::text;
use crate::values::Language;
use crate::web::parts::button::button_row;
use crate::web::parts::errors::{Complaint, error_summary};
use crate::web::parts::field::given;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Form<'a> {
    pub action: &'a str,
    pub csrf: &'a str,
    /// A second sending with the same key does nothing.
    pub idempotency_key: Option<&'a str>,
    /// Needed when table rows or fields elsewhere belong to this form.
    pub id: &'a str,
    /// Set when a field of the form takes a file.
    pub sends_files: bool,
    /// Asks before the page is left with typed text that was not sent.
    pub guards_changes: bool,
    pub hidden: Vec<(&'a str, String)>,
    pub complaints: Vec<Complaint>,
    pub body: Markup,
    pub buttons: Vec<Markup>,
}

pub fn form(language: Language, form: &Form) -> Markup {
    html! {
        form class="form" method="post" action=(form.action) id=[given(form.id)] novalidate
            enctype=[form.sends_files.then_some("multipart/form-data")]
            data-guard[form.guards_changes] {
            input type="hidden" name="csrf" value=(form.csrf);
            @if let Some(key) = form.idempotency_key {
                input type="hidden" name="idempotency_key" value=(key);
            }
            @for (name, value) in &form.hidden {
                input type="hidden" name=(name) value=(value);
            }
            (error_summary(language, &form.complaints, &form.body))
            (form.body)
            @if !form.buttons.is_empty() { (button_row(&form.buttons)) }
        }
    }
}

/// A form that only asks: its fields travel in the address, which can be kept and sent on.
#[derive(Clone, Debug, Default)]
pub struct QueryForm<'a> {
    pub action: &'a str,
    pub hidden: Vec<(&'a str, String)>,
    pub body: Markup,
}

pub fn query_form(language: Language, form: &QueryForm) -> Markup {
    html! {
        form class="query-form" method="get" action=(form.action) {
            @for (name, value) in &form.hidden {
                input type="hidden" name=(name) value=(value);
            }
            (form.body)
            button class="button" type="submit" data-loudness="secondary" {
                (text!(language, "parts.form.show"))
            }
        }
    }
}

/// Fields that belong together under one heading.
pub fn fieldset(heading: &str, body: Markup) -> Markup {
    html! {
        fieldset class="fieldset" {
            legend { (heading) }
            (body)
        }
    }
}

/// Short fields beside one another where there is room: postcode and town.
pub fn field_row(fields: &[Markup]) -> Markup {
    html! { div class="field-row" { @for field in fields { (field) } } }
}
