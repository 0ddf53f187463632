//! What changes accounts, roles and sessions.

mod accounts;
mod colleagues;
mod emails;
mod partners;
mod passwords;
mod roles;
mod sessions;
mod setup;

pub use accounts::{NewAccount, create_account, give_role, invite, lock_account, take_role, unlock_account};
pub use colleagues::{Colleague, Handing, end_session_of, end_sessions_of, open_account, send_password_link};
pub use emails::{NewEmail, ask_for_new_email, change_email, confirm_new_email, withdraw_new_email};
pub(in crate::business) use partners::{attach_partner, detach_partner};
pub use passwords::{
    NewPassword, Registration, ask_for_new_password, change_own_password, choose_password, register, reset_account,
    set_password, welcome,
};
pub use roles::{
    NewRole, RoleWishes, change_role_permissions, change_roles, create_role, ensure_standard_roles, rename_role,
    restore_role, retire_role, roles_mark,
};
pub use sessions::{NewSession, continue_session, end_other_sessions, end_session, open_session, switch_role};
pub use setup::{Founding, found_firm};
