//! Categories: found by their code, added or changed; parents stand before their children or are there already.

use std::collections::BTreeSet;

use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::catalog::{Category, categories, save_category};
use crate::business::failure::Complaint;
use crate::exchange::tables::products::read_categories;

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let rows = read_categories(taking.sheet)?;
    let mut seen = BTreeSet::new();
    taking.all(
        (&rows, Vec::new()),
        |row| row.line,
        watch,
        |batch, row, _| {
            if !seen.insert(row.category.code.clone()) {
                return Err(Complaint::new("tables.problem.twice_in_file").at("code").into());
            }
            let known = batch.ask(categories)?;
            let by_code = |code: &str| known.iter().find(|(_, category)| category.code == code);
            let parent = match row.parent_code.as_str() {
                "" => None,
                code => {
                    let unknown = || Complaint::new("tables.problem.no_category").at("parent").with("code", code);
                    Some(by_code(code).ok_or_else(unknown)?.0)
                }
            };
            let category = Category { parent, ..row.category.clone() };
            let (id, done) = match by_code(&category.code) {
                None => (None, Done::New),
                Some((_, known)) if *known == category => return Ok(Done::Same),
                Some((id, _)) => (Some(*id), Done::Changed),
            };
            batch.command(taking.actor, |tx| save_category(tx, id, &category))?;
            Ok(done)
        },
    )
}
