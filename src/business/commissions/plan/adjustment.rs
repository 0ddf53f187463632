//! Payout and refunds: what is done to the pay of a whole person.
//!
//! Every bonus on sales keeps under which key it paid for a sale, so that a refund in a later period takes back the
//! refunded part of exactly that.

use crate::business::payments::PayoutTerms;
use crate::values::{Currency, Money, Rate};

/// When money leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payout {
    /// Hundredths of the currency; smaller balances wait for the next period.
    pub minimum_hundredths: i64,
    /// Hundredths of the currency, taken from each transfer.
    pub fee_hundredths: i64,
    /// The share that becomes credit for the shop.
    pub credit: Rate,
    /// The share that is held back, and for how many months.
    pub reserve: Rate,
    pub reserve_months: u32,
}

impl Payout {
    /// Everything is paid to the bank.
    pub const WHOLE: Payout =
        Payout { minimum_hundredths: 0, fee_hundredths: 0, credit: Rate::ZERO, reserve: Rate::ZERO, reserve_months: 0 };

    /// The same in the coins of a currency.
    pub fn terms(self, currency: Currency) -> PayoutTerms {
        let coins = 10_i64.pow(currency.minor_digits());
        let money = |hundredths: i64| Money::new(hundredths, currency).share(coins, 100);
        PayoutTerms {
            minimum: money(self.minimum_hundredths),
            fee: money(self.fee_hundredths),
            credit: self.credit,
            reserve: self.reserve,
            reserve_months: self.reserve_months,
        }
    }
}

/// What a refund does whose sale was settled in an earlier period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Refunds {
    /// It takes back what the sale gave, at the rates of that time. The volumes of this period go down.
    #[default]
    Original,
    /// It is a sale with a negative base, settled at the rates of this period. The volumes of this period go down.
    Present,
    /// The period of the sale is reckoned again without what came back, by the version of the plan of that time, and
    /// the difference is settled for everybody and under every bonus. The refund counts nowhere else.
    Again(RanksThen),
}

/// Whether somebody still counts as what the sales made them that came back since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RanksThen {
    /// Ranks and predicates are those that were settled by.
    Kept,
    /// They are reckoned again as well.
    Reckoned,
}
