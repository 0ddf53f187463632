//! The pages, as a person with a browser meets them.

mod access;
mod accounts;
mod office;
mod roles;
mod shop;
mod partner;
