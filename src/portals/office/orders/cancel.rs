//! Cancelling an order: says what will happen to goods and money before it does.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::orders::{self, Order, OrderState, order_number};
use crate::business::payments::credit_paid;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::order_path;
use crate::text;
use crate::texts;
use crate::values::{Money, OrderId};
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/cancel", show)
        .form("/office/orders/{id}/cancel", cancel)
        .behind(Permission::OrdersCancel)
}

/// The order that is to be cancelled.
struct Doomed {
    id: OrderId,
    order: Order,
    /// What of it credit for the shop has paid.
    credit: Money,
}

impl Doomed {
    fn of(view: &View<'_>, id: OrderId) -> Result<Doomed, Failure> {
        view.require(Permission::OrdersCancel)?;
        let order = orders::order(view, id).ok_or_else(Failure::not_found)?;
        let nothing = Money::zero(order.shipping.price.currency());
        Ok(Doomed { id, credit: credit_paid(view, id).map_or(nothing, |(_, amount)| amount), order })
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let doomed = visit.read(|view| Doomed::of(view, id))?;
    frame::show(&visit, &cancel_page(&visit, &doomed, "", &Complaints::default()))
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = order_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| orders::cancel_order(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&order_path(id), "office_orders.told.cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let doomed = visit.read(|view| Doomed::of(view, id))?;
    frame::refuse(&visit, &cancel_page(&visit, &doomed, typed.text("reason"), &complaints))
}

fn cancel_page(visit: &Visit, doomed: &Doomed, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let Doomed { id, order, credit } = doomed;
    let (id, credit) = (*id, *credit);
    let number = order_number(id);
    let goods = match order.state {
        OrderState::Picked | OrderState::Packed => "office_orders.cancel.goods_back",
        _ => "office_orders.cancel.goods_free",
    };
    let nothing = Money::zero(order.shipping.price.currency());
    let money = order.paid_on.map_or(nothing, |_| order.totals().gross - credit);
    let back = [("office_orders.cancel.money_back", money), ("office_orders.cancel.credit_back", credit)];
    let back = back.into_iter().filter(|(_, amount)| amount.is_positive());
    let back = back.map(|(key, amount)| text!(language, key, amount = texts::money(language, amount)));
    let what = [text!(language, "office_orders.cancel.what", name = order.billing.name), text!(language, goods)];
    let deed = Deed {
        title: text!(language, "office_orders.cancel.title", number = number),
        lead: None,
        what: what.into_iter().chain(back).collect(),
        reason: Some(Reason {
            label: text!(language, "office_orders.cancel.reason"),
            hint: Some(text!(language, "office_orders.cancel.reason_hint")),
            typed: reason,
        }),
        action: format!("{}/cancel", order_path(id)),
        confirm: text!(language, "office_orders.cancel.confirm"),
        back: Link::new(text!(language, "office.subject.order", number = number), order_path(id)),
    };
    deed_page(visit, deed, complaints)
}
