//! Handing over: the parcels that wait for the carrier, many at once, and the files for the carriers' tools.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure};
use crate::business::orders::{self, Order, order_number};
use crate::business::permission::Permission;
use crate::business::shipping::{self, Carrier, Parcel};
use crate::business::view::View;
use crate::exchange::shipping::{Encoding, Shipment, address_file, template_of};
use crate::portals::office::asked::Asked;
use crate::portals::office::frame;
use crate::portals::office::orders::grams;
use crate::portals::office::subjects::order_path;
use crate::portals::office::warehouse::waiting::{Bench, bench_tabs, to_hand_over};
use crate::text;
use crate::values::{Language, OrderId, ParcelId};
use crate::web::parts::{
    Bulk, Choice, Column, DocumentLink, Empty, Field, Filter, Form, Link, List, Loudness, Row, Selection, Table,
    documents, figure, form, hidden_field, link_button, list_page, radio_group, section, small, submit_button,
    text_field, text_link, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, download, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(Bench::HandOver.path(), list)
        .form(Bench::HandOver.path(), hand_over)
        .page("/office/handover/{carrier}/addresses", addresses)
        .page("/office/parcels/{id}", show)
        .form("/office/parcels/{id}", track)
        .behind(Permission::ShippingPack)
}

const FORM: &str = "parcels";

pub fn parcel_path(id: ParcelId) -> String {
    format!("/office/parcels/{id}")
}

struct Waiting {
    id: ParcelId,
    parcel: Parcel,
    order: Order,
}

/// What waits, narrowed to a carrier or an order.
fn waiting(view: &View<'_>, carrier: Option<Carrier>, order: Option<OrderId>) -> Vec<Waiting> {
    to_hand_over(view)
        .into_iter()
        .filter(|(_, parcel)| carrier.is_none_or(|carrier| parcel.carrier == carrier))
        .filter(|(_, parcel)| order.is_none_or(|order| parcel.order == order))
        .filter_map(|(id, parcel)| Some(Waiting { id, order: orders::order(view, parcel.order)?, parcel }))
        .collect()
}

async fn list(visit: Visit) -> Answer {
    let page = visit.read(|view| list_of(view, &visit, None, &Complaints::default()))?;
    frame::show(&visit, &page)
}

/// `chosen` is what somebody ticked before; at first that is whatever can leave as it is.
fn list_of(
    view: &View<'_>,
    visit: &Visit,
    chosen: Option<&[ParcelId]>,
    complaints: &Complaints,
) -> Result<Page, Failure> {
    view.require(Permission::ShippingPack)?;
    let language = visit.language;
    let asked = Asked::of(visit, Bench::HandOver.path(), &["carrier", "order"]);
    let order = OrderId::parse(asked.get("order"));
    let rows = waiting(view, Carrier::from_word(asked.get("carrier")), order);
    let button = submit_button(&text!(language, "office_shipping.hand_over.chosen"), Loudness::Primary);
    let mut page = list_page(
        language,
        &List {
            title: text!(language, "office_shipping.hand_over.title"),
            count: text!(language, "office_shipping.hand_over.count", count = rows.len()),
            filters: vec![carrier_filter(language, &asked)],
            table: parcel_table(language, &rows, chosen),
            bulk: Some(Bulk {
                form: FORM,
                action: Bench::HandOver.path(),
                csrf: visit.csrf(),
                asks: false,
                buttons: vec![button],
            }),
            ..List::default()
        },
    );
    let all = waiting(view, None, None);
    page.body = html! {
        (bench_tabs(view, language, Bench::HandOver))
        @for complaint in complaints.summary() { (small(&complaint.sentence)) }
        (page.body)
        (files(language, &all))
    };
    Ok(page)
}

fn carrier_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let carriers = Carrier::ALL.map(|carrier| (carrier.word().to_owned(), text!(language, &carrier.text_key())));
    asked.filter(
        text!(language, "office_orders.parcel.carrier"),
        "carrier",
        [all].into_iter().chain(carriers).collect(),
    )
}

fn parcel_table<'t>(language: Language, rows: &[Waiting], chosen: Option<&[ParcelId]>) -> Table<'t> {
    let row = |waiting: &Waiting| {
        let parcel = &waiting.parcel;
        let tracking = match parcel.tracking_number.as_str() {
            "" => small(&text!(language, "office_orders.parcel.no_tracking")),
            number => html! { (number) },
        };
        let number = order_number(parcel.order);
        let cells = vec![
            two_lines(&number, &text!(language, "office_shipping.hand_over.parcel", number = waiting.id)),
            two_lines(&waiting.order.delivery.name, &waiting.order.delivery.town),
            html! { (text!(language, &parcel.carrier.text_key())) },
            figure(&grams(language, parcel.weight_grams)),
            tracking,
        ];
        let chosen = chosen.map_or(parcel.is_ready_to_leave(), |chosen| chosen.contains(&waiting.id));
        Row { key: waiting.id.to_string(), name: number, chosen, ..Row::leading_to(parcel_path(waiting.id), cells) }
    };
    Table {
        caption: text!(language, "office_shipping.hand_over.title"),
        columns: vec![
            Column::text(text!(language, "office_orders.column.number")),
            Column::text(text!(language, "office_shipping.hand_over.receiver")),
            Column::text(text!(language, "office_orders.parcel.carrier")),
            Column::figure(text!(language, "office_orders.parcel.weight")),
            Column::text(text!(language, "office_orders.parcel.tracking")),
        ],
        rows: rows.iter().map(row).collect(),
        empty: Empty::new(text!(language, "office_shipping.hand_over.nothing")),
        selection: Some(Selection { name: "parcel", form: FORM }),
        ..Table::default()
    }
}

