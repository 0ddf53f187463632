//! Goods come in whenever a product runs low, in lots with their best-before day.

use crate::app::Batch;
use crate::business::catalog::product;
use crate::business::failure::Failure;
use crate::business::stock::{Receipt, ReceiptLine, level, receive_goods};
use crate::demo::chance::Chance;
use crate::demo::stage::{Shelves, Stage};
use crate::values::{Instant, PlaceId};

/// Pieces per unit of weight of a product that are kept in the house.
const COVER: u32 = 9;
/// So many days before the end nothing comes in any more of what is to be short then.
const DRY_DAYS: i32 = 21;

pub fn deliver(batch: &mut Batch<'_, '_>, stage: &Stage, chance: &mut Chance, at: Instant) -> Result<(), Failure> {
    let (script, shelves) = (&stage.script, &stage.shelves);
    let today = at.day_in(&script.zone);
    let is_dry = script.last.days_since(today) < DRY_DAYS;
    let mut lines = Vec::new();
    for (id, weight) in &shelves.weights {
        if is_dry && (shelves.sold_out.contains(id) || shelves.short.contains(id)) {
            continue;
        }
        let kept = weight * COVER;
        let there = batch.ask(|r| level(r, *id))?;
        if there.available().saturating_sub(there.backordered) >= kept / 2 {
            continue;
        }
        let life = batch.ask(|r| product(r, *id))?.map_or(0, |product| product.shelf_life_days);
        let quantity = kept - there.available().min(kept) + there.backordered + chance.between(0, 12);
        // Goods travel and wait at the maker's for a while.
        let best_before =
            i32::try_from(life).ok().filter(|life| *life > 0).map(|life| today.plus_days(life - life / 8));
        let lot_code = format!("{:02}{:02}-{}", today.year() % 100, today.month(), chance.between(100, 999));
        lines.push(ReceiptLine { product: *id, quantity, lot_code, best_before });
    }
    let Some(place) = first_place(shelves).filter(|_| !lines.is_empty()) else { return Ok(()) };
    let receipt = Receipt { place, lines, reason: format!("LS {}", chance.between(10_000, 99_999)) };
    batch.command(&stage.staff.warehouse, |tx| receive_goods(tx, &receipt)).map(|_| ())
}

/// The main store room.
fn first_place(shelves: &Shelves) -> Option<PlaceId> {
    shelves.places.get("KUM").or_else(|| shelves.places.values().next()).copied()
}
