//! Default interest by law: how much above which base rate, and since when.
//!
//! AT: § 456 UGB among firms, 9.2 points above the base rate of the first day of the half-year; § 1333 ABGB with § 1000
//! ABGB for consumers, 4 %. DE: § 288 (2) BGB among firms, 9 points above the base rate of § 247 BGB; § 288 (1) BGB for
//! consumers, 5 points. Elsewhere nothing is charged by itself.

use crate::values::{Country, Day, Rate};

/// By whose law interest is reckoned: that of the country in which the firm is at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Law {
    Austria,
    Germany,
}

/// A base rate from the first day of a half-year on, in millionths: year, month, rate.
type Since = (i16, i8, i64);

/// Oesterreichische Nationalbank, "Basiszinssatz" as it stood on the first day of each half-year.
const AUSTRIA: &[Since] = &[
    (2016, 1, -1_200),
    (2016, 7, -6_200),
    (2023, 1, 18_800),
    (2023, 7, 33_800),
    (2024, 1, 38_800),
    (2025, 1, 25_300),
    (2025, 7, 15_300),
    (2026, 1, 15_300),
];

/// Deutsche Bundesbank, notices in the Bundesanzeiger by § 247 (2) BGB.
const GERMANY: &[Since] = &[
    (2016, 1, -8_300),
    (2016, 7, -8_800),
    (2023, 1, 16_200),
    (2023, 7, 31_200),
    (2024, 1, 36_200),
    (2024, 7, 33_700),
    (2025, 1, 22_700),
    (2025, 7, 12_700),
    (2026, 1, 12_700),
];

/// § 1000 (1) ABGB.
const AUSTRIAN_CONSUMERS: Rate = Rate::from_percent(4);

impl Law {
    pub fn of(home: Country) -> Option<Law> {
        match home.code() {
            "AT" => Some(Law::Austria),
            "DE" => Some(Law::Germany),
            _ => None,
        }
    }

    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            Law::Austria => "at",
            Law::Germany => "de",
        }
    }

    /// The base rate of a day; `own` are later ones that the firm has typed. `None` for days before all that is known.
    pub fn base_rate(self, day: Day, own: &[(Day, Rate)]) -> Option<Rate> {
        let half_year = half_year_of(day);
        let typed = own.iter().filter(|(from, _)| *from <= half_year).max_by_key(|(from, _)| *from);
        let known =
            self.known().iter().rev().filter_map(|since| Some((first_day(since)?, Rate::from_millionths(since.2))));
        let known = known.into_iter().find(|(from, _)| *from <= half_year);
        match (typed, known) {
            (Some((typed_from, rate)), Some((from, _))) if *typed_from >= from => Some(*rate),
            (Some((_, rate)), None) => Some(*rate),
            (_, known) => known.map(|(_, rate)| rate),
        }
    }

    /// Whether the base rate of the half-year of a day was told, and is not that of an earlier one that goes on.
    pub fn is_told(self, day: Day, own: &[(Day, Rate)]) -> bool {
        let half_year = half_year_of(day);
        let newest = self.known().last().and_then(first_day);
        newest.is_some_and(|newest| half_year <= newest) || own.iter().any(|(from, _)| *from == half_year)
    }

    /// What is charged a year on a day, never less than nothing.
    pub fn interest_rate(self, is_consumer: bool, day: Day, own: &[(Day, Rate)]) -> Rate {
        let above = match (self, is_consumer) {
            (Law::Austria, true) => return AUSTRIAN_CONSUMERS,
            (Law::Austria, false) => 92_000,
            (Law::Germany, true) => 50_000,
            (Law::Germany, false) => 90_000,
        };
        let base = self.base_rate(day, own).map_or(0, Rate::millionths);
        Rate::from_millionths((base + above).max(0))
    }

    /// Whether somebody is in default by the day on the invoice alone. A consumer in Germany is so by the first reminder
    /// (§ 286 (1) and (3) BGB); interest counts from then on.
    pub const fn is_late_by_day(self, is_consumer: bool) -> bool {
        !matches!((self, is_consumer), (Law::Germany, true))
    }

    const fn known(self) -> &'static [Since] {
        match self {
            Law::Austria => AUSTRIA,
            Law::Germany => GERMANY,
        }
    }
}

/// The first day of the half-year of a day.
pub fn half_year_of(day: Day) -> Day {
    let month = if day.month() < 7 { 1 } else { 7 };
    Day::new(day.year(), month, 1).unwrap_or(day)
}

fn first_day((year, month, _): &Since) -> Option<Day> {
    Day::new(*year, *month, 1)
}
