//! What changes accounts, roles and sessions.

mod accounts;
mod partners;
mod passwords;
mod roles;
mod sessions;
mod setup;

pub use accounts::{NewAccount, create_account, give_role, invite, lock_account, take_role, unlock_account};
pub(in crate::business) use partners::attach_partner;
pub use passwords::{
    NewPassword, Registration, ask_for_new_password, change_own_password, choose_password, register, set_password,
    welcome,
};
pub use roles::{change_role_permissions, ensure_standard_roles};
pub use sessions::{NewSession, continue_session, end_other_sessions, end_session, open_session, switch_role};
pub use setup::{Founding, found_firm};
