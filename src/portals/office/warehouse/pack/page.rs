//! How an order is packed, as a page: what is left, what lies in the parcel, and the parcel itself.

use maud::{Markup, html};

use crate::business::catalog::Product;
use crate::business::orders::{OrderState, order_number};
use crate::business::permission::Permission;
use crate::business::shipping::{Carrier, ParcelLine};
use crate::business::view::View;
use crate::portals::office::subjects::{order_path, product_name};
use crate::portals::office::warehouse::pack::{Beep, Packing, pack_path};
use crate::portals::office::warehouse::scan::Scanned;
use crate::portals::office::warehouse::waiting::Bench;
use crate::portals::once::form_key;
use crate::text;
use crate::texts;
use crate::values::ProductId;
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Meaning, Notice, QueryForm, Row, Table, address,
    empty, figure, form, hidden_field, link_button, notice, number_field, query_form, radio_group, row, scan_field,
    section, state, submit_button, table, text_field, two_lines,
};
use crate::web::{Complaints, Page, Typed};

pub(super) fn pack_page(
    view: &View<'_>,
    packing: &Packing,
    beep: Option<&Beep>,
    typed: &Typed,
    complaints: &Complaints,
) -> Page {
    let language = packing.language;
    let number = order_number(packing.id);
    Page {
        title: text!(language, "office_shipping.pack.title_of", number = number),
        lead: Some(format!("{}, {}", packing.order.delivery.name, packing.order.delivery.town)),
        back: Some(Link::new(text!(language, "office_shipping.pack.title"), Bench::Packing.path())),
        body: html! {
            @if !packing.order.note.is_empty() { (said(Meaning::Information, &packing.order.note)) }
            @if packing.left.is_empty() { (nothing_left(view, packing)) } @else {
                @if !packing.is_complete() { (scanner(packing)) }
                @if let Some(beep) = beep { (heard(view, packing, beep)) }
                (goods(packing))
                (parcel_form(packing, typed, complaints))
            }
        },
        aside: Some(section(
            &text!(language, "office_orders.sheet.delivery"),
            address(
                &packing
                    .order
                    .delivery
                    .lines(packing.home, &texts::country_name(language, packing.order.delivery.country)),
            ),
        )),
        ..Page::default()
    }
}

fn said(meaning: Meaning, sentence: &str) -> Markup {
    notice(&Notice { meaning, sentence: sentence.to_owned(), more: None })
}

fn nothing_left(view: &View<'_>, packing: &Packing) -> Markup {
    let language = packing.language;
    let key = match packing.order.state {
        OrderState::Confirmed => "shipping.refusal.not_picked",
        _ => "shipping.refusal.all_packed",
    };
    let sheet =
        Link::new(text!(language, "office.subject.order", number = order_number(packing.id)), order_path(packing.id));
    let may_see = view.may(Permission::OrdersView);
    empty(&Empty { sentence: text!(language, key), action: may_see.then_some(sheet) })
}

fn scanner(packing: &Packing) -> Markup {
    let language = packing.language;
    let field = Field {
        name: "code",
        label: text!(language, "office_shipping.pack.scan"),
        hint: Some(text!(language, "office_shipping.pack.scan_hint")),
        ..Field::default()
    };
    query_form(
        language,
        &QueryForm {
            action: &pack_path(packing.id),
            hidden: vec![("scanned", packing.scanned.written())],
            body: scan_field(language, &field),
        },
    )
}

/// What the last scan met with, read aloud too.
fn heard(view: &View<'_>, packing: &Packing, beep: &Beep) -> Markup {
    let language = packing.language;
    let name = |product: ProductId| product_name(view, product, language);
    match beep {
        Beep::Counted(product) => {
            let there = packing.scanned.of(*product);
            let sentence = text!(language, "office_shipping.scan.counted", product = name(*product), count = there);
            said(Meaning::Good, &sentence)
        }
        Beep::Wrong(code) => said(Meaning::Bad, &text!(language, "office_shipping.scan.wrong", code = code)),
        Beep::TooMany(product) => {
            said(Meaning::Bad, &text!(language, "office_shipping.scan.too_many", product = name(*product)))
        }
    }
}

