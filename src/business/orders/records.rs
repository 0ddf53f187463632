//! Where orders are kept.

use std::ops::ControlFlow;

use crate::business::catalog::product;
use crate::business::orders::{Order, OrderLine, OrderState, Return, Tariffs, TariffsOfDay, Withdrawal};
use crate::store::{Map, Read, Span, Table};
use crate::values::{CustomerId, Day, Language, OrderId, PartnerId, Period, ReturnId};

pub(super) const ORDER_ID_TO_ORDER: Map<OrderId, Order> = Map::new(120, "ORDER_ID_TO_ORDER");
/// Former versions of corrected orders.
pub(super) const ORDER_AND_VERSION_TO_ORDER: Map<(OrderId, u32), Order> = Map::new(121, "ORDER_AND_VERSION_TO_ORDER");
pub(super) const CUSTOMER_TO_ORDER_ID: Map<(CustomerId, OrderId), ()> = Map::new(122, "CUSTOMER_TO_ORDER_ID");
/// Orders credited to a partner.
pub(super) const PARTNER_TO_ORDER_ID: Map<(PartnerId, OrderId), ()> = Map::new(123, "PARTNER_TO_ORDER_ID");
pub(super) const DAY_TO_ORDER_ID: Map<(Day, OrderId), ()> = Map::new(124, "DAY_TO_ORDER_ID");
pub(super) const STATE_TO_ORDER_ID: Map<(u8, OrderId), ()> = Map::new(125, "STATE_TO_ORDER_ID");
/// The key in a checkout form, so that sending it twice makes one order.
pub(super) const CHECKOUT_KEY_TO_ORDER_ID: Map<[u8; 16], OrderId> = Map::new(126, "CHECKOUT_KEY_TO_ORDER_ID");
pub(super) const EXTERNAL_TO_ORDER_ID: Map<String, OrderId> = Map::new(127, "EXTERNAL_TO_ORDER_ID");
pub(super) const ORDER_TO_WITHDRAWAL: Map<OrderId, Withdrawal> = Map::new(128, "ORDER_TO_WITHDRAWAL");
pub(super) const ORDER_AND_RETURN_TO_RETURN: Map<(OrderId, ReturnId), Return> =
    Map::new(129, "ORDER_AND_RETURN_TO_RETURN");
pub(super) const DAY_TO_TARIFFS: Map<Day, TariffsOfDay> = Map::new(130, "DAY_TO_TARIFFS");

pub const TABLES: &[Table] = &[
    ORDER_ID_TO_ORDER.table(),
    ORDER_AND_VERSION_TO_ORDER.table(),
    CUSTOMER_TO_ORDER_ID.table(),
    PARTNER_TO_ORDER_ID.table(),
    DAY_TO_ORDER_ID.table(),
    STATE_TO_ORDER_ID.table(),
    CHECKOUT_KEY_TO_ORDER_ID.table(),
    EXTERNAL_TO_ORDER_ID.table(),
    ORDER_TO_WITHDRAWAL.table(),
    ORDER_AND_RETURN_TO_RETURN.table(),
    DAY_TO_TARIFFS.table(),
];

/// The last tariffs up to a day of which some hold.
pub(super) fn tariffs_through(
    r: &dyn Read,
    day: Day,
    holding: impl Fn(&TariffsOfDay) -> Option<Tariffs>,
) -> Option<Tariffs> {
    let mut found = None;
    r.each(&DAY_TO_TARIFFS, Span::between(&(), &(day,)).backwards(), |_: Day, of_day| {
        found = holding(&of_day);
        if found.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    });
    found
}

/// What was set for a day.
pub(super) fn tariffs_of_day(r: &dyn Read, day: Day) -> Option<TariffsOfDay> {
    r.get(&DAY_TO_TARIFFS, &day)
}

/// Whether the firm has set the tariffs of a day, or has sold by those with which every firm begins: by that they are
/// its own.
pub fn prices_are_chosen(r: &dyn Read, day: Day) -> bool {
    has_sold(r) || !r.keys(&DAY_TO_TARIFFS, Span::between(&(), &(day,)).limit(1)).is_empty()
}

/// Whether an order was ever placed here, in the shop or by staff; those of a former system were sold elsewhere.
pub fn has_sold(r: &dyn Read) -> bool {
    !r.keys(&CHECKOUT_KEY_TO_ORDER_ID, Span::all().limit(1)).is_empty()
}

