//! What a rule says.

use crate::business::ledger::LedgerKey;
use crate::values::Money;

/// The lines of one posting, and the rule that made them. Only rules make one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booked {
    rule: &'static str,
    lines: Vec<(LedgerKey, Money)>,
}

impl Booked {
    pub(super) fn new(rule: &'static str, lines: Vec<(LedgerKey, Money)>) -> Booked {
        Booked { rule, lines }
    }

    /// The same the other way round, under another word.
    pub(super) fn opposite(self, rule: &'static str) -> Booked {
        Booked { rule, lines: self.lines.into_iter().map(|(key, amount)| (key, -amount)).collect() }
    }

    /// The same under another word.
    pub(super) fn called(self, rule: &'static str) -> Booked {
        Booked { rule, ..self }
    }

    /// A stable word: `invoice_issued`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Debit positive, credit negative.
    pub fn lines(&self) -> &[(LedgerKey, Money)] {
        &self.lines
    }
}
