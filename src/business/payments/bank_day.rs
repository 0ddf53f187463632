//! Days on which banks move euros: the calendar of the TARGET system (ECB, T2 long-term calendar).

use crate::values::Day;

/// Not a weekend, and none of the six days on which TARGET is closed.
pub fn is_bank_day(day: Day) -> bool {
    let weekend = day.weekday() >= 6;
    let fixed = [(1, 1), (5, 1), (12, 25), (12, 26)].contains(&(day.month(), day.day_of_month()));
    // Good Friday and Easter Monday.
    let movable = easter_sunday(day.year()).is_some_and(|easter| [-2, 1].contains(&day.days_since(easter)));
    !(weekend || fixed || movable)
}

/// This day, or the first bank day after it.
pub fn bank_day_from(day: Day) -> Day {
    let mut day = day;
    while !is_bank_day(day) {
        day = day.plus_days(1);
    }
    day
}

/// The bank day so many bank days before.
pub fn bank_days_before(day: Day, count: u32) -> Day {
    let mut day = day;
    for _ in 0..count {
        day = day.plus_days(-1);
        while !is_bank_day(day) {
            day = day.plus_days(-1);
        }
    }
    day
}

/// The Gregorian computus (Meeus/Jones/Butcher).
fn easter_sunday(year: i16) -> Option<Day> {
    let year = i32::from(year);
    let golden = year % 19;
    let (century, in_century) = (year / 100, year % 100);
    let correction = (century - (century + 8) / 25 + 1) / 3;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let number = epact + weekday - 7 * late + 114;
    let (month, day) = (i8::try_from(number / 31).ok()?, i8::try_from(number % 31 + 1).ok()?);
    Day::new(i16::try_from(year).ok()?, month, day)
}
