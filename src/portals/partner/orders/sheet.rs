//! One order as the partner sees it to whom it is credited: goods, points and state; where the buyer lives only
//! when the partner placed the order himself.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::orders::{CreditedOrder, OrderLine, OrderState, order_number, see_credited};
use crate::business::partners::see_own_customer;
use crate::business::shipping::{Parcel, parcels_of_order};
use crate::portals::partner::orders::list_path;
use crate::portals::partner::{customers, frame};
use crate::text;
use crate::texts;
use crate::values::{Country, Language, OrderId};
use crate::web::parts::{
    Column, Fact, Link, Meaning, Row, SumLine, Table, address, facts, figure, section, state, sums, table, text_link,
    two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/partner/orders/{id}", show)
}

struct Sheet {
    language: Language,
    home: Country,
    order: CreditedOrder,
    parcels: Vec<Parcel>,
    customer: Option<Link>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let language = visit.language;
    let sheet = visit.read(|view| {
        let order = see_credited(view, id)?;
        let customer = order.customer.and_then(|id| see_own_customer(view, id).ok());
        Ok(Sheet {
            language,
            home: firm::home(view),
            parcels: parcels_of_order(view, id).into_iter().map(|(_, parcel)| parcel).collect(),
            customer: customer.map(|known| {
                Link::new(format!("{} · {}", known.name, known.number), customers::customer_path(known.id))
            }),
            order,
        })
    })?;
    frame::show(&visit, &order_page(&sheet))
}

pub fn order_state(language: Language, of: OrderState) -> Markup {
    let meaning = match of {
        OrderState::Confirmed | OrderState::Picked | OrderState::Packed => Meaning::Information,
        OrderState::Shipped => Meaning::Good,
        OrderState::Cancelled => Meaning::Bad,
        OrderState::Returned => Meaning::Attention,
    };
    state(meaning, &text!(language, &of.text_key()))
}

fn order_page(sheet: &Sheet) -> Page {
    let (language, order) = (sheet.language, &sheet.order);
    Page {
        title: text!(language, "partner.orders.sheet", number = order_number(order.id)),
        state: Some(order_state(language, order.state)),
        lead: Some(text!(
            language,
            "partner.orders.sheet_lead",
            name = order.buyer,
            day = texts::day(language, order.day),
            placement = text!(language, &order.placement.text_key())
        )),
        back: Some(Link::new(text!(language, "partner.orders.title"), list_path())),
        body: html! {
            (section(&text!(language, "partner.orders.lines"), html! {
                (lines(language, order))
                (sums(&sum_lines(language, order)))
            }))
            @if let Some(delivery) = &order.delivery {
                (section(
                    &text!(language, "partner.orders.delivery"),
                    address(&delivery.lines(sheet.home, &texts::country_name(language, delivery.country))),
                ))
            }
        },
        aside: Some(section(&text!(language, "partner.orders.about"), facts(&about(sheet)))),
        ..Page::default()
    }
}

fn lines(language: Language, order: &CreditedOrder) -> Markup {
    let row = |line: &OrderLine| {
        Row::new(vec![
            two_lines(&line.name, &line.sku),
            figure(&texts::number(language, i64::from(line.quantity))),
            figure(&texts::points(language, line.points * line.quantity)),
            figure(&texts::money(language, line.net())),
        ])
    };
    let shown = Table {
        caption: text!(language, "partner.orders.lines"),
        columns: vec![
            Column::text(text!(language, "partner.orders.column.product")),
            Column::figure(text!(language, "partner.orders.column.quantity")),
            Column::figure(text!(language, "partner.orders.column.points")),
            Column::figure(text!(language, "partner.orders.column.net")),
        ],
        rows: order.lines.iter().map(row).collect(),
        ..Table::default()
    };
    table(language, &shown)
}

fn sum_lines(language: Language, order: &CreditedOrder) -> Vec<SumLine> {
    let line =
        |key: &'static str, amount: String, is_total: bool| SumLine { label: text!(language, key), amount, is_total };
    vec![
        line("partner.orders.shipping", texts::money(language, order.shipping.price), false),
        line("partner.orders.tax", texts::money(language, order.totals.tax), false),
        line("partner.orders.gross", texts::money(language, order.totals.gross), true),
    ]
}

fn about(sheet: &Sheet) -> Vec<Fact> {
    let (language, order) = (sheet.language, &sheet.order);
    let name = |key: &str| text!(language, &format!("partner.orders.fact.{key}"));
    let paid =
        order.paid_on.map_or_else(|| text!(language, "partner.orders.not_paid"), |day| texts::day(language, day));
    let shipped =
        order.shipped_on.map_or_else(|| text!(language, "partner.orders.not_shipped"), |day| texts::day(language, day));
    let mut all = Vec::new();
    if let Some(customer) = &sheet.customer {
        all.push(Fact::new(name("customer"), text_link(customer)));
    }
    all.push(Fact::words(name("points"), &texts::points(language, order.points)));
    all.push(Fact::words(name("base"), &texts::money(language, order.commission_base)));
    if order.counts() {
        all.push(Fact::words(name("paid"), &paid));
        all.push(Fact::words(name("shipped"), &shipped));
    }
    for parcel in &sheet.parcels {
        let number = &parcel.tracking_number;
        if let Some(url) = parcel.carrier.tracking_url(number).filter(|_| !number.is_empty()) {
            all.push(Fact::new(name("parcel"), text_link(&Link::new(number.clone(), url))));
        }
    }
    all
}
