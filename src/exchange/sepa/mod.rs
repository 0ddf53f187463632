//! Payment files for banks (ISO 20022), written to the stricter German form GBIC_5 (DFÜ-Abkommen, Anlage 3).
//!
//! - *Credit transfer*: pain.001.001.09, money from one account of ours to many of others.
//! - *Direct debit*: pain.008.001.08, money from many accounts of others to one of ours.
//! - *Status report*: pain.002, what a bank says of a file of debits before any money moves.
//!
//! The crate behind it is young and is pinned; nothing of it shows outside this folder, and every file is judged by
//! other people's programs in `tests/validators/sepa.py`.

mod collection_file;
mod credit_transfer;
mod direct_debit;
mod fitting;
mod payment_file;
mod status_report;

pub use collection_file::{CollectionFile, collection_file};
pub use credit_transfer::{CreditTransfers, Debtor, Payee, TransferTrouble, credit_transfer_xml};
pub use direct_debit::{Creditor, DebitGroup, DebitTrouble, DirectDebits, Payer, direct_debit_xml};
pub use payment_file::{PaymentFile, payment_file};
pub use status_report::{is_status_report, read_status_report};
