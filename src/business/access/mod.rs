//! Who may come in, and what each role allows.
//!
//! - *Account*: sign-in of one person by e-mail and password.
//! - *Role*: a named set of permissions with the portal it opens; data that an administrator can change.
//! - *Session*: one signed-in browser; it acts in one role at a time.

mod account;
mod records;
mod role;
mod sessions;

pub use account::{Account, Session};
pub use records::{TABLES, account, account_by_email, role, role_by_key, roles, session};
pub use role::{Portal, Role, standard_roles};
pub use sessions::{actor_of, name_of, open_session, other_roles};
