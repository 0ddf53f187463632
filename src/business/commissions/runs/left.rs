//! What a posted run leaves to those after it: its carry, and what it paid for each sale, so that goods which come
//! back later take back exactly that.

use serde::{Deserialize, Serialize};

use crate::business::commissions::calculation::{Outcome, PaidForSale, SaleKey, at, next_carry, paid_for_sales};
use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Plan, Refunds};
use crate::business::commissions::records::{RUN_AND_KEY_TO_CARRY, RUN_AND_SALE_TO_PAID};
use crate::business::tx::{Recorded, Tx};
use crate::store::Stored;
use crate::values::{OrderId, PartnerId, RunId};

/// So many entries are kept together under one key.
const ENTRIES_PER_PAGE: usize = 2_000;
const SALES_PER_PAGE: usize = 500;

/// Entries of one key: whose, and how much.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CarryPage(pub Vec<(PartnerId, i64)>);

/// Sales in the order of order and line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidPage(pub Vec<PaidSale>);

/// An order line as a run has settled it, with what came back within the period.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaidSale {
    pub order: OrderId,
    pub line: u32,
    /// The commission base that is left: minor units.
    pub sold: i64,
    pub paid: Vec<PaidTo>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PaidTo {
    pub partner: PartnerId,
    /// The place of the bonus in the plan by which the run was settled.
    pub bonus: u16,
    pub amount: i64,
}

/// Keeps what a run leaves, as part of its posting.
pub(in crate::business::commissions) fn keep_left(
    tx: &mut Tx,
    told: &Recorded,
    id: RunId,
    (plan, facts, outcome): (&Plan, &Facts, &Outcome),
) {
    for (key, entries) in next_carry(plan, facts, outcome).entries() {
        if is_of_a_sale(key) {
            continue;
        }
        let whose = entries.iter().filter_map(|(place, value)| Some((facts.tree.partner(*place)?, *value)));
        let whose: Vec<(PartnerId, i64)> = whose.collect();
        for (page, entries) in (0..).zip(whose.chunks(ENTRIES_PER_PAGE)) {
            tx.save(told, &RUN_AND_KEY_TO_CARRY, &(id, key.clone(), page), &CarryPage(entries.to_vec()));
        }
    }
    for sales in paid_sales(plan, facts, outcome).chunks(SALES_PER_PAGE) {
        if let Some(first) = sales.first() {
            tx.save(told, &RUN_AND_SALE_TO_PAID, &(id, first.order, first.line), &PaidPage(sales.to_vec()));
        }
    }
}

/// What was gathered of single sales is gathered anew for each run.
pub(in crate::business::commissions) fn is_of_a_sale(key: &str) -> bool {
    SaleKey::parse(key).is_some()
}

/// Every order line that is not wholly back, with what is paid for it. A line that came back in part within the
/// period counts with what is left of it.
pub(in crate::business::commissions) fn paid_sales(plan: &Plan, facts: &Facts, outcome: &Outcome) -> Vec<PaidSale> {
    if plan.refunds != Refunds::Original {
        return Vec::new();
    }
    let mut sales: Vec<PaidSale> = Vec::new();
    let mut place_of: Vec<Option<usize>> = Vec::with_capacity(facts.sales.len());
    for (number, sale) in (0_u32..).zip(&facts.sales) {
        if facts.is_earlier_refund(number) {
            place_of.push(None);
            continue;
        }
        let (sold, _) = facts.as_sold(at(number));
        match sales.last_mut().filter(|last| (last.order, last.line) == (sale.order, sale.line)) {
            Some(last) => last.sold += sold,
            None => sales.push(PaidSale { order: sale.order, line: sale.line, sold, paid: Vec::new() }),
        }
        place_of.push(Some(sales.len() - 1));
    }
    // The same columns were reckoned for the outcome, so that none of them is too large now.
    for PaidForSale { sale, receiver, bonus, amount } in paid_for_sales(plan, facts, outcome).unwrap_or_default() {
        let place = place_of.get(at(sale)).copied().flatten();
        let Some(paid) = place.and_then(|place| sales.get_mut(place)).map(|sale| &mut sale.paid) else { continue };
        let Some(partner) = facts.tree.partner(receiver) else { continue };
        match paid.iter_mut().find(|known| (known.partner, known.bonus) == (partner, bonus)) {
            Some(known) => known.amount += amount,
            None => paid.push(PaidTo { partner, bonus, amount }),
        }
    }
    sales.retain(|sale| sale.sold > 0);
    sales
}

impl Stored for CarryPage {
    const VERSION: u8 = 1;
}
impl Stored for PaidPage {
    const VERSION: u8 = 1;
}
