//! Payments for orders.

use serde::{Deserialize, Serialize};

use crate::business::payments::LetOff;
use crate::store::{Stored, read_body_without};
use crate::text;
use crate::values::{Day, Instant, Language, Money, OrderId, PartnerId, PostingId};

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
    /// The partner whose credit for the shop it was; `None` where it was money.
    pub credit_of: Option<PartnerId>,
    /// What was let off besides, since it came in time.
    pub skonto: Vec<LetOff>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    pub at: Instant,
    pub reason: String,
}

impl Payment {
    /// What it was for, in words: what the payer wrote, or that it was credit for the shop.
    pub fn purpose(&self, language: Language) -> String {
        match self.credit_of {
            None => self.reference.clone(),
            Some(_) if self.amount.is_negative() => text!(language, "payments.reference.credit_back"),
            Some(_) => text!(language, "payments.reference.credit"),
        }
    }
}

impl Stored for Payment {
    const VERSION: u8 = 3;

    /// Credit could not be spent at first, and nothing was let off.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Payment> {
        match version {
            1 => read_body_without(2, bytes),
            2 => read_body_without(1, bytes),
            _ => None,
        }
    }
}
