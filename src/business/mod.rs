//! What the firm does: every rule. No HTTP, no HTML, no clock, no files.
//!
//! The rooms stand in the order of their dependencies: a room may use those above it, and of them only
//! what their `mod.rs` shows. This list is law. Rooms that later work will add keep their places:
//! promotions and benchmarks after commissions.

pub mod actor;
pub mod checks;
pub mod defect;
pub mod event;
pub mod failure;
pub mod findings;
pub mod journal;
pub mod mail;
pub mod permission;
pub mod reactions;
pub mod tx;
pub mod view;

/// The firm itself: name, address, bank account, accent, number ranges.
pub mod firm;
/// Site pages, news, legal texts.
pub mod pages;
/// Persons and firms we know, with addresses, bank accounts and consents.
pub mod people;
/// Accounts, sign-in secrets, sessions, roles and what they allow.
pub mod access;
/// Who must agree to what.
pub mod approvals;
/// Products, categories, prices, tax classes and rates.
pub mod catalog;
/// Places, lots, movements, reservations.
pub mod stock;
/// Customer accounts.
pub mod customers;
/// Sponsor, enroller and placement edges; contracts.
pub mod partners;
/// Cart to return and withdrawal.
pub mod orders;
/// Accounts, balances, balanced postings.
pub mod ledger;
/// Invoices and credit notes.
pub mod billing;
/// Money in and out.
pub mod payments;
/// Picking, parcels, carriers, tracking.
pub mod shipping;
/// Plan, facts, calculation, run, statement.
pub mod commissions;
/// Letters that were sent, with their text.
pub mod messages;
/// Adaptive case management: cases and their tasks.
pub mod cases;

use crate::store::Table;

/// Every table of every room. Backup, check and export walk this list.
pub fn tables() -> Vec<Table> {
    [
        crate::store::TABLES,
        firm::TABLES,
        people::TABLES,
        access::TABLES,
        approvals::TABLES,
        catalog::TABLES,
        stock::TABLES,
        customers::TABLES,
        partners::TABLES,
        orders::TABLES,
        ledger::TABLES,
        billing::TABLES,
        payments::TABLES,
        shipping::TABLES,
        commissions::TABLES,
        messages::TABLES,
        pages::TABLES,
        cases::TABLES,
    ]
    .concat()
}
