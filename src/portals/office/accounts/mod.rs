//! Accounts of everybody who signs in: staff, partners, customers.
//!
//! - *Sheet*: one account with its roles, sessions, lock and journal.
//! - *One-time link*: shown once when no mail server could send it.

mod deeds;
mod list;
mod new;
mod one_time_link;
mod sheet;
mod words;

pub use new::new_path;

use crate::business::permission::Permission;
use crate::values::AccountId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(new::routes())
        .and(sheet::routes())
        .and(deeds::routes())
        .behind(Permission::AccountsManage)
}

pub const fn list_path() -> &'static str {
    "/office/accounts"
}

pub fn sheet_path(id: AccountId) -> String {
    format!("{}/{id}", list_path())
}
