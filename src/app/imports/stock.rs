//! Stock as it was counted: a lot that is not known comes in, a known one is set to what lies there.

use crate::app::door::Batch;
use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::actor::Actor;
use crate::business::catalog::product_by_sku;
use crate::business::failure::{Complaint, Failure};
use crate::business::stock::{
    Correction, Place, PlaceKind, Receipt, ReceiptLine, correct_stock, lots_of, places, quantity_at, receive_goods,
    save_place,
};
use crate::exchange::tables::stock::{StockRow, read_stock};
use crate::text;
use crate::values::PlaceId;

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let (rows, problems) = read_stock(taking.sheet);
    taking.all((&rows, problems), |row| row.line, watch, |batch, row, _| take(batch, taking.actor, row))
}

fn take(batch: &mut Batch<'_, '_>, actor: &Actor, row: &StockRow) -> Result<Done, Failure> {
    let found = batch.ask(|r| product_by_sku(r, &row.sku))?;
    let unknown = || Complaint::new("tables.problem.no_product").at("sku").with("sku", row.sku.clone());
    let (product, _) = found.ok_or_else(unknown)?;
    let place = place_of(batch, actor, row)?;
    let same = |code: &str, best_before| code == row.lot.trim() && best_before == row.best_before;
    let lots = batch.ask(|r| lots_of(r, product))?;
    let lot = lots.iter().find(|(_, lot)| same(&lot.code, lot.best_before)).map(|(id, _)| *id);
    let reason = if row.reason.is_empty() { text!(actor.language, "tables.stock.reason") } else { row.reason.clone() };
    let there = match lot {
        Some(lot) => batch.ask(|r| quantity_at(r, product, place, lot))?,
        None => 0,
    };
    match lot {
        _ if there == row.quantity => Ok(Done::Same),
        Some(lot) => {
            let correction = Correction { product, place, lot, counted: row.quantity, reason };
            batch.command(actor, |tx| correct_stock(tx, &correction)).map(|()| Done::Changed)
        }
        None => {
            let line = ReceiptLine {
                product,
                quantity: row.quantity,
                lot_code: row.lot.clone(),
                best_before: row.best_before,
            };
            let receipt = Receipt { place, lines: vec![line], reason };
            batch.command(actor, |tx| receive_goods(tx, &receipt)).map(|_| Done::New)
        }
    }
}

fn place_of(batch: &mut Batch<'_, '_>, actor: &Actor, row: &StockRow) -> Result<PlaceId, Failure> {
    let known = batch.ask(places)?;
    if let Some((id, _)) = known.iter().find(|(_, place)| place.name == row.place) {
        return Ok(*id);
    }
    if !row.make_place {
        return Err(Complaint::new("tables.problem.no_place").at("place").with("place", row.place.clone()).into());
    }
    let sort = known.iter().map(|(_, place)| place.sort).max().unwrap_or(0).saturating_add(1);
    let made = Place { name: row.place.clone(), kind: PlaceKind::Own, delivers: true, sort };
    batch.command(actor, |tx| save_place(tx, None, &made))
}
