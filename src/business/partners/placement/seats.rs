//! Who sits on which leg of whom, and the rules that find a seat. Pure: the same seats always give the same answer.

use std::collections::{BTreeMap, VecDeque};

use crate::values::PartnerId;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub parent: PartnerId,
    /// From 1.
    pub leg: u32,
}

/// The placement tree of one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    below: BTreeMap<PartnerId, BTreeMap<u32, PartnerId>>,
    above: BTreeMap<PartnerId, Option<Seat>>,
}

impl Seats {
    /// Everybody who is placed, each with the seat; `None` stands directly below the firm.
    pub fn of(placed: impl IntoIterator<Item = (PartnerId, Option<Seat>)>) -> Seats {
        let mut seats = Seats::default();
        for (partner, seat) in placed {
            seats.take(partner, seat);
        }
        seats
    }

    /// Somebody sits down.
    pub fn take(&mut self, partner: PartnerId, seat: Option<Seat>) {
        if let Some(Seat { parent, leg }) = seat {
            self.below.entry(parent).or_default().insert(leg, partner);
        }
        self.above.insert(partner, seat);
    }

    pub fn is_placed(&self, partner: PartnerId) -> bool {
        self.above.contains_key(&partner)
    }

    pub fn seat_of(&self, partner: PartnerId) -> Option<Seat> {
        self.above.get(&partner).copied().flatten()
    }

    pub fn is_free(&self, seat: Seat) -> bool {
        !self.below.get(&seat.parent).is_some_and(|legs| legs.contains_key(&seat.leg))
    }

    /// Whether somebody sits in the team of another; everybody sits in the own one.
    pub fn is_in_team(&self, somebody: PartnerId, of: PartnerId) -> bool {
        let mut next = Some(somebody);
        // A way up that is longer than there are people would be a circle.
        for _ in 0..=self.above.len() {
            match next {
                Some(partner) if partner == of => return true,
                Some(partner) => next = self.seat_of(partner).map(|seat| seat.parent),
                None => return false,
            }
        }
        false
    }

    /// How many people sit on a leg, all the way down.
    pub fn people_on(&self, seat: Seat) -> usize {
        let first = self.below.get(&seat.parent).and_then(|legs| legs.get(&seat.leg)).copied();
        first.map_or(0, |first| self.walk(first).count())
    }

    /// The first free seat of a team, level by level, from the left.
    pub fn first_free(&self, top: PartnerId, legs: u32) -> Option<Seat> {
        self.walk(top).find_map(|parent| {
            let free = |leg: &u32| self.is_free(Seat { parent, leg: *leg });
            (1..=legs).find(free).map(|leg| Seat { parent, leg })
        })
    }

    /// The first free seat on the leg with the fewest people; of equal ones the first.
    pub fn on_weaker_leg(&self, top: PartnerId, legs: u32) -> Option<Seat> {
        let weaker =
            (1..=legs).map(|leg| Seat { parent: top, leg }).min_by_key(|seat| (self.people_on(*seat), seat.leg))?;
        match self.below.get(&top).and_then(|below| below.get(&weaker.leg)) {
            None => Some(weaker),
            Some(first) => self.first_free(*first, legs),
        }
    }

    /// Everybody of a team, level by level, from the left.
    fn walk(&self, top: PartnerId) -> impl Iterator<Item = PartnerId> {
        let mut waiting = VecDeque::from([top]);
        std::iter::from_fn(move || {
            let next = waiting.pop_front()?;
            waiting.extend(self.below.get(&next).into_iter().flat_map(|legs| legs.values().copied()));
            Some(next)
        })
    }
}
