//! Field 61 of MT940, one movement: `2603020302RC1234,56NTRFREFERENCE//BANKREF`.

use crate::business::payments::{BankLine, LineKind, LineState};
use crate::exchange::bank::BankFault;
use crate::exchange::bank::labels::{amount, swift_amount};
use crate::exchange::bank::limits::reference;
use crate::exchange::bank::trouble::shown;
use crate::values::{Currency, Day};

/// Reads one movement. `text` is the field, its second line being what the bank adds.
pub(super) fn read(text: &str, entry: u32, currency: Currency) -> Result<BankLine, BankFault> {
    let (first, added) = text.split_once('\n').unwrap_or((text, ""));
    let wrong = || BankFault::NoLine { value: shown(first) };
    let value_on = first.get(..6).and_then(short_day).ok_or_else(wrong)?;
    let rest = first.get(6..).ok_or_else(wrong)?;
    // The day of booking has no year, and may be missing.
    let booked_on = rest.get(..4).and_then(|digits| day_near(digits, value_on));
    let rest = if booked_on.is_some() { rest.get(4..).ok_or_else(wrong)? } else { rest };
    let is_expected = rest.starts_with('E');
    let (is_debit, is_reversal, rest) = direction(rest).ok_or_else(wrong)?;
    // The third letter of the currency may stand here.
    let rest = rest.strip_prefix(|sign: char| sign.is_ascii_alphabetic()).unwrap_or(rest);
    let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != ',').unwrap_or(rest.len());
    let (digits, rest) = rest.split_at_checked(end).ok_or_else(wrong)?;
    let booked = swift_amount(digits, currency).ok_or_else(|| BankFault::NoAmount { value: shown(digits) })?;
    let code = rest.get(..4).filter(|code| code.starts_with(['N', 'F', 'S']));
    let references = rest.get(code.map_or(0, str::len)..).unwrap_or_default();
    let (own, bank) = references.split_once("//").unwrap_or((references, ""));
    let mut line = BankLine::new(entry, if is_debit { -booked } else { booked }, booked_on.unwrap_or(value_on));
    line.value_on = value_on;
    line.is_reversal = is_reversal;
    if is_expected {
        line.state = LineState::Pending;
    }
    line.kind = of_swift(code.and_then(|code| code.get(1..)).unwrap_or_default());
    line.code = code.unwrap_or_default().to_owned();
    line.reference = reference(own);
    line.bank_ref = reference(bank);
    let told = |word: &str| {
        let (_, after) = added.split_once(word)?;
        amount(after.split('/').next()?, currency)
    };
    line.original = told("OCMT/");
    line.charges = told("CHGT/");
    Ok(line)
}

/// Credit or debit, or the taking back of one (R), or one that is only expected (E): the money of a taken back
/// credit leaves the account.
fn direction(text: &str) -> Option<(bool, bool, &str)> {
    for (mark, is_debit, is_reversal) in
        [("RC", true, true), ("RD", false, true), ("EC", false, false), ("ED", true, false)]
    {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some((is_debit, is_reversal, rest));
        }
    }
    let rest = text.strip_prefix('C').map(|rest| (false, false, rest));
    rest.or_else(|| text.strip_prefix('D').map(|rest| (true, false, rest)))
}

/// SWIFT's own kinds, where the field below says nothing better.
fn of_swift(code: &str) -> LineKind {
    match code {
        "TRF" | "STO" => LineKind::Transfer,
        "DDT" => LineKind::DirectDebit,
        "RTI" => LineKind::Return,
        "CHG" | "COM" => LineKind::Charges,
        "INT" => LineKind::Interest,
        _ => LineKind::Other,
    }
}

/// `260302`: a day of this century, or of the last twenty years before it.
pub(super) fn short_day(digits: &str) -> Option<Day> {
    if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let year: i16 = digits.get(..2)?.parse().ok()?;
    let century = if year >= 80 { 1900 } else { 2000 };
    day_of_bank(century + year, digits.get(2..4)?.parse().ok()?, digits.get(4..6)?.parse().ok()?)
}

/// Banks that count thirty days for every month know a 30th of February; it is the last.
fn day_of_bank(year: i16, month: i8, day: i8) -> Option<Day> {
    let last_of_february = || {
        (month == 2 && (29..=30).contains(&day))
            .then_some(())
            .and_then(|()| Day::new(year, 2, 29).or_else(|| Day::new(year, 2, 28)))
    };
    Day::new(year, month, day).or_else(last_of_february)
}

/// `0302`: the second of March that lies nearest to another day.
fn day_near(digits: &str, other: Day) -> Option<Day> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (month, day) = (digits.get(..2)?.parse().ok()?, digits.get(2..4)?.parse().ok()?);
    let years = [other.year() - 1, other.year(), other.year() + 1];
    let days = years.into_iter().filter_map(|year| day_of_bank(year, month, day));
    days.min_by_key(|day| day.days_since(other).abs())
}
