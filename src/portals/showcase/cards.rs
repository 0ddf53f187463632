//! Products as cards, for the shop's lists and the site's start page.

use std::sync::Arc;

use maud::Markup;

use crate::business::catalog::{Category, Shelf, ShelfItem};
use crate::business::stock::{self, Level};
use crate::business::view::View;
use crate::portals::showcase::{Shopper, picture_path, product_path, words};
use crate::texts;
use crate::values::{CategoryId, Language};
use crate::web::parts::{Link, Picture, ProductCard, product_grid};

/// Some products as cards, for this list and for the site's start page.
pub struct ProductView {
    shopper: Shopper,
    items: Vec<(Arc<ShelfItem>, Level)>,
}

impl ProductView {
    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn grid(&self) -> Markup {
        let cards: Vec<ProductCard> = self.items.iter().map(|(item, level)| card(self.shopper, item, *level)).collect();
        product_grid(&cards, &words::tax_note(self.shopper, None))
    }
}

pub fn product_views(view: &View<'_>, language: Language, items: &[&Arc<ShelfItem>]) -> ProductView {
    let items = items.iter().map(|item| (Arc::clone(item), stock::level(view, item.id))).collect();
    ProductView { shopper: Shopper::of(view, language), items }
}

/// So many products, taken in turn from each of these categories.
pub fn products_of<'s>(
    shelf: &'s Shelf,
    categories: &[(CategoryId, Category)],
    count: usize,
) -> Vec<&'s Arc<ShelfItem>> {
    let share = count.div_ceil(categories.len().max(1));
    let of_category =
        |(id, _): &(CategoryId, Category)| shelf.find(Some(*id), "", Language::De).into_iter().take(share);
    categories.iter().flat_map(of_category).take(count).collect()
}

fn card(shopper: Shopper, item: &ShelfItem, level: Level) -> ProductCard {
    let language = shopper.language;
    let price = shopper.price_of(item);
    let name = item.name.get(language);
    ProductCard {
        link: Link::new(name, product_path(&item.sku)),
        picture: Picture { src: picture_path(&item.picture), alt: String::new() },
        note: item.content.map(|content| words::content(language, content)).unwrap_or_default(),
        amount: texts::money(language, price),
        base_price: shopper.base_price(price, item.content),
        stock: Some(words::stock(language, level)),
        action: None,
    }
}
