//! What can be promised of a product, and what is kept aside for an order.
//!
//! Two things hold after every command: no more is reserved than is there, and nobody waits while something
//! can still be promised.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::ProductId;

/// All places that deliver together, for one product: what a shop page needs to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub on_hand: u32,
    pub reserved: u32,
    /// Promised beyond what is there, knowingly.
    pub backordered: u32,
}

/// What is kept aside for one order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    pub lines: Vec<ReservedLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReservedLine {
    pub product: ProductId,
    pub reserved: u32,
    pub backordered: u32,
}

impl Reservation {
    /// Whether some of it waits for goods.
    pub fn is_short(&self) -> bool {
        self.lines.iter().any(|line| line.backordered > 0)
    }
}

impl Level {
    /// What can still be promised.
    pub fn available(self) -> u32 {
        self.on_hand.saturating_sub(self.reserved)
    }

    /// Keeps pieces aside; what is not there is backordered.
    pub fn promise(&mut self, product: ProductId, quantity: u32) -> ReservedLine {
        let reserved = self.available().min(quantity);
        let backordered = quantity - reserved;
        self.reserved += reserved;
        self.backordered += backordered;
        ReservedLine { product, reserved, backordered }
    }

    /// Takes a promise back.
    pub fn release(&mut self, line: ReservedLine) {
        self.reserved -= line.reserved;
        self.backordered -= line.backordered;
    }

    /// Lets goods that have become free serve a line that waits.
    pub fn serve(&mut self, line: &mut ReservedLine) {
        let served = self.available().min(line.backordered);
        self.reserved += served;
        self.backordered -= served;
        line.reserved += served;
        line.backordered -= served;
    }

    /// Turns promises that can no longer be kept into backorders, as far as this line reaches.
    pub fn withdraw(&mut self, line: &mut ReservedLine) {
        let short = self.reserved.saturating_sub(self.on_hand).min(line.reserved);
        self.reserved -= short;
        self.backordered += short;
        line.reserved -= short;
        line.backordered += short;
    }
}

impl ReservedLine {
    pub fn quantity(self) -> u32 {
        self.reserved + self.backordered
    }
}

impl Stored for Level {
    const VERSION: u8 = 1;
}
impl Stored for Reservation {
    const VERSION: u8 = 1;
}
