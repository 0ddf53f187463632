//! The stock: levels with their warnings, what lies where, and what is done with goods apart from orders.

mod list;
mod moves;
mod places;
mod receive;
mod sheet;

pub use receive::receive_path;

use crate::values::ProductId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(receive::routes())
        .and(places::routes())
        .and(sheet::routes())
        .and(moves::routes())
}

/// What lies in the house of one product.
pub fn stock_path(product: ProductId) -> String {
    format!("/office/stock/{product}")
}
