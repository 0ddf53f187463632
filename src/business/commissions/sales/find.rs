//! Reading what was sold. Until sales shared pages each had a key of its own; those are read as they are, before the
//! pages.

use std::ops::ControlFlow;

use crate::business::commissions::Sale;
use crate::business::commissions::records::{DAY_TO_SALE, DAY_TO_SALES_PAGE};
use crate::business::commissions::sales::SalesPage;
use crate::business::commissions::sales::page::SALES_PER_PAGE;
use crate::store::{Read, Span};
use crate::values::{Day, Period};

/// The first day on which anything was sold that counts.
pub fn first_sale_day(r: &dyn Read) -> Option<Day> {
    let single = r.keys(&DAY_TO_SALE, Span::all().limit(1));
    let on_page = r.keys(&DAY_TO_SALES_PAGE, Span::all().limit(1));
    single.into_iter().chain(on_page).map(|(day, _)| day).min()
}

/// All facts of a period, in the order in which they were noted within each day.
pub fn sales(r: &dyn Read, period: Period) -> Vec<Sale> {
    let mut found = Vec::new();
    each_sale(r, period, |sale| {
        found.push(sale);
        ControlFlow::Continue(())
    });
    // A day on which the one way of keeping them followed upon the other has some of both.
    found.sort_by_key(|sale| sale.day);
    found
}

/// The same one after the other, without an order of the days.
pub(in crate::business::commissions) fn each_sale(
    r: &dyn Read,
    period: Period,
    mut visit: impl FnMut(Sale) -> ControlFlow<()>,
) {
    let mut flow = ControlFlow::Continue(());
    r.each(&DAY_TO_SALE, days(period), |_, sale| {
        flow = visit(sale);
        flow
    });
    if flow.is_break() {
        return;
    }
    r.each(&DAY_TO_SALES_PAGE, days(period), |(day, _), page: SalesPage| page.each(day).try_for_each(&mut visit));
}

/// How many of them there are at most: the last page of a day need not be full.
pub(in crate::business::commissions) fn most_sales(r: &dyn Read, period: Period) -> usize {
    let on_pages = r.count(&DAY_TO_SALES_PAGE, days(period)).saturating_mul(SALES_PER_PAGE);
    r.count(&DAY_TO_SALE, days(period)).saturating_add(on_pages)
}

fn days(period: Period) -> Span {
    Span::between(&(period.first(),), &(period.last(),))
}
