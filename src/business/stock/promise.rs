//! What the stock does for orders, always as the consequence of something that an order told.

use crate::business::catalog;
use crate::business::failure::{Complaint, Failure};
use crate::business::stock::records::{
    ORDER_TO_RESERVATION, PRODUCT_TO_LEVEL, level, lot, places, reservation, stock_at,
};
use crate::business::stock::shift::{keep_waiting, rebalance, shift};
use crate::business::stock::{Level, Movement, MovementKind, Reservation, ReservedLine};
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{Day, LotId, OrderId, PlaceId, ProductId};

/// So many pieces of a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub product: ProductId,
    pub quantity: u32,
}

/// So many pieces of a lot at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub quantity: u32,
}

/// Keeps goods aside for an order; what is not there is backordered. An order that already has a reservation
/// gets a new one, and keeps what it held as far as it still wants it.
pub(in crate::business) fn reserve(tx: &mut Tx, told: &Recorded, order: OrderId, wanted: &[Wanted]) {
    let former = reservation(tx, order).unwrap_or_default();
    let mut touched: Vec<(ProductId, Level)> = Vec::with_capacity(wanted.len());
    for line in &former.lines {
        level_in(tx, &mut touched, line.product).release(*line);
    }
    let lines: Vec<ReservedLine> = wanted
        .iter()
        .map(|wanted| level_in(tx, &mut touched, wanted.product).promise(wanted.product, wanted.quantity))
        .collect();
    for (product, level) in &touched {
        tx.save(told, &PRODUCT_TO_LEVEL, product, level);
    }
    for line in former.lines.iter().filter(|line| line.backordered > 0) {
        keep_waiting(tx, told, order, line.product, 0);
    }
    for line in lines.iter().filter(|line| line.backordered > 0) {
        keep_waiting(tx, told, order, line.product, line.backordered);
    }
    tx.save(told, &ORDER_TO_RESERVATION, &order, &Reservation { lines });
    for line in &former.lines {
        rebalance(tx, told, line.product);
    }
}

/// Gives free what was kept aside; the next orders that wait are served.
pub(in crate::business) fn release(tx: &mut Tx, told: &Recorded, order: OrderId) {
    let Some(former) = reservation(tx, order) else { return };
    tx.remove(told, &ORDER_TO_RESERVATION, &order);
    for line in former.lines {
        let mut level = level(tx, line.product);
        level.release(line);
        tx.save(told, &PRODUCT_TO_LEVEL, &line.product, &level);
        if line.backordered > 0 {
            keep_waiting(tx, told, order, line.product, 0);
        }
        rebalance(tx, told, line.product);
    }
}

/// What would be taken for an order: place by place in their order, in each what expires first. Lots past
/// their best-before day are left where they are.
pub(in crate::business) fn plan_picking(tx: &Tx, order: OrderId) -> Result<Vec<Taken>, Failure> {
    let wanted = reservation(tx, order).unwrap_or_default();
    let today = tx.today();
    let mut taken = Vec::new();
    let mut complaints = Vec::new();
    for line in &wanted.lines {
        let mut missing = line.quantity();
        for (place, lot, there) in lots_in_order(tx, line.product, today) {
            let quantity = there.min(missing);
            missing -= quantity;
            if quantity > 0 {
                taken.push(Taken { product: line.product, place, lot, quantity });
            }
        }
        // A line that waits has no claim on goods that are kept for others.
        let missing = missing.max(line.backordered);
        if missing > 0 {
            let product = catalog::product(tx, line.product);
            let name = product.map(|product| product.name.get(tx.actor().language).to_owned()).unwrap_or_default();
            complaints.push(Complaint::new("stock.refusal.short").with("product", name).with("missing", missing));
        }
    }
    Failure::unless_empty(complaints)?;
    Ok(taken)
}

/// Takes planned goods off the shelf. What is on hand and what is reserved go down together.
pub(in crate::business) fn take(tx: &mut Tx, told: &Recorded, order: OrderId, taken: &[Taken]) {
    let former = reservation(tx, order).unwrap_or_default();
    tx.remove(told, &ORDER_TO_RESERVATION, &order);
    for line in &former.lines {
        let mut level = level(tx, line.product);
        level.release(*line);
        tx.save(told, &PRODUCT_TO_LEVEL, &line.product, &level);
    }
    for goods in taken {
        let gone = movement(tx, MovementKind::Pick, order, goods);
        shift(tx, told, &Movement { from: Some(goods.place), ..gone });
    }
}

/// Puts goods of an order back on the shelf.
pub(in crate::business) fn put_back(tx: &mut Tx, told: &Recorded, order: OrderId, goods: &[Taken]) {
    for goods in goods {
        let back = movement(tx, MovementKind::Return, order, goods);
        shift(tx, told, &Movement { to: Some(goods.place), ..back });
        rebalance(tx, told, goods.product);
    }
}

/// Books goods of an order in and at once out again, because nobody can sell them any more.
pub(in crate::business) fn throw_away(tx: &mut Tx, told: &Recorded, order: OrderId, goods: &[Taken]) {
    for goods in goods {
        let back = movement(tx, MovementKind::Return, order, goods);
        shift(tx, told, &Movement { to: Some(goods.place), ..back });
        let gone = movement(tx, MovementKind::WriteOff, order, goods);
        shift(tx, told, &Movement { from: Some(goods.place), ..gone });
    }
}

fn movement(tx: &Tx, kind: MovementKind, order: OrderId, goods: &Taken) -> Movement {
    Movement {
        at: tx.now(),
        kind,
        product: goods.product,
        lot: goods.lot,
        from: None,
        to: None,
        quantity: goods.quantity,
        order: Some(order),
        reason: String::new(),
    }
}

/// The level of a product as this change has left it so far.
fn level_in<'l>(tx: &Tx, touched: &'l mut Vec<(ProductId, Level)>, product: ProductId) -> &'l mut Level {
    let place = match touched.iter().position(|(known, _)| *known == product) {
        Some(place) => place,
        None => {
            touched.push((product, level(tx, product)));
            touched.len() - 1
        }
    };
    match touched.get_mut(place) {
        Some((_, level)) => level,
        None => unreachable!("the level was put there above"),
    }
}

/// Sellable lots of a product in the order in which they are taken.
pub(super) fn lots_in_order(r: &dyn Read, product: ProductId, today: Day) -> Vec<(PlaceId, LotId, u32)> {
    let stock = stock_at(r, product);
    let mut sorted: Vec<_> = places(r)
        .into_iter()
        .filter(|(_, place)| place.delivers)
        .flat_map(|(id, place)| {
            stock.iter().filter(move |(at, _, _)| *at == id).map(move |(_, lot, there)| (place.sort, id, *lot, *there))
        })
        .filter_map(|(sort, id, lot_id, there)| {
            let best_before = lot(r, lot_id)?.best_before;
            let sellable = best_before.is_none_or(|best_before| best_before >= today);
            // Lots without a day are taken last.
            sellable.then_some(((sort, id, best_before.is_none(), best_before, lot_id), there))
        })
        .collect();
    sorted.sort();
    sorted.into_iter().map(|((_, place, _, _, lot), there)| (place, lot, there)).collect()
}
