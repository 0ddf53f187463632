//! The ledger: accounts over a period, sub-accounts, and the postings of each with its balance.

mod account;
mod accounts;
mod words;

use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new().and(accounts::routes()).and(account::routes())
}
