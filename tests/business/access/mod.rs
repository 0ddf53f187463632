//! Accounts, passwords, sessions and roles.

mod accounts;
mod passwords;
mod rights;
mod roles;
mod sessions;
