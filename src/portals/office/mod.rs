//! The office: the pages of those who work for the firm. Every item of the navigation has its permission.
//!
//! - *Asked*: what the address of a list asks for: words, filters, order, page.
//! - *Wall*: now, as the clock on the firm's wall shows it to one reader.
//! - *Teller*: tells the journal in words.
//! - *Sheet file*: a list as a file for a spreadsheet.

mod address_fields;
mod asked;
mod desk;
pub mod frame;
mod goods;
mod history;
mod once;
mod orders;
mod outbox;
mod payments;
mod search;
mod sheet_file;
mod stock;
mod subjects;
mod tasks;
mod wall;
mod warehouse;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(desk::routes())
        .and(tasks::routes())
        .and(orders::routes())
        .and(payments::routes())
        .and(warehouse::routes())
        .and(stock::routes())
        .and(outbox::routes())
        .and(search::routes())
}
