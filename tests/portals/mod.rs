//! The pages, as a person with a browser meets them.

mod access;
mod office;
mod accounts;
mod roles;
