//! VAT identification numbers: country prefix and national form; check digits for AT and DE.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::Country;

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct VatId(String);

impl VatId {
    pub fn parse(text: &str) -> Option<VatId> {
        let plain: String =
            text.chars().filter(|sign| sign.is_ascii_alphanumeric()).collect::<String>().to_ascii_uppercase();
        let (country, national) = (plain.get(..2)?, plain.get(2..)?);
        let digits = |part: &str| part.bytes().map(|byte| char::from(byte).to_digit(10)).collect::<Option<Vec<u32>>>();
        let good = match country {
            "AT" => national.strip_prefix('U').and_then(digits).is_some_and(|digits| austrian(&digits)),
            "DE" => digits(national).is_some_and(|digits| german(&digits)),
            "IT" => digits(national).is_some_and(|digits| italian(&digits)),
            _ => (5..=12).contains(&national.len()) && national.bytes().any(|byte| byte.is_ascii_digit()),
        };
        good.then_some(VatId(plain))
    }

    pub fn country(&self) -> Option<Country> {
        Country::parse(self.0.get(..2)?)
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

/// USt-IdNr. of Germany: nine digits, ISO 7064 MOD 11,10.
fn german(digits: &[u32]) -> bool {
    let Some((check, body)) = digits.split_last() else { return false };
    let product = body.iter().fold(10, |product, digit| {
        let sum = (digit + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    digits.len() == 9 && (11 - product) % 10 == *check
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
