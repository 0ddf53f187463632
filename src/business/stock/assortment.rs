//! Looking through the products as staff do, with what lies on the shelves.

use crate::business::catalog::{self, Product};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::stock::Level;
use crate::business::stock::list::FEW;
use crate::business::stock::records::level;
use crate::business::view::View;
use crate::texts;
use crate::values::{CategoryId, Language, ProductId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductWish {
    /// Words that name or number must hold.
    pub words: String,
    /// What the search has found for the words besides.
    pub hits: Vec<ProductId>,
    /// With everything below it.
    pub category: Option<CategoryId>,
    pub active: Option<bool>,
    pub on_shelf: Option<OnShelf>,
    pub order_by: ProductOrder,
    pub backwards: bool,
}

/// How much of a product is free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnShelf {
    None,
    Few,
    Enough,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ProductOrder {
    #[default]
    Name,
    Sku,
    Price,
    Available,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductRow {
    pub id: ProductId,
    pub product: Product,
    pub level: Level,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundProducts {
    pub rows: Vec<ProductRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds products, and gives those after the first `skip`, `limit` at most.
pub fn find_products(view: &View<'_>, wish: &ProductWish, skip: usize, limit: usize) -> Result<FoundProducts, Failure> {
    view.require(Permission::CatalogView)?;
    let language = view.actor().language;
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    let categories = wish.category.map(|top| catalog::category_and_below(&catalog::categories(view), top));
    let fits = |id: ProductId, product: &Product| {
        categories.as_ref().is_none_or(|categories| categories.contains(&product.category))
            && wish.active.is_none_or(|active| product.active == active)
            && (says(product, language, &words) || wish.hits.contains(&id))
    };
    let mut found = catalog::products(view, None, usize::MAX);
    found.retain(|(id, product)| fits(*id, product));
    texts::sort_by_name(language, &mut found, |(_, product)| product.name.get(language));
    match wish.order_by {
        ProductOrder::Name | ProductOrder::Available => {}
        ProductOrder::Sku => found.sort_by(|(_, one), (_, other)| one.sku.cmp(&other.sku)),
        ProductOrder::Price => found.sort_by_key(|(_, product)| product.prices.customer.minor()),
    }
    let row = |(id, product): (ProductId, Product)| ProductRow { id, level: level(view, id), product };
    // The stock of every product is only asked where it decides what is shown.
    if wish.on_shelf.is_none() && wish.order_by != ProductOrder::Available {
        if wish.backwards {
            found.reverse();
        }
        let total = found.len();
        return Ok(FoundProducts { rows: found.into_iter().skip(skip).take(limit).map(row).collect(), total });
    }
    let mut rows: Vec<ProductRow> = found.into_iter().map(row).collect();
    rows.retain(|row| wish.on_shelf.is_none_or(|wanted| row.on_shelf() == wanted));
    if wish.order_by == ProductOrder::Available {
        rows.sort_by_key(|row| row.level.available());
    }
    if wish.backwards {
        rows.reverse();
    }
    let total = rows.len();
    Ok(FoundProducts { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

impl ProductRow {
    pub fn on_shelf(&self) -> OnShelf {
        match self.level.available() {
            0 => OnShelf::None,
            few if few < FEW => OnShelf::Few,
            _ => OnShelf::Enough,
        }
    }
}

/// Do name or numbers of a product hold every word?
fn says(product: &Product, language: Language, words: &[String]) -> bool {
    let name = product.name.get(language).to_lowercase();
    let numbers = [product.sku.to_lowercase(), product.gtin.clone()];
    words.iter().all(|word| name.contains(word) || numbers.iter().any(|number| number.starts_with(word)))
}
