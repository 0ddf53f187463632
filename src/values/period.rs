//! A run of whole days with a name: month, half or third of a month, week, quarter, year, or any two days.

use std::cmp::Reverse;
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::values::Day;
use crate::values::day::YEARS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    first: Day,
    last: Day,
    kind: PeriodKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PeriodKind {
    Week,
    Month,
    Quarter,
    Year,
    Days,
    /// The 1st to the 10th, the 11th to the 20th, and what is left of the month.
    TenDays,
    /// The 1st to the 15th, and what is left of the month.
    HalfMonth,
}

impl Period {
    pub fn month(year: i16, month: i8) -> Option<Period> {
        let first = Day::new(year, month, 1)?;
        Some(Period { first, last: first.plus_months(1).plus_days(-1), kind: PeriodKind::Month })
    }

    pub fn month_of(day: Day) -> Period {
        let first = day.plus_days(1 - i32::from(day.day_of_month()));
        Period { first, last: first.plus_months(1).plus_days(-1), kind: PeriodKind::Month }
    }

    /// The first, second or third ten days of a month; the third ends with the month.
    pub fn ten_days(year: i16, month: i8, part: i8) -> Option<Period> {
        let whole = Period::month(year, month)?;
        let (first, last) = match part {
            1 => (whole.first, whole.first.plus_days(9)),
            2 => (whole.first.plus_days(10), whole.first.plus_days(19)),
            3 => (whole.first.plus_days(20), whole.last),
            _ => return None,
        };
        Some(Period { first, last, kind: PeriodKind::TenDays })
    }

    /// The first or the second half of a month; the second ends with the month.
    pub fn half_month(year: i16, month: i8, half: i8) -> Option<Period> {
        let whole = Period::month(year, month)?;
        let (first, last) = match half {
            1 => (whole.first, whole.first.plus_days(14)),
            2 => (whole.first.plus_days(15), whole.last),
            _ => return None,
        };
        Some(Period { first, last, kind: PeriodKind::HalfMonth })
    }

    pub fn quarter(year: i16, quarter: i8) -> Option<Period> {
        if !(1..=4).contains(&quarter) {
            return None;
        }
        let first = Day::new(year, quarter * 3 - 2, 1)?;
        Some(Period { first, last: first.plus_months(3).plus_days(-1), kind: PeriodKind::Quarter })
    }

    pub fn year(year: i16) -> Option<Period> {
        Some(Period { first: Day::new(year, 1, 1)?, last: Day::new(year, 12, 31)?, kind: PeriodKind::Year })
    }

    /// A year that begins with another month than January; it is named by the calendar year in which it begins.
    pub fn business_year(year: i16, first_month: i8) -> Option<Period> {
        let first = Day::new(year, first_month, 1)?;
        Some(Period { first, last: first.plus_months(12).plus_days(-1), kind: PeriodKind::Year })
    }

