//! The firm itself.
//!
//! - *Firm*: who sells; one record. Its presence means that the firm has been set up.
//! - *Part*: what one page of the firm changes; two who change different parts do not meet.
//! - *Stationery*: what stands on our papers beside the particulars.
//! - *Issuer*: the firm as it stood when a paper was issued; every invoice and posted run keeps its own.
//! - *Tax terms*: how the firm stands to value added tax.
//! - *Sales terms*: when invoices are to be paid, and what is let off who pays sooner, where a customer has no terms of
//!   its own.
//! - *Trial*: a demo firm, in which the clock may be set.

mod beginning;
mod commands;
mod issuer;
mod particulars;
mod parts;
mod records;
mod sales_terms;
mod tax;

pub use beginning::NewFirm;
pub use commands::{
    BackupBegun, BackupDeleted, BackupTaken, FirmChanged, FirmPartChanged, MailServerTried, begin_backup, change_firm,
    change_logo, change_part, delete_backup, record_mail_trial, take_backup, the_firm,
};
pub use issuer::{Issuer, issuer, issuer_at, logo_of};
pub use particulars::{Firm, MailSecurity, MailServer, Stationery};
pub use parts::{BankAccount, FirmPart, Look, Particulars, bank, look, particulars};
pub use records::{TABLES, firm, has_logo, home, logo, stationery, zone};
pub use sales_terms::{PaymentTerms, SalesTerms, SkontoStep, change_sales_terms, sales_terms, sales_terms_at};
pub use tax::{TaxTerms, change_tax_terms, tax_terms};
