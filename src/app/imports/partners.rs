//! Partners: found by their number. An import changes particulars of a person, never the place in the tree.

use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::failure::Failure;
use crate::business::partners::{Imported, import_partner, partner};
use crate::business::people::{self, renew_imported};
use crate::exchange::tables::partners::read_partners;

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let rows = read_partners(taking.sheet)?;
    taking.all(
        (&rows, Vec::new()),
        |row| row.line,
        watch,
        |batch, row, _| {
            let known = match batch.command(taking.actor, |tx| import_partner(tx, &row.partner))? {
                Imported::New(_) => return Ok(Done::New),
                Imported::Known(id) => id,
            };
            let person = batch.ask(|r| partner(r, known))?.ok_or_else(Failure::not_found)?.person;
            let renewed = batch.command(taking.actor, |tx| renew_imported(tx, person, &row.partner.person))?;
            Ok(if matches!(renewed, people::Imported::Same(_)) { Done::Same } else { Done::Changed })
        },
    )
}
