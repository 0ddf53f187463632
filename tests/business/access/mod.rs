//! Accounts, passwords, sessions and roles.

mod accounts;
mod emails;
mod passwords;
mod rights;
mod roles;
mod sessions;