/// All tariffs that the firm ever set, by their first days.
pub fn all_tariffs(r: &dyn Read) -> Vec<(Day, TariffsOfDay)> {
    r.scan(&DAY_TO_TARIFFS, Span::all())
}

pub fn order(r: &dyn Read, id: OrderId) -> Option<Order> {
    r.get(&ORDER_ID_TO_ORDER, &id)
}

/// The same for whoever reads in a language: goods that the buyer saw in another one are named as the catalogue names
/// them in this one. It is to be shown, and never kept.
pub fn order_read_in(r: &dyn Read, id: OrderId, language: Language) -> Option<Order> {
    let mut order = order(r, id)?;
    if order.language != language {
        for line in &mut order.lines {
            line.name = goods_name(r, line, language);
        }
    }
    Some(order)
}

/// How the catalogue calls the goods of a line in a language.
fn goods_name(r: &dyn Read, line: &OrderLine, language: Language) -> String {
    let known = product(r, line.product).map(|product| product.name.get(language).to_owned());
    known.filter(|name| !name.is_empty()).unwrap_or_else(|| line.name.clone())
}

/// A former version of a corrected order.
pub fn order_version(r: &dyn Read, id: OrderId, version: u32) -> Option<Order> {
    r.get(&ORDER_AND_VERSION_TO_ORDER, &(id, version))
}

/// Walks all orders, oldest first, without holding them in memory.
pub fn each_order(r: &dyn Read, visit: impl FnMut(OrderId, Order) -> ControlFlow<()>) {
    r.each(&ORDER_ID_TO_ORDER, Span::all(), visit);
}

pub fn order_ids(r: &dyn Read) -> Vec<OrderId> {
    r.keys(&ORDER_ID_TO_ORDER, Span::all())
}

/// Newest first, before the one seen last.
pub fn orders(r: &dyn Read, before: Option<OrderId>, limit: usize) -> Vec<(OrderId, Order)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&ORDER_ID_TO_ORDER, span.backwards().limit(limit))
}

pub fn orders_in_state(r: &dyn Read, state: OrderState) -> Vec<OrderId> {
    r.keys(&STATE_TO_ORDER_ID, Span::prefix(&(state.number(),))).into_iter().map(|(_, id)| id).collect()
}

/// Newest first.
pub fn orders_of_customer(r: &dyn Read, customer: CustomerId) -> Vec<OrderId> {
    r.keys(&CUSTOMER_TO_ORDER_ID, Span::prefix(&(customer,)).backwards()).into_iter().map(|(_, id)| id).collect()
}

/// Orders credited to a partner, newest first.
pub fn orders_of_partner(r: &dyn Read, partner: PartnerId, limit: usize) -> Vec<OrderId> {
    r.keys(&PARTNER_TO_ORDER_ID, Span::prefix(&(partner,)).backwards().limit(limit))
        .into_iter()
        .map(|(_, id)| id)
        .collect()
}

/// Orders of the days of a period, oldest first.
pub fn orders_by_day(r: &dyn Read, period: Period) -> Vec<OrderId> {
    r.keys(&DAY_TO_ORDER_ID, Span::between(&(period.first(),), &(period.last(),)))
        .into_iter()
        .map(|(_, id)| id)
        .collect()
}

/// The order that a checkout form has already become.
pub fn order_of_checkout(r: &dyn Read, key: &[u8; 16]) -> Option<OrderId> {
    r.get(&CHECKOUT_KEY_TO_ORDER_ID, key)
}

/// The order with this number in the system from which it was imported.
pub fn order_by_external(r: &dyn Read, external: &str) -> Option<OrderId> {
    r.get(&EXTERNAL_TO_ORDER_ID, &external.to_owned())
}

pub fn withdrawal(r: &dyn Read, order: OrderId) -> Option<Withdrawal> {
    r.get(&ORDER_TO_WITHDRAWAL, &order)
}

/// Everything that came back of an order, oldest first.
pub fn returns_of_order(r: &dyn Read, order: OrderId) -> Vec<(ReturnId, Return)> {
    let rows = r.scan(&ORDER_AND_RETURN_TO_RETURN, Span::prefix(&(order,)));
    rows.into_iter().map(|((_, id), returned)| (id, returned)).collect()
}
