//! One customer, as the partner sees whoever he has brought: name, town, and what was bought.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::customers::CustomerRow;
use crate::business::failure::Failure;
use crate::business::orders::{CreditedOrder, CreditedWish, find_credited, order_number};
use crate::business::partners::{see_own_customer, working_partner};
use crate::business::permission::Permission;
use crate::portals::partner::customers::list;
use crate::portals::partner::frame;
use crate::portals::partner::orders;
use crate::text;
use crate::texts;
use crate::values::{CustomerId, Day, Language};
use crate::web::parts::{
    Column, Empty, Fact, Link, Loudness, Meaning, Row, Table, facts, figure, link_button, paragraph, section, state,
    table, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

/// More of a customer's orders are found in the list of orders.
const ORDERS_SHOWN: usize = 100;

pub fn routes() -> Routes {
    Routes::new().page("/partner/customers/{id}", show)
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = CustomerId::parse(&id).ok_or_else(Failure::not_found)?;
    let (customer, since, found, works) = visit.read(|view| {
        let customer = see_own_customer(view, id)?;
        let wish = CreditedWish { customer: Some(id), ..CreditedWish::default() };
        let found = find_credited(view, &wish, 0, ORDERS_SHOWN)?;
        let works = working_partner(view, view.actor()).is_some();
        Ok((customer.clone(), customer.since.day_in(view.zone()), found, works))
    })?;
    let may_order = works && visit.actor.may(Permission::PartnerOrderForCustomer) && !customer.closed;
    frame::show(&visit, &customer_page(visit.language, &customer, since, &found.rows, may_order))
}

fn customer_page(
    language: Language,
    customer: &CustomerRow,
    since: Day,
    orders: &[CreditedOrder],
    may_order: bool,
) -> Page {
    let order = Link::new(text!(language, "partner.customers.order_for"), "/shop");
    let name = |key: &str| text!(language, &format!("partner.customers.fact.{key}"));
    let about = [
        Fact::words(name("number"), &customer.number),
        Fact::words(name("group"), &text!(language, &customer.group.text_key())),
        Fact::words(name("town"), &customer.town),
        Fact::words(name("since"), &texts::day(language, since)),
    ];
    Page {
        title: customer.name.clone(),
        state: customer.closed.then(|| state(Meaning::Neutral, &text!(language, "partner.customers.closed"))),
        lead: Some(text!(language, "partner.customers.lead", number = customer.number)),
        back: Some(Link::new(text!(language, "partner.customers.title"), list::list_path())),
        primary: may_order.then(|| link_button(&order, Loudness::Primary)),
        body: html! {
            @if may_order { (paragraph(&text!(language, "partner.customers.how_to_order"))) }
            (section(&text!(language, "partner.customers.orders"), order_table(language, orders)))
        },
        aside: Some(section(&text!(language, "partner.customers.about"), facts(&about))),
        ..Page::default()
    }
}

fn order_table(language: Language, orders: &[CreditedOrder]) -> Markup {
    let row = |order: &CreditedOrder| {
        let cells = vec![
            two_lines(&order_number(order.id), &texts::day_short(language, order.day)),
            html! { (text!(language, &order.state.text_key())) },
            figure(&texts::points(language, order.points)),
            figure(&texts::money(language, order.totals.net)),
        ];
        Row::leading_to(orders::order_path(order.id), cells)
    };
    let shown = Table {
        caption: text!(language, "partner.customers.orders"),
        columns: vec![
            Column::text(text!(language, "partner.orders.column.number")),
            Column::text(text!(language, "partner.orders.column.state")),
            Column::figure(text!(language, "partner.orders.column.points")),
            Column::figure(text!(language, "partner.orders.column.net")),
        ],
        rows: orders.iter().map(row).collect(),
        empty: Empty::new(text!(language, "partner.customers.no_orders")),
        ..Table::default()
    };
    table(language, &shown)
}