/// The address files, for carriers of which something waits.
fn files(language: Language, all: &[Waiting]) -> Markup {
    let file = |carrier: Carrier| {
        let count = all.iter().filter(|waiting| waiting.parcel.carrier == carrier).count();
        template_of(carrier).filter(|_| count > 0)?;
        let name = text!(language, &carrier.text_key());
        Some(DocumentLink {
            label: text!(language, "office_shipping.hand_over.addresses", carrier = name),
            href: format!("{}/{}/addresses", Bench::HandOver.path(), carrier.word()),
            kind: "CSV".to_owned(),
            note: Some(text!(language, "office_shipping.hand_over.count", count = count)),
        })
    };
    let files: Vec<DocumentLink> = Carrier::ALL.into_iter().filter_map(file).collect();
    html! {
        @if !files.is_empty() {
            (section(&text!(language, "office_shipping.hand_over.files"), documents(&files)))
        }
    }
}

/// One command for all of them: either every chosen parcel leaves, or none.
async fn hand_over(visit: Visit, typed: Typed) -> Answer {
    let ids: Vec<ParcelId> = typed.all("parcel").iter().filter_map(|id| ParcelId::parse(id)).collect();
    let outcome = if ids.is_empty() {
        Err(Complaint::new("office_shipping.refusal.none_chosen").into())
    } else {
        let leaving = ids.clone();
        let command = move |tx: &mut crate::business::tx::Tx<'_, '_, '_>| {
            leaving.iter().try_for_each(|id| shipping::hand_over(tx, *id))
        };
        visit.write(command).await
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(Bench::HandOver.path(), "office_shipping.told.handed_over")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| list_of(view, &visit, Some(&ids), &complaints))?;
            frame::refuse(&visit, &page)
        }
    }
}

async fn addresses(visit: Visit, Path(carrier): Path<String>) -> Answer {
    let carrier = Carrier::from_word(&carrier).ok_or_else(Failure::not_found)?;
    let template = template_of(carrier).ok_or_else(Failure::not_found)?;
    let shipments = visit.read(|view| {
        view.require(Permission::ShippingPack)?;
        let all = waiting(view, Some(carrier), None);
        Ok(all
            .iter()
            .map(|waiting| Shipment::of(waiting.parcel.order, &waiting.order, &waiting.parcel))
            .collect::<Vec<_>>())
    })?;
    let bytes = address_file(template, Encoding::Utf8, &shipments);
    Ok(download(&format!("{}.csv", template.name), "text/csv; charset=utf-8", bytes))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = ParcelId::parse(&id).ok_or_else(Failure::not_found)?;
    let parcel = visit.read(|view| known(view, id))?;
    let typed = Typed::from_pairs(vec![
        ("carrier".to_owned(), parcel.carrier.word().to_owned()),
        ("tracking_number".to_owned(), parcel.tracking_number.clone()),
    ]);
    frame::show(&visit, &parcel_page(&visit, id, &parcel, &typed, &Complaints::default()))
}

fn known(view: &View<'_>, id: ParcelId) -> Result<Parcel, Failure> {
    view.require(Permission::ShippingPack)?;
    shipping::parcel(view, id).filter(|parcel| !parcel.void).ok_or_else(Failure::not_found)
}

async fn track(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = ParcelId::parse(&id).ok_or_else(Failure::not_found)?;
    let carrier = Carrier::from_word(typed.text("carrier"));
    let number = typed.text("tracking_number").to_owned();
    let outcome = match carrier {
        Some(carrier) => visit.write(move |tx| shipping::track_parcel(tx, id, carrier, &number)).await,
        None => Err(Complaint::new("web.reading.no_choice").at("carrier").into()),
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(Bench::HandOver.path(), "office_shipping.told.tracked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let parcel = visit.read(|view| known(view, id))?;
            frame::refuse(&visit, &parcel_page(&visit, id, &parcel, &typed, &complaints))
        }
    }
}

fn parcel_page(visit: &Visit, id: ParcelId, parcel: &Parcel, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let number = order_number(parcel.order);
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let carriers = Carrier::ALL.map(|carrier| Choice::new(carrier.word(), text!(language, &carrier.text_key())));
    let tracking = Field { optional: true, ..field("tracking_number", "office_orders.parcel.tracking") };
    let action = parcel_path(id);
    let back = Link::new(text!(language, "office_shipping.hand_over.title"), Bench::HandOver.path());
    let order = Link::new(text!(language, "office.subject.order", number = number), order_path(parcel.order));
    Page {
        title: text!(language, "office.subject.parcel", number = id, order = number),
        body: html! {
            @if visit.actor.may(Permission::OrdersView) { p { (text_link(&order)) } }
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("id", &id.to_string()))
                    (radio_group(language, &field("carrier", "office_orders.parcel.carrier"), &carriers))
                    (text_field(language, &tracking))
                },
                buttons: vec![
                    submit_button(&text!(language, "office_shipping.hand_over.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
