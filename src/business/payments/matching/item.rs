//! What matching is told about items, payers and lines.

use crate::values::{Currency, Day, Money, Rate};

/// An item in `Books`, by the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemNo(pub u32);

/// A payer in `Books`, by the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PayerNo(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatchKind {
    Invoice,
    /// An order that is paid before it leaves.
    Order,
    /// What we owe; its amount is negative.
    CreditNote,
    /// Of a reminder.
    Fee,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: MatchKind,
    /// As it is printed: `R-2026-00017`.
    pub number: String,
    /// The order behind an invoice, or the invoice behind a credit note or a fee; empty where there is none.
    pub of: String,
    pub payer: PayerNo,
    pub amount: Money,
    /// What is still open, with the sign of the amount.
    pub open: Money,
    pub issued_on: Day,
    /// Soonest first.
    pub skonto: Vec<Skonto>,
    /// The end-to-end id of the direct debit that paid it; empty where none did.
    pub collected: String,
}

/// What may be let off, and until how many days after the day of issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Skonto {
    pub rate: Rate,
    pub days: i32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Payer {
    /// The customer number as it is printed: `K-10001`; empty for guests.
    pub number: String,
    pub names: Vec<String>,
    pub ibans: Vec<String>,
    pub mandate: String,
    /// What stands to the payer's credit, in minor units of the books' currency.
    pub credit: i64,
}

/// What of a bank line matching looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentLine {
    /// Positive when money came.
    pub amount: Money,
    /// What the payer sent, where the bank tells it in another currency.
    pub sent: Option<Money>,
    pub booked_on: Day,
    pub value_on: Day,
    pub name: String,
    pub iban: String,
    pub end_to_end: String,
    pub mandate: String,
    pub reference: String,
    pub text: String,
}

impl Item {
    pub fn is_open(&self) -> bool {
        !self.open.is_zero()
    }

    /// What may be let off when money arrives on that day, most first; half cents go up. An item that is paid in part
    /// already has lost its Skonto.
    pub fn let_offs(&self, value_on: Day) -> Vec<Money> {
        let counts = self.open == self.amount && self.amount.is_positive();
        let in_time = |skonto: &&Skonto| value_on.days_since(self.issued_on) <= skonto.days;
        let amounts = self.skonto.iter().filter(|_| counts).filter(in_time);
        amounts.map(|skonto| self.amount.at_rate(skonto.rate)).filter(|let_off| let_off.is_positive()).collect()
    }

    /// Whether this is the item less a Skonto for which it came too late.
    pub fn is_late_skonto(&self, paid: Money, value_on: Day) -> bool {
        let late = |skonto: &Skonto| value_on.days_since(self.issued_on) > skonto.days;
        let of_this = |skonto: &Skonto| self.amount - self.amount.at_rate(skonto.rate) == paid;
        self.open == self.amount && self.skonto.iter().any(|skonto| late(skonto) && of_this(skonto))
    }

    /// What a direct debit took for it.
    pub fn was_collected(&self) -> Money {
        self.amount - self.open
    }
}

impl PaymentLine {
    /// What it brings for an item in a currency; `None` when the bank does not say it.
    pub fn paid_in(&self, currency: Currency) -> Option<Money> {
        if self.amount.currency() == currency {
            return Some(self.amount);
        }
        self.sent.filter(|sent| sent.currency() == currency)
    }
}
