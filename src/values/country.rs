//! ISO 3166-1 alpha-2 country codes. Names are texts; tax rates are data of the catalogue.

use std::fmt;

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Country([u8; 2]);

/// The European Union since 2020-02-01.
const MEMBER_STATES: [&[u8; 2]; 27] = [
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU", b"IE", b"IT",
    b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

impl Country {
    pub const AT: Country = Country(*b"AT");
    pub const DE: Country = Country(*b"DE");
    pub const IT: Country = Country(*b"IT");
    pub const CH: Country = Country(*b"CH");
    pub const GB: Country = Country(*b"GB");
    pub const GR: Country = Country(*b"GR");
    /// Northern Ireland, which is of the single market for goods and for nothing else.
    pub const XI: Country = Country(*b"XI");

    /// Countries to which the shop delivers to begin with.
    pub const DELIVERED: [Country; 3] = [Country::AT, Country::DE, Country::IT];
    /// Where a firm can be at home: where we deliver to, and our neighbours.
    pub const HOMES: [Country; 4] = [Country::AT, Country::DE, Country::IT, Country::CH];

    pub fn parse(text: &str) -> Option<Country> {
        let code = text.trim().to_ascii_uppercase();
        match code.as_bytes() {
            [first, second] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
                Some(Country([*first, *second]))
            }
            _ => None,
        }
    }

    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// The two letters as one number, for keys.
    pub const fn number(self) -> u16 {
        u16::from_be_bytes(self.0)
    }

    pub fn of_number(number: u16) -> Option<Country> {
        let letters = number.to_be_bytes();
        letters.iter().all(u8::is_ascii_uppercase).then_some(Country(letters))
    }

    pub fn is_member_state(self) -> bool {
        MEMBER_STATES.iter().any(|code| **code == self.0)
    }

    /// How many digits a postcode has, where that is fixed.
    pub fn postcode_digits(self) -> Option<usize> {
        match &self.0 {
            b"AT" | b"CH" | b"LI" => Some(4),
            b"DE" | b"IT" => Some(5),
            _ => None,
        }
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
