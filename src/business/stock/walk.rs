//! What would be taken for several orders in one walk along the shelves, none counted on twice.

use crate::business::stock::promise::lots_in_order;
use crate::business::stock::{Taken, reservation};
use crate::store::Read;
use crate::values::{Day, OrderId, ProductId};

/// What an order gets, and what it lacks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picks {
    pub taken: Vec<Taken>,
    pub missing: Vec<Missing>,
}

/// So many pieces that are not there, or are kept for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing {
    pub product: ProductId,
    pub quantity: u32,
}

/// The picks of each order, in the order in which they are asked for: what the first takes the next does not get.
pub fn picks_of_walk(r: &dyn Read, orders: &[OrderId], today: Day) -> Vec<(OrderId, Picks)> {
    let mut gone: Vec<Taken> = Vec::new();
    let mut walk = Vec::with_capacity(orders.len());
    for id in orders {
        let picks = picks(r, *id, today, &gone);
        gone.extend(picks.taken.iter().copied());
        walk.push((*id, picks));
    }
    walk
}

fn picks(r: &dyn Read, order: OrderId, today: Day, gone: &[Taken]) -> Picks {
    let mut picks = Picks::default();
    for line in reservation(r, order).unwrap_or_default().lines {
        let mut missing = line.quantity();
        for (place, lot, there) in lots_in_order(r, line.product, today) {
            let taken =
                gone.iter().filter(|taken| (taken.product, taken.place, taken.lot) == (line.product, place, lot));
            let there = there.saturating_sub(taken.map(|taken| taken.quantity).sum());
            let quantity = there.min(missing);
            missing -= quantity;
            if quantity > 0 {
                picks.taken.push(Taken { product: line.product, place, lot, quantity });
            }
        }
        // A line that waits has no claim on goods that are kept for others.
        let missing = missing.max(line.backordered);
        if missing > 0 {
            picks.missing.push(Missing { product: line.product, quantity: missing });
        }
    }
    picks
}
