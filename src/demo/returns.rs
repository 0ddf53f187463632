//! What comes back: goods that were damaged or not liked, and withdrawals.

use crate::app::Batch;
use crate::business::actor::Actor;
use crate::business::failure::Failure;
use crate::business::orders::{
    Claim, Fate, OrderState, ReturnGoods, ReturnLine, WithdrawOrder, order, order_number, return_goods, withdraw_order,
};
use crate::demo::chance::Chance;
use crate::values::{Language, OrderId};

const REASONS: [&str; 4] =
    ["Beschädigt angekommen", "Falscher Artikel geliefert", "Schmeckt nicht", "Versehentlich doppelt bestellt"];

pub fn give_back(
    batch: &mut Batch<'_, '_>,
    clerk: &Actor,
    id: OrderId,
    whole: bool,
    chance: &mut Chance,
) -> Result<(), Failure> {
    let Some(order) = batch.ask(|r| order(r, id))?.filter(|order| order.state == OrderState::Shipped) else {
        return Ok(());
    };
    let reason = chance.one_of(&REASONS).copied().unwrap_or("Rücksendung");
    let fate = if chance.happens(600) { Fate::Restock } else { Fate::WriteOff };
    let mut lines: Vec<ReturnLine> = (1_u32..)
        .zip(&order.lines)
        .map(|(line, ordered)| ReturnLine { line, quantity: ordered.quantity, fate })
        .collect();
    if !whole {
        lines.truncate(1);
    }
    let command = ReturnGoods { order: id, lines, reason: reason.to_owned() };
    settled(batch.command(clerk, |tx| return_goods(tx, &command)).map(|_| ()))
}

pub fn withdraw(batch: &mut Batch<'_, '_>, id: OrderId) -> Result<(), Failure> {
    let Some(order) = batch.ask(|r| order(r, id))? else { return Ok(()) };
    let claim = Claim::ByNumber { number: order_number(id), email: order.buyer.email.to_string() };
    let command = WithdrawOrder { claim, words: String::new() };
    settled(batch.command(&Actor::visitor(Language::De), |tx| withdraw_order(tx, &command)).map(|_| ()))
}

/// In a story some things are refused, as in life; only faults end it.
pub fn settled(outcome: Result<(), Failure>) -> Result<(), Failure> {
    match outcome {
        Err(Failure::Fault(fault)) => Err(fault.into()),
        _ => Ok(()),
    }
}
