//! MT940 (SWIFT Customer Statement Message), as banks hand it out: with or without the envelope of SWIFT, several
//! messages in a file, and details in one of three ways.

use crate::business::payments::{BankBalance, BankLine, StatementDraft, StatementKind};
use crate::exchange::bank::labels::swift_amount;
use crate::exchange::bank::limits::{FIELD_BYTES_MAX, reference};
use crate::exchange::bank::mt940_line::short_day;
use crate::exchange::bank::taking::Taking;
use crate::exchange::bank::trouble::shown;
use crate::exchange::bank::{BankFault, BankTrouble, Take, details, encoding, mt940_line};
use crate::values::{Currency, Iban};

/// Reads a whole file.
pub(super) fn read(bytes: &[u8], take: &mut Take<'_>) -> Result<(), BankTrouble> {
    let text = encoding::decoded(bytes).map_err(BankTrouble::of_file)?;
    let mut take = |piece| take(piece);
    let mut reading = Reading { taking: Taking::new(&mut take), open: None, field: None, entries: 0, waiting: None };
    let mut number = 0;
    for line in text.lines() {
        number += 1;
        reading.line(line, number).map_err(|(at, fault)| Taking::trouble(at, reading.entry(), fault))?;
    }
    let ended = reading.end_field().and_then(|()| reading.pass_on());
    ended.map_err(|(at, fault)| Taking::trouble(at, reading.entry(), fault))?;
    if reading.open.is_some() {
        return Err(BankTrouble::at(number, 0, BankFault::CutOff));
    }
    if reading.taking.statements() == 0 {
        return Err(BankTrouble::of_file(BankFault::Missing { what: ":60F:, :62F:" }));
    }
    Ok(())
}

struct Reading<'t> {
    taking: Taking<'t>,
    /// The statement that was begun and has no closing balance yet.
    open: Option<Open>,
    field: Option<Field>,
    entries: u32,
    waiting: Option<Waiting>,
}

/// A movement whose details may still follow, or go on.
struct Waiting {
    at: u64,
    line: BankLine,
    details: String,
}

/// The currency of a statement is known with its opening balance.
struct Open {
    draft: StatementDraft,
    currency: Option<Currency>,
}

struct Field {
    tag: String,
    line: u64,
    text: String,
}

/// A fault and the line of the file on which it stands.
type Placed = (u64, BankFault);

