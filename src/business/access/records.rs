//! Where accounts, roles, sessions and links are kept.

use std::collections::BTreeMap;

use crate::business::access::{Account, EmailChange, PasswordLink, Role, Session};
use crate::store::{Map, Read, Span, Table};
use crate::values::{AccountId, Email, PersonId, RoleId};

pub(super) const ACCOUNT_ID_TO_ACCOUNT: Map<AccountId, Account> = Map::new(30, "ACCOUNT_ID_TO_ACCOUNT");
pub(super) const EMAIL_TO_ACCOUNT_ID: Map<String, AccountId> = Map::new(31, "EMAIL_TO_ACCOUNT_ID");
pub(super) const ROLE_ID_TO_ROLE: Map<RoleId, Role> = Map::new(32, "ROLE_ID_TO_ROLE");
/// By the BLAKE3 hash of the cookie.
pub(super) const SESSION_HASH_TO_SESSION: Map<[u8; 32], Session> = Map::new(33, "SESSION_HASH_TO_SESSION");
pub(super) const ACCOUNT_TO_SESSION_HASH: Map<(AccountId, [u8; 32]), ()> = Map::new(34, "ACCOUNT_TO_SESSION_HASH");
/// By the BLAKE3 hash of the secret in the link.
pub(super) const LINK_HASH_TO_LINK: Map<[u8; 32], PasswordLink> = Map::new(35, "LINK_HASH_TO_LINK");
pub(super) const ACCOUNT_TO_LINK_HASH: Map<(AccountId, [u8; 32]), ()> = Map::new(36, "ACCOUNT_TO_LINK_HASH");
pub(super) const PERSON_TO_ACCOUNT_ID: Map<PersonId, AccountId> = Map::new(37, "PERSON_TO_ACCOUNT_ID");
/// By the number of the journal entry, which holds no words of persons.
pub(super) const ACCOUNT_AND_ENTRY_TO_LOCK_REASON: Map<(AccountId, u64), String> =
    Map::new(38, "ACCOUNT_AND_ENTRY_TO_LOCK_REASON");
/// One an account: a new wish takes the place of the one before.
pub(super) const ACCOUNT_TO_EMAIL_CHANGE: Map<AccountId, EmailChange> = Map::new(39, "ACCOUNT_TO_EMAIL_CHANGE");

pub const TABLES: &[Table] = &[
    ACCOUNT_ID_TO_ACCOUNT.table(),
    EMAIL_TO_ACCOUNT_ID.table(),
    ROLE_ID_TO_ROLE.table(),
    SESSION_HASH_TO_SESSION.table(),
    ACCOUNT_TO_SESSION_HASH.table(),
    LINK_HASH_TO_LINK.table(),
    ACCOUNT_TO_LINK_HASH.table(),
    PERSON_TO_ACCOUNT_ID.table(),
    ACCOUNT_AND_ENTRY_TO_LOCK_REASON.table(),
    ACCOUNT_TO_EMAIL_CHANGE.table(),
];

pub fn account(r: &dyn Read, id: AccountId) -> Option<Account> {
    r.get(&ACCOUNT_ID_TO_ACCOUNT, &id)
}

/// All accounts in the order of their ids.
pub fn accounts(r: &dyn Read) -> Vec<(AccountId, Account)> {
    r.scan(&ACCOUNT_ID_TO_ACCOUNT, Span::all())
}

pub fn account_by_email(r: &dyn Read, email: &Email) -> Option<AccountId> {
    r.get(&EMAIL_TO_ACCOUNT_ID, &email.as_str().to_owned())
}

pub fn account_of_person(r: &dyn Read, person: PersonId) -> Option<AccountId> {
    r.get(&PERSON_TO_ACCOUNT_ID, &person)
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

/// Every session of an account that is still kept, in no particular order.
pub fn sessions_of(r: &dyn Read, account: AccountId) -> Vec<([u8; 32], Session)> {
    let hashes = r.keys(&ACCOUNT_TO_SESSION_HASH, Span::prefix(&(account,)));
    hashes.into_iter().filter_map(|(_, hash)| Some((hash, session(r, &hash)?))).collect()
}

/// The address that an account is to have, confirmed or not, in time or not.
pub fn email_change(r: &dyn Read, account: AccountId) -> Option<EmailChange> {
    r.get(&ACCOUNT_TO_EMAIL_CHANGE, &account)
}

pub(super) fn link(r: &dyn Read, hash: &[u8; 32]) -> Option<PasswordLink> {
    r.get(&LINK_HASH_TO_LINK, hash)
}

pub(super) fn links_of(r: &dyn Read, account: AccountId) -> Vec<[u8; 32]> {
    let keys = r.keys(&ACCOUNT_TO_LINK_HASH, Span::prefix(&(account,)));
    keys.into_iter().map(|(_, hash)| hash).collect()
}

/// Why an account was locked, each time, by the number of the journal entry.
pub fn lock_reasons(r: &dyn Read, account: AccountId) -> BTreeMap<u64, String> {
    let rows = r.scan(&ACCOUNT_AND_ENTRY_TO_LOCK_REASON, Span::prefix(&(account,)));
    rows.into_iter().map(|((_, entry), reason)| (entry, reason)).collect()
}

/// May somebody with this account give others any right there is?
pub fn is_administrator(r: &dyn Read, account: &Account) -> bool {
    account.roles.iter().filter_map(|id| role(r, *id)).any(|role| role.is_administration())
}
