//! The page of one order for the one who placed it: by account, or by the secret in the link.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::billing_document_by_link;
use crate::business::billing::{self, Invoice};
use crate::business::customers::customer_of_person;
use crate::business::failure::Failure;
use crate::business::firm::{self, Firm};
use crate::business::orders::{self, Order, OrderState, PaymentMethod, order_number};
use crate::business::payments::{credit_paid, settlement};
use crate::business::shipping::{self, Parcel};
use crate::business::stock;
use crate::business::view::View;
use crate::portals::shop::{frame, sums};
use crate::portals::untaxed::untaxed;
use crate::text;
use crate::texts;
use crate::values::{Address, Country, InvoiceId, Language, Money, OrderId};
use crate::web::parts::{
    Column, DocumentLink, Empty, Fact, Link, Loudness, Meaning, Notice, Row, Table, address, columns, documents, facts,
    figure, link_button, notice, section, state, table, text_link,
};
use crate::web::{Answer, Page, Routes, Visit, from_hex, hex, see_file};

pub fn routes() -> Routes {
    Routes::new()
        .page("/order/{id}/{token}", by_link)
        .page("/orders", own_list)
        .page("/orders/{id}", own)
        .page("/order/{id}/{token}/documents/{document}", document_by_link)
        .page("/orders/{id}/documents/{document}", own_document)
}

pub fn order_path(id: OrderId, token: &[u8; 16]) -> String {
    format!("/order/{id}/{}", hex(token))
}

pub fn own_order_path(id: OrderId) -> String {
    format!("/orders/{id}")
}

pub const fn own_orders_path() -> &'static str {
    "/orders"
}

struct OrderView {
    id: OrderId,
    order: Order,
    parcels: Vec<Parcel>,
    /// Where the page is found, and its documents below it.
    path: String,
    documents: Vec<(InvoiceId, Invoice)>,
    /// What of it credit for the shop has paid.
    credit: Money,
    /// What is still to be paid.
    rest: Money,
    firm: Option<Firm>,
    /// Some of it waits for goods.
    is_short: bool,
    language: Language,
}

async fn by_link(visit: Visit, Path((id, token)): Path<(String, String)>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let token = from_hex::<16>(&token).ok_or_else(Failure::not_found)?;
    let view = visit.read(|view| {
        let order = orders::order(view, id).filter(|order| order.token == token).ok_or_else(Failure::not_found)?;
        Ok(gather(view, id, (order, order_path(id, &token)), visit.language))
    })?;
    frame::show(&visit, &order_page(&view))
}

async fn own(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let view = visit.read(|view| {
        let customer = view.actor().person.and_then(|person| customer_of_person(view, person));
        let order = orders::order(view, id).filter(|order| customer.is_some() && order.buyer.customer == customer);
        Ok(gather(view, id, (order.ok_or_else(Failure::not_found)?, own_order_path(id)), visit.language))
    })?;
    frame::show(&visit, &order_page(&view))
}

/// A document of the order, for whoever holds the secret of its page.
async fn document_by_link(visit: Visit, Path((id, token, document)): Path<(String, String, String)>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let token = from_hex::<16>(&token).ok_or_else(Failure::not_found)?;
    let document = InvoiceId::parse(&document).ok_or_else(Failure::not_found)?;
    let print = move |view: &View<'_>| {
        billing::invoice(view, document).filter(|found| found.order == id).ok_or_else(Failure::not_found)?;
        billing_document_by_link(view, document, &token)
    };
    let printed = visit.read_sealed(document, print).await?;
    Ok(see_file(&printed.name, "application/pdf", printed.bytes))
}

async fn own_document(visit: Visit, Path((id, document)): Path<(String, String)>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let document = InvoiceId::parse(&document).ok_or_else(Failure::not_found)?;
    let print = move |view: &View<'_>| {
        let customer = view.actor().person.and_then(|person| customer_of_person(view, person));
        let found = billing::invoice(view, document).filter(|found| found.order == id);
        found.filter(|found| customer.is_some() && found.customer == customer).ok_or_else(Failure::not_found)?;
        let order = orders::order(view, id).ok_or_else(Failure::not_found)?;
        billing_document_by_link(view, document, &order.token)
    };
    let printed = visit.read_sealed(document, print).await?;
    Ok(see_file(&printed.name, "application/pdf", printed.bytes))
}

