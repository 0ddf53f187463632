//! Keeping the catalogue.

use crate::business::catalog::events::{CategorySaved, PictureSaved, ProductSaved};
use crate::business::catalog::records::{
    CATEGORY_ID_TO_CATEGORY, CATEGORY_TO_PRODUCT_ID, NAME_TO_PICTURE, PRODUCT_ID_TO_PRODUCT, SKU_TO_PRODUCT_ID,
    categories, category, product, product_by_sku,
};
use crate::business::catalog::rules::{category_complaints, product_complaints};
use crate::business::catalog::shelf::CATALOG_CHANGES;
use crate::business::catalog::{Category, Picture, Product};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::{CategoryId, ProductId};

/// Larger pictures make a page slow; no camera's picture has to go into a shop as it is.
pub const PICTURE_BYTES_MAX: usize = 2 * 1024 * 1024;

/// Adds a product, or replaces the one with this id when nobody has changed it since it was read.
pub fn save_product(tx: &mut Tx, id: Option<ProductId>, new: &Product) -> Result<ProductId, Failure> {
    tx.require(Permission::CatalogEdit)?;
    let before = id.and_then(|id| product(tx, id));
    if before.as_ref().is_some_and(|before| before.version != new.version) {
        let complaint = Complaint::new("catalog.refusal.changed_meanwhile");
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    let mut complaints = product_complaints(new);
    if category(tx, new.category).is_none() {
        complaints.push(Complaint::new("catalog.refusal.no_category").at("category"));
    }
    if product_by_sku(tx, &new.sku).is_some_and(|(other, _)| Some(other) != id) {
        complaints.push(Complaint::new("catalog.refusal.sku_taken").at("sku").with("sku", new.sku.clone()));
    }
    Failure::unless_empty(complaints)?;
    let id = id.unwrap_or_else(|| tx.next_id());
    keep_product(tx, id, before.as_ref(), new.clone());
    Ok(id)
}

/// Takes a product out of the shop, or puts it back. Orders that have it keep it.
pub fn set_product_active(tx: &mut Tx, id: ProductId, active: bool) -> Result<(), Failure> {
    tx.require(Permission::CatalogEdit)?;
    let before = product(tx, id).ok_or_else(Failure::not_found)?;
    if before.active == active {
        let key = if active { "catalog.refusal.sold_already" } else { "catalog.refusal.retired_already" };
        return Err(Complaint::new(key).into());
    }
    keep_product(tx, id, Some(&before), Product { active, ..before.clone() });
    Ok(())
}

/// Gives a product another picture, under a name of its own so that no browser shows the former one.
pub fn change_product_picture(tx: &mut Tx, id: ProductId, picture: &Picture) -> Result<(), Failure> {
    tx.require(Permission::CatalogEdit)?;
    let before = product(tx, id).ok_or_else(Failure::not_found)?;
    if picture.bytes.len() > PICTURE_BYTES_MAX {
        return Err(Complaint::new("catalog.refusal.picture_too_large").at("picture").into());
    }
    let name = format!("product-{id}-{}", before.version + 1);
    save_picture(tx, &name, picture)?;
    keep_product(tx, id, Some(&before), Product { picture: name, ..before.clone() });
    Ok(())
}

/// Adds a category, or replaces one.
pub fn save_category(tx: &mut Tx, id: Option<CategoryId>, category: &Category) -> Result<CategoryId, Failure> {
    tx.require(Permission::CatalogEdit)?;
    Failure::unless_empty(category_complaints(id, category, &categories(tx)))?;
    let id = id.unwrap_or_else(|| tx.next_id());
    tx.next_number(CATALOG_CHANGES);
    let told = tx.record(CategorySaved { category: id });
    tx.save(&told, &CATEGORY_ID_TO_CATEGORY, &id, category);
    Ok(id)
}

/// Keeps a picture under a name; the same name again replaces it.
pub fn save_picture(tx: &mut Tx, name: &str, picture: &Picture) -> Result<(), Failure> {
    tx.require(Permission::CatalogEdit)?;
    let told = tx.record(PictureSaved { name: name.to_owned(), size_bytes: picture.bytes.len() });
    tx.save(&told, &NAME_TO_PICTURE, &name.to_owned(), picture);
    Ok(())
}

/// Writes a product and its indexes as the next version.
pub(super) fn keep_product(tx: &mut Tx, id: ProductId, before: Option<&Product>, new: Product) -> Recorded {
    let saved = Product { version: before.map_or(new.version, |before| before.version) + 1, ..new };
    tx.next_number(CATALOG_CHANGES);
    let told = tx.record(ProductSaved::of(id, before, &saved));
    if let Some(before) = before {
        tx.remove(&told, &SKU_TO_PRODUCT_ID, &before.sku);
        tx.remove(&told, &CATEGORY_TO_PRODUCT_ID, &(before.category, id));
    }
    tx.save(&told, &SKU_TO_PRODUCT_ID, &saved.sku, &id);
    tx.save(&told, &CATEGORY_TO_PRODUCT_ID, &(saved.category, id), &());
    tx.save(&told, &PRODUCT_ID_TO_PRODUCT, &id, &saved);
    told
}
