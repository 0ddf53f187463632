//! How a balance is divided when it is paid out: what is held back, what becomes credit for the shop, what the transfer
//! costs, and what goes to the bank.

use std::collections::BTreeMap;

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

/// The terms of everybody: each partner is paid by those of the plan that gave the newest pay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayTerms {
    /// For whoever has none of the own.
    pub usual: PayoutTerms,
    pub own: BTreeMap<PartnerId, PayoutTerms>,
}

/// A balance, and what of it was divided before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Balance {
    pub whole: Money,
    /// Was held back before and is free now.
    pub freed: Money,
    /// Was credit for the shop before and is paid as money now.
    pub credit: Money,
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
    /// held back once more, and what was credit before does not become it again. Where all of it was credit, it leaves
    /// however small it is, and without a fee: it was paid with one already.
    pub fn divide(self, partner: PartnerId, of: Balance) -> Option<PaidParts> {
        let balance = of.whole;
        let share = |amount: Money, rate: Rate| {
            if amount.is_positive() { amount.at_rate(rate) } else { Money::zero(balance.currency()) }
        };
        let was_credit = of.credit.is_positive() && of.credit >= balance;
        let fee = if was_credit { Money::zero(balance.currency()) } else { self.fee };
        if balance < self.minimum && !was_credit {
            return None;
        }
        let reserve = share(balance - of.freed - of.credit, self.reserve);
        let credit = share(balance - of.credit - reserve, self.credit);
        let transfer = balance - reserve - credit - fee;
        let parts = PaidParts { partner, balance, reserve, credit, fee, transfer };
        transfer.is_positive().then_some(parts)
    }
}

impl PayTerms {
    /// The same for everybody.
    pub const fn of_all(usual: PayoutTerms) -> PayTerms {
        PayTerms { usual, own: BTreeMap::new() }
    }

    pub fn of(&self, partner: PartnerId) -> PayoutTerms {
        self.own.get(&partner).copied().unwrap_or(self.usual)
    }
}

impl Balance {
    /// All of it was earned since the last payment.
    pub const fn earned(whole: Money) -> Balance {
        let nothing = Money::zero(whole.currency());
        Balance { whole, freed: nothing, credit: nothing }
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
