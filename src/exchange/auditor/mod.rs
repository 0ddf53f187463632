//! What an auditor takes along: tables as CSV, described as the German tax authorities ask for it (the standard of
//! description of GDPdU and GoBD, part of § 147 (6) AO), for whatever program reads them.
//!
//! - *Table*: one file with its columns, told once here; header line, description and rows come from it.

mod index;
mod sheet;
mod tables;

pub use index::{DTD, DTD_NAME, INDEX_NAME, Supplier, index};
pub use sheet::{number, sheet};
pub use tables::{
    ACCOUNTS, AuditColumn, AuditTable, CLOSINGS, COMMISSIONS, ColumnKind, INVOICE_LINES, INVOICE_TAXES, INVOICES,
    PAYMENTS, PERSONAL_ACCOUNTS, POSTINGS, SELF_BILLED, TABLES,
};
