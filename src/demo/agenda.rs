//! The agenda of the story: what happens when. Deeds call for later deeds.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::demo::chance::Chance;
use crate::values::{ApprovalId, Day, Instant, OrderId, Period, ProductId, RunId};

/// One thing that happens at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    /// Goods come in for every product that runs low.
    Deliver,
    /// Some goods go to the agency and to the shop.
    Spread,
    /// The shelves are counted.
    Count,
    /// Some goods are spoiled, so that they are short in the end.
    Spoil,
    /// Goods come in that must be sold soon.
    DeliverShortLived,
    /// Somebody orders.
    Shop,
    /// The customer at this place of the cast orders.
    ShopAs(usize),
    /// Somebody orders what is not there.
    Want(ProductId),
    /// The office looks at a new order.
    Check(OrderId),
    Correct(OrderId),
    Cancel(OrderId),
    /// Nobody has paid for so long that the order is given up.
    GiveUp(OrderId),
    /// What is still owed comes in, or what is too much goes back.
    Pay(OrderId),
    Pick(OrderId),
    Pack(OrderId),
    HandOver(OrderId),
    GiveBack {
        order: OrderId,
        whole: bool,
    },
    Withdraw(OrderId),
    /// The office answers whoever has withdrawn.
    Answer(OrderId),
    /// What partners have earned in a month is calculated and laid before somebody else.
    Settle(Period),
    PayOut {
        run: RunId,
        approval: ApprovalId,
    },
    /// The partner at this place of the cast gives up, or goes to another sponsor.
    Leave(usize),
    ChangeSponsor(usize),
    /// The first partner invites the newcomer at this place of the cast.
    Invite(usize),
    /// The task at this place of the seeds comes up.
    Task(usize),
    /// A customer says that goods are on their way back: one of those shipped last, counted backwards.
    AnnounceReturn(usize),
}

/// Deeds in the order of time; those of one moment in the order in which they were called for.
#[derive(Debug, Default)]
pub struct Agenda {
    deeds: BTreeMap<(Instant, u64), Deed>,
    count: u64,
}

/// Staff work from Monday to Friday, from seven to five.
const OPENS: u32 = 7;
const CLOSES: u32 = 17;
const FRIDAY: i8 = 5;

impl Agenda {
    pub fn add(&mut self, at: Instant, deed: Deed) {
        self.count += 1;
        self.deeds.insert((at, self.count), deed);
    }

    /// The same for what staff do: at that moment when they work then, else early on their next day.
    pub fn add_at_work(&mut self, at: Instant, zone: &TimeZone, chance: &mut Chance, deed: Deed) {
        let hour = u32::from(at.civil_in(zone).hour().unsigned_abs());
        let mut day = at.day_in(zone);
        if day.weekday() <= FRIDAY && (OPENS..CLOSES).contains(&hour) {
            return self.add(at, deed);
        }
        if hour >= CLOSES {
            day = day.plus_days(1);
        }
        while day.weekday() > FRIDAY {
            day = day.plus_days(1);
        }
        self.add(moment(day, OPENS * 60 + chance.between(0, 170), zone), deed);
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
pub fn moment(day: Day, minutes: u32, zone: &TimeZone) -> Instant {
    Instant::at(day, i64::from(minutes), zone)
}
