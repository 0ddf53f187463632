//! Where accounts, roles and sessions are kept.

use crate::business::access::{Account, Role, Session};
use crate::store::{Map, Read, Span, Table};
use crate::values::{AccountId, Email, RoleId};

pub(super) const ACCOUNT_ID_TO_ACCOUNT: Map<AccountId, Account> = Map::new(30, "ACCOUNT_ID_TO_ACCOUNT");
pub(super) const EMAIL_TO_ACCOUNT_ID: Map<String, AccountId> = Map::new(31, "EMAIL_TO_ACCOUNT_ID");
pub(super) const ROLE_ID_TO_ROLE: Map<RoleId, Role> = Map::new(32, "ROLE_ID_TO_ROLE");
/// By the BLAKE3 hash of the cookie.
pub(super) const SESSION_HASH_TO_SESSION: Map<[u8; 32], Session> = Map::new(33, "SESSION_HASH_TO_SESSION");
pub(super) const ACCOUNT_TO_SESSION_HASH: Map<(AccountId, [u8; 32]), ()> = Map::new(34, "ACCOUNT_TO_SESSION_HASH");

pub const TABLES: &[Table] = &[
    ACCOUNT_ID_TO_ACCOUNT.table(),
    EMAIL_TO_ACCOUNT_ID.table(),
    ROLE_ID_TO_ROLE.table(),
    SESSION_HASH_TO_SESSION.table(),
    ACCOUNT_TO_SESSION_HASH.table(),
];

pub fn account(r: &dyn Read, id: AccountId) -> Option<Account> {
    r.get(&ACCOUNT_ID_TO_ACCOUNT, &id)
}

pub fn account_by_email(r: &dyn Read, email: &Email) -> Option<AccountId> {
    r.get(&EMAIL_TO_ACCOUNT_ID, &email.as_str().to_owned())
}

pub fn role(r: &dyn Read, id: RoleId) -> Option<Role> {
    r.get(&ROLE_ID_TO_ROLE, &id)
}

pub fn roles(r: &dyn Read) -> Vec<(RoleId, Role)> {
    r.scan(&ROLE_ID_TO_ROLE, Span::all())
}

pub fn role_by_key(r: &dyn Read, key: &str) -> Option<(RoleId, Role)> {
    roles(r).into_iter().find(|(_, role)| role.key == key)
}

pub fn session(r: &dyn Read, hash: &[u8; 32]) -> Option<Session> {
    r.get(&SESSION_HASH_TO_SESSION, hash)
}
