//! What happens to house accounts and bank statements. Ids and sums only: who paid stands in the records.

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{BankStatementId, Day, HouseAccountId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HouseAccountSaved {
    pub account: HouseAccountId,
    pub is_new: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BankFileTaken {
    /// BLAKE3 of its bytes.
    pub hash: String,
    pub bytes: u64,
    pub statements: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BankStatementTaken {
    pub statement: BankStatementId,
    pub account: HouseAccountId,
    pub through: Day,
    pub lines: u32,
    pub amount: String,
    pub currency: String,
    /// The statements before it do not lead to it.
    pub has_gap: bool,
}

impl Happening for HouseAccountSaved {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "house_account_saved";

    fn subject(&self) -> Subject {
        Subject::of(self.account)
    }
}

impl Happening for BankFileTaken {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "bank_file_taken";

    fn subject(&self) -> Subject {
        the_firm()
    }
}

impl Happening for BankStatementTaken {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "bank_statement_taken";

    fn subject(&self) -> Subject {
        Subject::of(self.statement)
    }
}
