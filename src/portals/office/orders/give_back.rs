//! Taking goods back: which lines, how many pieces, and what becomes of them.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::orders::{
    self, Fate, Order, Return, ReturnGoods, ReturnLine, left_with_customer, order_number, returns_of_order,
};
use crate::business::permission::Permission;
use crate::portals::office::frame;
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::order_path;
use crate::portals::once::{form_key, worked_once};
use crate::text;
use crate::values::{Language, OrderId};
use crate::web::parts::{
    CellField, Choice, Column, Empty, Field, Form, Link, Loudness, Row, Table, cell_select, cell_text, figure, form,
    link_button, submit_button, table, textarea_field, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/orders/{id}/return", show)
        .form("/office/orders/{id}/return", take_back)
        .behind(Permission::OrdersReturn)
}

struct Returning {
    language: Language,
    csrf: String,
    id: OrderId,
    order: Order,
    returns: Vec<Return>,
}

impl Returning {
    fn of(visit: &Visit, id: OrderId) -> Result<Returning, Failure> {
        visit.read(|view| {
            view.require(Permission::OrdersReturn)?;
            Ok(Returning {
                language: visit.language,
                csrf: visit.csrf().to_owned(),
                id,
                order: orders::order_read_in(view, id, visit.language).ok_or_else(Failure::not_found)?,
                returns: returns_of_order(view, id).into_iter().map(|(_, returned)| returned).collect(),
            })
        })
    }

    /// The lines of which something is still with the customer: place from 1, and how many pieces.
    fn open_lines(&self) -> Vec<(u32, &orders::OrderLine, u32)> {
        let lines = (1..).zip(&self.order.lines);
        let counted = lines.map(|(place, line)| (place, line, left_with_customer(&self.order, &self.returns, place)));
        counted.filter(|(_, _, left)| *left > 0).collect()
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let returning = Returning::of(&visit, order_id(&id)?)?;
    frame::show(&visit, &return_page(&returning, &Typed::default(), &Complaints::default()))
}

async fn take_back(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = order_id(&id)?;
    // What is left is looked up by whoever's turn it is: a second click would find it already taken back.
    let (own, sent) = (visit.clone(), typed.clone());
    let work = async move {
        let command = command_of(&Returning::of(&own, id)?, &sent)?;
        own.write(move |tx| orders::return_goods(tx, &command)).await
    };
    let Err(failure) = worked_once(&visit, &typed, work).await else {
        return Ok(redirect_with_message(&order_path(id), "office_orders.told.returned"));
    };
    let returning = Returning::of(&visit, id)?;
    let complaints = Complaints::of(visit.language, failure)?;
    frame::refuse(&visit, &return_page(&returning, &typed, &complaints))
}

fn command_of(returning: &Returning, typed: &Typed) -> Result<ReturnGoods, Failure> {
    let mut complaints = Vec::new();
    let mut lines = Vec::new();
    for (place, _, left) in returning.open_lines() {
        let name = format!("quantity.{place}");
        let quantity = match typed.text(&name).trim() {
            "" => 0,
            number => number.parse().unwrap_or(u32::MAX),
        };
        if quantity > left {
            complaints.push(Complaint::new("web.reading.no_number").at(name).with("least", 0_u32).with("most", left));
        }
        let fate = Fate::ALL.into_iter().find(|fate| fate.word() == typed.text(&format!("fate.{place}")));
        lines.push(ReturnLine { line: place, quantity, fate: fate.unwrap_or(Fate::Restock) });
    }
    if complaints.is_empty() {
        Ok(ReturnGoods { order: returning.id, lines, reason: typed.text("reason").to_owned() })
    } else {
        Err(Refusal { kind: RefusalKind::Rule, complaints }.into())
    }
}

fn return_page(returning: &Returning, typed: &Typed, complaints: &Complaints) -> Page {
    let language = returning.language;
    let number = order_number(returning.id);
    let back = Link::new(text!(language, "office.subject.order", number = number), order_path(returning.id));
    let reason = Field {
        name: "reason",
        label: text!(language, "office_orders.return.why"),
        value: typed.text("reason"),
        error: complaints.about("reason"),
        ..Field::default()
    };
    let action = format!("{}/return", order_path(returning.id));
    Page {
        title: text!(language, "office_orders.return.title", number = number),
        lead: Some(text!(language, "office_orders.return.lead")),
        body: form(
            language,
            &Form {
                action: &action,
                csrf: &returning.csrf,
                idempotency_key: Some(&form_key(typed)),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! { (lines_of(returning, typed, complaints)) (textarea_field(language, &reason, 2)) },
                buttons: vec![
                    submit_button(&text!(language, "office_orders.return.confirm"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}

fn lines_of(returning: &Returning, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = returning.language;
    let rows = returning.open_lines().into_iter().map(|(place, line, left)| {
        let (quantity_name, fate_name) = (format!("quantity.{place}"), format!("fate.{place}"));
        let quantity = CellField {
            name: &quantity_name,
            value: typed.text(&quantity_name),
            label: text!(language, "office_orders.form.quantity_of", product = line.name),
            error: complaints.about(&quantity_name),
            input_mode: "numeric",
            ..CellField::default()
        };
        let fate = CellField {
            name: &fate_name,
            value: typed.text(&fate_name),
            label: text!(language, "office_orders.return.fate_of", product = line.name),
            ..CellField::default()
        };
        let fates = Fate::ALL.map(|fate| Choice::new(fate.word(), text!(language, fate.text_key())));
        Row::new(vec![
            two_lines(&line.name, &line.sku),
            figure(&left.to_string()),
            cell_text(&quantity),
            cell_select(&fate, &fates),
        ])
    });
    let shown = Table {
        caption: text!(language, "office_orders.sheet.lines"),
        columns: vec![
            Column::text(text!(language, "office_orders.line.product")),
            Column::figure(text!(language, "office_orders.return.left")),
            Column::figure(text!(language, "office_orders.return.back")),
            Column::text(text!(language, "office_orders.return.fate")),
        ],
        rows: rows.collect(),
        empty: Empty::new(text!(language, "orders.refusal.all_came_back")),
        ..Table::default()
    };
    html! { div id="field-lines" tabindex="-1" { (table(language, &shown)) } }
}