impl Reading<'_> {
    fn entry(&self) -> u32 {
        if self.open.is_some() { self.entries } else { 0 }
    }

    fn line(&mut self, line: &str, number: u64) -> Result<(), Placed> {
        // No message ends before its closing balance: until then a lone hyphen or a brace is what somebody wrote.
        if self.is_inside_details() && tagged(line).is_none() {
            return self.goes_on(line, number);
        }
        // The envelope of SWIFT: the text of the message begins behind `{4:`.
        let enveloped = line.starts_with('{').then(|| line.split_once("{4:").map_or("", |(_, text)| text));
        let line = enveloped.unwrap_or(line);
        if line.trim_end() == "-" || line.starts_with("-}") {
            return self.end_field();
        }
        if let Some((tag, text)) = tagged(line) {
            self.end_field()?;
            self.field = Some(Field { tag: tag.to_owned(), line: number, text: text.to_owned() });
            return Ok(());
        }
        self.goes_on(line, number)
    }

    fn is_inside_details(&self) -> bool {
        self.waiting.is_some() && self.field.as_ref().is_some_and(|field| field.tag == "86")
    }

    fn goes_on(&mut self, line: &str, number: u64) -> Result<(), Placed> {
        let Some(field) = &mut self.field else { return Ok(()) };
        if field.text.len() + line.len() > FIELD_BYTES_MAX {
            return Err((number, BankFault::TooLong));
        }
        field.text.push('\n');
        field.text.push_str(line);
        Ok(())
    }

    fn end_field(&mut self) -> Result<(), Placed> {
        let Some(field) = self.field.take() else { return Ok(()) };
        let at = field.line;
        if field.tag != "86" {
            self.pass_on()?;
        }
        self.field_ends(&field).map_err(|fault| (at, fault))
    }

    fn field_ends(&mut self, field: &Field) -> Result<(), BankFault> {
        let text = field.text.trim();
        match field.tag.as_str() {
            "20" => {
                if self.open.is_some() {
                    return Err(BankFault::Missing { what: ":62F:" });
                }
                self.begun().draft.message_id = reference(text);
            }
            "25" => {
                let draft = &mut self.begun().draft;
                draft.iban = iban_of(text);
                draft.account = reference(text);
            }
            "28" | "28C" => {
                let draft = &mut self.begun().draft;
                let (number, page) = text.split_once('/').unwrap_or((text, ""));
                (draft.sequence, draft.page) = (number.trim().parse().ok(), page.trim().parse().ok());
                draft.id = reference(text);
            }
            "60F" | "60M" => {
                let balance = balance(text)?;
                let open = self.begun();
                open.currency = Some(balance.amount.currency());
                open.draft.currency = balance.amount.currency();
                (open.draft.opening, open.draft.from) = (Some(balance), Some(balance.on));
            }
            "61" => {
                let currency = self.open.as_ref().and_then(|open| open.currency);
                let currency = currency.ok_or(BankFault::Missing { what: ":60F:" })?;
                self.entries = self.entries.saturating_add(1);
                let line = mt940_line::read(text, self.entries, currency)?;
                self.waiting = Some(Waiting { at: field.line, line, details: String::new() });
            }
            "86" => {
                // Behind the closing balance it tells of the account, not of a movement.
                if let Some(Waiting { details, .. }) = &mut self.waiting {
                    if details.len() + text.len() > FIELD_BYTES_MAX {
                        return Err(BankFault::TooLong);
                    }
                    details::add(details, text);
                }
            }
            "62F" | "62M" => {
                let closing = balance(text)?;
                let mut open = self.open.take().ok_or(BankFault::Missing { what: ":60F:" })?;
                open.currency.ok_or(BankFault::Missing { what: ":60F:" })?;
                (open.draft.closing, open.draft.to) = (Some(closing), Some(closing.on));
                self.taking.end(open.draft)?;
            }
            // MT942 tells of the day so far and has no balances; it is not an MT940.
            "34F" | "13D" => return Err(BankFault::OtherMessage { name: "MT942".to_owned() }),
            _ => {}
        }
        Ok(())
    }

    /// Hands on the movement whose details are complete.
    fn pass_on(&mut self) -> Result<(), Placed> {
        let (Some(Waiting { at, mut line, details }), Some(open)) = (self.waiting.take(), &self.open) else {
            return Ok(());
        };
        if !details.is_empty() {
            details::read(&details, &mut line);
        }
        self.taking.line(&open.draft, line).map_err(|fault| (at, fault))
    }

    /// The open statement; some banks leave out the name of the message.
    fn begun(&mut self) -> &mut Open {
        if self.open.is_none() {
            self.entries = 0;
        }
        self.open.get_or_insert_with(|| Open {
            draft: StatementDraft::new(StatementKind::Statement, Currency::EUR),
            currency: None,
        })
    }
}

/// `:28C:00001/001`. A text that begins like a field is one.
fn tagged(line: &str) -> Option<(&str, &str)> {
    let (tag, text) = line.strip_prefix(':')?.split_once(':')?;
    let (digits, letter) = tag.split_at_checked(2)?;
    let is_tag = digits.bytes().all(|byte| byte.is_ascii_digit()) && letter.len() <= 1;
    let is_letter = letter.bytes().all(|byte| byte.is_ascii_uppercase());
    ((is_tag && is_letter) || tag == "NS").then_some((tag, text))
}

/// `C251201EUR15170,95`.
fn balance(text: &str) -> Result<BankBalance, BankFault> {
    let wrong = || BankFault::NoAmount { value: shown(text) };
    let (mark, rest) = text.split_at_checked(1).ok_or_else(wrong)?;
    let is_debit = match mark {
        "C" => false,
        "D" => true,
        _ => return Err(BankFault::NoDirection { value: shown(text) }),
    };
    let day = rest.get(..6).ok_or_else(wrong)?;
    let on = short_day(day).ok_or_else(|| BankFault::NoDay { value: shown(day) })?;
    let code = rest.get(6..9).ok_or_else(wrong)?;
    let currency = Currency::parse(code).ok_or_else(|| BankFault::NoCurrency { value: shown(code) })?;
    let amount = rest.get(9..).and_then(|digits| swift_amount(digits.trim(), currency)).ok_or_else(wrong)?;
    Ok(BankBalance { amount: if is_debit { -amount } else { amount }, on })
}

/// The account, behind which a currency may stand.
fn iban_of(text: &str) -> Option<Iban> {
    let without_currency = text.len().checked_sub(3).and_then(|end| text.get(..end));
    Iban::parse(text).or_else(|| without_currency.and_then(Iban::parse))
}
