//! The credit line of a customer: how much may be owed on account, and how much of it is used.

use serde::{Deserialize, Serialize};

use crate::business::customers::customer;
use crate::business::customers::events::{CreditLineSet, CreditReleased};
use crate::business::customers::records::{
    CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, CUSTOMER_TO_CREDIT_USED, ORDER_TO_CREDIT_RELEASE,
};
use crate::business::customers::terms::reason_complaint;
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span, Stored};
use crate::values::{AccountId, CustomerId, Day, Instant, Money, OrderId};

/// A line as it was set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditLine {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub reason: String,
    /// `None` where nothing limits the customer from then on.
    pub amount: Option<Money>,
}

/// What of a line is used. It is kept by reactions, since orders cannot look into the books.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditUsed {
    /// What the customer owes by documents.
    pub open: Money,
    /// The day on which the oldest of them was due.
    pub oldest_due: Option<Day>,
    /// Orders on account that have no invoice yet, with what they will cost; by their numbers.
    pub reserved: Vec<(OrderId, Money)>,
}

/// Why an order was placed beyond what terms and line allow, and by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditRelease {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub reason: String,
}

impl CreditUsed {
    pub fn reserved_sum(&self) -> Money {
        self.reserved.iter().fold(Money::zero(self.open.currency()), |sum, (_, amount)| sum + *amount)
    }

    pub fn total(&self) -> Money {
        self.open + self.reserved_sum()
    }
}

/// What was set for a customer, newest first.
pub fn credit_line_history(r: &dyn Read, id: CustomerId) -> Vec<CreditLine> {
    let rows = r.scan(&CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, Span::prefix(&(id,)).backwards());
    rows.into_iter().map(|(_, line)| line).collect()
}

/// How much a customer may owe; `None` where nothing limits it.
pub fn credit_line(r: &dyn Read, id: CustomerId) -> Option<Money> {
    let newest = r.first(&CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, Span::prefix(&(id,)).backwards());
    newest.and_then(|(_, line)| line.amount)
}

/// Customers for whom a line was ever set.
pub fn customers_with_line(r: &dyn Read) -> Vec<CustomerId> {
    let mut ids: Vec<CustomerId> =
        r.keys(&CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, Span::all()).into_iter().map(|(id, _)| id).collect();
    ids.dedup();
    ids
}

/// What is kept of a customer; `None` while nothing has moved since it is kept.
pub fn credit_used(r: &dyn Read, id: CustomerId) -> Option<CreditUsed> {
    r.get(&CUSTOMER_TO_CREDIT_USED, &id)
}

/// Everybody of whom it is kept.
pub fn all_credit_used(r: &dyn Read) -> Vec<(CustomerId, CreditUsed)> {
    r.scan(&CUSTOMER_TO_CREDIT_USED, Span::all())
}

/// Why an order was placed beyond its line; `None` where it was not.
pub fn credit_release(r: &dyn Read, order: OrderId) -> Option<CreditRelease> {
    r.get(&ORDER_TO_CREDIT_RELEASE, &order)
}

/// Sets how much a customer may owe, or that nothing limits it. What was ordered before stays as it is.
pub fn set_credit_line(tx: &mut Tx, id: CustomerId, amount: Option<Money>, reason: &str) -> Result<(), Failure> {
    tx.require(Permission::CustomersCreditLine)?;
    let customer = customer(tx, id).ok_or_else(Failure::not_found)?;
    if customer.closed {
        return Err(Complaint::new("customers.refusal.closed").with("number", customer.number).into());
    }
    let negative = amount.is_some_and(Money::is_negative);
    let mut complaints: Vec<Complaint> = reason_complaint(reason).into_iter().collect();
    complaints.extend(negative.then(|| Complaint::new("credit.refusal.negative").at("amount")));
    Failure::unless_empty(complaints)?;
    if credit_line(tx, id) == amount {
        return Ok(());
    }
    let told = tx.record(CreditLineSet { customer: id, amount: amount.map(Money::decimal) });
    let r: &dyn Read = tx;
    let before = r.count(&CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, Span::prefix(&(id,)));
    let number = u32::try_from(before).unwrap_or(u32::MAX);
    let line = CreditLine { at: tx.now(), by: tx.actor().account(), reason: reason.trim().to_owned(), amount };
    tx.save(&told, &CUSTOMER_AND_NUMBER_TO_CREDIT_LINE, &(id, number), &line);
    Ok(())
}

/// Keeps what is used from now on.
pub(in crate::business) fn keep_credit_used(tx: &mut Tx, told: &Recorded, id: CustomerId, used: &CreditUsed) {
    tx.save(told, &CUSTOMER_TO_CREDIT_USED, &id, used);
}

/// Whoever lets an order pass says why, before it is placed.
pub(in crate::business) fn release_complaint(reason: &str) -> Option<Complaint> {
    reason_complaint(reason)
}

/// Notes that somebody let an order pass.
pub(in crate::business) fn note_credit_release(
    tx: &mut Tx,
    customer: Option<CustomerId>,
    order: OrderId,
    reason: &str,
) {
    let told = tx.record(CreditReleased { order, customer });
    let release = CreditRelease { at: tx.now(), by: tx.actor().account(), reason: reason.trim().to_owned() };
    tx.save(&told, &ORDER_TO_CREDIT_RELEASE, &order, &release);
}

impl Stored for CreditLine {
    const VERSION: u8 = 1;
}

impl Stored for CreditUsed {
    const VERSION: u8 = 1;
}

impl Stored for CreditRelease {
    const VERSION: u8 = 1;
}
