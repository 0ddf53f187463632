//! Keeping the catalogue.

use serde::Serialize;

use crate::business::catalog::records::{
    CATEGORY_ID_TO_CATEGORY, CATEGORY_TO_PRODUCT_ID, NAME_TO_PICTURE, PRODUCT_ID_TO_PRODUCT, SKU_TO_PRODUCT_ID,
    product, product_by_sku,
};
use crate::business::catalog::shelf::CATALOG_CHANGES;
use crate::business::catalog::{Category, Picture, Product};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::Subject;
use crate::values::{CategoryId, ProductId};

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductSaved {
    pub product: ProductId,
    pub version: u32,
    pub price_customer: String,
    pub active: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CategorySaved {
    pub category: CategoryId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PictureSaved {
    pub name: String,
    pub size_bytes: usize,
}

impl Happening for ProductSaved {
    const ROOM: &'static str = "catalog";
    const NAME: &'static str = "product_saved";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}

impl Happening for CategorySaved {
    const ROOM: &'static str = "catalog";
    const NAME: &'static str = "category_saved";

    fn subject(&self) -> Subject {
        Subject::of(self.category)
    }
}

impl Happening for PictureSaved {
    const ROOM: &'static str = "catalog";
    const NAME: &'static str = "picture_saved";

    fn subject(&self) -> Subject {
        Subject { kind: "picture".to_owned(), id: 0 }
    }
}

/// Adds a product, or replaces the one with this id when nobody has changed it since it was read.
pub fn save_product(tx: &mut Tx, id: Option<ProductId>, new: &Product) -> Result<ProductId, Failure> {
    tx.require(Permission::CatalogEdit)?;
    let before = id.and_then(|id| product(tx, id));
    let mut complaints = Vec::new();
    if new.sku.trim().is_empty() {
        complaints.push(Complaint::new("catalog.refusal.sku_missing").at("sku"));
    }
    if new.name.is_empty() {
        complaints.push(Complaint::new("catalog.refusal.name_missing").at("name_de"));
    }
    if product_by_sku(tx, &new.sku).is_some_and(|(other, _)| Some(other) != id) {
        complaints.push(Complaint::new("catalog.refusal.sku_taken").at("sku").with("sku", new.sku.clone()));
    }
    if before.as_ref().is_some_and(|before| before.version != new.version) {
        complaints.push(Complaint::new("catalog.refusal.changed_meanwhile"));
    }
    Failure::unless_empty(complaints)?;
    let id = id.unwrap_or_else(|| tx.next_id());
    let saved = Product { version: new.version + 1, ..new.clone() };
    let price_customer = saved.prices.customer.decimal();
    tx.next_number(CATALOG_CHANGES);
    let told = tx.record(ProductSaved { product: id, version: saved.version, price_customer, active: saved.active });
    if let Some(before) = before {
        tx.remove(&told, &SKU_TO_PRODUCT_ID, &before.sku);
        tx.remove(&told, &CATEGORY_TO_PRODUCT_ID, &(before.category, id));
    }
    tx.save(&told, &SKU_TO_PRODUCT_ID, &saved.sku, &id);
    tx.save(&told, &CATEGORY_TO_PRODUCT_ID, &(saved.category, id), &());
    tx.save(&told, &PRODUCT_ID_TO_PRODUCT, &id, &saved);
    Ok(id)
}

pub fn save_category(tx: &mut Tx, id: Option<CategoryId>, category: &Category) -> Result<CategoryId, Failure> {
    tx.require(Permission::CatalogEdit)?;
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
