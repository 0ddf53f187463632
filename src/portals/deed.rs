//! The page before a deed that cannot be undone: what will happen, the reason where one is kept, and the way back.

use maud::{Markup, html};

use crate::text;
use crate::web::parts::{Field, Form, Link, Loudness, form, link_button, paragraph, submit_button, textarea_field};
use crate::web::{Complaints, Page, Visit};

pub struct Deed<'d> {
    pub title: String,
    pub lead: Option<String>,
    /// What will happen, a paragraph each.
    pub what: Vec<String>,
    pub reason: Option<Reason<'d>>,
    pub action: String,
    pub confirm: String,
    pub back: Link,
}

/// Why it is done, in the field `reason`.
pub struct Reason<'d> {
    pub label: String,
    pub hint: Option<String>,
    pub typed: &'d str,
}

pub fn deed_page(visit: &Visit, deed: Deed, complaints: &Complaints) -> Page {
    deed_page_with(visit, deed, Markup::default(), complaints)
}

/// The same with fields of its own before the reason.
pub fn deed_page_with(visit: &Visit, deed: Deed, fields: Markup, complaints: &Complaints) -> Page {
    let language = visit.language;
    let reason = deed.reason.map(|reason| {
        let field = Field {
            name: "reason",
            label: reason.label,
            hint: reason.hint,
            value: reason.typed,
            error: complaints.about("reason"),
            ..Field::default()
        };
        textarea_field(language, &field, 3)
    });
    let asked = form(
        language,
        &Form {
            action: &deed.action,
            csrf: visit.csrf(),
            complaints: complaints.summary(),
            body: html! { (fields) (reason.unwrap_or_default()) },
            buttons: vec![
                submit_button(&deed.confirm, Loudness::Danger),
                link_button(&Link::new(text!(language, "office.form.back"), deed.back.href.clone()), Loudness::Quiet),
            ],
            ..Form::default()
        },
    );
    let what: Vec<Markup> = deed.what.iter().map(|sentence| paragraph(sentence)).collect();
    Page {
        title: deed.title,
        lead: deed.lead,
        body: html! { @for sentence in &what { (sentence) } (asked) },
        back: Some(deed.back),
        ..Page::default()
    }
}
