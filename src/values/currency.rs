//! ISO 4217 currency codes with the number of their minor digits.

use serde::{Deserialize, Serialize};

use crate::values::Country;

/// A currency that the firm can keep books in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Currency([u8; 3]);

/// Code and minor digits as ISO 4217 states them, for the currencies of the markets that we know.
const KNOWN: [(&[u8; 3], u32); 12] = [
    (b"EUR", 2),
    (b"CHF", 2),
    (b"USD", 2),
    (b"GBP", 2),
    (b"CNY", 2),
    (b"CZK", 2),
    (b"HUF", 2),
    (b"PLN", 2),
    (b"DKK", 2),
    (b"SEK", 2),
    (b"NOK", 2),
    (b"JPY", 0),
];

impl Currency {
    pub const EUR: Currency = Currency(*b"EUR");
    pub const CHF: Currency = Currency(*b"CHF");
    pub const USD: Currency = Currency(*b"USD");

    /// Every currency in which a firm can keep its books.
    pub fn known() -> impl Iterator<Item = Currency> {
        KNOWN.into_iter().map(|(code, _)| Currency(*code))
    }

    /// What people pay with in a country; the euro where we know nothing else.
    pub fn usual_in(country: Country) -> Currency {
        match country.code() {
            "CH" | "LI" => Currency::CHF,
            _ => Currency::EUR,
        }
    }

    /// Reads a code such as `EUR`; unknown codes are refused.
    pub fn parse(text: &str) -> Option<Currency> {
        let code = text.trim().to_ascii_uppercase();
        KNOWN.iter().find(|(known, _)| known.as_slice() == code.as_bytes()).map(|(known, _)| Currency(**known))
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many decimal digits the minor unit has.
    pub fn minor_digits(self) -> u32 {
        KNOWN.iter().find(|(known, _)| **known == self.0).map_or(2, |(_, digits)| *digits)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
