//! Decimals from files, exact: a point, no thousands signs, no exponents.

/// No single number may be larger, so that it still fits where six decimals are kept: a thousand billions.
pub const WHOLE_MAX: i64 = 1_000_000_000_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExactTrouble {
    NotANumber,
    TooManyDecimals,
    TooLarge,
}

/// A whole number of `10^-digits`; nothing is ever rounded.
pub fn exact(text: &str, digits: u32) -> Result<i64, ExactTrouble> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !plain(whole) || !plain(fraction) {
        return Err(ExactTrouble::NotANumber);
    }
    let fraction = fraction.trim_end_matches('0');
    let wanted = usize::try_from(digits).unwrap_or(0);
    if fraction.len() > wanted {
        return Err(ExactTrouble::TooManyDecimals);
    }
    let unit = 10_i64.pow(digits);
    let number =
        |part: &str| part.bytes().try_fold(0_i64, |sum, byte| sum.checked_mul(10)?.checked_add(i64::from(byte - b'0')));
    let whole = number(whole).filter(|whole| *whole <= WHOLE_MAX).ok_or(ExactTrouble::TooLarge)?;
    let missing = u32::try_from(wanted - fraction.len()).unwrap_or(0);
    let fraction = number(fraction).and_then(|part| part.checked_mul(10_i64.pow(missing)));
    let scaled = whole.checked_mul(unit).zip(fraction).and_then(|(whole, part)| whole.checked_add(part));
    match scaled.filter(|scaled| *scaled <= WHOLE_MAX.saturating_mul(unit)) {
        Some(scaled) => Ok(if negative { -scaled } else { scaled }),
        None => Err(ExactTrouble::TooLarge),
    }
}
