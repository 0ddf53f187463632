//! How a balance is divided when it is paid out: what is held back, what becomes credit for the shop, what the transfer
//! costs, and what goes to the bank.

use serde::{Deserialize, Serialize};

use crate::values::{Currency, Money, PartnerId, Rate};

/// What a plan says about paying out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayoutTerms {
    /// Smaller balances wait.
    pub minimum: Money,
    /// Taken from each transfer.
    pub fee: Money,
    /// The share that becomes credit for the shop; never the whole.
    pub credit: Rate,
    /// The share that is held back first, and for how many months.
    pub reserve: Rate,
    pub reserve_months: u32,
}

/// The parts of one balance; together they are the balance to the coin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidParts {
    pub partner: PartnerId,
    pub balance: Money,
    pub reserve: Money,
    pub credit: Money,
    pub fee: Money,
    pub transfer: Money,
}

impl PayoutTerms {
    /// Everything goes to the bank.
    pub const fn plain(minimum: Money) -> PayoutTerms {
        let nothing = Money::zero(minimum.currency());
        PayoutTerms { minimum, fee: nothing, credit: Rate::ZERO, reserve: Rate::ZERO, reserve_months: 0 }
    }

    pub fn currency(self) -> Currency {
        self.minimum.currency()
    }

    /// The parts of a balance; `None` where it is too small. What of it was held back before and is free now is not
    /// held back once more.
    pub fn divide(self, partner: PartnerId, balance: Money, freed: Money) -> Option<PaidParts> {
        let nothing = Money::zero(balance.currency());
        if balance < self.minimum {
            return None;
        }
        let earned = balance - freed;
        let reserve = if earned.is_positive() { earned.at_rate(self.reserve) } else { nothing };
        let left = balance - reserve;
        let credit = left.at_rate(self.credit);
        let transfer = left - credit - self.fee;
        let parts = PaidParts { partner, balance, reserve, credit, fee: self.fee, transfer };
        transfer.is_positive().then_some(parts)
    }
}

impl PaidParts {
    /// Nothing was taken off.
    pub fn is_whole(self) -> bool {
        self.transfer == self.balance
    }

    pub fn is_exact(self) -> bool {
        self.reserve + self.credit + self.fee + self.transfer == self.balance
    }

    /// What was taken off, each with the word of its text; nothing that is nothing.
    pub fn deductions(self) -> Vec<(&'static str, Money)> {
        let all = [("reserve", self.reserve), ("credit", self.credit), ("fee", self.fee)];
        all.into_iter().filter(|(_, amount)| !amount.is_zero()).collect()
    }
}
