//! Noting facts: what the calculation will later count.

use crate::business::commissions::Sale;
use crate::business::commissions::late::LateChange;
use crate::business::commissions::records::{DAY_TO_SALE, LATE_NUMBER_TO_CHANGE, last_late_number, sales_of_order};
use crate::business::partners::closed_through;
use crate::business::tx::{Recorded, Tx};
use crate::store::Read;
use crate::values::{Day, OrderId, PartnerId};

/// The running number within all days.
const SALE_RANGE: &str = "sale";

/// Notes facts in the order given, as the consequence of what was told. Of a closed period it is kept that they came
/// late, and why.
pub(in crate::business) fn note_sales(tx: &mut Tx, told: &Recorded, sales: &[Sale], because: &str) {
    for sale in sales {
        let number = tx.next_number(SALE_RANGE);
        tx.save(told, &DAY_TO_SALE, &(sale.day, number), sale);
        note_late(tx, told, None, sale, because);
    }
}

/// Credits what was noted of an order to another partner; `days` are those on which something of it counts. Returns
/// whether anything had been noted at all.
pub(in crate::business) fn credit_sales(
    tx: &mut Tx,
    told: &Recorded,
    (order, days): (OrderId, &[Day]),
    to: PartnerId,
    because: &str,
) -> bool {
    let noted = sales_of_order(tx, order, days);
    for (key, before) in &noted {
        let after = Sale { credited_to: to, ..before.clone() };
        tx.save(told, &DAY_TO_SALE, key, &after);
        note_late(tx, told, Some(before), &after, because);
    }
    !noted.is_empty()
}

fn note_late(tx: &mut Tx, told: &Recorded, before: Option<&Sale>, after: &Sale, because: &str) {
    if !is_closed(tx, after.day) {
        return;
    }
    let late = LateChange {
        at: tx.now(),
        by: tx.actor().account(),
        before: before.cloned(),
        after: after.clone(),
        because: because.trim().to_owned(),
    };
    let number = last_late_number(tx) + 1;
    tx.save(told, &LATE_NUMBER_TO_CHANGE, &number, &late);
}

fn is_closed(r: &dyn Read, day: Day) -> bool {
    closed_through(r).is_some_and(|closed| day <= closed)
}
