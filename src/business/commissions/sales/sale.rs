//! Facts for the calculation. A sale counts on the day on which its goods leave the house.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Day, Money, OrderId, PartnerId, Points, ProductId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sale {
    pub day: Day,
    pub order: OrderId,
    /// Place of the line within the order, from 1.
    pub line: u32,
    pub credited_to: PartnerId,
    pub kind: SaleKind,
    pub product: ProductId,
    pub quantity: u32,
    pub net: Money,
    /// Money base of commission; negative for goods that came back.
    pub base: Money,
    pub points: Points,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SaleKind {
    /// To a customer.
    Retail,
    /// To the partner's own household.
    Own,
    /// Goods that came back; takes back what the sale gave.
    Return,
    /// A starter kit or other sales material.
    Kit,
    /// For joining or renewing, without goods.
    Fee,
    /// Goods that were given away.
    Free,
}

impl SaleKind {
    pub const ALL: [SaleKind; 6] =
        [SaleKind::Retail, SaleKind::Own, SaleKind::Return, SaleKind::Kit, SaleKind::Fee, SaleKind::Free];

    /// Its place in fingerprints.
    pub(in crate::business::commissions) const fn number(self) -> i64 {
        match self {
            SaleKind::Retail => 0,
            SaleKind::Own => 1,
            SaleKind::Return => 2,
            SaleKind::Kit => 3,
            SaleKind::Fee => 4,
            SaleKind::Free => 5,
        }
    }

    /// A stable word for plans and files.
    pub const fn word(self) -> &'static str {
        match self {
            SaleKind::Retail => "retail",
            SaleKind::Own => "own",
            SaleKind::Return => "return",
            SaleKind::Kit => "kit",
            SaleKind::Fee => "fee",
            SaleKind::Free => "free",
        }
    }
}

impl Stored for Sale {
    const VERSION: u8 = 1;
}
