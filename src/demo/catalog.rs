//! Putting the goods on the shelves: categories, products, pictures, places.

use std::collections::BTreeMap;

use crate::app::{Batch, Door};
use crate::business::actor::Actor;
use crate::business::catalog::{Category, Picture, PictureType, Product, save_category, save_picture, save_product};
use crate::business::failure::Failure;
use crate::business::stock::{Place, PlaceKind, save_place};
use crate::demo::seeds::{self, SeedFault, Seeds};
use crate::demo::stage::Shelves;
use crate::exchange::tables::products::{CategoryRow, ProductRow, read_categories, read_products};
use crate::exchange::tables::{ColumnMap, Problem, Sheet};
use crate::values::{CategoryId, Currency, ProductId};

/// How often a product is bought that is not especially popular.
const USUAL_WEIGHT: u32 = 10;

pub fn stock_shelves(door: &Door, seeds: &Seeds) -> Result<Shelves, Failure> {
    let categories =
        sheet("categories.csv").and_then(|sheet| read_categories(&sheet).map_err(broken("categories.csv")));
    let products =
        sheet("products.csv").and_then(|sheet| read_products(&sheet, Currency::EUR).map_err(broken("products.csv")));
    let categories = categories.map_err(SeedFault::into_failure)?;
    let products = products.map_err(SeedFault::into_failure)?;
    let pictures = pictures().map_err(SeedFault::into_failure)?;
    door.write_all(|batch| {
        let operator = Actor::operator();
        for (name, picture) in &pictures {
            batch.command(&operator, |tx| save_picture(tx, name, picture))?;
        }
        let by_code = save_categories(batch, &operator, &categories)?;
        let mut shelves = Shelves::default();
        for row in &products {
            let category = by_code.get(&row.category_code).copied().ok_or_else(|| unknown_category(row))?;
            let product = Product { category, ..row.product.clone() };
            let id = batch.command(&operator, |tx| save_product(tx, None, &product))?;
            let weight = seeds.story.popular.get(&product.sku).copied().unwrap_or(USUAL_WEIGHT);
            shelves.weights.push((id, weight));
            shelves.products.insert(product.sku, id);
        }
        for (sort, part) in (1_u32..).zip(&seeds.firm.stock_place) {
            let kind = if part.kind == "agency" { PlaceKind::Agency } else { PlaceKind::Own };
            let place = Place { name: part.name_de.clone(), kind, delivers: kind == PlaceKind::Own, sort };
            let id = batch.command(&operator, |tx| save_place(tx, None, &place))?;
            shelves.places.insert(part.code.clone(), id);
        }
        let stock = &seeds.story.stock;
        shelves.sold_out = numbered(&shelves, &stock.sold_out_today);
        shelves.short = numbered(&shelves, &stock.short_today);
        shelves.near_best_before = numbered(&shelves, &stock.near_best_before_today);
        Ok(shelves)
    })
}

fn numbered(shelves: &Shelves, skus: &[String]) -> Vec<ProductId> {
    skus.iter().filter_map(|sku| shelves.products.get(sku).copied()).collect()
}

/// Parents stand before their children in the file.
fn save_categories(
    batch: &mut Batch<'_, '_>,
    operator: &Actor,
    rows: &[CategoryRow],
) -> Result<BTreeMap<String, CategoryId>, Failure> {
    let mut by_code = BTreeMap::new();
    for row in rows {
        let category = Category { parent: by_code.get(&row.parent_code).copied(), ..row.category.clone() };
        let id = batch.command(operator, |tx| save_category(tx, None, &category))?;
        by_code.insert(category.code, id);
    }
    Ok(by_code)
}

fn sheet(name: &str) -> Result<Sheet, SeedFault> {
    Sheet::read(&seeds::bytes(name)?, &ColumnMap::default()).map_err(broken(name))
}

fn broken(name: &str) -> impl Fn(Vec<Problem>) -> SeedFault {
    let name = name.to_owned();
    move |problems| SeedFault(format!("{name}: {:?}", problems.first()))
}

fn unknown_category(row: &ProductRow) -> Failure {
    SeedFault(format!("products.csv, line {}: category {}", row.line, row.category_code)).into_failure()
}

fn pictures() -> Result<Vec<(String, Picture)>, SeedFault> {
    let picture = |name: String| {
        let bytes = seeds::bytes(&format!("pictures/{name}"))?;
        let kind = PictureType::of(&bytes).ok_or_else(|| SeedFault(format!("{name} is no picture")))?;
        Ok((name, Picture { kind, bytes }))
    };
    seeds::pictures().into_iter().map(picture).collect()
}
