//! The shelf: what a shop page needs of every active product, sorted once and kept in memory.
//!
//! It is derived from the catalogue and made again after each change of it; prices and stock of a page
//! are still asked from the snapshot where they change by the minute.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::business::catalog::records::{CATEGORY_ID_TO_CATEGORY, PRODUCT_ID_TO_PRODUCT};
use crate::business::catalog::{Category, Content, Prices, Product, TaxClass, Tier};
use crate::store::{Read, Span};
use crate::values::{CategoryId, Language, LocalText, ProductId};

/// The counter that every change of the catalogue moves.
pub(super) const CATALOG_CHANGES: &str = "catalog_changes";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShelfItem {
    pub id: ProductId,
    pub sku: String,
    pub gtin: String,
    pub category: CategoryId,
    pub name: LocalText,
    pub prices: Prices,
    pub tiers: Vec<Tier>,
    pub tax_class: TaxClass,
    pub content: Option<Content>,
    pub picture: String,
    /// Name and number in small letters, for whoever types.
    lower_name: LocalText,
    lower_sku: String,
}

#[derive(Clone, Debug, Default)]
pub struct Shelf {
    /// The state of the catalogue from which it was made.
    pub version: u64,
    /// By category, then by German name.
    pub items: Vec<Arc<ShelfItem>>,
    pub categories: Vec<(CategoryId, Category)>,
    /// Places in `items` of a category and everything below it.
    in_category: BTreeMap<CategoryId, Vec<usize>>,
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfOrder {
    Standard,
    Name,
    PriceUp,
    PriceDown,
}

/// Goes up with every change of the catalogue.
pub fn catalog_version(r: &dyn Read) -> u64 {
    r.counter(CATALOG_CHANGES)
}

pub fn shelf(r: &dyn Read) -> Shelf {
    let mut categories = r.scan(&CATEGORY_ID_TO_CATEGORY, Span::all());
    categories.sort_by_key(|(id, category)| (category.sort, *id));
    let place = |id: CategoryId| categories.iter().position(|(known, _)| *known == id).unwrap_or(usize::MAX);
    let products = r.scan(&PRODUCT_ID_TO_PRODUCT, Span::all());
    let active = products.into_iter().filter(|(_, product)| product.active);
    let mut items: Vec<Arc<ShelfItem>> = active.map(|(id, product)| Arc::new(item(id, product))).collect();
    items.sort_by_cached_key(|item| (place(item.category), item.name.de.clone(), item.id));
    let mut in_category: BTreeMap<CategoryId, Vec<usize>> = BTreeMap::new();
    for (position, item) in items.iter().enumerate() {
        for category in with_parents(&categories, item.category) {
            in_category.entry(category).or_default().push(position);
        }
    }
    Shelf { version: catalog_version(r), items, categories, in_category }
}

impl Shelf {
    /// The items of a category and of those below it, or all; narrowed to names that hold every typed word.
    pub fn find(&self, category: Option<CategoryId>, typed: &str, language: Language) -> Vec<&Arc<ShelfItem>> {
        let words: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
        let fits = |item: &&Arc<ShelfItem>| {
            let name = item.lower_name.get(language);
            words.iter().all(|word| name.contains(word) || item.lower_sku.starts_with(word))
        };
        match category {
            None if words.is_empty() => self.items.iter().collect(),
            None => self.items.iter().filter(fits).collect(),
            Some(category) => {
                let places = self.in_category.get(&category).map_or(&[][..], Vec::as_slice);
                places.iter().filter_map(|place| self.items.get(*place)).filter(fits).collect()
            }
        }
    }

    pub fn category(&self, code: &str) -> Option<&(CategoryId, Category)> {
        self.categories.iter().find(|(_, category)| category.code.eq_ignore_ascii_case(code))
    }

    /// Categories directly below one, or the top ones.
    pub fn below(&self, parent: Option<CategoryId>) -> Vec<&(CategoryId, Category)> {
        self.categories.iter().filter(|(_, category)| category.parent == parent).collect()
    }

    pub fn count_in(&self, category: CategoryId) -> usize {
        self.in_category.get(&category).map_or(0, Vec::len)
    }
}

fn item(id: ProductId, product: Product) -> ShelfItem {
    let lower = |text: &str| text.to_lowercase();
    ShelfItem {
        id,
        lower_name: LocalText::new(&lower(&product.name.de), &lower(&product.name.en), &lower(&product.name.zh)),
        lower_sku: lower(&product.sku),
        sku: product.sku,
        gtin: product.gtin,
        category: product.category,
        name: product.name,
        prices: product.prices,
        tiers: product.tiers,
        tax_class: product.tax_class,
        content: product.content,
        picture: product.picture,
    }
}

/// A category and everything above it; at most as deep as there are categories.
fn with_parents(categories: &[(CategoryId, Category)], start: CategoryId) -> Vec<CategoryId> {
    let mut way = vec![start];
    let parent_of =
        |id: CategoryId| categories.iter().find(|(known, _)| *known == id).and_then(|(_, category)| category.parent);
    while let Some(parent) = way.last().copied().and_then(parent_of) {
        if way.contains(&parent) {
            break;
        }
        way.push(parent);
    }
    way
}
