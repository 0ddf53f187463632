//! Addresses in letters. The portals answer under these paths; nobody else writes them down.

use std::fmt::Write;

use crate::values::{AccountId, OrderId, RunId};

/// Where the firm is found on the web, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Links {
    base: String,
}

impl Links {
    /// Path of an order's page for whoever holds its token, followed by id and token.
    pub const ORDER: &'static str = "/order";
    /// Path on which an invited partner reads and accepts the terms, followed by the secret.
    pub const INVITATION: &'static str = "/invitation";
    /// Path on which a new password is chosen, followed by the secret.
    pub const PASSWORD: &'static str = "/password";
    /// Path on which the new address of an account is confirmed, followed by account and secret.
    pub const EMAIL: &'static str = "/email";
    /// Path of a partner's own statements.
    pub const STATEMENTS: &'static str = "/partner/statements";
    /// Path of what a partner asked about positions in the tree.
    pub const REQUESTS: &'static str = "/partner/team/requests";

    pub fn new(base: &str) -> Links {
        Links { base: base.trim_end_matches('/').to_owned() }
    }

    pub fn order(&self, id: OrderId, token: &[u8; 16]) -> String {
        let mut hex = String::with_capacity(32);
        for byte in token {
            let _ = write!(hex, "{byte:02x}");
        }
        format!("{}{}/{id}/{hex}", self.base, Links::ORDER)
    }

    pub fn invitation(&self, secret: &str) -> String {
        format!("{}{}/{secret}", self.base, Links::INVITATION)
    }

    pub fn password(&self, secret: &str) -> String {
        format!("{}{}/{secret}", self.base, Links::PASSWORD)
    }

    pub fn email(&self, account: AccountId, secret: &str) -> String {
        format!("{}{}/{account}/{secret}", self.base, Links::EMAIL)
    }

    /// A path as one writes it on a card.
    pub fn written_out(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    pub fn requests(&self) -> String {
        format!("{}{}", self.base, Links::REQUESTS)
    }

    pub fn statement(&self, run: RunId) -> String {
        format!("{}{}/{run}", self.base, Links::STATEMENTS)
    }

    pub fn statements(&self) -> String {
        format!("{}{}", self.base, Links::STATEMENTS)
    }
}
