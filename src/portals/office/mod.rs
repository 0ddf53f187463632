//! The office: the pages of those who work for the firm. Every item of the navigation has its permission.
//!
//! - *Teller*: tells the journal in words.

mod accounts;
mod address_fields;
mod approvals;
mod backup;
mod bank;
mod cases;
mod closed;
mod collections;
mod commissions;
mod conflict;
mod credit;
mod customers;
mod desk;
mod documents;
mod exchange;
mod firm;
mod first_steps;
pub mod frame;
mod goods;
mod history;
mod incoming;
mod invoices;
mod journal;
mod ledger;
mod mandates;
mod legal;
mod news;
mod orders;
mod outbox;
mod partners;
mod payments;
mod payouts;
mod period_filter;
mod pieces;
mod roles;
mod products;
mod reminders;
mod search;
mod stock;
mod subjects;
mod tasks;
mod terms_fields;
mod warehouse;
mod who_may;

use crate::portals::{asked, once, sheet_file, wall};
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(desk::routes())
        .and(documents::routes())
        .and(tasks::routes())
        .and(orders::routes())
        .and(credit::routes())
        .and(customers::routes())
        .and(partners::routes())
        .and(payments::routes())
        .and(bank::routes())
        .and(mandates::routes())
        .and(collections::routes())
        .and(products::routes())
        .and(commissions::routes())
        .and(approvals::routes())
        .and(payouts::routes())
        .and(invoices::routes())
        .and(incoming::routes())
        .and(reminders::routes())
        .and(ledger::routes())
        .and(warehouse::routes())
        .and(stock::routes())
        .and(outbox::routes())
        .and(exchange::routes())
        .and(cases::routes())
        .and(journal::routes())
        .and(search::routes())
        .and(accounts::routes())
        .and(roles::routes())
        .and(firm::routes())
        .and(backup::routes())
        .and(legal::routes())
        .and(news::routes())
}
