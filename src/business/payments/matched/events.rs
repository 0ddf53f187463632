//! What happens to bank lines. Ids and sums only.

use serde::Serialize;

use crate::business::firm::the_firm;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::BankStatementId;

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BankLinePosted {
    pub statement: BankStatementId,
    pub line: u32,
    pub payments: u32,
    pub amount: String,
    pub currency: String,
    pub by_itself: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct BankLinePutOff {
    pub statement: BankStatementId,
    pub line: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MatchSettingsChanged {
    pub posts_by_itself: bool,
}

impl Happening for MatchSettingsChanged {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "match_settings_changed";

    fn subject(&self) -> Subject {
        the_firm()
    }
}

impl Happening for BankLinePosted {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "bank_line_posted";

    fn subject(&self) -> Subject {
        Subject::of(self.statement)
    }
}

impl Happening for BankLinePutOff {
    const ROOM: &'static str = "payments";
    const NAME: &'static str = "bank_line_put_off";

    fn subject(&self) -> Subject {
        Subject::of(self.statement)
    }
}
