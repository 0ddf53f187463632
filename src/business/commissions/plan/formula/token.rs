//! Cutting the text of a formula into tokens.

use crate::business::commissions::plan::formula::parse::ParseTrouble;

/// A token with the place of its first letter, counted in letters from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub what: TokenKind,
    pub at: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Millionths.
    Number(i64),
    Name(String),
    Word(String),
    Sign(&'static str),
}

/// Longer signs first, so that `<=` is not read as `<`.
const SIGNS: [&str; 19] =
    ["<=", ">=", "==", "!=", "≤", "≥", "<", ">", "=", "+", "-", "*", "/", "(", ")", "[", "]", ",", ":"];

/// So many digits before the decimal point are a number that anybody has.
const WHOLE_DIGITS_MAX: usize = 12;
const DECIMALS_MAX: usize = 6;
const MILLION: i64 = 1_000_000;

/// Cuts a text; `Err` has the place of what belongs to no formula.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, ParseTrouble> {
    let mut found = Vec::new();
    let mut rest = text;
    let mut at = 1;
    while let Some(first) = rest.chars().next() {
        let (what, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else {
            if first.is_ascii_digit() && reads_both_ways(rest) {
                return Err(ParseTrouble::Thousands(at));
            }
            let (what, length) = token(rest, first).ok_or(ParseTrouble::UnknownSign(at))?;
            (Some(what), length)
        };
        let (taken, after) = rest.split_at_checked(length).ok_or(ParseTrouble::UnknownSign(at))?;
        found.extend(what.map(|what| Token { what, at }));
        at += taken.chars().count();
        rest = after;
    }
    Ok(found)
}

fn token(rest: &str, first: char) -> Option<(TokenKind, usize)> {
    if first.is_ascii_digit() {
        return number(rest);
    }
    if first == '\'' {
        let inner = rest.get(1..)?;
        let end = inner.find('\'')?;
        return Some((TokenKind::Word(inner.get(..end)?.to_owned()), end + 2));
    }
    if first.is_alphabetic() || first == '_' {
        let in_name = |sign: char| sign.is_alphanumeric() || sign == '_';
        // A dash inside a name is one of its letters: `starter-kit`; a difference has spaces around its sign.
        let end = name_end(rest, in_name);
        return Some((TokenKind::Name(rest.get(..end)?.to_owned()), end));
    }
    let sign = SIGNS.iter().find(|sign| rest.starts_with(**sign))?;
    let plain = match *sign {
        "≤" => "<=",
        "≥" => ">=",
        "=" => "==",
        other => other,
    };
    Some((TokenKind::Sign(plain), sign.len()))
}

fn name_end(rest: &str, in_name: impl Fn(char) -> bool) -> usize {
    let mut letters = rest.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        let dash_inside = letter == '-' && next.is_some_and(char::is_alphanumeric);
        if !in_name(letter) && !dash_inside {
            return at;
        }
    }
    rest.len()
}

/// `4.500` is four thousand five hundred for some and four and a half for others, and `1,000` in a list of arguments
/// is two numbers; a rate is no such number, because nobody writes thousands of per cent.
fn reads_both_ways(rest: &str) -> bool {
    let end = rest.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(rest.len());
    let (written, after) = rest.split_at_checked(end).unwrap_or((rest, ""));
    let mut groups = written.split('.');
    let first = groups.next().unwrap_or_default();
    let thousands = (1..=3).contains(&first.len()) && !first.starts_with('0');
    let mut grouped = groups.clone().count() > 0 && groups.all(|group| group.len() == 3);
    grouped &= thousands && !after.trim_start().starts_with('%');
    grouped || written == "000"
}

/// `1_000.50` or `60 %`: digits may be grouped by underscores.
fn number(rest: &str) -> Option<(TokenKind, usize)> {
    let belongs = |sign: char| sign.is_ascii_digit() || sign == '_' || sign == '.';
    let end = rest.find(|sign| !belongs(sign)).unwrap_or(rest.len());
    let digits = rest.get(..end)?.replace('_', "");
    let (whole, decimals) = digits.split_once('.').unwrap_or((&digits, ""));
    let fits = whole.len() <= WHOLE_DIGITS_MAX && decimals.len() <= DECIMALS_MAX && !decimals.contains('.');
    if !fits || digits.ends_with('.') {
        return None;
    }
    let millionths = whole.parse::<i64>().ok()? * MILLION + format!("{decimals:0<6}").parse::<i64>().ok()?;
    let after = rest.get(end..)?;
    let gap = after.len() - after.trim_start().len();
    if !after.trim_start().starts_with('%') {
        return Some((TokenKind::Number(millionths), end));
    }
    // A hundredth of a number with four decimals is exact; finer rates are refused.
    (millionths % 100 == 0).then_some((TokenKind::Number(millionths / 100), end + gap + 1))
}
