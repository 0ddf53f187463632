//! A point on the UTC time line in microseconds since 1970. The clock that makes it lives in `app`.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::values::Day;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Instant(i64);

impl Instant {
    pub const fn from_micros(micros: i64) -> Instant {
        Instant(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    pub fn from_timestamp(timestamp: Timestamp) -> Instant {
        Instant(timestamp.as_microsecond())
    }

    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_microsecond(self.0).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    pub fn plus_seconds(self, seconds: i64) -> Instant {
        Instant(self.0 + seconds * 1_000_000)
    }

    pub fn seconds_since(self, earlier: Instant) -> i64 {
        (self.0 - earlier.0) / 1_000_000
    }

    /// The calendar day in the firm's time zone.
    pub fn day_in(self, zone: &TimeZone) -> Day {
        Day::from_date(self.civil_in(zone).date())
    }

    /// Date and time of day as a clock on the firm's wall shows them.
    pub fn civil_in(self, zone: &TimeZone) -> DateTime {
        zone.to_datetime(self.timestamp())
    }

    /// The instant at which a day begins in the firm's time zone, plus a number of minutes.
    pub fn at(day: Day, minutes: i64, zone: &TimeZone) -> Instant {
        let midnight = day.date().at(0, 0, 0, 0);
        let start = zone.to_ambiguous_timestamp(midnight).compatible().map_or(Instant(0), Instant::from_timestamp);
        start.plus_seconds(minutes * 60)
    }

    /// Reads RFC 3339, or a local date and time in the given zone.
    pub fn parse(text: &str, zone: &TimeZone) -> Option<Instant> {
        if let Ok(timestamp) = text.parse::<Timestamp>() {
            return Some(Instant::from_timestamp(timestamp));
        }
        let civil: DateTime = text.parse().ok()?;
        zone.to_ambiguous_timestamp(civil).compatible().ok().map(Instant::from_timestamp)
    }
}

impl fmt::Display for Instant {
    /// RFC 3339 in UTC, for files and logs; pages write instants through `texts`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.timestamp())
    }
}
