//! Payments for orders.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Day, Instant, Money, OrderId, PostingId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub order: OrderId,
    /// Positive when it came in, negative when it went back.
    pub amount: Money,
    pub received_on: Day,
    pub recorded_at: Instant,
    /// What the payer wrote.
    pub reference: String,
    /// Where it stands in the books.
    pub posting: PostingId,
    /// Set when it had been recorded by mistake; the payment stays, and counts no longer.
    pub reversed: Option<Reversal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    pub at: Instant,
    pub reason: String,
}

impl Stored for Payment {
    const VERSION: u8 = 1;
}
