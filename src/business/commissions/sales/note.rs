//! Noting facts: what the calculation will later count.

use crate::business::commissions::Sale;
use crate::business::commissions::late::LateChange;
use crate::business::commissions::records::{DAY_TO_SALE, DAY_TO_SALES_PAGE, LATE_NUMBER_TO_CHANGE, last_late_number};
use crate::business::commissions::sales::SalesPage;
use crate::business::partners::closed_through;
use crate::business::tx::{Recorded, Tx};
use crate::store::{Read, Span};
use crate::values::{Day, OrderId, PartnerId};

/// The running number of pages within all days; before there were pages, of sales.
const SALE_RANGE: &str = "sale";

/// Notes facts in the order given, as the consequence of what was told. Of a closed period it is kept that they came
/// late, and why.
pub(in crate::business) fn note_sales(tx: &mut Tx, told: &Recorded, sales: &[Sale], because: &str) {
    for of_day in sales.chunk_by(|one, next| one.day == next.day) {
        keep(tx, told, of_day);
    }
    for sale in sales {
        note_late(tx, told, None, sale, because);
    }
}

/// Behind what was noted of the same day before.
fn keep(tx: &mut Tx, told: &Recorded, of_day: &[Sale]) {
    let Some(day) = of_day.first().map(|sale| sale.day) else { return };
    let r: &dyn Read = tx;
    let mut last = r.first(&DAY_TO_SALES_PAGE, Span::prefix(&(day,)).backwards());
    for sale in of_day {
        if let Some((key, page)) = last.take_if(|(_, page)| !page.takes(sale)) {
            tx.save(told, &DAY_TO_SALES_PAGE, &key, &page);
        }
        let (_, page) = last.get_or_insert_with(|| {
            let key = (day, tx.next_number(SALE_RANGE));
            (key, SalesPage::of_currency(sale.base.currency()))
        });
        page.add(sale);
    }
    if let Some((key, page)) = last {
        tx.save(told, &DAY_TO_SALES_PAGE, &key, &page);
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
    let mut days = days.to_vec();
    days.sort_unstable();
    days.dedup();
    let mut before = Vec::new();
    for day in days {
        credit_on(tx, told, (order, day), to, &mut before);
    }
    for sale in &before {
        let after = Sale { credited_to: to, ..sale.clone() };
        note_late(tx, told, Some(sale), &after, because);
    }
    !before.is_empty()
}

/// The same for one day; what it was before is added to the others.
fn credit_on(tx: &mut Tx, told: &Recorded, (order, day): (OrderId, Day), to: PartnerId, before: &mut Vec<Sale>) {
    let r: &dyn Read = tx;
    let single = r.scan(&DAY_TO_SALE, Span::prefix(&(day,)));
    for (key, sale) in single.into_iter().filter(|(_, sale)| sale.order == order) {
        tx.save(told, &DAY_TO_SALE, &key, &Sale { credited_to: to, ..sale.clone() });
        before.push(sale);
    }
    let r: &dyn Read = tx;
    for (key, mut page) in r.scan(&DAY_TO_SALES_PAGE, Span::prefix(&(day,))) {
        let known = before.len();
        page.credit(day, order, to, |sale| before.push(sale));
        if before.len() > known {
            tx.save(told, &DAY_TO_SALES_PAGE, &key, &page);
        }
    }
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
