//! The stock of one product: by place and lot, who waits for it, and every movement.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::catalog::{self, Product};
use crate::business::failure::Failure;
use crate::business::orders::{self, order_number};
use crate::business::permission::Permission;
use crate::business::stock::{self, Level, Lot, Movement, stock_of};
use crate::business::view::View;
use crate::portals::office::frame;
use crate::portals::office::stock::list::{best_before, list_path};
use crate::portals::office::stock::{moves, receive, stock_path};
use crate::portals::office::subjects::{order_path, place_name, product_path};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, LotId, OrderId, PlaceId, ProductId};
use crate::web::parts::{
    Column, Empty, Link, Loudness, Row, Table, Tile, figure, link_button, link_list, list_table, menu, menu_link,
    moment, section, small, table, text_link, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page("/office/stock/{product}", show).behind(Permission::StockView)
}

/// Further movements stand in the journal.
const MOVEMENTS_MAX: usize = 50;
const WAITING_MAX: usize = 50;

struct StockSheet {
    language: Language,
    wall: Wall,
    id: ProductId,
    product: Product,
    level: Level,
    lots: Vec<(PlaceId, LotId, Lot, u32, String)>,
    waiting: Vec<(OrderId, String)>,
    movements: Vec<(Movement, String, String)>,
    may_move: bool,
    may_see_product: bool,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = ProductId::parse(&id).ok_or_else(Failure::not_found)?;
    let sheet = visit.read(|view| gather(view, visit.language, id))?;
    frame::show(&visit, &stock_page(&sheet))
}

fn gather(view: &View<'_>, language: Language, id: ProductId) -> Result<StockSheet, Failure> {
    view.require(Permission::StockView)?;
    let product = catalog::product(view, id).ok_or_else(Failure::not_found)?;
    let lots = stock_of(view, id)?;
    let waiting =
        if view.may(Permission::OrdersView) { stock::waiting_orders(view, id, WAITING_MAX) } else { Vec::new() };
    let named = |order_id: OrderId| {
        let order = orders::order(view, order_id)?;
        let reserved = stock::reservation(view, order_id).unwrap_or_default().lines;
        let waits: u32 = reserved.iter().filter(|line| line.product == id).map(|line| line.backordered).sum();
        Some((order_id, format!("{} · {} · {waits} ×", order_number(order_id), order.delivery.name)))
    };
    let movements = stock::movements_of(view, id, MOVEMENTS_MAX).into_iter();
    Ok(StockSheet {
        language,
        wall: Wall::of(view, language),
        id,
        level: stock::level(view, id),
        lots: lots
            .into_iter()
            .map(|(place, lot, what, quantity)| (place, lot, what, quantity, place_name(view, place)))
            .collect(),
        waiting: waiting.into_iter().filter_map(named).collect(),
        movements: movements
            .map(|(_, movement)| {
                let lot = stock::lot(view, movement.lot).map(|lot| lot.code).unwrap_or_default();
                let way = way(view, &movement);
                (movement, way, lot)
            })
            .collect(),
        may_move: view.may(Permission::StockMove),
        may_see_product: view.may(Permission::CatalogView),
        product,
    })
}

/// "Lager → Agentur", or the one place that it left or came to.
fn way(view: &View<'_>, movement: &Movement) -> String {
    let name = |place: Option<PlaceId>| place.map(|place| place_name(view, place));
    match (name(movement.from), name(movement.to)) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (Some(from), None) => format!("{from} →"),
        (None, Some(to)) => format!("→ {to}"),
        (None, None) => String::new(),
    }
}

