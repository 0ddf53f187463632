//! The pages, as a person with a browser meets them.

mod access;
mod accounts;
mod money;
mod office;
mod backup;
mod site_texts;
mod firm;
mod roles;
mod shop;
mod partner;
