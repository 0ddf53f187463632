//! Who may come in, and what each role allows.
//!
//! - *Account*: sign-in of one person by e-mail and password.
//! - *Role*: a named set of permissions with the portal it opens; data that an administrator can change.
//! - *Session*: one signed-in browser; it acts in one role at a time.
//! - *Link*: the right to choose a password or to confirm an address once, sent by e-mail; only the hash of its
//!   secret is kept.
//! - *Founding*: the first command of a firm, which makes its first administrator.

mod account;
pub(super) mod checks;
mod commands;
mod events;
mod links;
mod list;
pub mod password;
mod records;
mod role;
mod rules;
mod sessions;

pub use account::{Account, EmailChange, PasswordLink, Session, secret_hash};
pub use commands::{
    Colleague, Founding, Handing, NewAccount, NewEmail, NewPassword, NewRole, NewSession, Registration, RoleWishes,
    ask_for_new_email, ask_for_new_password, change_email, change_own_password, change_role_permissions, change_roles,
    choose_password, confirm_new_email, continue_session, create_account, create_role, end_other_sessions, end_session,
    end_session_of, end_sessions_of, ensure_standard_roles, found_firm, give_role, invite, lock_account, open_account,
    open_session, register, rename_role, reset_account, restore_role, retire_role, roles_mark, send_password_link,
    set_password, switch_role, take_role, unlock_account, welcome, withdraw_new_email,
};
pub(in crate::business) use commands::{attach_partner, detach_partner};
pub use events::{
    AccountCreated, AccountInvited, AccountLocked, AccountRegistered, AccountReset, AccountUnlocked, EmailChangeAsked,
    EmailChangeWithdrawn, EmailChanged, PartnerAttached, PartnerDetached, PasswordChosen, PasswordResetAsked,
    RoleCreated, RoleGiven, RolePermissionsChanged, RoleRenamed, RoleRestored, RoleRetired, RoleSwitched, RoleTaken,
    SessionContinued, SessionOpened, SessionsEnded,
};
pub use links::{valid_email_change, valid_link};
pub use list::{
    AccountBy, AccountRow, AccountState, AccountWish, FoundAccounts, HeldRole, find_accounts, held_roles, holders_of,
    last_sign_in,
};
pub use records::{
    TABLES, account, account_by_email, account_of_person, accounts, email_change, is_administrator, lock_reasons, role,
    role_by_key, roles, session, sessions_of,
};
pub use role::{ADMINISTRATOR, Portal, Role, RoleChange, standard_roles};
pub use rules::{known_person, may_give_permission, may_give_role, may_manage};
pub use sessions::{actor_of, language_of, name_of, open_session_of, other_roles};
