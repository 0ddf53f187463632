//! Where the catalogue is kept.

use crate::business::catalog::{Category, Picture, PlannedPrices, Product};
use crate::store::{Map, Read, Span, Table};
use crate::values::{CategoryId, Day, ProductId};

pub(super) const PRODUCT_ID_TO_PRODUCT: Map<ProductId, Product> = Map::new(50, "PRODUCT_ID_TO_PRODUCT");
pub(super) const SKU_TO_PRODUCT_ID: Map<String, ProductId> = Map::new(51, "SKU_TO_PRODUCT_ID");
pub(super) const CATEGORY_TO_PRODUCT_ID: Map<(CategoryId, ProductId), ()> = Map::new(52, "CATEGORY_TO_PRODUCT_ID");
pub(super) const CATEGORY_ID_TO_CATEGORY: Map<CategoryId, Category> = Map::new(53, "CATEGORY_ID_TO_CATEGORY");
pub(super) const NAME_TO_PICTURE: Map<String, Picture> = Map::new(54, "NAME_TO_PICTURE");

pub(super) const DAY_AND_PRODUCT_TO_PLANNED_PRICES: Map<(Day, ProductId), PlannedPrices> =
    Map::new(55, "DAY_AND_PRODUCT_TO_PLANNED_PRICES");

pub const TABLES: &[Table] = &[
    PRODUCT_ID_TO_PRODUCT.table(),
    SKU_TO_PRODUCT_ID.table(),
    CATEGORY_TO_PRODUCT_ID.table(),
    CATEGORY_ID_TO_CATEGORY.table(),
    NAME_TO_PICTURE.table(),
    DAY_AND_PRODUCT_TO_PLANNED_PRICES.table(),
];

pub fn product(r: &dyn Read, id: ProductId) -> Option<Product> {
    r.get(&PRODUCT_ID_TO_PRODUCT, &id)
}

pub fn product_by_sku(r: &dyn Read, sku: &str) -> Option<(ProductId, Product)> {
    let id = r.get(&SKU_TO_PRODUCT_ID, &sku.to_owned())?;
    Some((id, product(r, id)?))
}

/// A page of products in the order of their ids, after the one seen last.
pub fn products(r: &dyn Read, after: Option<ProductId>, limit: usize) -> Vec<(ProductId, Product)> {
    let span = after.map_or_else(Span::all, |id| Span::after(&id));
    r.scan(&PRODUCT_ID_TO_PRODUCT, span.limit(limit))
}

pub fn products_in(r: &dyn Read, category: CategoryId) -> Vec<ProductId> {
    r.keys(&CATEGORY_TO_PRODUCT_ID, Span::prefix(&(category,))).into_iter().map(|(_, id)| id).collect()
}

pub fn category(r: &dyn Read, id: CategoryId) -> Option<Category> {
    r.get(&CATEGORY_ID_TO_CATEGORY, &id)
}

/// All categories in their own order.
pub fn categories(r: &dyn Read) -> Vec<(CategoryId, Category)> {
    let mut all = r.scan(&CATEGORY_ID_TO_CATEGORY, Span::all());
    all.sort_by_key(|(id, category)| (category.sort, *id));
    all
}

pub fn picture(r: &dyn Read, name: &str) -> Option<Picture> {
    r.get(&NAME_TO_PICTURE, &name.to_owned())
}

/// What is planned for a product, by the day from which it holds.
pub fn planned_prices(r: &dyn Read, product: ProductId) -> Vec<(Day, PlannedPrices)> {
    let all = r.scan(&DAY_AND_PRODUCT_TO_PLANNED_PRICES, Span::all()).into_iter();
    all.filter(|((_, of), _)| *of == product).map(|((from, _), planned)| (from, planned)).collect()
}

pub(super) fn planned_prices_on(r: &dyn Read, product: ProductId, from: Day) -> Option<PlannedPrices> {
    r.get(&DAY_AND_PRODUCT_TO_PLANNED_PRICES, &(from, product))
}

/// Has the day of anything that is planned come?
pub fn prices_are_due(r: &dyn Read, today: Day) -> bool {
    r.keys(&DAY_AND_PRODUCT_TO_PLANNED_PRICES, Span::all().limit(1)).first().is_some_and(|(from, _)| *from <= today)
}

/// Every plan whose day has come, the oldest first.
pub(super) fn due_prices(r: &dyn Read, today: Day) -> Vec<(Day, ProductId, PlannedPrices)> {
    let all = r.scan(&DAY_AND_PRODUCT_TO_PLANNED_PRICES, Span::all()).into_iter();
    all.take_while(|((from, _), _)| *from <= today).map(|((from, id), planned)| (from, id, planned)).collect()
}
