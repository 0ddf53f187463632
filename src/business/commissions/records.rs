//! Where facts, runs and statements are kept.

use crate::business::commissions::Sale;
use crate::store::{Map, Read, Span, Table};
use crate::values::{Day, Period};

/// Day and a running number.
pub(super) const DAY_TO_SALE: Map<(Day, u64), Sale> = Map::new(220, "DAY_TO_SALE");

pub const TABLES: &[Table] = &[DAY_TO_SALE.table()];

/// All facts of a period, in the order in which they were noted within each day.
pub fn sales(r: &dyn Read, period: Period) -> Vec<Sale> {
    let rows = r.scan(&DAY_TO_SALE, Span::between(&(period.first(),), &(period.last(),)));
    rows.into_iter().map(|(_, sale)| sale).collect()
}
