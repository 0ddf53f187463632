//! What "exact" means: what stands open, or that less Skonto in time.

use crate::business::payments::matching::{Clears, Item, ItemNo, PaymentLine};
use crate::values::Money;

/// The ways in which a line can settle an item as a whole.
pub fn ways(no: ItemNo, item: &Item, line: &PaymentLine) -> Vec<Clears> {
    let mut found = vec![Clears { item: no, amount: item.open, let_off: None }];
    let less = |let_off: Money| Clears { item: no, amount: item.open - let_off, let_off: Some(let_off) };
    found.extend(item.let_offs(line.value_on).into_iter().map(less));
    found
}

/// How a line settles this item and nothing else, to the cent.
pub fn exact(no: ItemNo, item: &Item, line: &PaymentLine) -> Option<Clears> {
    let paid = line.paid_in(item.open.currency())?;
    ways(no, item, line).into_iter().find(|way| item.is_open() && way.amount == paid)
}

/// What several clearings take together; `None` where their currencies differ.
pub fn sum(clears: &[Clears]) -> Option<Money> {
    let currency = clears.first()?.amount.currency();
    let same = clears.iter().all(|cleared| cleared.amount.currency() == currency);
    same.then(|| clears.iter().fold(Money::zero(currency), |sum, cleared| sum + cleared.amount))
}
