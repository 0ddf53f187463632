//! How the balances of statements lead from one to the next. Several may tell of one day, and come in any order.

use std::collections::BTreeMap;

use crate::values::Day;

/// What the statements of one account began with and came to, by their last day, in minor units.
#[derive(Clone, Debug, Default)]
pub(super) struct BalanceChain {
    days: BTreeMap<Day, Vec<Span>>,
}

#[derive(Clone, Copy, Debug)]
struct Span {
    /// Tables do not say it.
    opening: Option<i64>,
    after: i64,
}

impl BalanceChain {
    /// In the order in which they were taken in.
    pub fn note(&mut self, to: Day, opening: Option<i64>, after: i64) {
        self.days.entry(to).or_default().push(Span { opening, after });
    }

    /// What was on the account in the evening of the newest day up to this one that is told.
    pub fn end(&self, day: Day) -> Option<i64> {
        let (on, spans) = self.days.range(..=day).next_back()?;
        end_of_day(spans, || self.end(on.plus_days(-1)))
    }

    /// The newest day with what was on the account then.
    pub fn newest(&self) -> Option<(Day, i64)> {
        let day = *self.days.keys().next_back()?;
        Some((day, self.end(day)?))
    }

    /// Whether a statement that ends on a day may begin with a balance: in its morning, or after any other of the day.
    pub fn may_begin(&self, day: Day, opening: i64) -> bool {
        let of_day = self.days.get(&day).into_iter().flatten();
        of_day.map(|span| span.after).chain(self.end(day.plus_days(-1))).any(|balance| balance == opening)
    }
}

/// The balance that no other statement of the day goes on from. Where there are several, the bank owes us one between
/// them: the one that was taken in last counts. Where there is none, the day ends as it began.
fn end_of_day(spans: &[Span], morning: impl Fn() -> Option<i64>) -> Option<i64> {
    let mut gone_on: Vec<i64> = spans.iter().filter_map(|span| span.opening).collect();
    let mut ends: Vec<i64> = spans.iter().map(|span| span.after).collect();
    let last = ends.last().copied();
    let is_still = ends.iter().all(|end| Some(*end) == last);
    ends.retain(|end| match gone_on.iter().position(|opening| opening == end) {
        Some(place) => {
            gone_on.swap_remove(place);
            false
        }
        None => true,
    });
    match ends.last() {
        Some(end) => Some(*end),
        None if is_still => last,
        None => morning().or(last),
    }
}
