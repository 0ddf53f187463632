//! Looking through the orders as staff do.

use std::cmp::Ordering;
use std::ops::ControlFlow;

use crate::business::failure::Failure;
use crate::business::orders::records::{
    CUSTOMER_TO_ORDER_ID, DAY_TO_ORDER_ID, ORDER_ID_TO_ORDER, STATE_TO_ORDER_ID, order,
};
use crate::business::orders::{Order, OrderState, PaymentMethod, Placement};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::values::{CustomerId, Day, Money, OrderId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderWish {
    /// Only these, found by what was typed.
    pub among: Option<Vec<OrderId>>,
    pub state: Option<OrderState>,
    pub customer: Option<CustomerId>,
    pub placement: Option<Placement>,
    /// `false`: still to be paid.
    pub paid: Option<bool>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub order_by: OrderBy,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OrderBy {
    /// Newest first, or oldest first when it is asked for backwards.
    #[default]
    Age,
    Name,
    Gross,
}

/// What a line of the list needs of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderRow {
    pub id: OrderId,
    pub day: Day,
    pub name: String,
    pub town: String,
    pub gross: Money,
    pub pieces: u32,
    pub state: OrderState,
    pub placement: Placement,
    pub payment_method: PaymentMethod,
    pub paid_on: Option<Day>,
    pub version: u32,
}

/// One page of what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundOrders {
    pub rows: Vec<OrderRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds orders, and gives those after the first `skip`, `limit` at most.
pub fn find_orders(view: &View<'_>, wish: &OrderWish, skip: usize, limit: usize) -> Result<FoundOrders, Failure> {
    view.require(Permission::OrdersView)?;
    if let Some(ids) = wish.ids_in_order(view) {
        let total = ids.len();
        let page = ids.into_iter().skip(skip).take(limit);
        let rows = page.filter_map(|id| Some(OrderRow::of(id, &order(view, id)?))).collect();
        return Ok(FoundOrders { rows, total });
    }
    let mut rows = wish.fitting_rows(view);
    if wish.order_by != OrderBy::Age {
        rows.sort_by(|one, other| wish.compared(one, other));
    }
    let total = rows.len();
    Ok(FoundOrders { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

/// How many orders are in a state.
pub fn count_orders(view: &View<'_>, state: OrderState) -> usize {
    let r: &dyn Read = view;
    r.count(&STATE_TO_ORDER_ID, Span::prefix(&(state.number(),)))
}

impl Order {
    /// Money is still to come for it.
    pub fn is_to_be_paid(&self) -> bool {
        self.paid_on.is_none() && self.state != OrderState::Cancelled
    }
}

impl OrderRow {
    pub fn of(id: OrderId, order: &Order) -> OrderRow {
        OrderRow {
            id,
            day: order.day,
            name: order.billing.name.clone(),
            town: order.delivery.town.clone(),
            gross: order.totals().gross,
            pieces: order.lines.iter().map(|line| line.quantity).sum(),
            state: order.state,
            placement: order.placement,
            payment_method: order.payment_method,
            paid_on: order.paid_on,
            version: order.version,
        }
    }

    pub fn is_to_be_paid(&self) -> bool {
        self.paid_on.is_none() && self.state != OrderState::Cancelled
    }
}

impl OrderWish {
    /// The ids in the order of the list, where an index alone knows all of them: then only one page is read.
    fn ids_in_order(&self, r: &dyn Read) -> Option<Vec<OrderId>> {
        let needs_records = self.placement.is_some() || self.paid.is_some() || self.order_by != OrderBy::Age;
        let narrowings = [
            self.among.is_some(),
            self.state.is_some(),
            self.customer.is_some(),
            self.from.is_some() || self.to.is_some(),
        ];
        if needs_records || narrowings.iter().filter(|narrows| **narrows).count() > 1 {
            return None;
        }
        let mut ids = self.candidates(r);
        if self.backwards {
            ids.reverse();
        }
        Some(ids)
    }

    /// What may fit by the narrowest index, newest first.
    fn candidates(&self, r: &dyn Read) -> Vec<OrderId> {
        if let Some(among) = &self.among {
            let mut ids = among.clone();
            ids.sort_by_key(|id| std::cmp::Reverse(*id));
            return ids;
        }
        if let Some(customer) = self.customer {
            let keys = r.keys(&CUSTOMER_TO_ORDER_ID, Span::prefix(&(customer,)).backwards());
            return keys.into_iter().map(|(_, id)| id).collect();
        }
        if self.from.is_some() || self.to.is_some() {
            let far = Day::from_number(i32::MAX / 2);
            let (from, to) = (self.from.unwrap_or(Day::from_number(0)), self.to.unwrap_or(far));
            let keys = r.keys(&DAY_TO_ORDER_ID, Span::between(&(from,), &(to,)).backwards());
            return keys.into_iter().map(|(_, id)| id).collect();
        }
        if let Some(state) = self.state {
            let keys = r.keys(&STATE_TO_ORDER_ID, Span::prefix(&(state.number(),)).backwards());
            return keys.into_iter().map(|(_, id)| id).collect();
        }
        r.keys(&ORDER_ID_TO_ORDER, Span::all().backwards())
    }

    fn fitting_rows(&self, r: &dyn Read) -> Vec<OrderRow> {
        let mut rows = Vec::new();
        let mut look = |id: OrderId, order: &Order| {
            if self.fits(order) {
                rows.push(OrderRow::of(id, order));
            }
        };
        let only_records =
            self.among.is_none() && self.customer.is_none() && self.state.is_none() && self.from.or(self.to).is_none();
        if only_records {
            r.each(&ORDER_ID_TO_ORDER, Span::all().backwards(), |id, order| {
                look(id, &order);
                ControlFlow::Continue(())
            });
        } else {
            for id in self.candidates(r) {
                if let Some(order) = order(r, id) {
                    look(id, &order);
                }
            }
        }
        if self.backwards && self.order_by == OrderBy::Age {
            rows.reverse();
        }
        rows
    }

    fn fits(&self, order: &Order) -> bool {
        self.state.is_none_or(|state| order.state == state)
            && self.customer.is_none_or(|customer| order.buyer.customer == Some(customer))
            && self.placement.is_none_or(|placement| order.placement == placement)
            && self.paid.is_none_or(|paid| if paid { order.paid_on.is_some() } else { order.is_to_be_paid() })
            && self.from.is_none_or(|from| order.day >= from)
            && self.to.is_none_or(|to| order.day <= to)
    }

    fn compared(&self, one: &OrderRow, other: &OrderRow) -> Ordering {
        let by_value = match self.order_by {
            OrderBy::Age => other.id.cmp(&one.id),
            OrderBy::Name => one.name.to_lowercase().cmp(&other.name.to_lowercase()),
            OrderBy::Gross => one.gross.minor().cmp(&other.gross.minor()),
        };
        let directed = if self.backwards { by_value.reverse() } else { by_value };
        directed.then(other.id.cmp(&one.id))
    }
}
