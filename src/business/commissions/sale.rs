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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SaleKind {
    /// To a customer.
    Retail,
    /// To the partner's own household.
    Own,
    /// Goods that came back; takes back what the sale gave.
    Return,
}

impl Stored for Sale {
    const VERSION: u8 = 1;
}