    /// ISO 8601 week: it begins on Monday, and week 1 holds the year's first Thursday.
    pub fn week(year: i16, week: i8) -> Option<Period> {
        if !YEARS.contains(&year) {
            return None;
        }
        let date = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday).ok()?;
        let first = Day::from_date(date.date());
        Some(Period { first, last: first.plus_days(6), kind: PeriodKind::Week })
    }

    /// The period of a kind that holds a day; the month where any two days are meant.
    pub fn around(day: Day, kind: PeriodKind) -> Period {
        let week = day.date().iso_week_date();
        let of_kind = match kind {
            PeriodKind::Week => Period::week(week.year(), week.week()),
            PeriodKind::Quarter => Period::quarter(day.year(), (day.month() + 2) / 3),
            PeriodKind::Year => Period::year(day.year()),
            PeriodKind::TenDays => Period::ten_days(day.year(), day.month(), ten_days_of(day)),
            PeriodKind::HalfMonth => Period::half_month(day.year(), day.month(), half_of(day)),
            PeriodKind::Month | PeriodKind::Days => None,
        };
        of_kind.unwrap_or_else(|| Period::month_of(day))
    }

    /// Any two days, both included; `None` when they are in the wrong order.
    pub fn days(first: Day, last: Day) -> Option<Period> {
        (first <= last).then_some(Period { first, last, kind: PeriodKind::Days })
    }

    pub const fn first(self) -> Day {
        self.first
    }

    /// The last day that belongs to the period.
    pub const fn last(self) -> Day {
        self.last
    }

    pub const fn kind(self) -> PeriodKind {
        self.kind
    }

    pub fn contains(self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }

    /// The period of the same kind right after this one.
    pub fn next(self) -> Period {
        let first = self.last.plus_days(1);
        let last = match self.kind {
            PeriodKind::Week => first.plus_days(6),
            PeriodKind::Month => first.plus_months(1).plus_days(-1),
            PeriodKind::Quarter => first.plus_months(3).plus_days(-1),
            PeriodKind::Year => first.plus_months(12).plus_days(-1),
            PeriodKind::Days => first.plus_days(self.last.days_since(self.first)),
            PeriodKind::TenDays | PeriodKind::HalfMonth => return Period::around(first, self.kind),
        };
        Period { first, last, kind: self.kind }
    }

    pub fn previous(self) -> Period {
        let last = self.first.plus_days(-1);
        let first = match self.kind {
            PeriodKind::Week => self.first.plus_days(-7),
            PeriodKind::Month => self.first.plus_months(-1),
            PeriodKind::Quarter => self.first.plus_months(-3),
            PeriodKind::Year => self.first.plus_months(-12),
            PeriodKind::Days => last.plus_days(-self.last.days_since(self.first)),
            PeriodKind::TenDays | PeriodKind::HalfMonth => return Period::around(last, self.kind),
        };
        Period { first, last, kind: self.kind }
    }

    /// Whether this period is settled before another one: it ends earlier, or on the same day and is the shorter one.
    /// So a week belongs to the month in which it ends.
    pub fn settles_before(self, other: Period) -> bool {
        self.settling() < other.settling()
    }

    /// What periods are sorted by in the order in which they are settled.
    pub fn settling(self) -> (Day, Reverse<Day>) {
        (self.last, Reverse(self.first))
    }

    pub fn overlaps(self, other: Period) -> bool {
        self.first <= other.last && other.first <= self.last
    }

    /// Reads `2026`, `2026-03`, `2026-W10`, `2026-Q1`, `2026-03-D1`, `2026-03-H2` or `2026-03-01..2026-03-10`.
    pub fn parse(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Some((first, last)) = text.split_once("..") {
            return Period::days(Day::parse(first)?, Day::parse(last)?);
        }
        let Some((year, rest)) = text.split_once('-') else {
            return Period::year(text.parse().ok()?);
        };
        let year = year.parse().ok()?;
        match rest.as_bytes().first()? {
            b'W' | b'w' => Period::week(year, rest.get(1..)?.parse().ok()?),
            b'Q' | b'q' => Period::quarter(year, rest.get(1..)?.parse().ok()?),
            _ => match rest.split_once('-') {
                None => Period::month(year, rest.parse().ok()?),
                Some((month, part)) => {
                    let number = part.get(1..)?.parse().ok()?;
                    match part.as_bytes().first()? {
                        b'D' | b'd' => Period::ten_days(year, month.parse().ok()?, number),
                        b'H' | b'h' => Period::half_month(year, month.parse().ok()?, number),
                        _ => None,
                    }
                }
            },
        }
    }
}

/// Which ten days of its month a day falls into: 1, 2 or 3.
fn ten_days_of(day: Day) -> i8 {
    ((day.day_of_month() - 1) / 10 + 1).min(3)
}

/// Which half of its month a day falls into.
fn half_of(day: Day) -> i8 {
    if day.day_of_month() <= 15 { 1 } else { 2 }
}

impl PeriodKind {
    /// A stable word for plans, files and keys.
    pub const fn word(self) -> &'static str {
        match self {
            PeriodKind::Week => "week",
            PeriodKind::Month => "month",
            PeriodKind::Quarter => "quarter",
            PeriodKind::Year => "year",
            PeriodKind::Days => "days",
            PeriodKind::TenDays => "ten_days",
            PeriodKind::HalfMonth => "half_month",
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first = self.first.date();
        match self.kind {
            PeriodKind::Week => {
                let week = first.iso_week_date();
                write!(f, "{}-W{:02}", week.year(), week.week())
            }
            PeriodKind::Month => write!(f, "{}-{:02}", first.year(), first.month()),
            PeriodKind::Quarter => write!(f, "{}-Q{}", first.year(), (first.month() + 2) / 3),
            PeriodKind::Year => write!(f, "{}", first.year()),
            PeriodKind::Days => write!(f, "{}..{}", self.first, self.last),
            PeriodKind::TenDays => {
                write!(f, "{}-{:02}-D{}", first.year(), first.month(), ten_days_of(self.first))
            }
            PeriodKind::HalfMonth => {
                write!(f, "{}-{:02}-H{}", first.year(), first.month(), half_of(self.first))
            }
        }
    }
}
