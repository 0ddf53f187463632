//! Products and categories as staff keep them.

mod categories;
mod form;
mod list;
mod picture;
mod planned;
mod price_fields;
mod sheet;

use crate::business::catalog::{self, Category};
use crate::business::failure::Failure;
use crate::business::firm;
use crate::business::view::View;
use crate::values::{CategoryId, Currency, Language, ProductId};
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(categories::routes())
        .and(form::routes())
        .and(picture::routes())
        .and(planned::routes())
        .and(sheet::routes())
}

/// The product that a path names.
fn product_id(text: &str) -> Result<ProductId, Failure> {
    ProductId::parse(text).ok_or_else(Failure::not_found)
}

/// In which prices are written.
fn currency(view: &View<'_>) -> Currency {
    firm::firm(view).map_or(Currency::EUR, |firm| firm.currency)
}

/// Every category below its parent, with how deep it stands.
fn by_depth(view: &View<'_>) -> Vec<(usize, CategoryId, Category)> {
    let all = catalog::categories(view);
    let mut found = Vec::with_capacity(all.len());
    add_below(&all, None, 0, &mut found);
    found
}

fn add_below(
    all: &[(CategoryId, Category)],
    parent: Option<CategoryId>,
    depth: usize,
    found: &mut Vec<(usize, CategoryId, Category)>,
) {
    for (id, category) in all.iter().filter(|(_, category)| category.parent == parent) {
        found.push((depth, *id, category.clone()));
        add_below(all, Some(*id), depth + 1, found);
    }
}

/// "Lebensmittel › Frühstück".
fn category_name(view: &View<'_>, id: CategoryId, language: Language) -> String {
    let all = catalog::categories(view);
    let named = |id: CategoryId| all.iter().find(|(known, _)| *known == id).map(|(_, category)| category);
    let mut names = Vec::new();
    let mut next = Some(id);
    while let Some(category) = next.and_then(named).filter(|_| names.len() < all.len()) {
        names.insert(0, category.name.get(language));
        next = category.parent;
    }
    names.join(" › ")
}