/// The orders of the customer who is signed in, newest first.
async fn own_list(visit: Visit) -> Answer {
    if visit.signed_in.is_none() {
        return Err(crate::web::Trouble::SignInFirst);
    }
    let rows = visit.read(|view| {
        let customer = view.actor().person.and_then(|person| customer_of_person(view, person));
        let ids = customer.map(|customer| orders::orders_of_customer(view, customer)).unwrap_or_default();
        Ok(ids.into_iter().filter_map(|id| Some((id, orders::order(view, id)?))).collect::<Vec<_>>())
    })?;
    frame::show(&visit, &own_orders_page(visit.language, &rows))
}

fn gather(view: &View<'_>, id: OrderId, (order, path): (Order, String), language: Language) -> OrderView {
    let documents = billing::invoices_of_order(view, id);
    let parcels = shipping::parcels_of_order(view, id).into_iter().map(|(_, parcel)| parcel).collect();
    let is_short = stock::reservation(view, id).is_some_and(|reservation| reservation.is_short());
    let nothing = Money::zero(order.shipping.price.currency());
    let credit = credit_paid(view, id).map_or(nothing, |(_, amount)| amount);
    let rest = settlement(view, id).map_or(nothing, |settlement| settlement.open().max(nothing));
    OrderView { id, path, documents, order, parcels, credit, rest, is_short, firm: firm::firm(view), language }
}

fn own_orders_page(language: Language, orders: &[(OrderId, Order)]) -> Page {
    let row = |(id, order): &(OrderId, Order)| {
        Row::leading_to(
            own_order_path(*id),
            vec![
                html! { (order_number(*id)) },
                html! { (texts::day_short(language, order.day)) },
                order_state(language, order.state),
                figure(&texts::money(language, order.totals().gross)),
            ],
        )
    };
    let shown = Table {
        caption: text!(language, "shop.orders.title"),
        columns: vec![
            Column::text(text!(language, "shop.orders.number")),
            Column::text(text!(language, "shop.orders.day")),
            Column::state(text!(language, "shop.orders.state")),
            Column::figure(text!(language, "shop.orders.total")),
        ],
        rows: orders.iter().map(row).collect(),
        empty: Empty { sentence: text!(language, "shop.orders.empty"), ..Empty::default() },
        ..Table::default()
    };
    Page { title: text!(language, "shop.orders.title"), body: table(language, &shown), ..Page::default() }
}

fn order_page(view: &OrderView) -> Page {
    let (language, order) = (view.language, &view.order);
    let withdraw =
        Link::new(text!(language, "frames.legal.withdraw"), format!("/withdraw?number={}", order_number(view.id)));
    Page {
        title: text!(language, "shop.order.title", number = order_number(view.id)),
        state: Some(order_state(language, order.state)),
        lead: Some(text!(language, "shop.order.placed", day = texts::day(language, order.day))),
        primary: (order.state != OrderState::Cancelled).then(|| link_button(&withdraw, Loudness::Quiet)),
        body: html! {
            @if let Some(sentence) = what_next(view) {
                (notice(&Notice { meaning: Meaning::Information, sentence, more: None }))
            }
            (lines(language, order))
            @if !view.credit.is_zero() { (sums::after_credit(language, view.credit, view.rest)) }
            (columns(&[
                section(&text!(language, "shop.checkout.billing"), address_of(view, &order.billing)),
                section(&text!(language, "shop.checkout.delivery"), delivery(view)),
            ]))
            @if !view.parcels.is_empty() { (parcels(view)) }
            @if !view.documents.is_empty() { (papers(view)) }
        },
        ..Page::default()
    }
}

pub fn order_state(language: Language, order_state: OrderState) -> Markup {
    let (meaning, key) = match order_state {
        OrderState::Confirmed => (Meaning::Information, "orders.state.confirmed"),
        OrderState::Picked => (Meaning::Information, "orders.state.picked"),
        OrderState::Packed => (Meaning::Information, "orders.state.packed"),
        OrderState::Shipped => (Meaning::Good, "orders.state.shipped"),
        OrderState::Cancelled => (Meaning::Bad, "orders.state.cancelled"),
        OrderState::Returned => (Meaning::Attention, "orders.state.returned"),
    };
    state(meaning, &text!(language, key))
}

