//! Adjustments: what is done to the pay of a whole person.

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
