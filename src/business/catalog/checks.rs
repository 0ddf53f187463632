//! What must always hold between the tables of the catalogue.

use crate::business::catalog::Product;
use crate::business::catalog::records::{CATEGORY_TO_PRODUCT_ID, PRODUCT_ID_TO_PRODUCT, SKU_TO_PRODUCT_ID};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::ProductId;

/// A product is found by its number and in its category.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let skus = |id: &ProductId, product: &Product| vec![(product.sku.clone(), *id)];
    let categories = |id: &ProductId, product: &Product| vec![((product.category, *id), ())];
    let mut found = compare(r, (&PRODUCT_ID_TO_PRODUCT, &SKU_TO_PRODUCT_ID), skus, |_, id| *id);
    found.extend(compare(r, (&PRODUCT_ID_TO_PRODUCT, &CATEGORY_TO_PRODUCT_ID), categories, |(_, id), ()| *id));
    Defect::all(found)
}
