//! Goods that came back.

use serde::{Deserialize, Serialize};

use crate::business::orders::Order;
use crate::store::Stored;
use crate::values::Instant;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    pub at: Instant,
    pub lines: Vec<ReturnLine>,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnLine {
    /// Place of the line within the order, from 1.
    pub line: u32,
    pub quantity: u32,
    pub fate: Fate,
}

/// What becomes of goods that came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fate {
    /// As good as new: they are sold again.
    Restock,
    WriteOff,
}

impl Fate {
    pub const ALL: [Fate; 2] = [Fate::Restock, Fate::WriteOff];

    /// A stable word for forms.
    pub const fn word(self) -> &'static str {
        match self {
            Fate::Restock => "restock",
            Fate::WriteOff => "write_off",
        }
    }

    pub const fn text_key(self) -> &'static str {
        match self {
            Fate::Restock => "orders.fate.restock",
            Fate::WriteOff => "orders.fate.write_off",
        }
    }
}

/// How many pieces of a line are still with the customer.
pub fn left_with_customer(order: &Order, returns: &[Return], line: u32) -> u32 {
    let sent = line_at(order, line).map_or(0, |line| line.quantity);
    let back: u32 = returns
        .iter()
        .flat_map(|returned| &returned.lines)
        .filter(|back| back.line == line)
        .map(|back| back.quantity)
        .sum();
    sent.saturating_sub(back)
}

/// The line at a place within the order, counted from 1.
pub fn line_at(order: &Order, place: u32) -> Option<&crate::business::orders::OrderLine> {
    order.lines.get(usize::try_from(place.checked_sub(1)?).ok()?)
}

impl Stored for Return {
    const VERSION: u8 = 1;
}
