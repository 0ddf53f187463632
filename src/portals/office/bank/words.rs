//! Words and states of bank statements.

use maud::Markup;

use crate::business::payments::bank::BankStatement;
use crate::business::payments::{BankLine, LineKind, StatementKind};
use crate::text;
use crate::values::Language;
use crate::web::parts::{Meaning, state};

pub fn kind_word(language: Language, kind: StatementKind) -> String {
    text!(language, &format!("bank_desk.kind.{}", kind.word()))
}

/// What kind of statement it is; one behind a gap catches the eye.
pub fn statement_state(language: Language, statement: &BankStatement) -> Markup {
    if statement.gap.is_some() {
        return state(Meaning::Attention, &text!(language, "bank_desk.state.gap"));
    }
    let meaning = match statement.kind {
        StatementKind::Statement => Meaning::Good,
        StatementKind::Notice | StatementKind::DuringDay | StatementKind::Table => Meaning::Neutral,
    };
    state(meaning, &kind_word(language, statement.kind))
}

pub fn line_kind_word(language: Language, kind: LineKind) -> String {
    let word = match kind {
        LineKind::Transfer => "transfer",
        LineKind::DirectDebit => "direct_debit",
        LineKind::Return => "return",
        LineKind::Card => "card",
        LineKind::Cash => "cash",
        LineKind::Charges => "charges",
        LineKind::Interest => "interest",
        LineKind::Other => "other",
    };
    text!(language, &format!("bank_desk.line_kind.{word}"))
}

/// Who paid or was paid, as far as the bank says it.
pub fn who(language: Language, line: &BankLine) -> String {
    let named = [&line.counterparty, &line.on_behalf_of, &line.booking_text];
    let first = named.into_iter().find(|name| !name.is_empty());
    first.cloned().unwrap_or_else(|| line_kind_word(language, line.kind))
}

/// What it was for: what was written, or the best reference there is.
pub fn what_for(line: &BankLine) -> &str {
    let said = [&line.text, &line.reference, &line.end_to_end];
    said.into_iter().find(|text| !text.is_empty()).map_or("", String::as_str)
}
