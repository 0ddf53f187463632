//! Payout and refunds: what is done to the pay of a whole person.
//!
//! Every bonus on sales keeps under which key it paid for a sale, so that a refund in a later period takes back the
//! refunded part of exactly that.

use crate::values::{Currency, Money};

/// When money leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Hundredths of the currency; smaller balances wait for the next period.
    pub minimum_hundredths: i64,
}

impl Payout {
    pub fn minimum(self, currency: Currency) -> Money {
        let coins = 10_i64.pow(currency.minor_digits());
        Money::new(self.minimum_hundredths, currency).share(coins, 100)
    }
}

/// What a refund does whose sale was settled in an earlier period. Volumes go down in every case.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refunds {
    /// It takes back what the sale gave, at the rates of that time.
    #[default]
    Original,
    /// It is a sale with a negative base, settled at the rates of this period.
    Present,
}
