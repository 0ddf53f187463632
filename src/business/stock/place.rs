//! Places, lots and movements.

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

impl PlaceKind {
    pub const ALL: [PlaceKind; 3] = [PlaceKind::Own, PlaceKind::Agency, PlaceKind::Transit];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PlaceKind::Own => "own",
            PlaceKind::Agency => "agency",
            PlaceKind::Transit => "transit",
        }
    }

    pub fn from_word(word: &str) -> Option<PlaceKind> {
        PlaceKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn text_key(self) -> String {
        format!("stock.place.{}", self.word())
    }
}

impl MovementKind {
    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            MovementKind::Receipt => "receipt",
            MovementKind::Pick => "pick",
            MovementKind::Return => "return",
            MovementKind::Correction => "correction",
            MovementKind::Transfer => "transfer",
            MovementKind::WriteOff => "write_off",
        }
    }

    pub fn text_key(self) -> String {
        format!("stock.movement.{}", self.word())
    }
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
