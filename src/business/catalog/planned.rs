//! Prices that hold from a day on: planned beforehand, taken over when the day has come.

use serde::{Deserialize, Serialize};

use crate::business::catalog::commands::keep_product;
use crate::business::catalog::records::{DAY_AND_PRODUCT_TO_PLANNED_PRICES, due_prices, planned_prices_on, product};
use crate::business::catalog::{Prices, Product, Tier, price_complaints};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Stored, Subject};
use crate::values::{Day, ProductId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPrices {
    pub prices: Prices,
    pub tiers: Vec<Tier>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PricesPlanned {
    pub product: ProductId,
    pub from_day: Day,
    pub price_customer: String,
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
    if from <= tx.today() {
        complaints.push(Complaint::new("catalog.refusal.planned_too_early").at("from"));
    }
    Failure::unless_empty(complaints)?;
    let price_customer = planned.prices.customer.decimal();
    let told = tx.record(PricesPlanned { product: id, from_day: from, price_customer });
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
            let after = Product { prices: planned.prices, tiers: planned.tiers.clone(), ..before.clone() };
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
    const VERSION: u8 = 1;
}
