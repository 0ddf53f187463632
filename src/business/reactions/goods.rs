//! What follows when goods leave the shelf, the house, or come back.

use crate::business::billing::{self, Credited};
use crate::business::cases;
use crate::business::commissions::{Sale, SaleKind, note_sales};
use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::orders::{
    Fate, GoodsReturned, Order, OrderState, Return, ReturnLine, advance, line_at, returns_of_order,
};
use crate::business::payments::{self, give_credit_back, settlement};
use crate::business::reactions::letters::post_to_buyer;
use crate::business::reactions::money::{leave_out_refund, settle};
use crate::business::reactions::orders::{loaded, sales, wanted};
use crate::business::shipping::{self, ParcelHandedOver, ParcelPacked, PickLine};
use crate::business::stock::{self, Taken};
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{Day, Money, OrderId};

pub(super) fn picked(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    advance(tx, told, id, OrderState::Picked);
    cases::finish_in_turn(tx, &Subject::of(id), "pick")
}

/// The order is where it was before it was picked, and waits again.
pub(super) fn picking_undone(tx: &mut Tx, told: &Recorded, id: OrderId) -> Result<(), Failure> {
    advance(tx, told, id, OrderState::Confirmed);
    let order = loaded(tx, id)?;
    stock::reserve(tx, told, id, &wanted(&order));
    cases::undo(tx, &Subject::of(id), "pack");
    cases::undo(tx, &Subject::of(id), "pick");
    Ok(())
}

pub(super) fn packed(tx: &mut Tx, told: &Recorded, event: &ParcelPacked) -> Result<(), Failure> {
    if !event.complete {
        return Ok(());
    }
    advance(tx, told, event.order, OrderState::Packed);
    cases::finish_in_turn(tx, &Subject::of(event.order), "pack")
}

/// The receiver is told of each parcel. With the last one the order has left: it is invoiced, and counts for
/// commission from today.
pub(super) fn handed_over(tx: &mut Tx, told: &Recorded, event: &ParcelHandedOver) -> Result<(), Failure> {
    let id = event.order;
    if event.complete {
        advance(tx, told, id, OrderState::Shipped);
    }
    let order = loaded(tx, id)?;
    post_to_buyer(tx, told, Template::ShippingNote, Subject::of(event.parcel), &order);
    if !event.complete {
        return Ok(());
    }
    cases::finish_in_turn(tx, &Subject::of(id), "hand_over")?;
    let nothing = Money::zero(order.shipping.price.currency());
    let prepaid = settlement(tx, id).map_or(nothing, |settlement| settlement.received);
    let invoice = billing::issue_invoice(tx, id, &order, prepaid)?;
    post_to_buyer(tx, told, Template::Invoice, Subject::of(invoice), &order);
    note_sales(tx, told, &sales(id, &order, tx.today()), "");
    settle(tx, told, id)
}

/// Goods go back on the shelf or are written off; the buyer is credited, and commission is taken back.
pub(super) fn returned(tx: &mut Tx, told: &Recorded, event: &GoodsReturned) -> Result<(), Failure> {
    let id = event.order;
    let order = loaded(tx, id)?;
    let returns = returns_of_order(tx, id);
    let earlier: Vec<&Return> =
        returns.iter().filter(|(known, _)| *known != event.id).map(|(_, returned)| returned).collect();
    let Some((_, now)) = returns.iter().find(|(known, _)| *known == event.id) else { return Ok(()) };
    put_away(tx, told, id, &order, &earlier, now);
    cases::finish_early(tx, &Subject::of(id), "take_back");
    let back: Vec<Credited> =
        now.lines.iter().filter_map(|line| Some((line_at(&order, line.line)?, line.quantity))).collect();
    let nothing = Money::zero(order.shipping.price.currency());
    let owed_before = settlement(tx, id).map_or(nothing, |settlement| settlement.owed);
    if let Some(note) = billing::issue_credit_note(tx, id, &order, &back, event.whole)? {
        payments::take_skonto_back(tx, told, id, note)?;
        post_to_buyer(tx, told, Template::CreditNote, Subject::of(note), &order);
    }
    note_sales(tx, told, &taken_back(id, &order, now, tx.today()), "");
    give_credit_back(tx, id, owed_before)?;
    settle(tx, told, id)?;
    leave_out_refund(tx, id);
    Ok(())
}

/// Each piece goes back into the lot that it came from. Orders of a former system never took from our shelves.
fn put_away(tx: &mut Tx, told: &Recorded, id: OrderId, order: &Order, earlier: &[&Return], now: &Return) {
    let Some(list) = shipping::pick_list(tx, id) else { return };
    for line in &now.lines {
        let Some(sold) = line_at(order, line.line) else { continue };
        let gone_back = quantity_back(earlier.iter().flat_map(|returned| &returned.lines), line.line);
        let lots = list.lots_behind(sold.product, gone_back, line.quantity);
        let goods: Vec<Taken> = lots.iter().map(PickLine::taken).collect();
        match line.fate {
            Fate::Restock => stock::put_back(tx, told, id, &goods),
            Fate::WriteOff => stock::throw_away(tx, told, id, &goods),
        }
    }
}

fn quantity_back<'l>(lines: impl Iterator<Item = &'l ReturnLine>, place: u32) -> u32 {
    lines.filter(|line| line.line == place).map(|line| line.quantity).sum()
}

/// What a return takes back of the facts that were noted when the goods left: the same bases, with their signs
/// turned.
pub(super) fn taken_back(id: OrderId, order: &Order, now: &Return, day: Day) -> Vec<Sale> {
    let Some(credited_to) = order.credited_to else { return Vec::new() };
    let fact = |line: &ReturnLine| {
        let sold = line_at(order, line.line)?;
        Some(Sale {
            day,
            order: id,
            line: line.line,
            credited_to,
            kind: SaleKind::Return,
            product: sold.product,
            quantity: line.quantity,
            net: -(sold.unit_price * line.quantity),
            base: -(sold.commission_base * line.quantity),
            points: -(sold.points * line.quantity),
        })
    };
    now.lines.iter().filter_map(fact).collect()
}
