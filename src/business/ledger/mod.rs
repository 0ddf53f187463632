//! The books: balanced postings over accounts, with balances kept beside them.
//!
//! - *Ledger account*: a kind of account, with a sub-account for one partner or customer where there is one.
//! - *Posting*: lines that sum to zero; debit is positive, credit is negative.
//! - *Rule*: what happened to money, and which accounts it moves; `rules` has one file for each.

mod book;
pub(super) mod checks;
mod list;
mod posting;
mod records;
pub mod rules;

pub use book::{NewPosting, book};
pub use list::{
    AccountLine, AccountMoves, FoundLines, LedgerSpan, find_lines, has_sub_accounts, moves_of_accounts,
    moves_of_sub_accounts,
};
pub use posting::{LedgerAccount, LedgerKey, Posting, PostingLine, receivables_of};
pub use records::{TABLES, balance, balances_of, posting, postings};
