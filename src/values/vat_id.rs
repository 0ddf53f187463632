//! VAT identification numbers: the forms of the member states and of Northern Ireland, with their check digits where the
//! rule of the country is known to us. The form says nothing of whether somebody has the number.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::Country;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VatId(String);

/// What follows the country where we check no digits: 9 is a digit, A a letter, X either, all else itself.
const FORMS: [(&str, &[&str]); 12] = [
    ("BG", &["999999999", "9999999999"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("ES", &["A99999999", "99999999A", "A9999999A"]),
    ("IE", &["9999999A", "9999999AA", "9X99999A"]),
    ("LT", &["999999999", "999999999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("RO", &["99", "999", "9999", "99999", "999999", "9999999", "99999999", "999999999", "9999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("XI", &["999999999", "999999999999", "GD999", "HA999"]),
];

fn fits(form: &str, national: &str) -> bool {
    form.len() == national.len()
        && form.bytes().zip(national.bytes()).all(|(wanted, byte)| match wanted {
            b'9' => byte.is_ascii_digit(),
            b'A' if form.len() > 5 => byte.is_ascii_uppercase(),
            b'X' => byte.is_ascii_alphanumeric(),
            other => other == byte,
        })
}

fn digits(part: &str) -> Option<Vec<u32>> {
    part.bytes().map(|byte| char::from(byte).to_digit(10)).collect()
}

fn digits_of(part: &str, length: usize) -> Option<Vec<u32>> {
    digits(part).filter(|digits| digits.len() == length)
}

fn number(digits: Option<&[u32]>) -> u64 {
    digits.unwrap_or_default().iter().fold(0, |number, digit| number * 10 + u64::from(*digit))
}

fn weighted(digits: &[u32], weights: &[u32]) -> u32 {
    digits.iter().zip(weights).map(|(digit, weight)| digit * weight).sum()
}

/// Every digit has a weight, and the sum is a multiple.
fn weighs(national: &str, weights: &[u32], of: u32) -> bool {
    digits_of(national, weights.len()).is_some_and(|digits| weighted(&digits, weights).is_multiple_of(of))
}

/// The last digit follows from what is left of the weighted sum of the others by eleven.
fn checked(national: &str, weights: &[u32], check: impl Fn(u32) -> u32) -> bool {
    digits_of(national, weights.len() + 1)
        .is_some_and(|digits| digits.last() == Some(&check(weighted(&digits, weights) % 11)))
}

/// Belgium: the last two digits are what the eight before lack to a multiple of 97.
fn belgian(digits: &[u32]) -> bool {
    digits.first().is_some_and(|first| *first < 2) && number(digits.get(..8)) % 97 + number(digits.get(8..)) == 97
}

/// France: a key of two signs and the SIREN of nine digits; a key of digits follows from the SIREN.
fn french(national: &str) -> bool {
    let (Some(key), Some(siren)) = (national.get(..2), national.get(2..).and_then(|siren| digits_of(siren, 9))) else {
        return false;
    };
    match digits(key) {
        Some(key) => number(Some(&key)) == (12 + 3 * (number(Some(&siren)) % 97)) % 97,
        None => true,
    }
}

/// The Netherlands: nine digits, B, two digits; weighted by eleven, or since 2020 the whole by 97 (ISO 7064).
fn dutch(national: &str) -> bool {
    let body = national.get(..9).and_then(digits);
    let tail = national.get(9..).and_then(|tail| tail.strip_prefix('B')).and_then(|tail| digits_of(tail, 2));
    let (Some(body), Some(tail)) = (body, tail) else { return false };
    let eleven = body.last() == Some(&(weighted(&body, &[9, 8, 7, 6, 5, 4, 3, 2]) % 11));
    // N is 23, L is 21, B is 11.
    let whole = (2321 * 1_000_000_000 + number(Some(&body))) % 97;
    eleven || (whole * 10_000 + 1_100 + number(Some(&tail))) % 97 == 1
}

impl VatId {
    pub fn parse(text: &str) -> Option<VatId> {
        let plain: String =
            text.chars().filter(|sign| sign.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
        let (country, national) = (plain.get(..2)?, plain.get(2..)?);
        // Greece writes EL before its numbers; who writes GR means the same.
        let country = if country == "GR" { "EL" } else { country };
        let good = match country {
            "AT" => national.strip_prefix('U').and_then(digits).is_some_and(|digits| austrian(&digits)),
            "DE" => digits_of(national, 9).is_some_and(|digits| iso_7064(&digits)),
            "HR" => digits_of(national, 11).is_some_and(|digits| iso_7064(&digits)),
            "IT" => digits(national).is_some_and(|digits| italian(&digits)),
            "BE" => digits_of(national, 10).is_some_and(|digits| belgian(&digits)),
            "DK" => weighs(national, &[2, 7, 6, 5, 4, 3, 2, 1], 11),
            "EE" => weighs(national, &[3, 7, 1, 3, 7, 1, 3, 7, 1], 10),
            "HU" => weighs(national, &[9, 7, 3, 1, 9, 7, 3, 1], 10),
            "PL" => checked(national, &[6, 5, 7, 2, 3, 4, 5, 6, 7], |rest| rest),
            "EL" => checked(national, &[256, 128, 64, 32, 16, 8, 4, 2], |rest| rest % 10),
            "FI" => checked(national, &[7, 9, 10, 5, 8, 4, 2], |rest| (11 - rest) % 11),
            "PT" => checked(national, &[9, 8, 7, 6, 5, 4, 3, 2], |rest| if rest < 2 { 0 } else { 11 - rest }),
            "FR" => french(national),
            "LU" => digits_of(national, 8).is_some_and(|all| number(all.get(..6)) % 89 == number(all.get(6..))),
            "NL" => dutch(national),
            "SK" => digits_of(national, 10).is_some_and(|all| number(Some(&all)).is_multiple_of(11)),
            _ => match FORMS.iter().find(|(code, _)| *code == country) {
                Some((_, forms)) => forms.iter().any(|form| fits(form, national)),
                None => (5..=12).contains(&national.len()) && national.bytes().any(|byte| byte.is_ascii_digit()),
            },
        };
        good.then(|| VatId(format!("{country}{national}")))
    }

    pub fn country(&self) -> Option<Country> {
        match self.0.get(..2)? {
            "EL" => Some(Country::GR),
            code => Country::parse(code),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// UID of Austria: eight digits, the last one checks the seven before (BMF construction rules).
fn austrian(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let sum: u32 = body
        .iter()
        .enumerate()
        .map(|(position, digit)| if position % 2 == 0 { *digit } else { digit / 5 + digit * 2 % 10 })
        .sum();
    digits.len() == 8 && (10 - (sum + 4) % 10) % 10 == *check
}

/// Germany and Croatia: ISO 7064 MOD 11,10.
fn iso_7064(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    (11 - product) % 10 == *check
}

/// Partita IVA of Italy: eleven digits, Luhn.
fn italian(digits: &[u32]) -> bool {
    let sum: u32 = digits
        .iter()
        .enumerate()
        .map(|(position, digit)| if position % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 })
        .sum();
    digits.len() == 11 && sum.is_multiple_of(10)
}

impl fmt::Display for VatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
