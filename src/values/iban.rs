//! IBAN (ISO 13616) and BIC (ISO 9362), checked when they are made.

use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Iban(String);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Bic(String);

/// Length by country for the SEPA countries that our firms pay into (SWIFT IBAN registry).
const LENGTHS: [(&str, usize); 36] = [
    ("AD", 24),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GI", 23),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MC", 27),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
];

impl Iban {
    /// Takes blanks and lower case; refuses wrong lengths and wrong check digits.
    pub fn parse(text: &str) -> Option<Iban> {
        let plain: String = text.chars().filter(|sign| !sign.is_whitespace()).collect::<String>().to_ascii_uppercase();
        let country = plain.get(..2)?;
        let length = LENGTHS.iter().find(|(code, _)| *code == country).map(|(_, length)| *length)?;
        let good_signs = plain.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
        let numbered = plain.get(2..4)?.bytes().all(|byte| byte.is_ascii_digit());
        (plain.len() == length && good_signs && numbered && remainder_97(&plain) == 1).then_some(Iban(plain))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as people read it.
    pub fn grouped(&self) -> String {
        let mut grouped = String::with_capacity(self.0.len() + 8);
        for (position, sign) in self.0.chars().enumerate() {
            if position > 0 && position % 4 == 0 {
                grouped.push(' ');
            }
            grouped.push(sign);
        }
        grouped
    }
}

impl Bic {
    pub fn parse(text: &str) -> Option<Bic> {
        let plain = text.trim().to_ascii_uppercase();
        let bytes = plain.as_bytes();
        let letters = bytes.iter().take(6).all(u8::is_ascii_uppercase);
        let rest = bytes.iter().skip(6).all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        ((bytes.len() == 8 || bytes.len() == 11) && letters && rest).then_some(Bic(plain))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// ISO 7064 MOD 97-10 over the IBAN with its first four signs moved to the end.
fn remainder_97(plain: &str) -> u32 {
    let (head, tail) = plain.split_at(4);
    tail.chars().chain(head.chars()).fold(0, |remainder, sign| match sign.to_digit(36) {
        Some(value) if value >= 10 => (remainder * 100 + value) % 97,
        Some(value) => (remainder * 10 + value) % 97,
        None => remainder,
    })
}

impl fmt::Display for Iban {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Bic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
