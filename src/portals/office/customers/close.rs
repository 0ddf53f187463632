//! Closing a customer's account.

use axum::extract::Path;

use crate::business::customers;
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, deed_page};
use crate::portals::office::customers::customer_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::text;
use crate::values::CustomerId;
use crate::web::parts::Link;
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/customers/{id}/close", ask_to_close)
        .form("/office/customers/{id}/close", close)
        .behind(Permission::CustomersEdit)
}

fn name_of(view: &View<'_>, id: CustomerId) -> Result<String, Failure> {
    view.require(Permission::CustomersEdit)?;
    customers::customer(view, id).map(|_| customer_name(view, id)).ok_or_else(Failure::not_found)
}

async fn ask_to_close(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let name = visit.read(|view| name_of(view, id))?;
    frame::show(&visit, &close_page(&visit, id, &name, &Complaints::default()))
}

async fn close(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    match visit.write(move |tx| customers::close_customer(tx, id)).await {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "office_customers.told.closed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let name = visit.read(|view| name_of(view, id))?;
            frame::refuse(&visit, &close_page(&visit, id, &name, &complaints))
        }
    }
}

fn close_page(visit: &Visit, id: CustomerId, name: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let deed = Deed {
        title: text!(language, "office_customers.close.title"),
        lead: Some(name.to_owned()),
        what: vec![text!(language, "office_customers.close.what")],
        reason: None,
        action: format!("{}/close", customer_path(id)),
        confirm: text!(language, "office_customers.close.confirm"),
        back: Link::new(text!(language, "office_customers.form.back"), customer_path(id)),
    };
    deed_page(visit, deed, complaints)
}
