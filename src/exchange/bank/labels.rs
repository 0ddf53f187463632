//! Labels inside the free text of a payment: `EREF+`, `SVWZ+` and their like (DFÜ-Abkommen, Anlage 3).

use crate::business::payments::BankLine;
use crate::exchange::bank::limits::{NAME_SIGNS_MAX, TEXT_SIGNS_MAX, bounded, reference};
use crate::values::{Bic, Currency, Iban, Money};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Text,
    EndToEnd,
    Reference,
    Mandate,
    CreditorId,
    Counterparty,
    OnBehalfOf,
    Iban,
    Bic,
    Original,
    Charges,
    /// Known, and of no use to us.
    Nothing,
}

/// What German banks write, with a plus or a colon behind it.
const GERMAN: [(&str, Label); 14] = [
    ("SVWZ", Label::Text),
    ("EREF", Label::EndToEnd),
    ("KREF", Label::Reference),
    ("MREF", Label::Mandate),
    ("CRED", Label::CreditorId),
    ("DEBT", Label::Nothing),
    ("PURP", Label::Nothing),
    ("ABWA", Label::OnBehalfOf),
    ("ABWE", Label::OnBehalfOf),
    ("IBAN", Label::Iban),
    ("BIC", Label::Bic),
    ("OAMT", Label::Original),
    ("COAM", Label::Charges),
    ("RREF", Label::Nothing),
];

/// A subfield has 27 signs. What is shorter ended with a blank, or with a word.
const PIECE_SIGNS: usize = 27;

impl Label {
    /// By the name that a map of columns uses.
    pub(super) fn of_field(field: &str) -> Option<Label> {
        Some(match field {
            "text" => Label::Text,
            "end_to_end" => Label::EndToEnd,
            "reference" => Label::Reference,
            "mandate" => Label::Mandate,
            "creditor_id" => Label::CreditorId,
            "counterparty" => Label::Counterparty,
            "on_behalf_of" => Label::OnBehalfOf,
            "iban" => Label::Iban,
            "bic" => Label::Bic,
            "nothing" => Label::Nothing,
            _ => return None,
        })
    }
}

/// The labels of German banks, as they stand in text.
pub(super) fn german() -> Vec<(String, Label)> {
    GERMAN.iter().flat_map(|(name, label)| [(format!("{name}+"), *label), (format!("{name}:"), *label)]).collect()
}

/// Takes a text apart at its labels; what stands before the first is text. The pieces of a text are joined as
/// they were cut: without a blank where a piece is full.
pub(super) fn taken_apart<'p>(
    pieces: impl Iterator<Item = &'p str>,
    labels: &[(String, Label)],
) -> Vec<(Label, String)> {
    let mut found = vec![(Label::Text, String::new())];
    let mut was_short = false;
    for piece in pieces {
        let mut rest = piece;
        let mut joint = if was_short { " " } else { "" };
        while let Some((at, label, length)) = first_label(rest, labels) {
            append(&mut found, joint, rest.get(..at).unwrap_or_default());
            found.push((label, String::new()));
            rest = rest.get(at + length..).unwrap_or_default();
            joint = "";
        }
        append(&mut found, joint, rest);
        was_short = piece.chars().count() < PIECE_SIGNS;
    }
    found.retain(|(_, text)| !text.trim().is_empty());
    found
}

fn append(found: &mut [(Label, String)], joint: &str, text: &str) {
    if let Some((_, kept)) = found.last_mut() {
        if !kept.is_empty() && !text.is_empty() {
            kept.push_str(joint);
        }
        kept.push_str(text);
    }
}

/// The first label at the beginning or behind a blank: place, meaning, length.
fn first_label(text: &str, labels: &[(String, Label)]) -> Option<(usize, Label, usize)> {
    let at_word = |at: usize| at == 0 || text.get(..at).is_some_and(|before| before.ends_with(char::is_whitespace));
    let places = labels.iter().filter_map(|(name, label)| {
        let (at, _) = text.match_indices(name.as_str()).find(|(at, _)| at_word(*at))?;
        Some((at, *label, name.len()))
    });
    places.min_by_key(|(at, _, length)| (*at, std::cmp::Reverse(*length)))
}

/// Puts what was found into the line. What the line knows already is not written over.
pub(super) fn fill(line: &mut BankLine, found: &[(Label, String)]) {
    let has_purpose = found.iter().filter(|(label, _)| *label == Label::Text).count() > 0;
    if has_purpose {
        let text: Vec<&str> =
            found.iter().filter(|(label, _)| *label == Label::Text).map(|(_, text)| &**text).collect();
        line.text = bounded(&text.join(" "), TEXT_SIGNS_MAX);
    }
    for (label, text) in found {
        let kept = match label {
            Label::EndToEnd => &mut line.end_to_end,
            Label::Reference => &mut line.reference,
            Label::Mandate => &mut line.mandate,
            Label::CreditorId => &mut line.creditor_id,
            Label::Counterparty => &mut line.counterparty,
            Label::OnBehalfOf => &mut line.on_behalf_of,
            _ => {
                fill_value(line, *label, text);
                continue;
            }
        };
        if kept.is_empty() {
            *kept = match label {
                Label::Counterparty | Label::OnBehalfOf => bounded(text, NAME_SIGNS_MAX),
                _ => reference(text),
            };
        }
    }
}

fn fill_value(line: &mut BankLine, label: Label, text: &str) {
    let currency = line.amount.currency();
    match label {
        Label::Iban if line.iban.is_none() => line.iban = Iban::parse(text),
        Label::Bic if line.bic.is_none() => line.bic = Bic::parse(text),
        Label::Original => line.original = amount(text, currency).or(line.original),
        Label::Charges => line.charges = amount(text, currency).or(line.charges),
        _ => {}
    }
}

/// `12,50` or `USD12,50`, as MT940 writes amounts.
pub(super) fn amount(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim();
    let (currency, digits) = match text.get(..3).and_then(Currency::parse) {
        Some(own) => (own, text.get(3..)?),
        None => (currency, text),
    };
    let amount = swift_amount(digits.trim(), currency)?;
    (!amount.is_zero()).then_some(amount)
}

/// Digits with a comma: `175,00`, `175,`.
pub(super) fn swift_amount(digits: &str, currency: Currency) -> Option<Money> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    let whole = digits.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
    if !plain || !whole || digits.matches(',').count() > 1 {
        return None;
    }
    Money::parse_exact(digits.replace(',', ".").trim_end_matches('.'), currency).ok()
}
