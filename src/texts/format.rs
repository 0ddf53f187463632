//! Numbers, money, days and instants as German, English and Chinese write them.

use jiff::tz::TimeZone;

use crate::text;
use crate::values::{Country, Currency, Day, Instant, Language, Money, Period, PeriodKind, Points, Rate};

/// A no-break space: an amount never loses its currency at the end of a line.
const NO_BREAK: char = '\u{a0}';

fn grouped(digits: &str, separator: char) -> String {
    let mut written = String::with_capacity(digits.len() + digits.len() / 3);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            written.push(separator);
        }
        written.push(digit);
    }
    written
}

/// A decimal number of any length as it is read: `-1234.5` becomes `−1.234,5`.
pub fn decimal(language: Language, plain: &str) -> String {
    let (sign, unsigned) = match plain.strip_prefix('-') {
        Some(rest) => ("−", rest),
        None => ("", plain),
    };
    let (group, point) = if language == Language::De { ('.', ',') } else { (',', '.') };
    match unsigned.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}{point}{fraction}", grouped(whole, group)),
        None => format!("{sign}{}", grouped(unsigned, group)),
    }
}

/// `1.234`, `1,234`.
pub fn number(language: Language, value: i64) -> String {
    decimal(language, &value.to_string())
}

/// `1.234,50 €` in German, `€1,234.50` in English and Chinese.
pub fn money(language: Language, money: Money) -> String {
    let amount = decimal(language, &money.decimal());
    let currency = money.currency();
    let sign = match currency {
        Currency::EUR => "€",
        other if other == Currency::USD => "$",
        _ => return format!("{amount}{NO_BREAK}{currency}"),
    };
    match (language, amount.strip_prefix('−')) {
        (Language::De, _) => format!("{amount}{NO_BREAK}{sign}"),
        (_, Some(unsigned)) => format!("−{sign}{unsigned}"),
        (_, None) => format!("{sign}{amount}"),
    }
}

/// An amount as it is typed into a field: `1234,50` in German, `1234.50` in English and Chinese.
pub fn plain_money(language: Language, money: Money) -> String {
    let plain = money.decimal();
    if language == Language::De { plain.replace('.', ",") } else { plain }
}

/// Points as they are typed into a field: `7,5` in German, `7.5` elsewhere.
pub fn plain_points(language: Language, points: Points) -> String {
    let plain = points.decimal();
    let plain = plain.strip_suffix(".00").unwrap_or(&plain);
    if language == Language::De { plain.replace('.', ",") } else { plain.to_owned() }
}

/// Money with its sign always shown, for changes.
pub fn signed_money(language: Language, amount: Money) -> String {
    let written = money(language, amount);
    if amount.is_positive() { format!("+{written}") } else { written }
}

pub fn points(language: Language, points: Points) -> String {
    let plain = points.decimal();
    decimal(language, plain.strip_suffix(".00").unwrap_or(&plain))
}

/// `4,9 %`.
pub fn percent(language: Language, rate: Rate) -> String {
    let written = decimal(language, &rate.percent());
    if language == Language::De { format!("{written}{NO_BREAK}%") } else { format!("{written}%") }
}

/// The day written out: `21. November 2026`, `21 November 2026`, `2026年11月21日`.
pub fn day(language: Language, day: Day) -> String {
    let (year, number, month) = (day.year(), day.day_of_month(), day.month());
    match language {
        Language::De => format!("{number}. {} {year}", month_name(language, month)),
        Language::En => format!("{number} {} {year}", month_name(language, month)),
        Language::Zh => format!("{year}年{month}月{number}日"),
    }
}

/// The day for narrow columns: `21.11.2026`, `21 Nov 2026`, `2026-11-21`.
pub fn day_short(language: Language, day: Day) -> String {
    let (year, number, month) = (day.year(), day.day_of_month(), day.month());
    match language {
        Language::De => format!("{number:02}.{month:02}.{year}"),
        Language::En => format!("{number} {} {year}", month_name(language, month).chars().take(3).collect::<String>()),
        Language::Zh => format!("{year}-{month:02}-{number:02}"),
    }
}

/// Day and time of day to the minute.
pub fn instant(language: Language, instant: Instant, zone: &TimeZone) -> String {
    let civil = instant.civil_in(zone);
    let day = day_short(language, Day::from_date(civil.date()));
    format!("{day}{NO_BREAK}{:02}:{:02}", civil.hour(), civil.minute())
}

/// Day written out and time to the second, for receipts and titles.
pub fn instant_exact(language: Language, instant: Instant, zone: &TimeZone) -> String {
    let civil = instant.civil_in(zone);
    let day = day(language, Day::from_date(civil.date()));
    format!("{day}, {:02}:{:02}:{:02}", civil.hour(), civil.minute(), civil.second())
}

/// `März 2026`, `March 2026`, `2026年3月`.
pub fn month(language: Language, day: Day) -> String {
    match language {
        Language::Zh => format!("{}年{}月", day.year(), day.month()),
        _ => format!("{} {}", month_name(language, day.month()), day.year()),
    }
}

/// A period by its usual name; of a week also from which day to which, for whoever does not know it by its number.
pub fn period_in_full(language: Language, of: Period) -> String {
    let name = period(language, of);
    match of.kind() {
        PeriodKind::Week => {
            format!("{name} ({} – {})", day_short(language, of.first()), day_short(language, of.last()))
        }
        _ => name,
    }
}

/// A period by its usual name.
pub fn period(language: Language, period: Period) -> String {
    match period.kind() {
        PeriodKind::Month => month(language, period.first()),
        PeriodKind::Days => format!("{} – {}", day_short(language, period.first()), day_short(language, period.last())),
        PeriodKind::Week => {
            let written = period.to_string();
            let (year, week) = written.split_once("-W").unwrap_or((&written, ""));
            text!(language, "texts.period.week", year = year, week = week.trim_start_matches('0'))
        }
        PeriodKind::Quarter => {
            let quarter = i64::from((period.first().month() + 2) / 3);
            text!(language, "texts.period.quarter", quarter = quarter, year = period.first().year().to_string())
        }
        PeriodKind::TenDays | PeriodKind::HalfMonth => {
            let (from, to) = (period.first().day_of_month(), period.last().day_of_month());
            let month = month(language, period.first());
            match language {
                Language::De => format!("{from}.–{to}. {month}"),
                Language::En => format!("{from}–{to} {month}"),
                Language::Zh => format!("{month}{from}–{to}日"),
            }
        }
        PeriodKind::Year if period.first().month() == 1 => period.to_string(),
        PeriodKind::Year => {
            let (from, to) = (period.first().year().to_string(), period.last().year().to_string());
            text!(language, "texts.period.business_year", from = from, to = to)
        }
    }
}

/// A country's name; its code where we have no name for it.
pub fn country_name(language: Language, country: Country) -> String {
    let key = format!("texts.country.{}", country.code().to_ascii_lowercase());
    let name = text!(language, &key);
    if name == key { country.code().to_owned() } else { name }
}

/// A currency's name, or its code where we have none.
pub fn currency_name(language: Language, currency: Currency) -> String {
    let key = format!("texts.currency.{}", currency.code().to_ascii_lowercase());
    let name = text!(language, &key);
    if name == key { currency.code().to_owned() } else { name }
}

/// A month without its year.
pub fn month_name(language: Language, month: i8) -> String {
    text!(language, &format!("texts.month.{month}"))
}
