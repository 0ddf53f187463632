//! The books: balanced postings over accounts, with balances kept beside them.
//!
//! - *Ledger account*: a kind of account, with a sub-account for one partner or customer where there is one.
//! - *Posting*: lines that sum to zero; debit is positive, credit is negative.
//! - *Rule*: what happened to money, and which accounts it moves; `rules` has one file for each.
//! - *Party*: whose personal account it is: a customer, the guest of one order, a partner.
//! - *Open item*: what a party owes us, or we owe it, by one document, until it is settled.
//! - *Clearing*: what settled an item or a part of it: money, or another item of the same account.
//! - *Tax tag*: under which tax something was sold: country, category and rate.
//! - *Closing*: a month in which nothing is booked any more, with what stood on the accounts.

mod ageing;
mod book;
mod books_settings;
pub(super) mod checks;
mod closing;
mod commands;
mod events;
mod find_items;
mod item;
mod list;
mod posting;
mod records;
pub mod rules;
mod settle;
mod tax_tag;

pub use ageing::{AGES, Ageing, DebtSide, PartyAgeing, ageing_of};
pub use book::{NewPosting, book, closed_day, open_day};
pub(in crate::business) use book::{derive_items, postings_without_items};
pub use books_settings::{
    BmdColumns, BmdTaxSign, BmdTerms, BooksProgram, BooksSettings, BooksSettingsChanged, ChartKind, SaleKind,
    books_settings, set_books_settings,
};
pub use closing::{Closing, Reopening, closed_through, closing, closing_of, closings, month_of, newest_closed};
pub(in crate::business) use commands::take_decision;
pub use commands::{close_period, reopen_period};
pub use events::{BooksCaughtUp, PeriodClosed, PeriodReopened, ReopeningAsked, ReopeningOvertaken, ReopeningRefused};
pub use find_items::{ItemDue, ItemWish, see_open_items};
pub use item::{Clearing, ItemKey, ItemKind, OpenItem, Party, PartyKind, normalised_number};
pub use list::{
    AccountLine, AccountMoves, FoundLines, LedgerSpan, booked_days, find_lines, has_sub_accounts, moves_of_accounts,
    moves_of_sub_accounts, postings_of_days, trial_balance,
};
pub use posting::{LedgerAccount, LedgerKey, Posting, PostingLine, receivables_of};
pub use records::{
    TABLES, balance, balances_of, clearings_of, each_item, item, items_by_number, items_of, open_items, open_items_of,
    posting, postings,
};
pub use settle::{Personal, Printed};
pub use tax_tag::{TaxTag, rate_of_sub_account};
