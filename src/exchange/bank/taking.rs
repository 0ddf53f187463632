//! Hands statements and lines on as they are read, and checks that they add up.

use std::ops::ControlFlow;

use crate::business::payments::{BankLine, LineState, StatementDraft, StatementKind};
use crate::exchange::bank::limits::{ENTRIES_MAX, STATEMENTS_MAX};
use crate::exchange::bank::{BankFault, BankTrouble};
use crate::values::Money;

/// What a file gives, in its own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BankPiece {
    /// A statement as far as it is known before its first line, without lines.
    Begins(Box<StatementDraft>),
    Line(Box<BankLine>),
    /// The statement with all that its end told, still without lines.
    Ends(Box<StatementDraft>),
}

/// Who takes the pieces; `Break` ends the reading.
pub type Take<'t> = dyn FnMut(BankPiece) -> ControlFlow<()> + 't;

/// A taker that puts the lines into their statements: for files that are known to be small.
pub fn collect_statements(statements: &mut Vec<StatementDraft>) -> impl FnMut(BankPiece) -> ControlFlow<()> + '_ {
    let mut lines = Vec::new();
    move |piece| {
        match piece {
            BankPiece::Begins(_) => lines.clear(),
            BankPiece::Line(line) => lines.push(*line),
            BankPiece::Ends(mut statement) => {
                statement.lines = std::mem::take(&mut lines);
                statements.push(*statement);
            }
        }
        ControlFlow::Continue(())
    }
}

/// Counts, adds, and passes on.
pub(super) struct Taking<'t> {
    take: &'t mut Take<'t>,
    statements: u32,
    entries: u32,
    has_begun: bool,
    /// Sum of what was booked in this statement, in minor units: no file can make it overflow.
    moved: i128,
}

impl<'t> Taking<'t> {
    pub(super) fn new(take: &'t mut Take<'t>) -> Taking<'t> {
        Taking { take, statements: 0, entries: 0, has_begun: false, moved: 0 }
    }

    pub(super) const fn statements(&self) -> u32 {
        self.statements
    }

    /// One line of a statement; the statement begins with its first.
    pub(super) fn line(&mut self, statement: &StatementDraft, line: BankLine) -> Result<(), BankFault> {
        let currency = line.amount.currency();
        if currency != statement.currency {
            return Err(BankFault::OtherCurrency { account: statement.currency, found: currency });
        }
        self.entries += 1;
        if self.entries > ENTRIES_MAX {
            return Err(BankFault::TooMany);
        }
        self.begin(statement)?;
        if line.state == LineState::Booked {
            self.moved += i128::from(line.amount.minor());
        }
        self.pass(BankPiece::Line(Box::new(line)))
    }

    /// The end of a statement. What was booked must lead from the opening balance to the closing one.
    pub(super) fn end(&mut self, statement: StatementDraft) -> Result<(), BankFault> {
        self.begin(&statement)?;
        let moved = std::mem::take(&mut self.moved);
        self.has_begun = false;
        adds_up(&statement, moved)?;
        self.pass(BankPiece::Ends(Box::new(statement)))
    }

    /// The place of a fault that was found at the end of a line of the file.
    pub(super) fn trouble(line: u64, entry: u32, fault: BankFault) -> BankTrouble {
        let of_file = matches!(fault, BankFault::Stopped);
        if of_file { BankTrouble::of_file(fault) } else { BankTrouble::at(line, entry, fault) }
    }

    fn begin(&mut self, statement: &StatementDraft) -> Result<(), BankFault> {
        if self.has_begun {
            return Ok(());
        }
        self.has_begun = true;
        self.statements += 1;
        if self.statements > STATEMENTS_MAX {
            return Err(BankFault::TooMany);
        }
        self.pass(BankPiece::Begins(Box::new(statement.clone())))
    }

    fn pass(&mut self, piece: BankPiece) -> Result<(), BankFault> {
        if (self.take)(piece).is_break() { Err(BankFault::Stopped) } else { Ok(()) }
    }
}

fn adds_up(statement: &StatementDraft, moved: i128) -> Result<(), BankFault> {
    let (StatementKind::Statement, Some(opening), Some(closing)) =
        (statement.kind, statement.opening, statement.closing)
    else {
        return Ok(());
    };
    for balance in [opening, closing] {
        let found = balance.amount.currency();
        if found != statement.currency {
            return Err(BankFault::OtherCurrency { account: statement.currency, found });
        }
    }
    let expected = i128::from(opening.amount.minor()) + moved;
    if expected == i128::from(closing.amount.minor()) {
        return Ok(());
    }
    // A sum that no amount can hold is wrong in any case; it is told as the largest that can.
    let told = |minor: i128| {
        let limit = if minor < 0 { i64::MIN / 2 } else { i64::MAX / 2 };
        Money::new(i64::try_from(minor).unwrap_or(limit), statement.currency)
    };
    Err(BankFault::DoesNotAddUp {
        opening: opening.amount,
        lines: told(moved),
        closing: closing.amount,
        expected: told(expected),
    })
}