/// What is to be packed and what lies in the parcel, with buttons for those without a scanner.
fn goods(packing: &Packing) -> Markup {
    let language = packing.language;
    let shown = Table {
        caption: text!(language, "office_shipping.pack.goods"),
        columns: vec![
            Column::text(text!(language, "office_orders.line.product")),
            Column::figure(text!(language, "office_shipping.pack.in_parcel")),
            Column::state(text!(language, "office_orders.column.state")),
            Column::actions(text!(language, "office_shipping.pack.by_hand")),
        ],
        rows: packing.left.iter().map(|line| goods_row(packing, line)).collect(),
        ..Table::default()
    };
    let all: Vec<ParcelLine> = packing.left.iter().map(|(line, _)| *line).collect();
    let everything =
        Link::new(text!(language, "office_shipping.pack.everything"), packing.href(&Scanned::everything(&all)));
    let nothing = Link::new(text!(language, "office_shipping.pack.begin_anew"), packing.href(&Scanned::default()));
    html! {
        (table(language, &shown))
        p {
            @if !packing.is_complete() { (link_button(&everything, Loudness::Quiet)) }
            @if !packing.scanned.is_empty() { (link_button(&nothing, Loudness::Quiet)) }
        }
    }
}

fn goods_row(packing: &Packing, (line, product): &(ParcelLine, Product)) -> Row {
    let language = packing.language;
    let there = packing.scanned.of(line.product);
    let standing = if there == line.quantity {
        state(Meaning::Good, &text!(language, "office_shipping.pack.complete"))
    } else {
        state(
            Meaning::Attention,
            &text!(language, "office_shipping.pack.missing", count = line.quantity.saturating_sub(there)),
        )
    };
    let step = |quantity: u32, key: &'static str| {
        let label = text!(language, key, product = product.name.get(language));
        link_button(&Link::new(label, packing.href(&packing.scanned.with(line.product, quantity))), Loudness::Quiet)
    };
    let mut steps = Vec::new();
    if there > 0 {
        steps.push(step(there - 1, "office_shipping.pack.one_less"));
    }
    if there < line.quantity {
        steps.push(step(there + 1, "office_shipping.pack.one_more"));
    }
    let mut note =
        if product.gtin.is_empty() { product.sku.clone() } else { format!("{} · {}", product.sku, product.gtin) };
    if let Some(lots) = packing.lots.get(&line.product) {
        note = format!("{note} · {}", text!(language, "office_shipping.pack.lots", lots = lots));
    }
    Row::new(vec![
        two_lines(product.name.get(language), &note),
        figure(&format!("{there} / {}", line.quantity)),
        standing,
        row(&steps),
    ])
}

/// Carrier, weight and number of the parcel as it lies there.
fn parcel_form(packing: &Packing, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = packing.language;
    let field = |name: &'static str, key: &'static str| Field {
        name,
        label: text!(language, key),
        value: typed.text(name),
        error: complaints.about(name),
        ..Field::default()
    };
    let carriers = Carrier::ALL.map(|carrier| Choice::new(carrier.word(), text!(language, &carrier.text_key())));
    let weight = Field {
        unit: Some("kg".to_owned()),
        breadth: Breadth::Short,
        hint: Some(text!(language, "office_shipping.pack.weight_hint")),
        ..field("weight", "office_orders.parcel.weight")
    };
    let tracking = Field {
        optional: true,
        hint: Some(text!(language, "office_shipping.pack.tracking_hint")),
        ..field("tracking_number", "office_orders.parcel.tracking")
    };
    let key = if packing.is_complete() { "office_shipping.pack.close" } else { "office_shipping.pack.close_in_part" };
    let action = pack_path(packing.id);
    let heading = text!(language, "office_shipping.pack.parcel", number = packing.parcels + 1);
    section(
        &heading,
        form(
            language,
            &Form {
                action: &action,
                csrf: &packing.csrf,
                idempotency_key: Some(&form_key(typed)),
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("scanned", &packing.scanned.written()))
                    div id="field-lines" tabindex="-1" {}
                    (radio_group(language, &field("carrier", "office_orders.parcel.carrier"), &carriers))
                    (number_field(language, &weight))
                    (text_field(language, &tracking))
                },
                buttons: vec![submit_button(&text!(language, key), Loudness::Primary)],
                ..Form::default()
            },
        ),
    )
}
