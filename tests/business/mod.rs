//! The rules, tested through what each room shows.

mod access;
mod approvals;
mod billing;
mod beginning;
mod cases;
mod catalog;
mod checks;
pub mod commissions;
mod credited;
mod customers;
mod imports;
mod incoming;
mod ledger;
mod opening;
mod orders;
mod partners;
mod payments;
mod placement;
mod receivables;
mod returns;
mod sequences;
mod shipping;
pub mod shop;
pub mod stage;
mod stock;
mod tariffs;
mod tree_requests;
