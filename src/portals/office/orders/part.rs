//! Invoicing a part of an order, or money in advance; and the order anew when its invoice was cancelled.

use axum::extract::Path;
use maud::html;

use crate::business::billing::{self, Chosen, NewPart, PartKind, left_to_invoice};
use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, Order, Totals, order_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::frame;
use crate::portals::office::orders::order_id;
use crate::portals::office::pieces::{Piece, piece_table, typed_pieces};
use crate::portals::office::subjects::order_path;
use crate::portals::once::{form_key, worked_once};
use crate::text;
use crate::texts;
use crate::values::OrderId;
use crate::web::parts::{
    Breadth, Choice, Field, Form, Link, Loudness, form, link_button, radio_group, section, submit_button, text_field,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/part", show)
        .form("/office/orders/{id}/part", issue)
        .form("/office/orders/{id}/invoice-anew", anew)
        .behind(Permission::BillingIssue)
}

pub fn anew_path(id: OrderId) -> String {
    format!("{}/invoice-anew", order_path(id))
}

struct Parting {
    id: OrderId,
    order: Order,
    left: Option<Totals>,
}

impl Parting {
    fn of(view: &View<'_>, id: OrderId) -> Result<Parting, Failure> {
        view.require(Permission::BillingIssue)?;
        let order = orders::order_read_in(view, id, view.actor().language).ok_or_else(Failure::not_found)?;
        Ok(Parting { id, left: left_to_invoice(view, id, &order), order })
    }

    fn pieces(&self) -> Vec<Piece<'_>> {
        let lines = (1..).zip(&self.order.lines);
        let pieces = lines.map(|(place, line)| Piece {
            place,
            name: &line.name,
            sku: &line.sku,
            quantity: line.quantity,
            price: line.unit_price,
        });
        pieces.collect()
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let parting = visit.read(|view| Parting::of(view, id))?;
    let typed = Typed::default().with("kind", "partial");
    frame::show(&visit, &part_page(&visit, &parting, &typed, &Complaints::default()))
}

async fn issue(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = order_id(&id)?;
    let (own, sent) = (visit.clone(), typed.clone());
    let work = async move {
        let parting = own.read(|view| Parting::of(view, id))?;
        let command = command_of(&parting, &sent)?;
        own.write(move |tx| billing::issue_part(tx, &command)).await
    };
    let Err(failure) = worked_once(&visit, &typed, work).await else {
        return Ok(redirect_with_message(&order_path(id), "office_orders.told.part"));
    };
    let parting = visit.read(|view| Parting::of(view, id))?;
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &part_page(&visit, &parting, &typed, &complaints))
}

async fn anew(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    visit.write(move |tx| billing::issue_anew(tx, id)).await?;
    Ok(redirect_with_message(&order_path(id), "office_orders.told.part"))
}

fn command_of(parting: &Parting, typed: &Typed) -> Result<NewPart, Failure> {
    let (lines, mut complaints) = typed_pieces(&parting.pieces(), typed);
    let mut reading = Reading::of(typed);
    let kind = reading.choice("kind", |word| match word {
        "partial" => Some(PartKind::Partial),
        "down_payment" => Some(PartKind::DownPayment),
        _ => None,
    });
    let has_lines = lines.iter().any(|(_, quantity)| *quantity > 0);
    let chosen = match typed.text("amount").trim() {
        "" => Some(Chosen::Lines(lines)),
        _ => reading.money("amount", parting.order.shipping.price.currency()).map(Chosen::Amount),
    };
    if has_lines && matches!(chosen, Some(Chosen::Amount(_))) {
        reading.complain(Complaint::new("office_orders.part.both").at("amount"));
    }
    complaints.extend(reading.into_complaints());
    match kind.zip(chosen) {
        Some((kind, chosen)) if complaints.is_empty() => Ok(NewPart { order: parting.id, kind, chosen }),
        _ => Err(complaints.into()),
    }
}

fn part_page(visit: &Visit, parting: &Parting, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(parting.id);
    let back = Link::new(text!(language, "office.subject.order", number = number), order_path(parting.id));
    let filled = Filled { language, typed, complaints };
    let kinds = [
        Choice::new("partial", text!(language, "office_orders.part.kind.partial")),
        Choice::new("down_payment", text!(language, "office_orders.part.kind.down_payment")),
    ];
    let kind = filled.field("kind", text!(language, "office_orders.part.kind"));
    let amount = Field {
        optional: true,
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_orders.part.amount_hint")),
        ..filled.field("amount", text!(language, "office_orders.part.amount"))
    };
    let caption = text!(language, "office_orders.part.lines");
    let left = parting.left.as_ref().map(|left| texts::money(language, left.gross));
    Page {
        title: text!(language, "office_orders.part.title", number = number),
        lead: left.map(|left| text!(language, "office_orders.part.about", left = left)),
        body: form(
            language,
            &Form {
                action: &format!("{}/part", order_path(parting.id)),
                csrf: visit.csrf(),
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (radio_group(language, &kind, &kinds))
                    (section(&caption, piece_table(language, caption.clone(), &parting.pieces(), (typed, complaints))))
                    (section(&text!(language, "office_orders.part.free"), text_field(language, &amount)))
                },
                buttons: vec![
                    submit_button(&text!(language, "office_orders.part.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}
