//! Packing: what was picked is scanned into a parcel, piece by piece, or put in by hand.

mod page;

use std::collections::BTreeMap;

use axum::extract::Path;
use maud::html;

use crate::business::catalog::{self, Product};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm;
use crate::business::orders::{self, Order, OrderState};
use crate::business::permission::Permission;
use crate::business::shipping::{self, Carrier, PackParcel, ParcelLine, PickLine, unpacked};
use crate::business::stock;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::goods::Goods;
use crate::portals::office::wall::Wall;
use crate::portals::office::warehouse::pack::page::pack_page;
use crate::portals::office::warehouse::scan::Scanned;
use crate::portals::office::warehouse::waiting::{Bench, bench_tabs, order_line};
use crate::portals::once::worked_once;
use crate::text;
use crate::texts;
use crate::values::{Country, Language, OrderId, Points, ProductId};
use crate::web::parts::{Empty, Link, TaskLine, empty, task_list};
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
    /// Where the firm sends from.
    home: Country,
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
            home: firm::home(view),
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

    /// Within Austria the Post; everywhere else GLS.
    fn usual_carrier(&self) -> Carrier {
        let within_austria = [self.home, self.order.delivery.country] == [Country::AT; 2];
        if within_austria { Carrier::AustrianPost } else { Carrier::Gls }
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
        ("carrier".to_owned(), packing.usual_carrier().word().to_owned()),
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
    // What is left is looked up by whoever's turn it is: a second click would find it already packed.
    let (own, sent) = (visit.clone(), typed.clone());
    let work = async move {
        let command = own.read(|view| command_of(&Packing::of(view, &own, id, sent.text("scanned"))?, &sent))?;
        own.write(move |tx| shipping::pack_parcel(tx, &command)).await
    };
    match worked_once(&visit, &typed, work).await {
        Ok(_) if visit.read(|view| Ok(unpacked(view, id).is_empty()))? => {
            Ok(redirect_with_message(Bench::Packing.path(), "office_shipping.told.packed"))
        }
        Ok(_) => Ok(redirect_with_message(&pack_path(id), "office_shipping.told.packed_in_part")),
        Err(failure) => {
            let packing = visit.read(|view| Packing::of(view, &visit, id, typed.text("scanned")))?;
            let complaints = Complaints::of(visit.language, failure)?;
            let page = visit.read(|view| Ok(pack_page(view, &packing, None, &typed, &complaints)))?;
            frame::refuse(&visit, &page)
        }
    }
}

fn command_of(packing: &Packing, typed: &Typed) -> Result<PackParcel, Failure> {
    let mut reading = Reading::of(typed);
    if packing.scanned.is_empty() {
        reading.complain(nothing_scanned(packing));
    }
    let carrier = reading.choice("carrier", Carrier::from_word);
    let weight_grams = read_weight(&mut reading, typed.text("weight"));
    match (carrier, weight_grams) {
        (Some(carrier), Some(weight_grams)) if !packing.scanned.is_empty() => Ok(PackParcel {
            order: packing.id,
            carrier,
            tracking_number: typed.text("tracking_number").to_owned(),
            weight_grams,
            lines: packing.scanned.lines().to_vec(),
        }),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

/// An empty parcel is not closed; whoever pressed the button too early reads what is to go into it.
fn nothing_scanned(packing: &Packing) -> Complaint {
    let name = |product: &Product| product.name.get(packing.language).to_owned();
    let pieces = packing.left.iter().map(|(line, product)| format!("{} × {}", line.quantity, name(product)));
    let missing: Vec<String> = pieces.collect();
    Complaint::new("office_shipping.refusal.nothing_scanned").at("lines").with("missing", missing.join(", "))
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
