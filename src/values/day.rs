//! A calendar day, kept as the number of days since 1970-01-01 so that it sorts and stores small.

use std::fmt;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(i32);

/// The years in which something can happen.
pub(super) const YEARS: RangeInclusive<i16> = 1..=9_900;

const EPOCH: Date = jiff::civil::date(1970, 1, 1);

impl Day {
    /// A day by year, month and day of the month; `None` when there is no such day, or when it lies so far from any
    /// business that the period beside it could not be written.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().filter(|date| YEARS.contains(&date.year())).map(Day::from_date)
    }

    pub fn from_date(date: Date) -> Day {
        Day(EPOCH.until(date).map_or(0, |span| span.get_days()))
    }

    pub const fn from_number(number: i32) -> Day {
        Day(number)
    }

    pub const fn number(self) -> i32 {
        self.0
    }

    pub fn date(self) -> Date {
        EPOCH.checked_add(jiff::Span::new().days(self.0)).unwrap_or(EPOCH)
    }

    pub fn year(self) -> i16 {
        self.date().year()
    }

    pub fn month(self) -> i8 {
        self.date().month()
    }

    pub fn day_of_month(self) -> i8 {
        self.date().day()
    }

    pub fn plus_days(self, days: i32) -> Day {
        Day(self.0 + days)
    }

    /// How many days lie between `earlier` and this day.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// The same day a number of months later, or the last day of that month.
    pub fn plus_months(self, months: i32) -> Day {
        self.date().checked_add(jiff::Span::new().months(months)).map_or(self, Day::from_date)
    }

    /// Monday is 1, Sunday is 7 (ISO 8601).
    pub fn weekday(self) -> i8 {
        // The first of January 1970 was a Thursday.
        i8::try_from((self.0 + 3).rem_euclid(7)).map_or(1, |since_monday| since_monday + 1)
    }

    /// Reads `2026-11-21`, and `21.11.2026` as German-speaking people type it.
    pub fn parse(text: &str) -> Option<Day> {
        let text = text.trim();
        // Of "01.03.26" nobody knows the century; it is no day of the year 26.
        let number = |part: &str| part.trim().parse::<i16>().ok().filter(|_| part.trim().len() == 4);
        let small = |part: &str| part.trim().parse::<i8>().ok();
        if let Some((year, rest)) = text.split_once('-') {
            let (month, day) = rest.split_once('-')?;
            return Day::new(number(year)?, small(month)?, small(day)?);
        }
        let (day, rest) = text.split_once('.')?;
        let (month, year) = rest.split_once('.')?;
        Day::new(number(year)?, small(month)?, small(day)?)
    }
}

impl fmt::Display for Day {
    /// ISO 8601, for files and logs; pages write days through `texts`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date())
    }
}
