//! The sales of a period with the further columns that the plan names.

use std::collections::BTreeMap;

use crate::business::commissions::calculation::Asked;
use crate::business::commissions::facts::gather_people::customer_among_people;
use crate::business::commissions::facts::{ColumnHolds, GivenColumn, SOLD_ON, SoldLine};
use crate::business::commissions::plan::{MILLION, Plan};
use crate::business::commissions::{Sale, SaleKind};
use crate::business::orders::{self, Order, Placement, line_at};
use crate::store::Read;
use crate::values::{OrderId, PartnerId};

/// Sold lines and their columns. `names` has for every sale that takes back what an earlier run
/// has paid the name of that sale, and is empty for all others.
pub(super) fn gather_sales(
    r: &dyn Read,
    plan: &Plan,
    asked: &Asked,
    sold: &[Sale],
    names: &[String],
    words: &mut Words,
) -> (Vec<SoldLine>, Vec<GivenColumn>) {
    // The empty word comes first: it is what a row has that somebody puts behind those that were gathered.
    words.place("");
    // Conditions compare the kind of a sale with these words.
    for kind in SaleKind::ALL {
        words.place(kind.word());
    }
    let market = plan.columns.sales.iter().any(|(name, _)| name == "market");
    let mut orders = Orders { r, known: BTreeMap::new() };
    let mut lines = Vec::with_capacity(sold.len());
    let (mut products, mut markets) = (Vec::new(), Vec::new());
    for sale in sold {
        lines.push(sold_line(&mut orders, asked, sale));
        if asked.product {
            let order = orders.of(sale.order);
            let sku = order.and_then(|order| line_at(order, sale.line)).map_or("", |line| &line.sku);
            products.push(words.place(sku));
        }
        if market {
            let country = orders.of(sale.order).map(|order| order.delivery.country);
            markets.push(words.place(country.as_ref().map_or("", |country| country.code())));
        }
    }
    let column = |name: &str, holds, values| GivenColumn { name: name.to_owned(), holds, values };
    let mut columns = Vec::new();
    if asked.product {
        columns.push(column("product", ColumnHolds::Words, products));
    }
    if asked.net {
        let nets = sold.iter().map(|sale| {
            let unit = 1_000_000 / 10_i64.pow(sale.net.currency().minor_digits().min(6));
            sale.net.minor().saturating_mul(unit)
        });
        columns.push(column("net", ColumnHolds::Numbers, nets.collect()));
    }
    if market {
        columns.push(column("market", ColumnHolds::Words, markets));
    }
    if !plan.factors.is_empty() && sold.iter().any(|sale| sale.kind == SaleKind::Return) {
        let sold_on = |sale: &Sale| {
            let order = orders.of(sale.order).filter(|_| sale.kind == SaleKind::Return);
            order.map_or(0, |order| i64::from(order.shipped_on.unwrap_or(order.day).number()) * MILLION)
        };
        columns.push(column(SOLD_ON, ColumnHolds::Numbers, sold.iter().map(sold_on).collect()));
    }
    if names.iter().any(|name| !name.is_empty()) {
        let values = names.iter().map(|name| words.place(name)).collect();
        columns.push(column("refund_of", ColumnHolds::Words, values));
    }
    (lines, columns)
}

/// Words with their places; a new one comes last.
#[derive(Default)]
pub(super) struct Words {
    all: Vec<String>,
    places: BTreeMap<String, i64>,
}

impl Words {
    pub(super) fn place(&mut self, word: &str) -> i64 {
        if let Some(known) = self.places.get(word) {
            return *known;
        }
        let place = i64::try_from(self.all.len()).unwrap_or(-1);
        self.all.push(word.to_owned());
        self.places.insert(word.to_owned(), place);
        place
    }

    pub(super) fn into_all(self) -> Vec<String> {
        self.all
    }
}

/// Orders of which something is asked, each looked up once.
struct Orders<'o> {
    r: &'o dyn Read,
    known: BTreeMap<OrderId, Option<Order>>,
}

impl Orders<'_> {
    fn of(&mut self, id: OrderId) -> Option<&Order> {
        let r = self.r;
        self.known.entry(id).or_insert_with(|| orders::order(r, id)).as_ref()
    }
}

fn sold_line(orders: &mut Orders<'_>, asked: &Asked, sale: &Sale) -> SoldLine {
    let returned = sale.kind == SaleKind::Return;
    SoldLine {
        day: sale.day,
        order: sale.order,
        line: sale.line,
        credited_to: sale.credited_to,
        buyer: if asked.buyers { orders.of(sale.order).and_then(|order| buyer(order, sale)) } else { None },
        kind: if returned { kind_of_order(orders.of(sale.order)) } else { sale.kind },
        returned,
        quantity: sale.quantity,
        base: sale.base.minor(),
        points: sale.points.hundredths(),
    }
}

/// A partner buys for the own household as who they are, everybody else as a customer.
fn buyer(order: &Order, sale: &Sale) -> Option<PartnerId> {
    match order.placement {
        Placement::PartnerOwn => Some(sale.credited_to),
        _ => order.buyer.customer.map(customer_among_people),
    }
}

/// A return counts where its sale counted.
fn kind_of_order(order: Option<&Order>) -> SaleKind {
    match order.map(|order| order.placement) {
        Some(Placement::PartnerOwn) => SaleKind::Own,
        _ => SaleKind::Retail,
    }
}
