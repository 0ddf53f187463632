//! The money pages of the office: runs, approvals, payouts, invoices, payments, the ledger.

mod approvals;
mod books;
mod books_export;
mod corrections;
mod evidence;
mod goods;
mod invoices;
mod october;
mod pay;
mod payouts;
mod runs;
mod sandbox;
mod sold;
mod sums;
