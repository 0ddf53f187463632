//! Default interest to the day.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::business::billing::reminders::law::half_year_of;
use crate::values::{Day, Money, Rate};

/// Days in a row with one open amount and one rate. Each is rounded by itself, so that it can be printed and checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    pub from: Day,
    pub days: i32,
    pub open: Money,
    pub rate: Rate,
    pub interest: Money,
}

/// What is owed, and what has settled parts of it on which days.
pub struct Debt<'d> {
    pub amount: Money,
    pub cleared: &'d [(Day, Money)],
}

/// Interest for the days from the first through the last. The day on which money came counts in full; a year has its
/// own number of days.
pub fn stretches(debt: &Debt<'_>, from: Day, through: Day, rate_on: impl Fn(Day) -> Rate) -> Vec<Stretch> {
    if through < from {
        return Vec::new();
    }
    let mut begins = BTreeSet::from([from]);
    begins.extend(debt.cleared.iter().map(|(on, _)| on.plus_days(1)));
    let mut half_year = half_year_of(from);
    while half_year <= through {
        begins.insert(half_year);
        half_year = half_year_of(half_year.plus_months(6));
    }
    let begins: Vec<Day> = begins.into_iter().filter(|day| (from..=through).contains(day)).collect();
    let ends = begins.iter().skip(1).copied().chain([through.plus_days(1)]);
    begins.iter().zip(ends).filter_map(|(begin, end)| stretch(debt, (*begin, end), rate_on(*begin))).collect()
}

fn stretch(debt: &Debt<'_>, (from, end): (Day, Day), rate: Rate) -> Option<Stretch> {
    let nothing = Money::zero(debt.amount.currency());
    let settled = debt.cleared.iter().filter(|(on, _)| *on < from).fold(nothing, |sum, (_, part)| sum + *part);
    let open = debt.amount - settled;
    let days = end.days_since(from);
    let year = i64::from(days_of_year(from));
    let interest = open.share(i64::from(days) * rate.millionths(), year * Rate::WHOLE.millionths());
    open.is_positive().then_some(Stretch { from, days, open, rate, interest })
}

fn days_of_year(day: Day) -> i32 {
    let first = |year: i16| Day::new(year, 1, 1).unwrap_or(day);
    first(day.year() + 1).days_since(first(day.year())).max(365)
}
