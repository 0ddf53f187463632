//! Sales of one day under one key. A large firm has millions of them in a month, and to look for each of them takes
//! longer than to read it.

use serde::{Deserialize, Serialize};

use crate::business::commissions::{Sale, SaleKind};
use crate::store::Stored;
use crate::values::{Currency, Day, Money, OrderId, PartnerId, Points, ProductId};

/// An order that is noted writes its last page again, so that a page must not be too long; one that is too short is
/// looked for too often.
pub(super) const SALES_PER_PAGE: usize = 150;

/// In the order in which they were noted, all in one currency: an order has one, so that net and base have the same. The
/// key has the day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SalesPage {
    currency: Currency,
    sales: Vec<KeptSale>,
}

/// Amounts in minor units.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct KeptSale {
    order: OrderId,
    line: u32,
    credited_to: PartnerId,
    kind: SaleKind,
    product: ProductId,
    quantity: u32,
    net: i64,
    base: i64,
    points: Points,
}

impl SalesPage {
    pub fn of_currency(currency: Currency) -> SalesPage {
        SalesPage { currency, sales: Vec::new() }
    }

    /// Whether there is room on it for a sale of the same day.
    pub fn takes(&self, sale: &Sale) -> bool {
        sale.base.currency() == self.currency && self.sales.len() < SALES_PER_PAGE
    }

    pub fn add(&mut self, sale: &Sale) {
        self.sales.push(KeptSale {
            order: sale.order,
            line: sale.line,
            credited_to: sale.credited_to,
            kind: sale.kind,
            product: sale.product,
            quantity: sale.quantity,
            net: sale.net.minor(),
            base: sale.base.minor(),
            points: sale.points,
        });
    }

    pub(super) fn each(&self, day: Day) -> impl Iterator<Item = Sale> + '_ {
        self.sales.iter().map(move |kept| kept.sale(day, self.currency))
    }

    /// Credits the sales of an order to another partner; `found` sees each of them as it was.
    pub(super) fn credit(&mut self, day: Day, order: OrderId, to: PartnerId, mut found: impl FnMut(Sale)) {
        for kept in self.sales.iter_mut().filter(|kept| kept.order == order) {
            found(kept.sale(day, self.currency));
            kept.credited_to = to;
        }
    }
}

impl KeptSale {
    fn sale(&self, day: Day, currency: Currency) -> Sale {
        Sale {
            day,
            order: self.order,
            line: self.line,
            credited_to: self.credited_to,
            kind: self.kind,
            product: self.product,
            quantity: self.quantity,
            net: Money::new(self.net, currency),
            base: Money::new(self.base, currency),
            points: self.points,
        }
    }
}

impl Stored for SalesPage {
    const VERSION: u8 = 1;
}
