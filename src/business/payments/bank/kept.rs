//! Bank statements and their lines as they are kept.

use serde::{Deserialize, Serialize};

use crate::business::payments::{BankBalance, BankLine, StatementKind};
use crate::store::Stored;
use crate::values::{AccountId, BankStatementId, Currency, Day, HouseAccountId, Instant, Money};

/// Lines of a statement under one key.
pub const LINES_PER_PAGE: usize = 500;

/// In which way the bank wrote it. The same movement is worded differently in each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BankFormat {
    Camt,
    Mt940,
    Table,
}

/// A statement of a house account. Its lines stand on pages of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankStatement {
    pub account: HouseAccountId,
    pub kind: StatementKind,
    pub format: BankFormat,
    /// BLAKE3 of the file.
    pub file: [u8; 32],
    /// What the bank calls it, and its number in the bank's own count.
    pub name: String,
    pub sequence: Option<u64>,
    pub from: Day,
    pub to: Day,
    pub currency: Currency,
    pub opening: Option<BankBalance>,
    pub closing: Option<BankBalance>,
    /// What is on the account after all that is kept up to here, in minor units; `None` as long as no bank has said it.
    pub balance_after: Option<i64>,
    /// How many lines are kept, and what they add to the account and take from it.
    pub lines: u32,
    pub credits: Money,
    pub debits: Money,
    /// Lines of the file that were known already.
    pub known: u32,
    /// Lines that the bank had not booked.
    pub unbooked: u32,
    pub gap: Option<BankGap>,
    pub taken_at: Instant,
    pub taken_by: Option<AccountId>,
}

/// Something between two statements is missing, and somebody said why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankGap {
    /// What the account should have had, by what was kept before.
    pub expected: Money,
    pub found: Money,
    pub because: String,
}

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankFile {
    pub name: String,
    pub bytes: u64,
    pub taken_at: Instant,
    pub taken_by: Option<AccountId>,
}

/// Up to `LINES_PER_PAGE` lines in the order of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLinesPage {
    pub lines: Vec<BankLine>,
}

/// Where a line stands: its statement, and its number in it from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLinePlace {
    pub statement: BankStatementId,
    pub line: u32,
}

impl Stored for BankStatement {
    const VERSION: u8 = 1;
}

impl Stored for BankFile {
    const VERSION: u8 = 1;
}

impl Stored for BankLinesPage {
    const VERSION: u8 = 1;
    const PACKED: bool = true;
}

impl Stored for BankLinePlace {
    const VERSION: u8 = 1;
}

impl StatementKind {
    /// Whether its lines are bookings of the account. A notice tells earlier, or in more detail, what a statement books.
    pub const fn counts(self) -> bool {
        matches!(self, StatementKind::Statement | StatementKind::Table)
    }

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            StatementKind::Statement => "statement",
            StatementKind::DuringDay => "during_day",
            StatementKind::Notice => "notice",
            StatementKind::Table => "table",
        }
    }
}

impl BankStatement {
    /// What the lines moved together.
    pub fn moved(&self) -> Money {
        self.credits + self.debits
    }
}

/// `KA-17`: how people and search call a bank statement.
pub fn bank_statement_number(id: BankStatementId) -> String {
    format!("KA-{id}")
}
