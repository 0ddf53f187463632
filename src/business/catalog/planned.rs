//! Prices that hold from a day on, with what commission is reckoned from them: planned beforehand, taken over when the
//! day has come.

use serde::{Deserialize, Serialize};

use crate::business::catalog::commands::keep_product;
use crate::business::catalog::records::{DAY_AND_PRODUCT_TO_PLANNED_PRICES, due_prices, planned_prices_on, product};
use crate::business::catalog::rules::base_complaint;
use crate::business::catalog::{Prices, Product, Tier, price_complaints};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Stored, Subject, read_body_without};
use crate::values::{Day, Money, Points, ProductId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPrices {
    pub prices: Prices,
    pub tiers: Vec<Tier>,
    /// `None`: as the product has it by then.
    pub commission_base: Option<Money>,
    /// `None`: as the product has them by then.
    pub points: Option<Points>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PricesPlanned {
    pub product: ProductId,
    pub from_day: Day,
    pub price_customer: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub commission_base: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub points: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlannedPricesDropped {
    pub product: ProductId,
    pub from_day: Day,
}

/// Lets prices hold from a later day on; for the same day once more it replaces them.
pub fn plan_prices(tx: &mut Tx, id: ProductId, from: Day, planned: &PlannedPrices) -> Result<(), Failure> {
    tx.require(Permission::CatalogEdit)?;
    product(tx, id).ok_or_else(Failure::not_found)?;
    let mut complaints = price_complaints(planned.prices, &planned.tiers);
    complaints.extend(planned.commission_base.and_then(base_complaint));
    if from <= tx.today() {
        complaints.push(Complaint::new("catalog.refusal.planned_too_early").at("from"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(PricesPlanned {
        product: id,
        from_day: from,
        price_customer: planned.prices.customer.decimal(),
        commission_base: planned.commission_base.map(|base| base.decimal()),
        points: planned.points.map(|points| points.decimal()),
    });
    tx.save(&told, &DAY_AND_PRODUCT_TO_PLANNED_PRICES, &(from, id), planned);
    Ok(())
}

/// Gives up a plan before its day.
pub fn drop_planned_prices(tx: &mut Tx, id: ProductId, from: Day) -> Result<(), Failure> {
    tx.require(Permission::CatalogEdit)?;
    planned_prices_on(tx, id, from).ok_or_else(Failure::not_found)?;
    let told = tx.record(PlannedPricesDropped { product: id, from_day: from });
    tx.remove(&told, &DAY_AND_PRODUCT_TO_PLANNED_PRICES, &(from, id));
    Ok(())
}

/// Takes over every plan whose day has come, the older first. Says how many.
pub fn take_due_prices(tx: &mut Tx) -> Result<usize, Failure> {
    tx.require(Permission::CatalogEdit)?;
    let due = due_prices(tx, tx.today());
    for (from, id, planned) in &due {
        if let Some(before) = product(tx, *id) {
            let after = Product {
                prices: planned.prices,
                tiers: planned.tiers.clone(),
                commission_base: planned.commission_base.unwrap_or(before.commission_base),
                points: planned.points.unwrap_or(before.points),
                ..before.clone()
            };
            let told = keep_product(tx, *id, Some(&before), after);
            tx.remove(&told, &DAY_AND_PRODUCT_TO_PLANNED_PRICES, &(*from, *id));
        }
    }
    Ok(due.len())
}

impl Happening for PricesPlanned {
    const ROOM: &'static str = "catalog";
    const NAME: &'static str = "prices_planned";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}

impl Happening for PlannedPricesDropped {
    const ROOM: &'static str = "catalog";
    const NAME: &'static str = "planned_prices_dropped";

    fn subject(&self) -> Subject {
        Subject::of(self.product)
    }
}

impl Stored for PlannedPrices {
    const VERSION: u8 = 2;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<PlannedPrices> {
        (version == 1).then(|| read_body_without(2, bytes))?
    }
}
