//! Numbers one slip apart: one changed, dropped, put in, or two beside each other swapped; a year missing or wrong.

use std::collections::BTreeSet;

use crate::business::payments::matching::{Books, ItemNo};

/// The digits of a number, with their count, so that leading zeros are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digits {
    length: u8,
    value: u64,
}

const LENGTH_MAX: usize = 18;

impl Digits {
    pub fn of(digits: &str) -> Option<Digits> {
        let length = u8::try_from(digits.len()).ok().filter(|_| (1..=LENGTH_MAX).contains(&digits.len()))?;
        Some(Digits { length, value: digits.parse().ok()? })
    }

    pub fn length(self) -> usize {
        usize::from(self.length)
    }

    /// The last so many digits.
    pub fn end(self, length: usize) -> Option<Digits> {
        let kept = u8::try_from(length).ok().filter(|kept| *kept <= self.length)?;
        Some(Digits { length: kept, value: self.value % ten_to(kept) })
    }

    fn digit(self, from_end: u8) -> u64 {
        self.value / ten_to(from_end) % 10
    }

    fn with(self, from_end: u8, digit: u64) -> Digits {
        let place = ten_to(from_end);
        Digits { value: self.value - self.digit(from_end) * place + digit * place, ..self }
    }

    /// Without one digit.
    fn without(self, from_end: u8) -> Digits {
        let place = ten_to(from_end);
        Digits { length: self.length - 1, value: self.value / (place * 10) * place + self.value % place }
    }

    /// With one digit more, `from_end` digits before its end.
    fn and(self, from_end: u8, digit: u64) -> Digits {
        let place = ten_to(from_end);
        Digits { length: self.length + 1, value: (self.value / place * 10 + digit) * place + self.value % place }
    }
}

fn ten_to(power: u8) -> u64 {
    10_u64.saturating_pow(u32::from(power))
}

/// Whether a number lies one slip beside what is written: the same number does not. `serial` is how many of its digits
/// stand behind the year; 0 where it has none.
pub fn is_beside(written: Digits, number: Digits, serial: usize) -> bool {
    if written == number {
        return false;
    }
    let fits = written.length() == serial || written.length() == serial + 4 || written.length() == serial + 2;
    if serial > 0 && fits && written.end(serial) == number.end(serial) {
        return true;
    }
    match (written.length(), number.length()) {
        (one, other) if one == other => {
            let mut other_at = (0..written.length).filter(|place| written.digit(*place) != number.digit(*place));
            match (other_at.next(), other_at.next(), other_at.next()) {
                (Some(_), None, None) => true,
                (Some(at), Some(next), None) => {
                    let is_swapped = written.digit(at) == number.digit(next) && written.digit(next) == number.digit(at);
                    next == at + 1 && is_swapped
                }
                _ => false,
            }
        }
        (one, other) if one == other + 1 => (0..written.length).any(|place| written.without(place) == number),
        (one, other) if one + 1 == other => (0..number.length).any(|place| number.without(place) == written),
        _ => false,
    }
}

/// All items that lie one slip beside a number; not those that bear it.
pub fn beside(books: &Books, written: Digits) -> BTreeSet<ItemNo> {
    let mut found = BTreeSet::new();
    let mut look = |digits: Digits| found.extend(books.with_digits(digits));
    if books.has_length(written.length()) {
        for place in 0..written.length {
            for digit in (0..10).filter(|digit| *digit != written.digit(place)) {
                look(written.with(place, digit));
            }
            let next = place + 1;
            if next < written.length && written.digit(place) != written.digit(next) {
                look(written.with(place, written.digit(next)).with(next, written.digit(place)));
            }
        }
    }
    if written.length() < LENGTH_MAX && books.has_length(written.length() + 1) {
        for place in 0..=written.length {
            (0..10).for_each(|digit| look(written.and(place, digit)));
        }
    }
    if written.length > 1 && books.has_length(written.length() - 1) {
        (0..written.length).for_each(|place| look(written.without(place)));
    }
    found.extend(books.of_other_years(written));
    found
}