fn stock_page(sheet: &StockSheet) -> Page {
    let language = sheet.language;
    let receive = Link::new(
        text!(language, "office_stock.page.receive"),
        format!("{}?product={}", receive::receive_path(), sheet.product.sku),
    );
    let product = Link::new(text!(language, "office_stock.sheet.product"), product_path(sheet.id));
    Page {
        title: sheet.product.name.get(language).to_owned(),
        lead: Some(sheet.product.sku.clone()),
        back: Some(Link::new(text!(language, "office_stock.page.title"), list_path())),
        primary: sheet.may_move.then(|| link_button(&receive, Loudness::Primary)),
        actions: if sheet.may_see_product { vec![menu_link(&product)] } else { Vec::new() },
        body: html! {
            (level_tiles(sheet))
            (section(&text!(language, "office_stock.sheet.lots"), lot_table(sheet)))
            @if !sheet.waiting.is_empty() {
                @let links: Vec<Link> =
                    sheet.waiting.iter().map(|(id, name)| Link::new(name.clone(), order_path(*id))).collect();
                (section(&text!(language, "office_stock.sheet.waiting"), link_list(&links)))
            }
            (section(&text!(language, "office_stock.sheet.movements"), movement_table(sheet)))
        },
        ..Page::default()
    }
}

fn level_tiles(sheet: &StockSheet) -> Markup {
    let language = sheet.language;
    let tile = |key: &'static str, count: u32| Tile {
        label: text!(language, key),
        figure: texts::number(language, i64::from(count)),
        ..Tile::default()
    };
    tiles(&[
        tile("office_stock.column.on_hand", sheet.level.on_hand),
        tile("office_stock.column.reserved", sheet.level.reserved),
        tile("office_stock.column.available", sheet.level.available()),
        tile("office_stock.column.backordered", sheet.level.backordered),
    ])
}

fn lot_table(sheet: &StockSheet) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_stock.lot.{name}"));
    let row = |(place, lot, what, quantity, name): &(PlaceId, LotId, Lot, u32, String)| {
        let code = if what.code.is_empty() { text!(language, "office_stock.lot.no_code") } else { what.code.clone() };
        let item = |key: &'static str, verb: &str| {
            menu_link(&Link::new(text!(language, key), moves::path(sheet.id, verb, *place, *lot)))
        };
        let items = [
            item("office_stock.sheet.correct", "correct"),
            item("office_stock.sheet.transfer", "transfer"),
            item("office_stock.sheet.write_off", "write-off"),
        ];
        let actions = if sheet.may_move {
            menu(&text!(language, "office_stock.sheet.change"), &items)
        } else {
            html! {}
        };
        Row::new(vec![
            two_lines(name, &code),
            best_before(language, what.best_before, sheet.wall.today),
            figure(&texts::number(language, i64::from(*quantity))),
            actions,
        ])
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_stock.sheet.lots"),
            columns: vec![
                Column::text(column("place")),
                Column::text(column("best_before")),
                Column::figure(column("pieces")),
                Column::actions(text!(language, "office_stock.sheet.change")),
            ],
            rows: sheet.lots.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_stock.sheet.nothing_there")),
            ..Table::default()
        },
    )
}

fn movement_table(sheet: &StockSheet) -> Markup {
    let language = sheet.language;
    let column = |name: &str| text!(language, &format!("office_stock.movement.{name}"));
    let row = |(movement, way, lot): &(Movement, String, String)| {
        let about = match movement.order {
            Some(id) => text_link(&Link::new(order_number(id), order_path(id))),
            None => small(&movement.reason),
        };
        Row::new(vec![
            moment(&sheet.wall.moment(movement.at)),
            two_lines(&text!(language, &movement.kind.text_key()), lot),
            html! { (way) },
            figure(&texts::number(language, i64::from(movement.quantity))),
            about,
        ])
    };
    list_table(
        language,
        &Table {
            caption: text!(language, "office_stock.sheet.movements"),
            columns: vec![
                Column::text(column("when")),
                Column::text(column("what")),
                Column::text(column("way")),
                Column::figure(column("pieces")),
                Column::text(column("why")),
            ],
            rows: sheet.movements.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_stock.sheet.no_movements")),
            ..Table::default()
        },
    )
}

/// The sheet of a product's stock, for those who come from elsewhere.
pub fn back_to(language: Language, id: ProductId) -> Link {
    Link::new(text!(language, "office_stock.sheet.back"), stock_path(id))
}
