//! A partner's start page: the orders that are credited to the partner, newest first.

use maud::html;

use crate::business::failure::Failure;
use crate::business::orders::{self, Order, order_number};
use crate::business::partners::partner;
use crate::portals::partner::frame;
use crate::text;
use crate::texts;
use crate::values::{Language, OrderId};
use crate::web::parts::{Column, Empty, Link, Loudness, Row, Table, figure, link_button, table};
use crate::web::{Answer, Page, Routes, Visit};

/// The newest orders; the rest will have a list with pages of its own.
const ORDERS_MAX: usize = 50;

pub fn routes() -> Routes {
    Routes::new().page("/partner", show)
}

async fn show(visit: Visit) -> Answer {
    let (number, rows) = visit.read(|view| {
        let own = view.actor().partner.ok_or_else(Failure::not_found)?;
        let number = partner(view, own).ok_or_else(Failure::not_found)?.number;
        let ids = orders::orders_of_partner(view, own, ORDERS_MAX);
        let rows: Vec<(OrderId, Order)> =
            ids.into_iter().filter_map(|id| Some((id, orders::order(view, id)?))).collect();
        Ok((number, rows))
    })?;
    frame::show(&visit, &sales_page(visit.language, &number, &rows))
}

fn sales_page(language: Language, number: &str, rows: &[(OrderId, Order)]) -> Page {
    let row = |(id, order): &(OrderId, Order)| {
        let cells = vec![
            html! { (order_number(*id)) },
            html! { (order.billing.name) },
            html! { (texts::day_short(language, order.day)) },
            figure(&texts::points(language, order.points())),
            figure(&texts::money(language, order.totals().net)),
        ];
        Row { cells, ..Row::default() }
    };
    let sales = Table {
        caption: text!(language, "partner.sales.title"),
        columns: vec![
            Column::text(text!(language, "partner.sales.number")),
            Column::text(text!(language, "partner.sales.buyer")),
            Column::text(text!(language, "partner.sales.day")),
            Column::figure(text!(language, "partner.sales.points")),
            Column::figure(text!(language, "partner.sales.net")),
        ],
        rows: rows.iter().map(row).collect(),
        empty: Empty { sentence: text!(language, "partner.sales.empty"), action: None },
        ..Table::default()
    };
    let order = Link::new(text!(language, "partner.sales.order"), "/shop");
    Page {
        title: text!(language, "partner.sales.title"),
        lead: Some(text!(language, "partner.sales.lead", number = number)),
        primary: Some(link_button(&order, Loudness::Primary)),
        body: table(language, &sales),
        ..Page::default()
    }
}
