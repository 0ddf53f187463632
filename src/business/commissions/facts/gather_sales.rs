//! The sales of a period with the further columns that the plan names.

use std::collections::BTreeMap;

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::Asked;
use crate::business::commissions::facts::gather_people::customer_among_people;
use crate::business::commissions::facts::sold::Sold;
use crate::business::commissions::facts::{ColumnHolds, GivenColumn, SOLD_ON, SoldLine};
use crate::business::commissions::plan::{MILLION, Plan};
use crate::business::orders::{self, Order, Placement, line_at};
use crate::store::Read;
use crate::values::{OrderId, PartnerId};

/// Sold lines and their columns. `names` has for every line that takes back what an earlier run has paid the name of
/// that sale.
pub(super) fn gather_sales(
    r: &dyn Read,
    plan: &Plan,
    asked: &Asked,
    sold: Sold,
    names: &BTreeMap<usize, String>,
    words: &mut Words,
) -> (Vec<SoldLine>, Vec<GivenColumn>) {
    // The empty word comes first: it is what a row has that somebody puts behind those that were gathered.
    words.place("");
    // Conditions compare the kind of a sale with these words.
    for kind in SaleKind::ALL {
        words.place(kind.word());
    }
    let market = plan.columns.sales.iter().any(|(name, _)| name == "market");
    let mut orders = Orders { r, last: None };
    let Sold { mut lines, nets, currency, .. } = sold;
    if asked.buyers || lines.iter().any(|line| line.returned) {
        lines.iter_mut().for_each(|line| ask_order(&mut orders, asked, line));
    }
    let (mut products, mut markets) = (Vec::new(), Vec::new());
    if asked.product || market {
        for line in &lines {
            let order = orders.of(line.order);
            if asked.product {
                let sku = order.and_then(|order| line_at(order, line.line)).map_or("", |line| &line.sku);
                products.push(words.place(sku));
            }
            if market {
                let country = order.map(|order| order.delivery.country);
                markets.push(words.place(country.as_ref().map_or("", |country| country.code())));
            }
        }
    }
    let column = |name: &str, holds, values| GivenColumn { name: name.to_owned(), holds, values };
    let mut columns = Vec::new();
    if asked.product {
        columns.push(column("product", ColumnHolds::Words, products));
    }
    if asked.net {
        let unit = 1_000_000 / 10_i64.pow(currency.minor_digits().min(6));
        let nets = nets.into_iter().map(|net| net.saturating_mul(unit));
        columns.push(column("net", ColumnHolds::Numbers, nets.collect()));
    }
    if market {
        columns.push(column("market", ColumnHolds::Words, markets));
    }
    if !plan.factors.is_empty() && lines.iter().any(|line| line.returned) {
        let sold_on = |line: &SoldLine| {
            let order = orders.of(line.order).filter(|_| line.returned);
            order.map_or(0, |order| i64::from(order.shipped_on.unwrap_or(order.day).number()) * MILLION)
        };
        columns.push(column(SOLD_ON, ColumnHolds::Numbers, lines.iter().map(sold_on).collect()));
    }
    if !names.is_empty() {
        let nothing = words.place("");
        let name = |number| names.get(&number).map_or(nothing, |name| words.place(name));
        let values = (0..lines.len()).map(name).collect();
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

/// Orders of which something is asked. The lines of one order follow one another, so that the last one is enough.
struct Orders<'o> {
    r: &'o dyn Read,
    last: Option<(OrderId, Option<Order>)>,
}

impl Orders<'_> {
    fn of(&mut self, id: OrderId) -> Option<&Order> {
        if self.last.as_ref().is_none_or(|(known, _)| *known != id) {
            self.last = Some((id, orders::order(self.r, id)));
        }
        self.last.as_ref().and_then(|(_, order)| order.as_ref())
    }
}

/// What only the order knows: who bought, and of a return, what kind of sale it takes back.
fn ask_order(orders: &mut Orders<'_>, asked: &Asked, line: &mut SoldLine) {
    if asked.buyers {
        line.buyer = orders.of(line.order).and_then(|order| buyer(order, line.credited_to));
    }
    if line.returned {
        line.kind = kind_of_order(orders.of(line.order));
    }
}

/// A partner buys for the own household as who they are, everybody else as a customer.
fn buyer(order: &Order, credited_to: PartnerId) -> Option<PartnerId> {
    match order.placement {
        Placement::PartnerOwn => Some(credited_to),
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
