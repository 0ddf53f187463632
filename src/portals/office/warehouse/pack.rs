//! Packing: what was picked is scanned into a parcel, piece by piece, or put in by hand.

use std::collections::BTreeMap;

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{self, Product};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::orders::{self, Order, OrderState, order_number};
use crate::business::permission::Permission;
use crate::business::shipping::{self, Carrier, PackParcel, ParcelLine, PickLine, unpacked};
use crate::business::stock;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::goods::Goods;
use crate::portals::office::subjects::{order_path, product_name};
use crate::portals::office::wall::Wall;
use crate::portals::office::warehouse::scan::Scanned;
use crate::portals::office::warehouse::waiting::{Bench, bench_tabs, order_line};
use crate::text;
use crate::texts;
use crate::values::{Language, OrderId, Points, ProductId};
use crate::web::parts::{
    Breadth, Choice, Column, Empty, Field, Form, Link, Loudness, Meaning, Notice, QueryForm, Row, Table, TaskLine,
    address, empty, figure, form, hidden_field, link_button, notice, number_field, query_form, radio_group, row,
    scan_field, section, state, submit_button, table, task_list, text_field, two_lines,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, encoded, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(Bench::Packing.path(), list)
        .page("/office/packing/{order}", show)
        .form("/office/packing/{order}", pack)
        .behind(Permission::ShippingPack)
}

fn pack_path(id: OrderId) -> String {
    format!("{}/{id}", Bench::Packing.path())
}

async fn list(visit: Visit) -> Answer {
    let language = visit.language;
    let page = visit.read(|view| {
        view.require(Permission::ShippingPack)?;
        let wall = Wall::of(view, language);
        let picked = orders::orders_in_state(view, OrderState::Picked);
        let line = |id: OrderId| {
            let order = orders::order(view, id)?;
            let step = Link::new(text!(language, "office_tasks.step.pack"), pack_path(id));
            Some(order_line(&wall, id, &order, None, &step))
        };
        let lines: Vec<TaskLine> = picked.into_iter().filter_map(line).collect();
        Ok(Page {
            title: text!(language, "office_shipping.pack.title"),
            body: html! {
                (bench_tabs(view, language, Bench::Packing))
                @if lines.is_empty() { (empty(&Empty::new(text!(language, "office_shipping.pack.nothing")))) }
                (task_list(&lines))
            },
            ..Page::default()
        })
    })?;
    frame::show(&visit, &page)
}

struct Packing {
    language: Language,
    csrf: String,
    id: OrderId,
    order: Order,
    /// What is picked and in no parcel yet.
    left: Vec<(ParcelLine, Product)>,
    /// In which order its lots go into parcels, where a product was picked from several.
    lots: BTreeMap<ProductId, String>,
    scanned: Scanned,
    parcels: usize,
}

impl Packing {
    fn of(view: &View<'_>, visit: &Visit, id: OrderId, scanned: &str) -> Result<Packing, Failure> {
        view.require(Permission::ShippingPack)?;
        let left = unpacked(view, id);
        let lots = left
            .iter()
            .filter_map(|line| Some((line.product, several_lots(view, visit.language, id, *line)?)))
            .collect();
        let left = left.into_iter();
        Ok(Packing {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            id,
            order: orders::order(view, id).ok_or_else(Failure::not_found)?,
            left: left.filter_map(|line| Some((line, catalog::product(view, line.product)?))).collect(),
            lots,
            scanned: Scanned::read(scanned),
            parcels: shipping::parcels_of_order(view, id).len(),
        })
    }

    fn href(&self, scanned: &Scanned) -> String {
        format!("{}?scanned={}", pack_path(self.id), encoded(&scanned.written()))
    }

    /// Everything that was picked lies in this parcel.
    fn is_complete(&self) -> bool {
        self.left.iter().all(|(line, _)| self.scanned.of(line.product) == line.quantity)
    }

    /// What the goods weigh by the catalogue, in grams.
    fn weight(&self) -> u32 {
        let weighed = |(line, product): &(ParcelLine, Product)| product.weight_grams * self.scanned.of(line.product);
        self.left.iter().map(weighed).sum()
    }
}

/// "L-17 (2), L-23 (1)"; nothing where all pieces are of one lot.
fn several_lots(view: &View<'_>, language: Language, id: OrderId, line: ParcelLine) -> Option<String> {
    let taken = shipping::lots_to_pack(view, id, &[line]);
    let code = |taken: &PickLine| {
        let known = stock::lot(view, taken.lot).map(|lot| lot.code).filter(|code| !code.is_empty());
        known.unwrap_or_else(|| text!(language, "office_stock.lot.no_code"))
    };
    let named: Vec<String> = taken.iter().map(|taken| format!("{} ({})", code(taken), taken.quantity)).collect();
    (named.len() > 1).then(|| named.join(", "))
}

