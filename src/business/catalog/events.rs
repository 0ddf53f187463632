//! What happens in the catalogue.

use serde::Serialize;

use crate::business::catalog::Product;
use crate::business::tx::Happening;
use crate::store::Subject;
use crate::values::{CategoryId, ProductId};

/// A product was added or changed. What stood before is told of the figures that differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ProductSaved {
    pub product: ProductId,
    pub version: u32,
    pub price_customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_customer_before: Option<String>,
    pub price_partner: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_partner_before: Option<String>,
    pub price_company: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_company_before: Option<String>,
    pub commission_base: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission_base_before: Option<String>,
    pub points: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points_before: Option<String>,
    pub active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active_before: Option<bool>,
}

impl ProductSaved {
    pub(super) fn of(id: ProductId, before: Option<&Product>, saved: &Product) -> ProductSaved {
        let prices = before.map(|before| before.prices);
        ProductSaved {
            product: id,
            version: saved.version,
            price_customer: saved.prices.customer.decimal(),
            price_customer_before: prices.map(|prices| prices.customer.decimal()),
            price_partner: saved.prices.partner.decimal(),
            price_partner_before: prices.map(|prices| prices.partner.decimal()),
            price_company: saved.prices.company.decimal(),
            price_company_before: prices.map(|prices| prices.company.decimal()),
            commission_base: saved.commission_base.decimal(),
            commission_base_before: before.map(|before| before.commission_base.decimal()),
            points: saved.points.decimal(),
            points_before: before.map(|before| before.points.decimal()),
            active: saved.active,
            active_before: before.map(|before| before.active),
        }
    }
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
