//! The books: balanced postings over accounts, with balances kept beside them.
//!
//! - *Ledger account*: a kind of account, with a sub-account for one partner or customer where there is one.
//! - *Posting*: lines that sum to zero; debit is positive, credit is negative.

mod book;
pub(super) mod checks;
mod posting;
mod records;

pub use book::{NewPosting, book};
pub use posting::{LedgerAccount, LedgerKey, Posting, PostingLine, receivables_of};
pub use records::{TABLES, balance, balances_of, posting, postings};
