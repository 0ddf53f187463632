//! Versions of an order side by side: what was, what is, what somebody wants.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::journal::{Subject, history};
use crate::business::orders::{self, Order, order_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::orders::draft::Draft;
use crate::portals::office::orders::order_id;
use crate::portals::office::subjects::{self, order_path};
use crate::text;
use crate::texts;
use crate::values::{Address, Country, Language, OrderId, ProductId};
use crate::web::parts::{Column, Link, Meaning, Row, Table, address, table};
use crate::web::{Answer, Page, Routes, Visit};

/// More columns than this cannot be read; older versions are left out.
const COLUMNS_MAX: usize = 6;

pub fn routes() -> Routes {
    Routes::new().page("/office/orders/{id}/versions", versions).behind(Permission::OrdersView)
}

async fn versions(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = order_id(&id)?;
    let language = visit.language;
    let page = visit.read(|view| {
        view.require(Permission::OrdersView)?;
        let order = orders::order(view, id).ok_or_else(Failure::not_found)?;
        let columns = all_versions(view, id, &order, language);
        let number = order_number(id);
        Ok(Page {
            title: text!(language, "office_orders.versions.title", number = number),
            lead: Some(text!(language, "office_orders.versions.lead")),
            back: Some(Link::new(text!(language, "office.subject.order", number = number), order_path(id))),
            body: comparison(view, language, &columns),
            ..Page::default()
        })
    })?;
    frame::show(&visit, &page)
}

/// One column: its heading, and the order as it was then.
pub struct Version {
    pub heading: String,
    pub draft: Draft,
    /// Written out, where the order had prices.
    pub gross: String,
}

impl Version {
    pub fn of(heading: String, language: Language, order: &Order) -> Version {
        Version { heading, draft: Draft::of(order), gross: texts::money(language, order.totals().gross) }
    }
}

/// The newest version first, each with who made it and when.
fn all_versions(view: &View<'_>, id: OrderId, order: &Order, language: Language) -> Vec<Version> {
    let teller = Teller::new(view, language);
    let made: Vec<String> = history(view, &[Subject::of(id)])
        .iter()
        .filter(|entry| matches!(entry.event.as_str(), "order_placed" | "order_imported" | "order_corrected"))
        .map(|entry| {
            let happening = teller.happening(entry);
            format!("{}, {}", happening.who, happening.when.shown)
        })
        .collect();
    let former = (1..order.version).rev().filter_map(|version| orders::order_version(view, id, version));
    let all = std::iter::once(order.clone()).chain(former).take(COLUMNS_MAX);
    all.enumerate()
        .map(|(place, order)| {
            let made = made.get(place).cloned().unwrap_or_default();
            let heading = text!(language, "office_orders.versions.version", version = order.version, made = made);
            Version::of(heading, language, &order)
        })
        .collect()
}

/// A table with a column for each version; rows that differ are marked.
pub fn comparison(view: &View<'_>, language: Language, versions: &[Version]) -> Markup {
    let home = firm::home(view);
    let mut rows = Vec::new();
    for product in products_of(versions) {
        let cells = versions.iter().map(|version| html! { (quantity_of(&version.draft, product)) }).collect();
        rows.push(marked(subjects::product_name(view, product, language), cells));
    }
    let mut add = |key: &'static str, cell: &dyn Fn(&Version) -> Markup| {
        rows.push(marked(text!(language, key), versions.iter().map(cell).collect()));
    };
    add("office_orders.versions.billing", &|version| written_address(language, home, version.draft.billing.as_ref()));
    add("office_orders.versions.delivery", &|version| written_address(language, home, version.draft.delivery.as_ref()));
    add("office_orders.versions.note", &|version| html! { (version.draft.note) });
    add("office_orders.versions.gross", &|version| html! { (version.gross) });
    let columns = std::iter::once(Column::text(text!(language, "office.conflict.what")))
        .chain(versions.iter().map(|version| Column::text(version.heading.clone())));
    table(
        language,
        &Table {
            caption: text!(language, "office_orders.sheet.versions"),
            columns: columns.collect(),
            rows,
            ..Table::default()
        },
    )
}

/// Every product of any version, in the order of the newest.
fn products_of(versions: &[Version]) -> Vec<ProductId> {
    let mut products = Vec::new();
    for line in versions.iter().flat_map(|version| &version.draft.lines) {
        if !products.contains(&line.product) {
            products.push(line.product);
        }
    }
    products
}

fn quantity_of(draft: &Draft, product: ProductId) -> String {
    let lines = draft.lines.iter().filter(|line| line.product == product);
    match lines.map(|line| line.quantity).sum::<u32>() {
        0 => "–".to_owned(),
        quantity => quantity.to_string(),
    }
}

fn written_address(language: Language, home: Country, of: Option<&Address>) -> Markup {
    let Some(of) = of else { return html! { "–" } };
    address(&of.lines(home, &texts::country_name(language, of.country)))
}

fn marked(name: String, cells: Vec<Markup>) -> Row {
    let all_alike = cells.windows(2).all(|pair| matches!(pair, [one, other] if one.0 == other.0));
    let meaning = if all_alike { Meaning::Neutral } else { Meaning::Attention };
    let cells = std::iter::once(html! { (name) }).chain(cells).collect();
    Row { meaning, ..Row::new(cells) }
}
