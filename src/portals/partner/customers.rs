//! The customers whom a partner has brought.

mod list;
mod new;
mod sheet;

use crate::values::CustomerId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(new::routes()).and(sheet::routes())
}

pub fn customer_path(id: CustomerId) -> String {
    format!("{}/{id}", list::list_path())
}
