//! A deal with everything that the books know of it.

use crate::business::commissions::runs::{CommissionLine, Factored};
use crate::business::orders::order_number;
use crate::values::{Day, LocalText, Money, OrderId, Period, Points, Rate, RunId};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deal {
    /// On which it counts: the goods left the house or came back; of others the day of the order.
    pub day: Day,
    /// `None` where a commission comes from no single deal.
    pub order: Option<OrderId>,
    pub ordered_on: Day,
    /// The line within the order, from 1.
    pub line: u32,
    pub state: DealState,
    pub counterpart: Counterpart,
    pub sku: String,
    pub product: String,
    /// Negative for goods that came back, as net, base and points are.
    pub quantity: i64,
    pub net: Money,
    pub base: Money,
    pub points: Points,
    /// What came back of it; of a return itself, that return.
    pub returns: Vec<ReturnedGoods>,
    /// Why the order was cancelled; empty otherwise.
    pub cancelled_because: String,
    /// A posted run covers its day.
    pub is_settled: bool,
    pub pay: Vec<DealPay>,
    /// What a commission comes from that no single deal has brought.
    pub no_deal: Option<NoDeal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DealState {
    Sold,
    Returned,
    Cancelled,
    /// Ordered and not yet delivered.
    Waiting,
    /// No single deal: a sum over a period, a pool, an adjustment.
    NoDeal,
}

/// With whom the deal was made, as far as the partner may know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counterpart {
    OwnHousehold,
    /// The name as it stands on the invoice; `None` after the contract, when customers are nobody's business any more.
    OwnCustomer(Option<String>),
    /// Deals of the team are known by the number of who made them.
    Team(String),
    Nobody,
}

/// A line of a statement with the number of whom it comes from; empty where it comes from nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoDeal {
    pub line: CommissionLine,
    pub from: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnedGoods {
    pub on: Day,
    pub quantity: u32,
    pub reason: String,
}

/// What was paid for a deal under one bonus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DealPay {
    pub run: RunId,
    pub period: Period,
    pub posted_on: Option<Day>,
    pub paid_on: Option<Day>,
    pub bonus: LocalText,
    pub level: u16,
    /// Of which money of the deal it is a part, and how factors of the plan made that of what was sold.
    pub base: Money,
    pub factored: Option<Factored>,
    pub base_share: Rate,
    /// `None` where the amount is no share of a base.
    pub rate: Option<Rate>,
    /// What of it is the partner's where a sale is shared.
    pub part: Rate,
    pub amount: Money,
}

impl DealState {
    pub const ALL: [DealState; 5] =
        [DealState::Sold, DealState::Returned, DealState::Cancelled, DealState::Waiting, DealState::NoDeal];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            DealState::Sold => "sold",
            DealState::Returned => "returned",
            DealState::Cancelled => "cancelled",
            DealState::Waiting => "waiting",
            DealState::NoDeal => "no_deal",
        }
    }

    /// Whether it counts for commission at all.
    pub const fn counts(self) -> bool {
        matches!(self, DealState::Sold | DealState::Returned)
    }
}

impl Deal {
    /// "B-100017/2": the order with the line in it.
    pub fn order_line(&self) -> String {
        self.order.map_or_else(|| "–".to_owned(), |order| format!("{}/{}", order_number(order), self.line))
    }

    /// The same without its amounts, where they stand in another month already.
    pub fn counted_elsewhere(self) -> Deal {
        let nothing = Money::zero(self.net.currency());
        Deal { quantity: 0, net: nothing, base: nothing, points: Points::ZERO, ..self }
    }

    /// What all bonuses together gave.
    pub fn commission(&self) -> Money {
        let currency = self.net.currency();
        self.pay.iter().fold(Money::zero(currency), |sum, pay| sum + pay.amount)
    }
}
