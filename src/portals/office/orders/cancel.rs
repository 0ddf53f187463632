//! Cancelling an order: says what will happen to goods and money before it does.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::orders::{self, Order, OrderState, order_number};
use crate::business::permission::Permission;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::order_path;
use crate::text;
use crate::texts;
use crate::values::OrderId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/cancel", show)
        .form("/office/orders/{id}/cancel", cancel)
        .behind(Permission::OrdersCancel)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let order = visit.read(|view| {
        view.require(Permission::OrdersCancel)?;
        orders::order(view, id).ok_or_else(Failure::not_found)
    })?;
    frame::show(&visit, &cancel_page(&visit, id, &order, "", &Complaints::default()))
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = order_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| orders::cancel_order(tx, id, &reason)).await else {
        return Ok(redirect_with_message(&order_path(id), "office_orders.told.cancelled"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let order = visit.read(|view| orders::order(view, id).ok_or_else(Failure::not_found))?;
    frame::refuse(&visit, &cancel_page(&visit, id, &order, typed.text("reason"), &complaints))
}

fn cancel_page(visit: &Visit, id: OrderId, order: &Order, reason: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(id);
    let goods = match order.state {
        OrderState::Picked | OrderState::Packed => "office_orders.cancel.goods_back",
        _ => "office_orders.cancel.goods_free",
    };
    let paid = order.paid_on.map(|_| {
        text!(language, "office_orders.cancel.money_back", amount = texts::money(language, order.totals().gross))
    });
    let what = [text!(language, "office_orders.cancel.what", name = order.billing.name), text!(language, goods)];
    let deed = Deed {
        title: text!(language, "office_orders.cancel.title", number = number),
        lead: None,
        what: what.into_iter().chain(paid).collect(),
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
