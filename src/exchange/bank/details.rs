//! Field 86 of MT940: what a line was for. Three ways of writing it are known: the numbered subfields of the German
//! and Austrian banks (`166?00…?20…`), words between slashes (`/EREF/…/REMI/…`), and plain text.

use crate::business::payments::{BankLine, LineKind, ReasonCode};
use crate::exchange::bank::labels::{Label, fill, german, taken_apart};
use crate::exchange::bank::limits::{
    LABELLED_SIGNS_MAX, NAME_SIGNS_MAX, TEXT_SIGNS_MAX, beginning, bounded, reference,
};
use crate::values::{Bic, Iban};

/// Words between slashes, and what each means to us.
const SLASHED: [(&str, Label); 11] = [
    ("/EREF/", Label::EndToEnd),
    ("/KREF/", Label::Reference),
    ("/MARF/", Label::Mandate),
    ("/CSID/", Label::CreditorId),
    ("/NAME/", Label::Counterparty),
    ("/IBAN/", Label::Iban),
    ("/BIC/", Label::Bic),
    ("/REMI/", Label::Text),
    ("/ULTD/", Label::OnBehalfOf),
    ("/ULTC/", Label::OnBehalfOf),
    ("/TRTP/", Label::Nothing),
];

/// Adds a further field 86 to what the first ones said. Numbered subfields go on where those before have ended.
pub(super) fn add(said: &mut String, text: &str) {
    if said.is_empty() {
        text.clone_into(said);
        return;
    }
    let number = said.get(..4).filter(|number| subfields(said).is_some() && text.starts_with(number));
    let more = number.and_then(|number| text.strip_prefix(number.get(..3)?)).unwrap_or(text);
    let more = more.to_owned();
    said.push('\n');
    said.push_str(&more);
}

/// Reads the field into its line; `text` has the lines of the field.
pub(super) fn read(text: &str, line: &mut BankLine) {
    let text = beginning(text, LABELLED_SIGNS_MAX);
    match subfields(text) {
        Some((number, fields)) => structured(&number, &fields, line),
        None if SLASHED.iter().any(|(word, _)| text.starts_with(word)) => slashed(text, line),
        None => fill(line, &taken_apart(std::iter::once(text.replace('\n', " ").as_str()), &german())),
    }
    if line.kind == LineKind::Return && line.returned.is_none() {
        let words = line.text.split(|sign: char| !sign.is_ascii_alphanumeric());
        line.returned = words.filter_map(reason).next();
    }
}

/// Three digits, a sign of the bank's choice, and numbered fields that begin with that sign.
fn subfields(text: &str) -> Option<(String, Vec<(u8, String)>)> {
    let number = text.get(..3).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let rest = text.get(3..)?;
    let sign = rest.chars().next().filter(|sign| !sign.is_ascii_alphanumeric() && !sign.is_whitespace())?;
    // Lines are broken anywhere, also inside a number of a field.
    let joined = rest.replace('\n', "");
    let mut fields: Vec<(u8, String)> = Vec::new();
    for piece in joined.split(sign).skip(1) {
        let name = piece.get(..2).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
        let name = name.and_then(|digits| digits.parse().ok());
        match (name.filter(|name| matches!(name, 0 | 10 | 20..=34 | 60..=63)), fields.last_mut()) {
            (Some(name), _) => fields.push((name, piece.get(2..).unwrap_or_default().to_owned())),
            // The sign itself was meant, in a text.
            (None, Some((_, text))) => {
                text.push(sign);
                text.push_str(piece);
            }
            (None, None) => return None,
        }
    }
    // "100.00 Miete" is no field 00: what a movement was is followed by more.
    fields.iter().any(|(name, _)| *name > 0).then(|| (number.to_owned(), fields))
}

fn structured(number: &str, fields: &[(u8, String)], line: &mut BankLine) {
    let all = |wanted: &[u8]| -> String {
        fields.iter().filter(|(name, _)| wanted.contains(name)).map(|(_, text)| text.as_str()).collect()
    };
    line.code = number.to_owned();
    line.kind = LineKind::of_german(number);
    line.booking_text = bounded(&all(&[0]), NAME_SIGNS_MAX);
    line.counterparty = bounded(&all(&[32, 33]), NAME_SIGNS_MAX);
    line.bic = Bic::parse(&all(&[30]));
    let account = all(&[31]);
    line.iban = Iban::parse(&account);
    if line.iban.is_none() {
        line.account = reference(&account);
    }
    let purpose = fields.iter().filter(|(name, _)| matches!(name, 20..=29 | 60..=63));
    fill(line, &taken_apart(purpose.map(|(_, text)| text.as_str()), &german()));
}

fn slashed(text: &str, line: &mut BankLine) {
    let joined = text.replace('\n', "");
    let mut found: Vec<(Label, String)> = Vec::new();
    let mut rest = joined.as_str();
    while !rest.is_empty() {
        let next = SLASHED.iter().filter_map(|(word, label)| Some((rest.find(word)?, *word, *label)));
        let Some((at, word, label)) = next.min_by_key(|(at, ..)| *at) else { break };
        if let Some((_, text)) = found.last_mut() {
            *text = rest.get(..at).unwrap_or_default().to_owned();
        }
        found.push((label, String::new()));
        rest = rest.get(at + word.len()..).unwrap_or_default();
        if let Some((_, text)) = found.last_mut() {
            rest.clone_into(text);
        }
    }
    for (_, text) in &mut found {
        *text = text.trim_matches('/').to_owned();
    }
    fill(line, &found);
    line.text = bounded(&line.text, TEXT_SIGNS_MAX);
}

/// Two letters and two digits: reasons of the scheme rules are written so, and little else is.
fn reason(word: &str) -> Option<ReasonCode> {
    let known = ["AC", "AG", "AM", "BE", "CN", "DN", "FF", "MD", "MS", "RC", "RR", "SL", "TM"];
    let is_reason = word.len() == 4
        && known.iter().any(|start| word.starts_with(start))
        && word.bytes().skip(2).all(|byte| byte.is_ascii_digit());
    is_reason.then(|| ReasonCode::parse(word))?
}
