//! Which product somebody means: by number, by bar code, or by words that fit only one name.

use std::sync::Arc;

use crate::business::catalog::{self, Product, Shelf, ShelfItem};
use crate::business::view::View;
use crate::values::{Language, ProductId};

/// The catalogue, as somebody looks for goods in it.
pub struct Goods<'g, 'v> {
    pub view: &'g View<'v>,
    pub shelf: &'g Shelf,
    pub language: Language,
}

impl Goods<'_, '_> {
    /// The product that is meant; `None` when there is none, or more than one.
    pub fn meant(&self, words: &str) -> Option<(ProductId, Product)> {
        if let Some(found) = catalog::product_by_sku(self.view, words) {
            return Some(found);
        }
        let id = self.by_bar_code(words).or_else(|| self.by_name(words))?;
        catalog::product(self.view, id).map(|product| (id, product))
    }

    fn by_bar_code(&self, words: &str) -> Option<ProductId> {
        let items = self.shelf.items.iter();
        items.filter(|item| !item.gtin.is_empty()).find(|item| item.gtin == words).map(|item| item.id)
    }

    fn by_name(&self, words: &str) -> Option<ProductId> {
        let found = self.shelf.find(None, words, self.language);
        let exactly = |item: &&&Arc<ShelfItem>| item.name.get(self.language).to_lowercase() == words.to_lowercase();
        match found.as_slice() {
            [only] => Some(only.id),
            several => several.iter().find(exactly).map(|item| item.id),
        }
    }
}
