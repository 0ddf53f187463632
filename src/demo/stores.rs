//! What happens to goods besides orders: some lie with the agency and in the shop, some are counted differently,
//! some spoil. In the end one product is sold out, some are short, and some must be sold soon.

use crate::app::Batch;
use crate::business::failure::Failure;
use crate::business::stock::{
    Correction, Receipt, ReceiptLine, Transfer, WriteOff, correct_stock, expired, level, place, receive_goods,
    stock_at, transfer, write_off,
};
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::chance::Chance;
use crate::demo::returns::settled;
use crate::demo::stage::{Script, Stage};
use crate::values::{Instant, LotId, PlaceId, ProductId};

/// Days between two journeys to the agency and the shop.
const SPREAD_DAYS: i32 = 55;
/// How many of a thousand products go on each journey, and how many pieces.
const SPREAD: u32 = 260;
const SPREAD_PIECES: (u32, u32) = (5, 12);
/// How many of a thousand products are counted differently.
const MISCOUNTED: u32 = 70;
/// So many pieces are left of what is short.
const SHORT: u32 = 4;
/// What comes in late: pieces, and the days that it still has.
const SHORT_LIVED: [(u32, i32); 2] = [(70, 12), (60, 24)];

pub fn plan_ahead(agenda: &mut Agenda, script: &Script, chance: &mut Chance) {
    let at = |days_before: i32, minutes: u32| moment(script.last.plus_days(-days_before), minutes, &script.zone);
    let mut day = script.first.plus_days(20);
    while day < script.last.plus_days(-10) {
        agenda.add_at_work(moment(day, 13 * 60, &script.zone), &script.zone, chance, Deed::Spread);
        day = day.plus_days(SPREAD_DAYS);
    }
    for days_before in [325, 143] {
        agenda.add_at_work(at(days_before, 16 * 60), &script.zone, chance, Deed::Count);
    }
    agenda.add(at(6, 10 * 60 + 15), Deed::Spoil);
    agenda.add(at(4, 8 * 60 + 5), Deed::DeliverShortLived);
}

/// Carries a few products to the agency and to the shop, and takes back what is past its day there.
pub fn spread(batch: &mut Batch<'_, '_>, stage: &Stage, chance: &mut Chance, at: Instant) -> Result<(), Failure> {
    throw_away_expired(batch, stage, at)?;
    let places = &stage.shelves.places;
    let Some(from) = places.get("KUM").copied() else { return Ok(()) };
    for to in ["GRZ", "BOZ"].iter().filter_map(|code| places.get(*code).copied()) {
        for (product, _) in &stage.shelves.weights {
            let quantity = chance.between(SPREAD_PIECES.0, SPREAD_PIECES.1);
            if chance.happens(SPREAD) {
                carry(batch, stage, *product, (from, to), quantity)?;
            }
        }
    }
    Ok(())
}

/// Only what nobody waits for is carried away.
fn carry(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    product: ProductId,
    (from, to): (PlaceId, PlaceId),
    quantity: u32,
) -> Result<(), Failure> {
    let free = batch.ask(|r| level(r, product))?.available();
    let lots = batch.ask(|r| stock_at(r, product))?;
    let lot = lots.into_iter().filter(|(place, _, there)| *place == from && *there >= quantity).map(|(_, lot, _)| lot);
    match lot.max() {
        Some(lot) if free >= quantity * 3 => {
            let command = Transfer { product, lot, from, to, quantity };
            settled(batch.command(&stage.staff.warehouse, |tx| transfer(tx, &command)))
        }
        _ => Ok(()),
    }
}

fn throw_away_expired(batch: &mut Batch<'_, '_>, stage: &Stage, at: Instant) -> Result<(), Failure> {
    let today = at.day_in(&stage.script.zone);
    for (product, place, lot, quantity) in batch.ask(|r| expired(r, today))? {
        throw_away(batch, stage, (product, place, lot), quantity, "Mindesthaltbarkeit abgelaufen")?;
    }
    Ok(())
}

fn throw_away(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    (product, place, lot): (ProductId, PlaceId, LotId),
    quantity: u32,
    reason: &str,
) -> Result<(), Failure> {
    let command = WriteOff { product, place, lot, quantity, reason: reason.to_owned() };
    settled(batch.command(&stage.staff.warehouse, |tx| write_off(tx, &command)))
}

/// Here and there a piece is missing.
pub fn count(batch: &mut Batch<'_, '_>, stage: &Stage, chance: &mut Chance) -> Result<(), Failure> {
    for (product, _) in &stage.shelves.weights {
        let is_free = batch.ask(|r| level(r, *product))?.available() > SHORT;
        let lots = batch.ask(|r| stock_at(r, *product))?;
        let found = lots.into_iter().find(|(_, _, there)| *there > SHORT);
        let Some((place, lot, there)) = found.filter(|_| is_free && chance.happens(MISCOUNTED)) else { continue };
        let counted = there - chance.between(1, 2);
        let command = Correction { product: *product, place, lot, counted, reason: "Inventur".to_owned() };
        settled(batch.command(&stage.staff.warehouse, |tx| correct_stock(tx, &command)))?;
    }
    Ok(())
}

/// What is to be short or sold out in the end is spoiled, as far as nobody waits for it.
pub fn spoil(batch: &mut Batch<'_, '_>, stage: &Stage) -> Result<(), Failure> {
    let sold_out = stage.shelves.sold_out.iter().map(|product| (*product, 0));
    let short = stage.shelves.short.iter().map(|product| (*product, SHORT));
    for (product, left) in sold_out.chain(short) {
        let mut free = batch.ask(|r| level(r, product))?.available().saturating_sub(left);
        for (at, lot, there) in batch.ask(|r| stock_at(r, product))? {
            let delivers = batch.ask(|r| place(r, at))?.is_some_and(|place| place.delivers);
            let quantity = if delivers { there.min(free) } else { 0 };
            if quantity > 0 {
                free -= quantity;
                throw_away(batch, stage, (product, at, lot), quantity, "Wasserschaden im Regal 7")?;
            }
        }
    }
    Ok(())
}

/// A supplier sends goods that have little time left; some with the agency are past their day already.
pub fn deliver_short_lived(batch: &mut Batch<'_, '_>, stage: &Stage, at: Instant) -> Result<(), Failure> {
    let today = at.day_in(&stage.script.zone);
    let clerk = &stage.staff.warehouse;
    let line = |product: ProductId, quantity: u32, days: i32| ReceiptLine {
        product,
        quantity,
        lot_code: format!("K-{days}"),
        best_before: Some(today.plus_days(days)),
    };
    let lines: Vec<ReceiptLine> = (stage.shelves.near_best_before.iter().zip(SHORT_LIVED))
        .map(|(id, (pieces, days))| line(*id, pieces, days))
        .collect();
    let past = stage.shelves.near_best_before.first().map(|id| line(*id, 9, -2));
    let places = &stage.shelves.places;
    for (code, lines) in [("KUM", lines), ("BOZ", past.into_iter().collect())] {
        let Some(place) = places.get(code).copied().filter(|_| !lines.is_empty()) else { continue };
        let receipt = Receipt { place, lines, reason: "LS 48213, Restposten".to_owned() };
        settled(batch.command(clerk, |tx| receive_goods(tx, &receipt)).map(|_| ()))?;
    }
    Ok(())
}
