//! Invoices and credit notes: the list by what is still open, and the sheet of each.

mod cancel;
mod credit;
mod list;
mod sheet;
mod words;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(list::routes()).and(sheet::routes()).and(cancel::routes()).and(credit::routes())
}
