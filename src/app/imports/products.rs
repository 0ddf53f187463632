//! Products: found by their number, added or changed.

use std::collections::BTreeMap;

use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::catalog::{Product, categories, product_by_sku, save_product};
use crate::business::failure::Complaint;
use crate::exchange::tables::products::readable_products;

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let by_code: BTreeMap<_, _> = taking.door.read(taking.actor, |view| {
        Ok(categories(view).into_iter().map(|(id, category)| (category.code, id)).collect())
    })?;
    let (rows, problems) = readable_products(taking.sheet, taking.currency()?);
    taking.all(
        (&rows, problems),
        |row| row.line,
        watch,
        |batch, row, _| {
            let code = row.category_code.as_str();
            let unknown = || Complaint::new("tables.problem.no_category").at("category").with("code", code);
            let category = by_code.get(code).copied().ok_or_else(unknown)?;
            let known = batch.ask(|r| product_by_sku(r, &row.product.sku))?;
            let version = known.as_ref().map_or(0, |(_, known)| known.version);
            let product = Product { category, version, ..row.product.clone() };
            let (id, done) = match &known {
                None => (None, Done::New),
                Some((_, known)) if *known == product => return Ok(Done::Same),
                Some((id, _)) => (Some(*id), Done::Changed),
            };
            batch.command(taking.actor, |tx| save_product(tx, id, &product))?;
            Ok(done)
        },
    )
}
