//! The agent's commission: for each line that was sold, to somebody whom the sale itself names.

use crate::business::commissions::plan::bonus::SalesSource;
use crate::business::commissions::plan::formula::Formula;
use crate::values::Rate;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaleBonus {
    pub source: SalesSource,
    pub to: SaleReceiver,
    pub receiver: Formula,
    /// A rate of the base, or money for the line; both are formulas of the sale.
    pub pays: SalePay,
    /// The receiver's part of it.
    pub part: Rate,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaleReceiver {
    /// To whom the sale is credited.
    Seller,
    Buyer,
    /// Who brought the buyer.
    EnrollerOfBuyer,
    /// The person whom a column names, such as the host of a party.
    Column(String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SalePay {
    Rate(Formula),
    Amount(Formula),
}
