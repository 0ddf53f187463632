//! Accounts, passwords, sessions and roles.

mod accounts;
mod passwords;
mod roles;
mod sessions;
