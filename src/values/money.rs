//! Money in whole minor units, with its currency. Rounding happens in `share` and nowhere else.

use std::fmt;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use serde::{Deserialize, Serialize};

use crate::values::{Currency, Rate};

/// An exact amount. Sums of different currencies are a bug and stop the command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    minor: i64,
    currency: Currency,
}

/// Why a typed amount was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyError {
    NotANumber,
    TooManyDecimals,
    TooLarge,
}

/// Ten thousand billion euros: far above any firm, and far below what a sum could overflow.
const MINOR_MAX: i64 = 1_000_000_000_000_000;

impl Money {
    /// An amount in minor units, for example cents.
    pub const fn new(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    pub const fn eur(cents: i64) -> Money {
        Money { minor: cents, currency: Currency::EUR }
    }

    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    pub const fn minor(self) -> i64 {
        self.minor
    }

    pub const fn currency(self) -> Currency {
        self.currency
    }

    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    pub fn abs(self) -> Money {
        Money { minor: self.minor.abs(), currency: self.currency }
    }

    /// `numerator / denominator` of the amount, rounded half away from zero: the commercial rule.
    pub fn share(self, numerator: i64, denominator: i64) -> Money {
        assert!(denominator > 0, "a share needs a positive denominator");
        let product = i128::from(self.minor) * i128::from(numerator);
        let half = i128::from(denominator) / 2;
        let rounded = if product < 0 {
            (product - half) / i128::from(denominator)
        } else {
            (product + half) / i128::from(denominator)
        };
        match i64::try_from(rounded) {
            Ok(minor) => Money { minor, currency: self.currency },
            Err(_) => unreachable!("a share of an amount within its limits fits"),
        }
    }

    pub fn at_rate(self, rate: Rate) -> Money {
        self.share(rate.millionths(), Rate::WHOLE.millionths())
    }

    /// Reads what a person types or a file holds: `1234.5`, `1.234,50`, `1'234.50`, `-3`.
    /// With both separators the last one is the decimal sign; a single one is decimal
    /// unless exactly three digits follow a thousands point in the German way (`1.234`).
    pub fn parse(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        let digits = currency.minor_digits();
        parse_scaled(text, digits).map(|minor| Money { minor, currency })
    }

    /// Reads a decimal with a point, as files hold it: `1234.50`. No thousands signs.
    pub fn parse_exact(text: &str, currency: Currency) -> Result<Money, MoneyError> {
        if text.contains([',', '\'', ' ']) {
            return Err(MoneyError::NotANumber);
        }
        scaled_from_plain(text.trim(), currency.minor_digits()).map(|minor| Money { minor, currency })
    }

    /// `1234.50`: a decimal point and no thousands signs, for files.
    pub fn decimal(self) -> String {
        decimal_of(self.minor, self.currency.minor_digits())
    }
}

/// A whole number of `10^-digits` from free text; shared by money and points.
pub(super) fn parse_scaled(text: &str, digits: u32) -> Result<i64, MoneyError> {
    let cleaned: String = text
        .trim()
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’' | '€'))
        .map(|sign| if sign == '−' { '-' } else { sign })
        .collect();
    let last_comma = cleaned.rfind(',');
    let last_point = cleaned.rfind('.');
    let plain = match (last_comma, last_point) {
        (Some(comma), Some(point)) if comma > point => cleaned.replace('.', "").replace(',', "."),
        (Some(_), Some(_)) => cleaned.replace(',', ""),
        (Some(_), None) if cleaned.matches(',').count() == 1 => cleaned.replace(',', "."),
        (Some(_), None) => cleaned.replace(',', ""),
        (None, Some(point)) => {
            let after = cleaned.len() - point - 1;
            if cleaned.matches('.').count() > 1 || (after == 3 && digits < 3) {
                cleaned.replace('.', "")
            } else {
                cleaned
            }
        }
        (None, None) => cleaned,
    };
    scaled_from_plain(&plain, digits)
}

pub(super) fn scaled_from_plain(plain: &str, digits: u32) -> Result<i64, MoneyError> {
    let (negative, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, plain.strip_prefix('+').unwrap_or(plain)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !all_digits(whole) || !all_digits(fraction) {
        return Err(MoneyError::NotANumber);
    }
    let wanted = usize::try_from(digits).unwrap_or(0);
    let significant = fraction.trim_end_matches('0');
    if significant.len() > wanted {
        return Err(MoneyError::TooManyDecimals);
    }
    if whole.len() > 16 {
        return Err(MoneyError::TooLarge);
    }
    let padded = format!("{whole}{significant:0<wanted$}");
    let minor: i64 = if padded.is_empty() { 0 } else { padded.parse().map_err(|_| MoneyError::TooLarge)? };
    if minor > MINOR_MAX {
        return Err(MoneyError::TooLarge);
    }
    Ok(if negative { -minor } else { minor })
}

pub(super) fn decimal_of(scaled: i64, digits: u32) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let unsigned = scaled.unsigned_abs();
    if digits == 0 {
        return format!("{sign}{unsigned}");
    }
    let unit = 10_u64.pow(digits);
    let width = usize::try_from(digits).unwrap_or(0);
    format!("{sign}{}.{:0width$}", unsigned / unit, unsigned % unit)
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        assert!(self.currency == other.currency, "amounts of one currency are added");
        Money { minor: self.minor + other.minor, currency: self.currency }
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        self + -other
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money { minor: -self.minor, currency: self.currency }
    }
}

impl Mul<u32> for Money {
    type Output = Money;
    fn mul(self, count: u32) -> Money {
        Money { minor: self.minor * i64::from(count), currency: self.currency }
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.decimal(), self.currency)
    }
}
