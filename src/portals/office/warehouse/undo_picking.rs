//! Undoing the picking: the goods go back on the shelf, so that the order can be corrected.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::orders::order_number;
use crate::business::permission::Permission;
use crate::business::shipping;
use crate::portals::deed::{Deed, deed_page};
use crate::portals::office::frame;
use crate::portals::office::subjects::order_path;
use crate::text;
use crate::values::OrderId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/undo-picking", ask_to_undo)
        .form("/office/orders/{id}/undo-picking", undo)
        .behind(Permission::ShippingPick)
}

async fn ask_to_undo(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    frame::show(&visit, &undo_page(&visit, id, &Complaints::default()))
}

async fn undo(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| shipping::undo_picking(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(&order_path(id), "office_shipping.told.undone")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &undo_page(&visit, id, &complaints))
        }
    }
}

fn undo_page(visit: &Visit, id: OrderId, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(id);
    let deed = Deed {
        title: text!(language, "office_shipping.undo.title", number = number),
        lead: None,
        what: vec![text!(language, "office_shipping.undo.what")],
        reason: None,
        action: format!("{}/undo-picking", order_path(id)),
        confirm: text!(language, "office_shipping.undo.confirm"),
        back: Link::new(text!(language, "office.subject.order", number = number), order_path(id)),
    };
    deed_page(visit, deed, complaints)
}
