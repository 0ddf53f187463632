//! Customers as staff see them.

mod close;
mod credit;
mod einvoice;
mod form;
mod list;
mod notes;
mod sheet;
mod terms;
mod vat_check;

use crate::business::failure::Failure;
use crate::values::CustomerId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(form::routes())
        .and(close::routes())
        .and(einvoice::routes())
        .and(terms::routes())
        .and(credit::routes())
        .and(vat_check::routes())
        .and(sheet::routes())
        .and(notes::routes())
}

/// The customer that a path names.
fn customer_id(text: &str) -> Result<CustomerId, Failure> {
    CustomerId::parse(text).ok_or_else(Failure::not_found)
}
