//! What the warehouse does with its goods, apart from orders.

use crate::business::catalog;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::stock::events::{
    GoodsLine, GoodsReceived, PlaceSaved, StockCorrected, StockTransferred, StockWrittenOff,
};
use crate::business::stock::records::{
    LOT_ID_TO_LOT, PLACE_ID_TO_PLACE, PRODUCT_PLACE_LOT_TO_QUANTITY, PRODUCT_TO_LOT_ID, lots_of, place, quantity_at,
};
use crate::business::stock::shift::{rebalance, shift};
use crate::business::stock::{Lot, Movement, MovementKind, Place, lot};
use crate::business::tx::Tx;
use crate::store::{Read, Span};
use crate::values::{Day, LotId, PlaceId, ProductId};

/// More pieces than this in one line are a slip of the finger.
const PIECES_MAX: u32 = 1_000_000;

/// Goods that came in together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub place: PlaceId,
    pub lines: Vec<ReceiptLine>,
    /// The supplier and the number of the delivery note.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceiptLine {
    pub product: ProductId,
    pub quantity: u32,
    /// The maker's batch code; empty when there is none.
    pub lot_code: String,
    pub best_before: Option<Day>,
}

/// What was counted, where something else was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub counted: u32,
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub product: ProductId,
    pub lot: LotId,
    pub from: PlaceId,
    pub to: PlaceId,
    pub quantity: u32,
}

/// Goods that are spoiled or broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WriteOff {
    pub product: ProductId,
    pub place: PlaceId,
    pub lot: LotId,
    pub quantity: u32,
    pub reason: String,
}

/// Adds a place or changes one. Whether it delivers is fixed while goods lie there: orders count on them.
pub fn save_place(tx: &mut Tx, id: Option<PlaceId>, new: &Place) -> Result<PlaceId, Failure> {
    tx.require(Permission::StockMove)?;
    let before = id.and_then(|id| place(tx, id));
    let mut complaints = Vec::new();
    if new.name.trim().is_empty() {
        complaints.push(Complaint::new("stock.refusal.place_name_missing").at("name"));
    }
    let delivery_changes = before.is_some_and(|before| before.delivers != new.delivers);
    if delivery_changes && id.is_some_and(|id| holds_goods(tx, id)) {
        complaints.push(Complaint::new("stock.refusal.place_not_empty").at("delivers"));
    }
    Failure::unless_empty(complaints)?;
    let id = id.unwrap_or_else(|| tx.next_id());
    let told = tx.record(PlaceSaved { place: id, kind: new.kind, delivers: new.delivers });
    tx.save(&told, &PLACE_ID_TO_PLACE, &id, new);
    Ok(id)
}

/// Takes goods in, lot by lot. Orders that wait for them are served first.
pub fn receive_goods(tx: &mut Tx, receipt: &Receipt) -> Result<Vec<LotId>, Failure> {
    tx.require(Permission::StockMove)?;
    place(tx, receipt.place).ok_or_else(Failure::not_found)?;
    Failure::unless_empty(receipt_complaints(tx, receipt))?;
    let mut goods = Vec::new();
    let mut new_lots = Vec::new();
    for line in &receipt.lines {
        let lot = known_lot(tx, &new_lots, line).unwrap_or_else(|| {
            let id = tx.next_id();
            let code = line.lot_code.trim().to_owned();
            new_lots.push((id, Lot { product: line.product, code, best_before: line.best_before }));
            id
        });
        goods.push(GoodsLine { product: line.product, lot, quantity: line.quantity });
    }
    let told = tx.record(GoodsReceived { place: receipt.place, lines: goods.clone() });
    for (id, lot) in &new_lots {
        tx.save(&told, &LOT_ID_TO_LOT, id, lot);
        tx.save(&told, &PRODUCT_TO_LOT_ID, &(lot.product, *id), &());
    }
    for line in &goods {
        let arrived = movement(tx, MovementKind::Receipt, *line, &receipt.reason);
        shift(tx, &told, &Movement { to: Some(receipt.place), ..arrived });
        rebalance(tx, &told, line.product);
    }
    Ok(goods.into_iter().map(|line| line.lot).collect())
}

