//! Persons: found by the key of the other system; with a customer number they are customers as well.

use crate::app::door::Batch;
use crate::app::imports::taking::{Done, Taking};
use crate::app::imports::{ImportCounts, ImportTrouble, Watch};
use crate::business::actor::Actor;
use crate::business::customers::{
    NewCustomer, change_customer, customer, customer_by_number, customer_of_person, open_customer,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::partners::partner_by_number;
use crate::business::people::{Imported, import_person};
use crate::exchange::tables::people::{CustomerCells, PersonRow, read_people};
use crate::values::{PartnerId, PersonId};

pub(super) fn import(taking: &Taking<'_>, watch: Watch<'_>) -> Result<ImportCounts, ImportTrouble> {
    let (rows, problems) = read_people(taking.sheet);
    taking.all((&rows, problems), |row| row.line, watch, |batch, row, _| take(batch, taking.actor, row))
}

fn take(batch: &mut Batch<'_, '_>, actor: &Actor, row: &PersonRow) -> Result<Done, Failure> {
    let imported = batch.command(actor, |tx| import_person(tx, &row.key, &row.person))?;
    let customer_changed = match &row.customer {
        None => false,
        Some(cells) => take_customer(batch, actor, imported.id(), cells)?,
    };
    Ok(match imported {
        Imported::New(_) => Done::New,
        Imported::Changed(_) => Done::Changed,
        Imported::Same(_) if customer_changed => Done::Changed,
        Imported::Same(_) => Done::Same,
    })
}

/// Opens or changes the customer account; answers whether anything had to be done.
fn take_customer(
    batch: &mut Batch<'_, '_>,
    actor: &Actor,
    person: PersonId,
    cells: &CustomerCells,
) -> Result<bool, Failure> {
    let partner = partner_of(batch, &cells.partner)?;
    let number = cells.number.as_str();
    let known = batch.ask(|r| customer_by_number(r, number).and_then(|id| Some((id, customer(r, id)?))))?;
    match known {
        Some((_, known)) if known.person != person => {
            let complaint = Complaint::new("customers.refusal.number_taken").at("customer");
            Err(complaint.with("number", number).into())
        }
        Some((_, known)) if known.group == cells.group && known.partner == partner => Ok(false),
        Some((id, _)) => batch.command(actor, |tx| change_customer(tx, id, cells.group, partner)).map(|()| true),
        None if batch.ask(|r| customer_of_person(r, person))?.is_some() => {
            Err(Complaint::new("customers.refusal.already_customer").at("customer").into())
        }
        None => {
            let new = NewCustomer { person, group: cells.group, partner, number: number.to_owned() };
            batch.command(actor, |tx| open_customer(tx, &new)).map(|_| true)
        }
    }
}

/// The partner with this number; nobody for an empty one.
pub(super) fn partner_of(batch: &mut Batch<'_, '_>, number: &str) -> Result<Option<PartnerId>, Failure> {
    if number.is_empty() {
        return Ok(None);
    }
    let found = batch.ask(|r| partner_by_number(r, number))?;
    let unknown = || Complaint::new("partners.refusal.number_unknown").at("partner").with("number", number);
    Ok(Some(found.ok_or_else(unknown)?))
}
