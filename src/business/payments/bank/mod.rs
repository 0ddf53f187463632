//! What banks told us about our accounts, as it is kept.
//!
//! - *House account*: an account of ours at a bank.
//! - *Bank file*: one file of a bank; the same bytes are taken once.
//! - *Judging*: what a file would add, compared with what is kept already; nothing is written by it.
//! - *Fingerprint*: by which a line is known again when another file tells it once more.
//! - *Gap*: a statement that does not begin with what the one before it ended with.

mod accounts;
mod chain;
pub(in crate::business) mod checks;
mod events;
mod find;
mod fingerprint;
mod house_account;
mod judging;
mod kept;
mod records;
mod take;

pub(in crate::business) use accounts::open_first_house_account;
pub use accounts::{ensure_house_account, lacks_house_account, save_house_account};
pub use events::{BankFileTaken, BankStatementTaken, HouseAccountSaved};
pub use find::{
    FoundLines, FoundStatements, HouseAccountRow, LineWish, StatementRow, StatementWish, find_bank_lines,
    find_bank_statements, house_account_rows,
};
pub use house_account::HouseAccount;
pub use judging::{BankJudging, StatementPlan, Verdict};
pub use kept::{BankFile, BankFormat, BankGap, BankStatement, LINES_PER_PAGE, bank_statement_number};
pub(in crate::business::payments) use records::each_statement;
pub(super) use records::statements_newest_first;
pub use records::{
    BANK_TABLES, bank_file, bank_lines_of_page, bank_statement, house_account, house_account_of_iban, house_accounts,
    main_house_account, newest_statement_day,
};
pub use take::{NewBankFile, StatementTaking, begin_bank_file, begin_statement, end_statement, keep_lines};
