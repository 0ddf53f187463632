//! Moments and days as somebody says them who looks at the clock on the firm's wall.

use jiff::tz::TimeZone;

use crate::business::view::View;
use crate::text;
use crate::texts;
use crate::values::{Day, Instant, Language};
use crate::web::parts::{Meaning, Moment};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// Now, for somebody who reads this language.
#[derive(Clone, Debug)]
pub struct Wall {
    pub language: Language,
    pub today: Day,
    now: Instant,
    zone: TimeZone,
}

impl Wall {
    pub fn of(view: &View<'_>, language: Language) -> Wall {
        Wall { language, today: view.today(), now: view.now(), zone: view.zone().clone() }
    }

    /// "vor 5 Minuten", "gestern, 14:03", "12.10.2026"; the exact instant is the title.
    pub fn moment(&self, at: Instant) -> Moment {
        Moment {
            shown: self.shown(at),
            exact: texts::instant_exact(self.language, at, &self.zone),
            machine: at.to_string(),
        }
    }

    /// Day and time of day, for lists that are printed.
    pub fn exact(&self, at: Instant) -> String {
        texts::instant(self.language, at, &self.zone)
    }

    pub fn day_of(&self, at: Instant) -> Day {
        at.day_in(&self.zone)
    }

    /// The hour of the day, from 0 to 23.
    pub fn hour(&self) -> i8 {
        self.now.civil_in(&self.zone).hour()
    }

    /// Until when something is to be done, and how urgent that is.
    pub fn due(&self, day: Day) -> (Moment, Meaning) {
        let language = self.language;
        let (shown, meaning) = match day.days_since(self.today) {
            0 => (text!(language, "office.time.today"), Meaning::Attention),
            1 => (text!(language, "office.time.tomorrow"), Meaning::Neutral),
            days @ 2..=6 => (text!(language, "office.time.in_days", count = days), Meaning::Neutral),
            days if days < 0 => (text!(language, "office.time.overdue", count = -days), Meaning::Bad),
            _ => (texts::day_short(language, day), Meaning::Neutral),
        };
        (Moment { shown, exact: texts::day(language, day), machine: day.to_string() }, meaning)
    }

    fn shown(&self, at: Instant) -> String {
        let language = self.language;
        let past = self.now.seconds_since(at);
        let time = || {
            let civil = at.civil_in(&self.zone);
            format!("{:02}:{:02}", civil.hour(), civil.minute())
        };
        match self.today.days_since(self.day_of(at)) {
            _ if (0..MINUTE).contains(&past) => text!(language, "office.time.just_now"),
            _ if (0..HOUR).contains(&past) => text!(language, "office.time.minutes_ago", count = past / MINUTE),
            0 => text!(language, "office.time.today_at", time = time()),
            1 => text!(language, "office.time.yesterday_at", time = time()),
            _ => texts::instant(language, at, &self.zone),
        }
    }
}
