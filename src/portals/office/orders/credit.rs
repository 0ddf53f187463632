//! Crediting an order to another partner: whose sale it is from now on, and why.

use axum::extract::Path;
use maud::html;

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, CreditOrder, Order, order_number};
use crate::business::partners::{closed_through, partner_by_number};
use crate::business::permission::Permission;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::{order_path, partner_name};
use crate::text;
use crate::texts;
use crate::values::{Day, OrderId};
use crate::web::parts::{
    Breadth, Field, Form, Link, Loudness, form, link_button, paragraph, submit_button, text_field, textarea_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

const REASON_SIGNS_MAX: usize = 1_000;

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/credit", show)
        .form("/office/orders/{id}/credit", credit)
        .behind(Permission::OrdersCorrect)
}

struct Crediting {
    id: OrderId,
    order: Order,
    /// To whom it is credited now.
    partner: Option<String>,
    closed: Option<Day>,
}

fn crediting(visit: &Visit, id: &str) -> Result<Crediting, Failure> {
    let id = order_id(id)?;
    visit.read(|view| {
        view.require(Permission::OrdersCorrect)?;
        let order = orders::order(view, id).ok_or_else(Failure::not_found)?;
        let partner = order.credited_to.map(|partner| partner_name(view, partner));
        Ok(Crediting { id, order, partner, closed: closed_through(view) })
    })
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let crediting = crediting(&visit, &id)?;
    let typed = Typed::default().with("version", &crediting.order.version.to_string());
    frame::show(&visit, &credit_page(&visit, &crediting, &typed, &Complaints::default()))
}

async fn credit(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let before = crediting(&visit, &id)?;
    let mut reading = Reading::of(&typed);
    let number = reading.required_line("partner");
    let reason = reading.text("reason", REASON_SIGNS_MAX);
    let seen_version = typed.text("version").parse().unwrap_or(0);
    let found = visit.read(|view| {
        Ok(partner_by_number(view, &number).or_else(|| partner_by_number(view, &number.to_uppercase())))
    })?;
    if found.is_none() && !number.is_empty() {
        reading.complain(Complaint::new("orders.refusal.partner_unknown").at("partner"));
    }
    if reason.is_empty() {
        reading.complain(Complaint::new("orders.refusal.reason_missing").at("reason"));
    }
    let complaints = reading.into_complaints();
    let outcome = match found {
        Some(to) if complaints.is_empty() => {
            let command = CreditOrder { order: before.id, seen_version, to, reason };
            visit.write(move |tx| orders::credit_order(tx, &command)).await
        }
        _ => Err(complaints.into()),
    };
    let Err(failure) = outcome else {
        return Ok(redirect_with_message(&order_path(before.id), "office_orders.told.credited"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &credit_page(&visit, &before, &typed, &complaints))
}

fn credit_page(visit: &Visit, crediting: &Crediting, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(crediting.id);
    let back = Link::new(text!(language, "office.subject.order", number = number), order_path(crediting.id));
    let filled = Filled { language, typed, complaints };
    let now = match &crediting.partner {
        Some(partner) => text!(language, "office_orders.credit.now", partner = partner),
        None => text!(language, "office_orders.credit.nobody"),
    };
    let is_closed = crediting.order.shipped_on.zip(crediting.closed).is_some_and(|(day, closed)| day <= closed);
    let partner = Field {
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_orders.credit.partner_hint")),
        autofocus: true,
        ..filled.field("partner", text!(language, "office_orders.credit.partner"))
    };
    let reason = filled.field("reason", text!(language, "office_orders.credit.reason"));
    Page {
        title: text!(language, "office_orders.credit.title", number = number),
        body: html! {
            (paragraph(&now))
            @if is_closed {
                @let closed = crediting.closed.map(|day| texts::day(language, day)).unwrap_or_default();
                (paragraph(&text!(language, "office_orders.credit.closed", day = closed)))
            }
            (form(language, &Form {
                action: &format!("{}/credit", order_path(crediting.id)),
                csrf: visit.csrf(),
                hidden: vec![("version", typed.text("version").to_owned())],
                complaints: complaints.summary(),
                body: html! { (text_field(language, &partner)) (textarea_field(language, &reason, 3)) },
                buttons: vec![
                    submit_button(&text!(language, "office_orders.credit.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.back"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
