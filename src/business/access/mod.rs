//! Who may come in, and what each role allows.
//!
//! - *Account*: sign-in of one person by e-mail and password.
//! - *Role*: a named set of permissions with the portal it opens; data that an administrator can change.
//! - *Session*: one signed-in browser; it acts in one role at a time.
//! - *Link*: the right to choose a password once, sent by e-mail; only the hash of its secret is kept.
//! - *Founding*: the first command of a firm, which makes its first administrator.

mod account;
pub(super) mod checks;
mod commands;
mod events;
mod links;
pub mod password;
mod records;
mod role;
mod rules;
mod sessions;

pub use account::{Account, PasswordLink, Session, secret_hash};
pub(in crate::business) use commands::attach_partner;
pub use commands::{
    Founding, NewAccount, NewPassword, NewSession, Registration, ask_for_new_password, change_own_password,
    change_role_permissions, choose_password, continue_session, create_account, end_other_sessions, end_session,
    ensure_standard_roles, found_firm, give_role, invite, lock_account, open_session, register, set_password,
    switch_role, take_role, unlock_account, welcome,
};
pub use events::{
    AccountCreated, AccountInvited, AccountLocked, AccountRegistered, AccountUnlocked, PartnerAttached, PasswordChosen,
    PasswordResetAsked, RoleCreated, RoleGiven, RolePermissionsChanged, RoleSwitched, RoleTaken, SessionContinued,
    SessionOpened, SessionsEnded,
};
pub use links::valid_link;
pub use records::{
    TABLES, account, account_by_email, account_of_person, accounts, is_administrator, role, role_by_key, roles,
    session, sessions_of,
};
pub use role::{ADMINISTRATOR, Portal, Role, standard_roles};
pub use sessions::{actor_of, language_of, name_of, open_session_of, other_roles};
