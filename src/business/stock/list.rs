//! Looking through the stock as staff do.

use crate::business::catalog::{self, Product};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::stock::records::{level, lot, stock_at};
use crate::business::stock::{Level, Lot};
use crate::business::view::View;
use crate::store::Read;
use crate::texts;
use crate::values::{Day, Language, LocalText, LotId, PlaceId, ProductId};

/// What is left within so many days is to be sold soon.
pub const EXPIRES_SOON_DAYS: i32 = 30;
/// Fewer free pieces than this are few.
pub const FEW: u32 = 10;

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockWish {
    /// Words that name or number must hold.
    pub words: String,
    pub warning: Option<Warning>,
    pub order_by: StockOrder,
    pub backwards: bool,
}

/// What deserves a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Orders wait for it.
    Missing,
    /// Little or nothing is free.
    Few,
    /// Some of it is past its best-before day, or will be soon.
    Expires,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StockOrder {
    #[default]
    Name,
    Available,
    BestBefore,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockRow {
    pub product: ProductId,
    pub sku: String,
    pub name: LocalText,
    pub active: bool,
    pub level: Level,
    /// The earliest best-before day of what lies in the house.
    pub best_before: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundStock {
    pub rows: Vec<StockRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds products with their stock, and gives those after the first `skip`, `limit` at most.
pub fn find_stock(view: &View<'_>, wish: &StockWish, skip: usize, limit: usize) -> Result<FoundStock, Failure> {
    view.require(Permission::StockView)?;
    let language = view.actor().language;
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    let fits = |product: &Product| {
        let name = product.name.get(language).to_lowercase();
        let numbers = [product.sku.to_lowercase(), product.gtin.clone()];
        words.iter().all(|word| name.contains(word) || numbers.iter().any(|number| number.starts_with(word)))
    };
    let products = catalog::products(view, None, usize::MAX).into_iter().filter(|(_, product)| fits(product));
    let mut rows: Vec<StockRow> = products.map(|(id, product)| row(view, id, product)).collect();
    let today = view.today();
    rows.retain(|row| {
        (row.active || row.level != Level::default()) && wish.warning.is_none_or(|warning| row.warns_of(warning, today))
    });
    sort(&mut rows, wish, language);
    let total = rows.len();
    Ok(FoundStock { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

/// What lies where: pieces of each lot at each place, what expires first on top.
pub fn stock_of(view: &View<'_>, product: ProductId) -> Result<Vec<(PlaceId, LotId, Lot, u32)>, Failure> {
    view.require(Permission::StockView)?;
    let rows = stock_at(view, product).into_iter().filter(|(_, _, quantity)| *quantity > 0);
    let mut found: Vec<_> =
        rows.filter_map(|(place, id, quantity)| Some((place, id, lot(view, id)?, quantity))).collect();
    found.sort_by_key(|(place, id, lot, _)| (lot.best_before.is_none(), lot.best_before, *place, *id));
    Ok(found)
}

impl StockRow {
    pub fn warns_of(&self, warning: Warning, today: Day) -> bool {
        match warning {
            Warning::Missing => self.level.backordered > 0,
            Warning::Few => self.active && self.level.available() < FEW,
            Warning::Expires => self.best_before.is_some_and(|day| expires_soon(day, today)),
        }
    }
}

/// Is this day past, or not far away?
pub fn expires_soon(best_before: Day, today: Day) -> bool {
    best_before.days_since(today) <= EXPIRES_SOON_DAYS
}

fn row(r: &dyn Read, id: ProductId, product: Product) -> StockRow {
    let lots = stock_at(r, id).into_iter().filter(|(_, _, quantity)| *quantity > 0);
    let best_before = lots.filter_map(|(_, id, _)| lot(r, id)?.best_before).min();
    StockRow {
        product: id,
        sku: product.sku,
        name: product.name,
        active: product.active,
        level: level(r, id),
        best_before,
    }
}

fn sort(rows: &mut [StockRow], wish: &StockWish, language: Language) {
    texts::sort_by_name(language, rows, |row| row.name.get(language));
    match wish.order_by {
        StockOrder::Name => {}
        StockOrder::Available => rows.sort_by_key(|row| row.level.available()),
        StockOrder::BestBefore => rows.sort_by_key(|row| (row.best_before.is_none(), row.best_before)),
    }
    if wish.backwards {
        rows.reverse();
    }
}
