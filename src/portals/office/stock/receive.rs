//! Receiving goods: what arrived at which place, with lots and best-before days.

use maud::{Markup, html};

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::stock::{self, Receipt, ReceiptLine};
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::goods::Goods;
use crate::portals::office::once::sent_once;
use crate::portals::office::stock::list::list_path;
use crate::text;
use crate::values::{Day, Language, PlaceId};
use crate::web::parts::{
    CellField, Choice, Column, Field, Form, Link, Loudness, Row, Table, cell_text, form, link_button, section,
    select_field, submit_button, table, text_field,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(receive_path(), show).form(receive_path(), receive).behind(Permission::StockMove)
}

pub const fn receive_path() -> &'static str {
    "/office/stock/receive"
}

/// Lines of the form; a longer delivery note is entered in two steps.
const LINES: usize = 10;

async fn show(visit: Visit) -> Answer {
    let places = visit.read(places)?;
    let first = places.first().map(|place| place.value.clone()).unwrap_or_default();
    let typed = Typed::from_pairs(vec![
        ("idempotency_key".to_owned(), hex(&random::<16>())),
        ("place".to_owned(), first),
        ("product.0".to_owned(), visit.query("product").unwrap_or_default()),
    ]);
    frame::show(&visit, &receive_page(&visit, &places, &typed, &Complaints::default()))
}

fn places(view: &View<'_>) -> Result<Vec<Choice>, Failure> {
    view.require(Permission::StockMove)?;
    Ok(stock::places(view).into_iter().map(|(id, place)| Choice::new(id.to_string(), place.name)).collect())
}

async fn receive(visit: Visit, typed: Typed) -> Answer {
    let shelf = visit.read(|view| Ok(visit.app.shelf(view)))?;
    let receipt = visit.read(|view| read(&typed, &Goods { view, shelf: &shelf, language: visit.language }));
    let outcome = match receipt {
        Ok(receipt) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| stock::receive_goods(tx, &receipt).map(drop);
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) => Ok(redirect_with_message(list_path(), "office_stock.told.received")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let places = visit.read(places)?;
            frame::refuse(&visit, &receive_page(&visit, &places, &typed, &complaints))
        }
    }
}

fn read(typed: &Typed, goods: &Goods<'_, '_>) -> Result<Receipt, Failure> {
    let mut complaints = Vec::new();
    let lines: Vec<ReceiptLine> =
        (0..LINES).filter_map(|place| read_line(typed, goods, place, &mut complaints)).collect();
    let place = PlaceId::parse(typed.text("place"));
    if place.is_none() {
        complaints.push(Complaint::new("web.reading.no_choice").at("place"));
    }
    let reason = typed.text("reason").trim().to_owned();
    match place {
        Some(place) if complaints.is_empty() => Ok(Receipt { place, lines, reason }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints }.into()),
    }
}

fn read_line(
    typed: &Typed,
    goods: &Goods<'_, '_>,
    place: usize,
    complaints: &mut Vec<Complaint>,
) -> Option<ReceiptLine> {
    let name = |part: &str| format!("{part}.{place}");
    let words = typed.text(&name("product")).trim().to_owned();
    if words.is_empty() {
        return None;
    }
    let product = goods.meant(&words).map(|(id, _)| id);
    if product.is_none() {
        complaints.push(Complaint::new("office_orders.refusal.which_product").at(name("product")).with("words", words));
    }
    let quantity = typed.text(&name("quantity")).trim().parse().ok().filter(|quantity: &u32| *quantity > 0);
    if quantity.is_none() {
        complaints.push(Complaint::new("office_stock.refusal.no_number").at(name("quantity")));
    }
    let day = typed.text(&name("best_before")).trim();
    let best_before = Day::parse(day);
    if best_before.is_none() && !day.is_empty() {
        complaints.push(Complaint::new("web.reading.no_day").at(name("best_before")));
    }
    let lot_code = typed.text(&name("lot")).trim().to_owned();
    Some(ReceiptLine { product: product?, quantity: quantity?, lot_code, best_before })
}

fn receive_page(visit: &Visit, places: &[Choice], typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let reason = Field {
        optional: true,
        hint: Some(text!(language, "office_stock.receive.reason_hint")),
        ..field("reason", "office_stock.receive.reason")
    };
    let back = Link::new(text!(language, "office_stock.page.title"), list_path());
    Page {
        title: text!(language, "office_stock.receive.title"),
        lead: Some(text!(language, "office_stock.receive.lead")),
        body: form(
            language,
            &Form {
                action: receive_path(),
                csrf: visit.csrf(),
                idempotency_key: Some(typed.text("idempotency_key")),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (select_field(language, &field("place", "office_stock.lot.place"), places))
                    (text_field(language, &reason))
                    (section(&text!(language, "office_stock.receive.goods"), line_table(language, typed, complaints)))
                },
                buttons: vec![
                    submit_button(&text!(language, "office_stock.receive.save"), Loudness::Primary),
                    link_button(&Link::new(text!(language, "office.form.cancel"), back.href.clone()), Loudness::Quiet),
                ],
                ..Form::default()
            },
        ),
        back: Some(back),
        ..Page::default()
    }
}

fn line_table(language: Language, typed: &Typed, complaints: &Complaints) -> Markup {
    let parts = [("product", ""), ("quantity", "numeric"), ("lot", ""), ("best_before", "")];
    let row = |place: usize| {
        let cells = parts.map(|(part, input_mode)| {
            let name = format!("{part}.{place}");
            let label = text!(language, &format!("office_stock.receive.{part}"));
            cell_text(&CellField {
                name: &name,
                value: typed.text(&name),
                label: text!(language, "office_stock.receive.cell", column = label, line = place + 1),
                error: complaints.about(&name),
                input_mode,
                ..CellField::default()
            })
        });
        Row::new(cells.to_vec())
    };
    let shown = Table {
        caption: text!(language, "office_stock.receive.goods"),
        columns: parts.map(|(part, _)| Column::text(text!(language, &format!("office_stock.receive.{part}")))).to_vec(),
        rows: (0..LINES).map(row).collect(),
        ..Table::default()
    };
    html! { div id="field-lines" tabindex="-1" { (table(language, &shown)) } }
}
