//! Fields inside the cells of a table: their label is the heading of column and row and is only
//! spoken. For corrections of lines, mappings of columns, roles against permissions.

use crate::web::parts::choice::Choice;
use crate::web::parts::field::{anchor, given};
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct CellField<'a> {
    pub name: &'a str,
    pub value: &'a str,
    /// Spoken: "Menge, Haferflocken fein".
    pub label: String,
    pub error: Option<String>,
    /// `numeric`, `decimal`; text when empty.
    pub input_mode: &'a str,
    /// The form that it belongs to, when the table stands outside.
    pub form: &'a str,
}

pub fn cell_text(field: &CellField) -> Markup {
    let error = error_id(field);
    html! {
        input class="input" data-cell type="text" id=[anchor_of(field)] name=(field.name) value=(field.value) aria-label=(field.label)
            inputmode=[given(field.input_mode)] form=[given(field.form)] aria-describedby=[&error]
            aria-invalid=[error.as_ref().map(|_| "true")];
        (error_line(field))
    }
}

pub fn cell_select(field: &CellField, choices: &[Choice]) -> Markup {
    let error = error_id(field);
    html! {
        select class="input" data-cell id=[anchor_of(field)] name=(field.name) aria-label=(field.label) form=[given(field.form)]
            aria-describedby=[&error] aria-invalid=[error.as_ref().map(|_| "true")] {
            @for choice in choices {
                option value=(choice.value) selected[choice.value == field.value] { (choice.label) }
            }
        }
        (error_line(field))
    }
}

/// Ticked when `ticked` holds the value.
pub fn cell_check(field: &CellField, ticked: &[&str]) -> Markup {
    html! {
        input class="cell-check" type="checkbox" name=(field.name) value=(field.value) aria-label=(field.label)
            form=[given(field.form)] checked[ticked.contains(&field.value)];
    }
}

/// The error summary leads to what is wrong; cells without a complaint may share their name with others.
fn anchor_of(field: &CellField) -> Option<String> {
    field.error.as_ref().map(|_| anchor("", field.name))
}

fn error_id(field: &CellField) -> Option<String> {
    field.error.as_ref().map(|_| format!("cell-{}-error", field.name))
}

fn error_line(field: &CellField) -> Markup {
    html! {
        @if let Some(error) = &field.error { p class="error" id=[error_id(field)] { (error) } }
    }
}
