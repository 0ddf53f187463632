//! From the shelf to the door, and the money: what staff do with an order.

use crate::app::Batch;
use crate::business::actor::Actor;
use crate::business::cases::{TaskPlace, cases_of, complete_task};
use crate::business::catalog::product;
use crate::business::failure::Failure;
use crate::business::orders::{Order, OrderState, PaymentMethod, order, order_number};
use crate::business::payments::{NewPayment, record_payment, settlement};
use crate::business::shipping::{Carrier, PackParcel, ParcelLine, hand_over_order, pack_parcel, pick_order};
use crate::demo::agenda::{Agenda, Deed};
use crate::demo::chance::Chance;
use crate::demo::stage::Stage;
use crate::store::Subject;
use crate::values::{AccountId, Instant, OrderId};

/// By whom things are done.
pub struct Staff {
    pub office: Actor,
    pub warehouse: Actor,
    pub finance: Actor,
    /// Agrees to what the first has calculated.
    pub second_finance: Actor,
    /// Everybody, once for each of their roles.
    pub all: Vec<Colleague>,
}

/// One of the staff in one of her roles.
pub struct Colleague {
    pub account: AccountId,
    pub role: String,
    pub actor: Actor,
}

/// The paper and the box weigh something too.
const PACKING_GRAMS: u32 = 250;

/// Somebody in the office has looked at a new order, and nothing is wrong with it.
pub fn check(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    id: OrderId,
    at: Instant,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    tick(batch, &stage.staff.office, id, "check")?;
    // Whoever pays on invoice need not be waited for.
    if open_order(batch, id)?.is_some_and(|order| order.payment_method == PaymentMethod::Invoice) {
        let later = at.plus_seconds(i64::from(chance.between(60, 26 * 60)) * 60);
        agenda.add_at_work(later, &stage.script.zone, chance, Deed::Pick(id));
    }
    Ok(())
}

/// Finishes a task of an order's cases that is no deed.
pub fn tick(batch: &mut Batch<'_, '_>, clerk: &Actor, id: OrderId, task: &str) -> Result<(), Failure> {
    let cases = batch.ask(|r| cases_of(r, &Subject::of(id)))?;
    let found = cases.iter().find_map(|(case, found)| Some(TaskPlace { case: *case, place: found.unfinished(task)? }));
    found.map_or(Ok(()), |at| batch.command(clerk, |tx| complete_task(tx, at, "")))
}

/// The money for an order arrives, or goes back where it was too much; a prepaid order can go to the shelf now.
pub fn pay(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    id: OrderId,
    at: Instant,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let zone = &stage.script.zone;
    let Some((order, settled)) = batch.ask(|r| Some((order(r, id)?, settlement(r, id)?)))? else { return Ok(()) };
    if settled.open().is_zero() {
        return Ok(());
    }
    let new = NewPayment {
        order: id,
        amount: settled.open(),
        received_on: at.day_in(zone),
        reference: format!("{} {}", order_number(id), order.billing.name),
    };
    batch.command(&stage.staff.finance, |tx| record_payment(tx, &new))?;
    if order.payment_method == PaymentMethod::Prepayment && order.state == OrderState::Confirmed {
        let later = at.plus_seconds(i64::from(chance.between(60, 26 * 60)) * 60);
        agenda.add_at_work(later, zone, chance, Deed::Pick(id));
    }
    Ok(())
}

/// Takes the goods from the shelf, or tries again when more have come.
pub fn pick(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    id: OrderId,
    at: Instant,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let zone = &stage.script.zone;
    let is_open = open_order(batch, id)?.is_some_and(|order| order.state == OrderState::Confirmed);
    if !is_open {
        return Ok(());
    }
    match batch.command(&stage.staff.warehouse, |tx| pick_order(tx, id)) {
        Ok(_) => {
            let later = at.plus_seconds(i64::from(chance.between(10, 90)) * 60);
            agenda.add_at_work(later, zone, chance, Deed::Pack(id));
        }
        Err(Failure::Refused(_)) => agenda.add_at_work(at.plus_seconds(2 * 24 * 3_600), zone, chance, Deed::Pick(id)),
        Err(fault) => return Err(fault),
    }
    Ok(())
}

pub fn pack(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    id: OrderId,
    at: Instant,
    chance: &mut Chance,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let Some(order) = open_order(batch, id)?.filter(|order| order.state == OrderState::Picked) else { return Ok(()) };
    let mut weight_grams = PACKING_GRAMS;
    let mut lines = Vec::new();
    for line in &order.lines {
        weight_grams +=
            batch.ask(|r| product(r, line.product))?.map_or(0, |product| product.weight_grams) * line.quantity;
        lines.push(ParcelLine { product: line.product, quantity: line.quantity });
    }
    let carrier = if chance.happens(560) { Carrier::AustrianPost } else { Carrier::Gls };
    let most = carrier.weight_max().unwrap_or(u32::MAX);
    let tracking_number = match carrier {
        Carrier::AustrianPost => format!("1045{:012}", chance.next() % 1_000_000_000_000),
        Carrier::Gls => format!("{:011}", chance.next() % 100_000_000_000),
        Carrier::Pickup => String::new(),
    };
    let command = PackParcel { order: id, carrier, tracking_number, weight_grams: weight_grams.min(most), lines };
    batch.command(&stage.staff.warehouse, |tx| pack_parcel(tx, &command))?;
    let later = at.plus_seconds(i64::from(chance.between(30, 300)) * 60);
    agenda.add_at_work(later, &stage.script.zone, chance, Deed::HandOver(id));
    Ok(())
}

pub fn hand_over(batch: &mut Batch<'_, '_>, staff: &Staff, id: OrderId) -> Result<(), Failure> {
    batch.command(&staff.warehouse, |tx| hand_over_order(tx, id))
}

/// The order, unless it was cancelled meanwhile.
fn open_order(batch: &mut Batch<'_, '_>, id: OrderId) -> Result<Option<Order>, Failure> {
    Ok(batch.ask(|r| order(r, id))?.filter(|order| order.state != OrderState::Cancelled))
}
