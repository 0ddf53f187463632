//! Orders as staff see them: the list, the sheet, and what is done with an order.

mod cancel;
mod compare;
mod correct;
mod credit;
mod draft;
mod give_back;
mod list;
mod part;
mod place;
mod sections;
mod sheet;
mod words;

use crate::business::failure::Failure;
use crate::values::OrderId;
use crate::web::Routes;

pub use list::list_path;
pub use sections::grams;
pub use words::{order_state, paid, payment_state};

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(place::routes())
        .and(sheet::routes())
        .and(correct::routes())
        .and(credit::routes())
        .and(cancel::routes())
        .and(give_back::routes())
        .and(compare::routes())
        .and(part::routes())
}

/// The order that a path names.
fn order_id(text: &str) -> Result<OrderId, Failure> {
    OrderId::parse(text).ok_or_else(Failure::not_found)
}
