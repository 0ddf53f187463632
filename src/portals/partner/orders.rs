//! Orders that are credited to the partner: the own ones and those of customers, as a list, a file and a sheet.

mod list;
mod sheet;

use crate::values::OrderId;
use crate::web::Routes;

pub use list::list_path;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes())
}

pub fn order_path(id: OrderId) -> String {
    format!("{}/{id}", list_path())
}
