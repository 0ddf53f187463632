//! Reading what was sold. Until sales shared pages each had a key of its own; those are read as they are, before the
//! pages.

use std::ops::ControlFlow;

use crate::business::commissions::Sale;
use crate::business::commissions::records::{DAY_TO_SALE, DAY_TO_SALES_PAGE};
use crate::business::commissions::sales::SalesPage;
use crate::business::commissions::sales::page::SALES_PER_PAGE;
use crate::store::{Map, Read, Span};
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

/// How many of them there are at most: numbers run over all days, and some of those between may be of other days.
pub(in crate::business::commissions) fn most_sales(r: &dyn Read, period: Period) -> usize {
    let pages = numbers(r, &DAY_TO_SALES_PAGE, period).saturating_mul(SALES_PER_PAGE);
    numbers(r, &DAY_TO_SALE, period).saturating_add(pages)
}

fn numbers<V>(r: &dyn Read, map: &Map<(Day, u64), V>, period: Period) -> usize {
    let number = |span: Span| r.keys(map, span.limit(1)).first().map(|(_, number)| *number);
    let (Some(first), Some(last)) = (number(days(period)), number(days(period).backwards())) else { return 0 };
    usize::try_from(last.saturating_sub(first).saturating_add(1)).unwrap_or(0)
}

fn days(period: Period) -> Span {
    Span::between(&(period.first(),), &(period.last(),))
}