/// What the last scan met with.
enum Beep {
    Counted(ProductId),
    /// Not in this order, or nothing that we know.
    Wrong(String),
    /// All of it is in the parcel already.
    TooMany(ProductId),
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let scanned = visit.query("scanned").unwrap_or_default();
    let packing = visit.read(|view| Packing::of(view, &visit, id, &scanned))?;
    let code = visit.query("code").unwrap_or_default();
    if !code.trim().is_empty() {
        return count(&visit, &packing, code.trim());
    }
    let beep = beep_of(&visit);
    let typed = Typed::from_pairs(vec![
        ("carrier".to_owned(), usual_carrier(&packing.order).word().to_owned()),
        ("weight".to_owned(), kilograms(packing.language, packing.weight())),
    ]);
    let page = visit.read(|view| Ok(pack_page(view, &packing, beep.as_ref(), &typed, &Complaints::default())))?;
    frame::show(&visit, &page)
}

/// One scan more; where it leads says what it met with.
fn count(visit: &Visit, packing: &Packing, code: &str) -> Answer {
    let shelf = visit.read(|view| Ok(visit.app.shelf(view)))?;
    let meant = visit.read(|view| Ok(Goods { view, shelf: &shelf, language: visit.language }.meant(code)))?;
    // A product that is no longer sold is not on the shelf any more, but may still lie in an order.
    let by_code = packing.left.iter().find(|(_, product)| product.gtin == code).map(|(line, _)| line.product);
    let product = by_code.or(meant.map(|(id, _)| id));
    let line = packing.left.iter().find(|(line, _)| Some(line.product) == product).map(|(line, _)| *line);
    let to = match line {
        None => format!("{}&wrong={}", packing.href(&packing.scanned), encoded(code)),
        Some(line) => {
            let already = packing.scanned.of(line.product);
            if already >= line.quantity {
                format!("{}&full={}", packing.href(&packing.scanned), line.product)
            } else {
                let more = packing.scanned.with(line.product, already + 1);
                format!("{}&last={}", packing.href(&more), line.product)
            }
        }
    };
    Ok(redirect(&to))
}

fn beep_of(visit: &Visit) -> Option<Beep> {
    let product = |name: &str| visit.query(name).as_deref().and_then(ProductId::parse);
    let wrong = visit.query("wrong").map(Beep::Wrong);
    wrong.or_else(|| product("full").map(Beep::TooMany)).or_else(|| product("last").map(Beep::Counted))
}

async fn pack(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = OrderId::parse(&id).ok_or_else(Failure::not_found)?;
    let packing = visit.read(|view| Packing::of(view, &visit, id, typed.text("scanned")))?;
    let outcome = match command_of(&packing, &typed) {
        Ok(command) => visit.write(move |tx| shipping::pack_parcel(tx, &command)).await,
        Err(failure) => Err(failure),
    };
    match outcome {
        Ok(_) if packing.is_complete() => {
            Ok(redirect_with_message(Bench::Packing.path(), "office_shipping.told.packed"))
        }
        Ok(_) => Ok(redirect_with_message(&pack_path(id), "office_shipping.told.packed_in_part")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| Ok(pack_page(view, &packing, None, &typed, &complaints)))?;
            frame::refuse(&visit, &page)
        }
    }
}

fn command_of(packing: &Packing, typed: &Typed) -> Result<PackParcel, Failure> {
    let mut reading = Reading::of(typed);
    let carrier = reading.choice("carrier", Carrier::from_word);
    let weight_grams = read_weight(&mut reading, typed.text("weight"));
    match (carrier, weight_grams) {
        (Some(carrier), Some(weight_grams)) => Ok(PackParcel {
            order: packing.id,
            carrier,
            tracking_number: typed.text("tracking_number").to_owned(),
            weight_grams,
            lines: packing.scanned.lines().to_vec(),
        }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

/// Kilograms as typed, `1,25` or `1.25`, to grams; nothing typed is no weight.
fn read_weight(reading: &mut Reading<'_>, typed: &str) -> Option<u32> {
    if typed.trim().is_empty() {
        return Some(0);
    }
    let grams = Points::parse(typed).ok().and_then(|hundredths| u32::try_from(hundredths.hundredths() * 10).ok());
    if grams.is_none() {
        reading.complain(Complaint::new("office_shipping.refusal.weight").at("weight"));
    }
    grams
}

/// As it is typed into the field; rounded up to ten grams. Nothing where nothing is known.
fn kilograms(language: Language, grams: u32) -> String {
    if grams == 0 {
        return String::new();
    }
    texts::points(language, Points::from_hundredths(i64::from(grams.div_ceil(10))))
}

/// Our carrier at home is the Post; abroad it is GLS.
fn usual_carrier(order: &Order) -> Carrier {
    if order.delivery.country == crate::values::Country::AT { Carrier::AustrianPost } else { Carrier::Gls }
}

fn pack_page(view: &View<'_>, packing: &Packing, beep: Option<&Beep>, typed: &Typed, complaints: &Complaints) -> Page {
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
                    .lines(crate::values::Country::AT, &texts::country_name(language, packing.order.delivery.country)),
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
        optional: true,
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