/// What the buyer should do or may expect.
fn what_next(view: &OrderView) -> Option<String> {
    let (language, order) = (view.language, &view.order);
    let to_pay = order.paid_on.is_none() && view.rest.is_positive();
    let total = texts::money(language, view.rest);
    let number = order_number(view.id);
    match (order.payment_method, &view.firm) {
        (PaymentMethod::Prepayment, Some(firm)) if to_pay => Some(match &firm.iban {
            Some(iban) => text!(
                language,
                "shop.order.pay",
                total = total,
                holder = firm.legal_name,
                iban = iban.grouped(),
                number = number
            ),
            None => text!(language, "shop.order.pay_later", total = total, number = number),
        }),
        _ if order.state == OrderState::Confirmed => Some(text!(language, "shop.order.soon")),
        _ => None,
    }
}

fn lines(language: Language, order: &Order) -> Markup {
    let gross = order.is_consumers();
    let shown = |net, rate| if gross { crate::portals::showcase::with_tax(net, rate) } else { net };
    let row = |line: &orders::OrderLine| {
        let cells = vec![
            html! { (line.name) },
            figure(&line.quantity.to_string()),
            figure(&texts::money(language, shown(line.unit_price, line.vat_rate))),
            figure(&texts::money(language, shown(line.net(), line.vat_rate))),
        ];
        Row { cells, ..Row::default() }
    };
    let lines = Table {
        caption: text!(language, "shop.order.lines"),
        columns: vec![
            Column::text(text!(language, "shop.order.product")),
            Column::figure(text!(language, "shop.order.quantity")),
            Column::figure(text!(language, "shop.order.unit_price")),
            Column::figure(text!(language, "shop.order.line_total")),
        ],
        rows: order.lines.iter().map(row).collect(),
        ..Table::default()
    };
    html! {
        (table(language, &lines))
        (sums::shown(language, gross, &order.lines, order.shipping, &order.totals()))
        (untaxed(language, order.tax_reason))
    }
}

/// Where it goes and, until it is under way, what was promised about the time.
fn delivery(view: &OrderView) -> Markup {
    let (language, order) = (view.language, &view.order);
    let waits = matches!(order.state, OrderState::Confirmed | OrderState::Picked | OrderState::Packed);
    let promise = order.delivery_promise(language).filter(|_| waits);
    html! {
        (address_of(view, &order.delivery))
        @if let Some(promise) = promise {
            p { (promise) }
            @if view.is_short { p { (text!(language, "orders.delivery_time.backorder")) } }
        }
    }
}

fn address_of(view: &OrderView, of: &Address) -> Markup {
    let home = view.firm.as_ref().map_or(Country::AT, |firm| firm.home);
    address(&of.lines(home, &texts::country_name(view.language, of.country)))
}

fn parcels(view: &OrderView) -> Markup {
    let language = view.language;
    let fact = |parcel: &Parcel| {
        let number = &parcel.tracking_number;
        let value = match parcel.carrier.tracking_url(number).filter(|_| !number.is_empty()) {
            Some(url) => text_link(&Link::new(number.clone(), url)),
            None => html! { (number) },
        };
        Fact::new(text!(language, carrier_key(parcel.carrier)), value)
    };
    section(&text!(language, "shop.order.parcels"), facts(&view.parcels.iter().map(fact).collect::<Vec<_>>()))
}

/// Every invoice, credit note and cancellation, to look at again.
fn papers(view: &OrderView) -> Markup {
    let language = view.language;
    let link = |(id, document): &(InvoiceId, Invoice)| DocumentLink {
        label: format!("{} {}", document.kind.say(language), document.number),
        href: format!("{}/documents/{id}", view.path),
        kind: "PDF".to_owned(),
        note: Some(texts::money(language, document.totals.gross)),
    };
    let links: Vec<DocumentLink> = view.documents.iter().map(link).collect();
    section(&text!(language, "shop.order.documents"), documents(&links))
}

fn carrier_key(carrier: shipping::Carrier) -> &'static str {
    match carrier {
        shipping::Carrier::AustrianPost => "shop.carrier.post",
        shipping::Carrier::Gls => "shop.carrier.gls",
        shipping::Carrier::Pickup => "shop.carrier.pickup",
    }
}
