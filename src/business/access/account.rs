//! Accounts, their sessions, and the links by which a password is chosen. Secrets are kept only as hashes.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{AccountId, Email, Instant, PartnerId, PersonId, RoleId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    pub person: PersonId,
    pub email: Email,
    /// Argon2id in its usual text form; empty until a password has been chosen.
    pub password_hash: String,
    pub roles: Vec<RoleId>,
    /// Set when the person is a partner; kept here because partners come after access in the house.
    pub partner: Option<PartnerId>,
    pub locked: bool,
    pub created_at: Instant,
}

/// Found by the BLAKE3 hash of the random id in the cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub account: AccountId,
    /// The role in which it acts.
    pub role: RoleId,
    pub created_at: Instant,
    pub seen_at: Instant,
    /// Where it came from, for the list that its owner sees.
    pub address: String,
    pub browser: String,
    pub revoked: bool,
}

/// The right to choose a password, found by the BLAKE3 hash of the secret in the link. Good once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordLink {
    pub account: AccountId,
    pub until: Instant,
}

/// An address that waits to be confirmed by the link that was sent to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChange {
    pub email: Email,
    /// BLAKE3 of the secret in the link.
    pub link_hash: [u8; 32],
    pub until: Instant,
}

impl Stored for EmailChange {
    const VERSION: u8 = 1;
}

impl Stored for Account {
    const VERSION: u8 = 1;
}

impl Stored for Session {
    const VERSION: u8 = 1;
}

impl Stored for PasswordLink {
    const VERSION: u8 = 1;
}

/// What is kept of a secret in a cookie or a link.
pub fn secret_hash(secret: &str) -> [u8; 32] {
    *blake3::hash(secret.as_bytes()).as_bytes()
}
