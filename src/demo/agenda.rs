//! The agenda of the story: what happens when. Deeds call for later deeds.

use std::collections::BTreeMap;

use crate::values::{ApprovalId, Day, Instant, OrderId, Period, RunId};

/// One thing that happens at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Goods come in for every product that runs low.
    Deliver,
    /// Somebody orders.
    Shop,
    /// The office looks at a new order.
    Check(OrderId),
    Correct(OrderId),
    Cancel(OrderId),
    Pay(OrderId),
    Pick(OrderId),
    Pack(OrderId),
    HandOver(OrderId),
    GiveBack {
        order: OrderId,
        whole: bool,
    },
    Withdraw(OrderId),
    /// What partners have earned in a month is calculated and laid before somebody else.
    Settle(Period),
    PayOut {
        run: RunId,
        approval: ApprovalId,
    },
}

/// Deeds in the order of time; those of one moment in the order in which they were called for.
#[derive(Debug, Default)]
pub struct Agenda {
    deeds: BTreeMap<(Instant, u64), Deed>,
    count: u64,
}

impl Agenda {
    pub fn add(&mut self, at: Instant, deed: Deed) {
        self.count += 1;
        self.deeds.insert((at, self.count), deed);
    }

    /// The next deed that happens before a moment.
    pub fn next_before(&mut self, end: Instant) -> Option<(Instant, Deed)> {
        let ((at, count), _) = self.deeds.first_key_value()?;
        if *at >= end {
            return None;
        }
        let key = (*at, *count);
        self.deeds.remove(&key).map(|deed| (key.0, deed))
    }
}

/// A moment of a day, by minutes after midnight.
pub fn moment(day: Day, minutes: u32, zone: &jiff::tz::TimeZone) -> Instant {
    Instant::at(day, i64::from(minutes), zone)
}
