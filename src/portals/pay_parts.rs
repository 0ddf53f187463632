//! What was taken off a balance before it was paid, line by line down to the transfer.

use crate::business::payments::PaidParts;
use crate::text;
use crate::texts;
use crate::values::{Language, Money};
use crate::web::parts::SumLine;

/// From the total of a statement, with its VAT and what was owed before, to what goes to the bank.
pub fn part_lines(language: Language, parts: PaidParts, total: Money, vat: Option<Money>) -> Vec<SumLine> {
    let line = |label: String, amount: Money, is_total: bool| SumLine {
        label,
        amount: texts::money(language, amount),
        is_total,
    };
    let mut before = parts.balance - total;
    let mut lines = vec![line(text!(language, "payments_out.part.total"), total, false)];
    if let Some(vat) = vat.filter(|vat| !vat.is_zero()) {
        before -= vat;
        lines.push(line(text!(language, "payments_out.part.vat"), vat, false));
    }
    if !before.is_zero() {
        lines.push(line(text!(language, "payments_out.part.before"), before, false));
    }
    for (word, amount) in parts.deductions() {
        lines.push(line(text!(language, &format!("payments_out.part.{word}")), -amount, false));
    }
    lines.push(line(text!(language, "payments_out.part.transfer"), parts.transfer, true));
    lines
}
