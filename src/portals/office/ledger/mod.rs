//! The ledger: accounts over a period, sub-accounts, and the postings of each with its balance; open items and how
//! late they are; months and their closing; the files for the tax adviser.

mod account;
mod accounts;
mod ageing;
mod closing;
mod export;
mod items;
mod words;

pub use items::items_section;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(accounts::routes())
        .and(account::routes())
        .and(items::routes())
        .and(ageing::routes())
        .and(closing::routes())
        .and(export::routes())
}
