//! Places, lots, movements and levels.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Day, Instant, LotId, OrderId, PlaceId, ProductId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub name: String,
    pub kind: PlaceKind,
    /// Orders are picked from places that deliver, lowest sort first.
    pub delivers: bool,
    pub sort: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlaceKind {
    Own,
    Agency,
    Transit,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lot {
    pub product: ProductId,
    /// The maker's batch code.
    pub code: String,
    pub best_before: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    pub at: Instant,
    pub kind: MovementKind,
    pub product: ProductId,
    pub lot: LotId,
    /// `None` when it comes into the house.
    pub from: Option<PlaceId>,
    /// `None` when it leaves the house.
    pub to: Option<PlaceId>,
    pub quantity: u32,
    pub order: Option<OrderId>,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MovementKind {
    Receipt,
    Pick,
    Return,
    /// Counted differently; the reason says why.
    Correction,
    Transfer,
    /// Spoiled or broken.
    WriteOff,
}

/// All own places together, for one product: what a shop page needs to know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    pub on_hand: u32,
    pub reserved: u32,
    /// Promised beyond what is there, knowingly.
    pub backordered: u32,
}

impl Level {
    /// What can still be promised.
    pub fn available(self) -> u32 {
        self.on_hand.saturating_sub(self.reserved)
    }
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

impl Stored for Place {
    const VERSION: u8 = 1;
}
impl Stored for Lot {
    const VERSION: u8 = 1;
}
impl Stored for Movement {
    const VERSION: u8 = 1;
}
impl Stored for Level {
    const VERSION: u8 = 1;
}
impl Stored for Reservation {
    const VERSION: u8 = 1;
}