/// Sets a lot at a place to what was counted there.
pub fn correct_stock(tx: &mut Tx, correction: &Correction) -> Result<(), Failure> {
    tx.require(Permission::StockMove)?;
    let Correction { product, place: at, lot: of, counted, reason } = correction;
    place(tx, *at).ok_or_else(Failure::not_found)?;
    lot_of(tx, *product, *of)?;
    let before = quantity_at(tx, *product, *at, *of);
    let mut complaints = reason_complaints(reason);
    complaints.extend(too_many(*counted).map(|complaint| complaint.at("counted")));
    if before == *counted {
        complaints.push(Complaint::new("stock.refusal.nothing_to_correct").at("counted").with("quantity", before));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(StockCorrected { product: *product, place: *at, lot: *of, before, after: *counted });
    let goods = GoodsLine { product: *product, lot: *of, quantity: before.abs_diff(*counted) };
    let moved = movement(tx, MovementKind::Correction, goods, reason);
    let moved =
        if *counted > before { Movement { to: Some(*at), ..moved } } else { Movement { from: Some(*at), ..moved } };
    shift(tx, &told, &moved);
    rebalance(tx, &told, *product);
    Ok(())
}

/// Carries goods from one place to another.
pub fn transfer(tx: &mut Tx, transfer: &Transfer) -> Result<(), Failure> {
    tx.require(Permission::StockMove)?;
    let Transfer { product, lot, from, to, quantity } = transfer.clone();
    place(tx, from).ok_or_else(Failure::not_found)?;
    place(tx, to).ok_or_else(Failure::not_found)?;
    lot_of(tx, product, lot)?;
    let mut complaints = not_there(quantity, quantity_at(tx, product, from, lot));
    if from == to {
        complaints.push(Complaint::new("stock.refusal.same_place").at("to"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(StockTransferred { product, lot, from, to, quantity });
    let moved = movement(tx, MovementKind::Transfer, GoodsLine { product, lot, quantity }, "");
    shift(tx, &told, &Movement { from: Some(from), to: Some(to), ..moved });
    rebalance(tx, &told, product);
    Ok(())
}

/// Takes spoiled or broken goods out of the books.
pub fn write_off(tx: &mut Tx, write_off: &WriteOff) -> Result<(), Failure> {
    tx.require(Permission::StockMove)?;
    let WriteOff { product, place: from, lot, quantity, reason } = write_off.clone();
    place(tx, from).ok_or_else(Failure::not_found)?;
    lot_of(tx, product, lot)?;
    let mut complaints = not_there(quantity, quantity_at(tx, product, from, lot));
    complaints.extend(reason_complaints(&reason));
    Failure::unless_empty(complaints)?;
    let told = tx.record(StockWrittenOff { product, place: from, lot, quantity });
    let moved = movement(tx, MovementKind::WriteOff, GoodsLine { product, lot, quantity }, &reason);
    shift(tx, &told, &Movement { from: Some(from), ..moved });
    rebalance(tx, &told, product);
    Ok(())
}

/// A movement of now that still lacks its places.
fn movement(tx: &Tx, kind: MovementKind, goods: GoodsLine, reason: &str) -> Movement {
    Movement {
        at: tx.now(),
        kind,
        product: goods.product,
        lot: goods.lot,
        from: None,
        to: None,
        quantity: goods.quantity,
        order: None,
        reason: reason.to_owned(),
    }
}

/// The same batch with the same day is the same lot, in the house or in this receipt.
fn known_lot(tx: &Tx, new: &[(LotId, Lot)], line: &ReceiptLine) -> Option<LotId> {
    let same = |lot: &Lot| {
        lot.product == line.product && lot.code == line.lot_code.trim() && lot.best_before == line.best_before
    };
    let in_house = lots_of(tx, line.product);
    new.iter().chain(&in_house).find(|(_, lot)| same(lot)).map(|(id, _)| *id)
}

fn receipt_complaints(tx: &Tx, receipt: &Receipt) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if receipt.lines.is_empty() {
        complaints.push(Complaint::new("stock.refusal.no_goods").at("lines"));
    }
    for line in &receipt.lines {
        let Some(product) = catalog::product(tx, line.product) else {
            complaints.push(Complaint::new("stock.refusal.product_unknown").at("lines"));
            continue;
        };
        if line.quantity == 0 {
            complaints
                .push(Complaint::new("stock.refusal.quantity_missing").at("lines").with("sku", product.sku.clone()));
        }
        if product.shelf_life_days > 0 && line.best_before.is_none() {
            complaints
                .push(Complaint::new("stock.refusal.best_before_missing").at("lines").with("sku", product.sku.clone()));
        }
        complaints.extend(too_many(line.quantity).map(|complaint| complaint.at("lines")));
    }
    complaints
}

fn too_many(quantity: u32) -> Option<Complaint> {
    (quantity > PIECES_MAX).then(|| Complaint::new("stock.refusal.too_many").with("most", PIECES_MAX))
}

fn not_there(quantity: u32, there: u32) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if quantity == 0 {
        complaints.push(Complaint::new("stock.refusal.how_many").at("quantity"));
    }
    if quantity > there {
        complaints.push(Complaint::new("stock.refusal.not_so_many_there").at("quantity").with("there", there));
    }
    complaints
}

fn reason_complaints(reason: &str) -> Vec<Complaint> {
    let missing = reason.trim().is_empty();
    missing.then(|| Complaint::new("stock.refusal.reason_missing").at("reason")).into_iter().collect()
}

fn lot_of(tx: &Tx, product: ProductId, id: LotId) -> Result<Lot, Failure> {
    lot(tx, id).filter(|lot| lot.product == product).ok_or_else(Failure::not_found)
}

fn holds_goods(tx: &Tx, at: PlaceId) -> bool {
    let r: &dyn Read = tx;
    r.keys(&PRODUCT_PLACE_LOT_TO_QUANTITY, Span::all()).into_iter().any(|(_, place, _)| place == at)
}
