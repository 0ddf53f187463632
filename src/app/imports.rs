//! Taking a table in: the whole file or nothing, and the same file twice changes nothing.

use std::collections::BTreeMap;

use crate::app::door::Door;
use crate::business::actor::Actor;
use crate::business::catalog::{Product, categories, product_by_sku, save_product};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::permission::Permission;
use crate::exchange::tables::products::{ProductRow, read_products};
use crate::exchange::tables::{Problem, Sheet};
use crate::store::Fault;
use crate::values::Currency;

/// What an import did, or would do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    pub new: u32,
    pub changed: u32,
    pub same: u32,
}

/// Why nothing was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportTrouble {
    /// Every bad line, with number, column, value and what is wrong.
    Problems(Vec<Problem>),
    Failure(Failure),
}

impl From<Failure> for ImportTrouble {
    fn from(failure: Failure) -> Self {
        ImportTrouble::Failure(failure)
    }
}

impl From<Vec<Problem>> for ImportTrouble {
    fn from(problems: Vec<Problem>) -> Self {
        ImportTrouble::Problems(problems)
    }
}

/// Adds products and changes known ones, found by their number. A dry run only counts.
pub fn import_products(
    door: &Door,
    actor: &Actor,
    sheet: &Sheet,
    dry_run: bool,
) -> Result<ImportCounts, ImportTrouble> {
    let (by_code, currency) = door.read(actor, |view| {
        view.require(Permission::DataImport)?;
        let codes = categories(view).into_iter().map(|(id, category)| (category.code, id));
        Ok((codes.collect::<BTreeMap<_, _>>(), firm(view).map_or(Currency::EUR, |firm| firm.currency)))
    })?;
    let rows = read_products(sheet, currency)?;
    let unknown: Vec<Problem> =
        rows.iter().filter(|row| !by_code.contains_key(&row.category_code)).map(no_category).collect();
    if !unknown.is_empty() {
        return Err(unknown.into());
    }
    let mut counts = ImportCounts::default();
    let mut refused = None;
    let done = door.write_all(|batch| {
        for row in &rows {
            let category = by_code.get(&row.category_code).copied().unwrap_or(row.product.category);
            let known = batch.ask(|r| product_by_sku(r, &row.product.sku))?;
            let version = known.as_ref().map_or(0, |(_, known)| known.version);
            let product = Product { category, version, ..row.product.clone() };
            match &known {
                None => counts.new += 1,
                Some((_, known)) if *known == product => {
                    counts.same += 1;
                    continue;
                }
                Some(_) => counts.changed += 1,
            }
            let id = known.map(|(id, _)| id);
            if let Err(failure) = batch.command(actor, |tx| save_product(tx, id, &product)) {
                refused = Some((row.line, failure.clone()));
                return Err(failure);
            }
        }
        // What was only tried is forgotten with the whole transaction.
        if dry_run { Err(Fault::new(TRIED).into()) } else { Ok(()) }
    });
    match (done, refused) {
        (_, Some((line, Failure::Refused(refusal)))) => {
            let at = |complaint: &Complaint| {
                Problem::at(line, complaint.field.as_deref().unwrap_or(""), "", complaint.clone())
            };
            Err(refusal.complaints.iter().map(at).collect::<Vec<_>>().into())
        }
        (Ok(()), _) => Ok(counts),
        (Err(_), None) if dry_run => Ok(counts),
        (Err(failure), _) => Err(failure.into()),
    }
}

const TRIED: &str = "this was only a trial";

fn no_category(row: &ProductRow) -> Problem {
    let complaint = Complaint::new("tables.problem.no_category").with("code", row.category_code.clone());
    Problem::at(row.line, "category", &row.category_code, complaint)
}
