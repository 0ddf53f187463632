//! Looking through mandates as staff do, and as a customer does through the own ones.

use crate::business::customers::{customer, customer_of_person};
use crate::business::failure::Failure;
use crate::business::payments::mandates::records::{all_mandates, mandate, mandates_of};
use crate::business::payments::mandates::{Mandate, MandateScheme, MandateStanding};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{CustomerId, MandateId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MandateWish {
    /// Part of a number, of a name or of an account.
    pub words: String,
    pub standing: Option<MandateStanding>,
    pub scheme: Option<MandateScheme>,
    pub customer: Option<CustomerId>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateRow {
    pub id: MandateId,
    pub mandate: Mandate,
    pub standing: MandateStanding,
    /// Of the customer, as everybody knows it.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundMandates {
    pub rows: Vec<MandateRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// The newest first; those after the first `skip`, `limit` at most.
pub fn find_mandates(view: &View<'_>, wish: &MandateWish, skip: usize, limit: usize) -> Result<FoundMandates, Failure> {
    view.require(Permission::PaymentsMandates)?;
    let all = match wish.customer {
        Some(customer) => mandates_of(view, customer),
        None => all_mandates(view),
    };
    let words = wish.words.trim().to_lowercase();
    let rows = all.into_iter().map(|(id, mandate)| row(view, id, mandate));
    let rows: Vec<MandateRow> = rows.filter(|row| wish.fits(row, &words)).collect();
    let total = rows.len();
    Ok(FoundMandates { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

pub fn see_mandate(view: &View<'_>, id: MandateId) -> Result<MandateRow, Failure> {
    view.require(Permission::PaymentsMandates)?;
    let found = mandate(view, id).ok_or_else(Failure::not_found)?;
    Ok(row(view, id, found))
}

/// Those of whoever looks; none where that is no customer.
pub fn own_mandates(view: &View<'_>) -> Result<Vec<MandateRow>, Failure> {
    view.require(Permission::AccountOwn)?;
    let own = view.actor().person.and_then(|person| customer_of_person(view, person));
    let all = own.map(|customer| mandates_of(view, customer)).unwrap_or_default();
    Ok(all.into_iter().map(|(id, mandate)| row(view, id, mandate)).collect())
}

fn row(view: &View<'_>, id: MandateId, mandate: Mandate) -> MandateRow {
    let standing = mandate.standing(view.today());
    MandateRow { id, standing, name: name_of(view, mandate.customer), mandate }
}

fn name_of(r: &dyn Read, id: CustomerId) -> String {
    let known = customer(r, id).and_then(|customer| person(r, customer.person));
    known.map(|person| person.name()).unwrap_or_default()
}

impl MandateWish {
    fn fits(&self, row: &MandateRow, words: &str) -> bool {
        let mandate = &row.mandate;
        let account: String = words.split_whitespace().collect();
        self.standing.is_none_or(|standing| row.standing == standing)
            && self.scheme.is_none_or(|scheme| mandate.scheme == scheme)
            && (words.is_empty()
                || [&mandate.number, &mandate.holder, &row.name].iter().any(|text| text.to_lowercase().contains(words))
                || mandate.iban.as_str().to_lowercase().contains(&account))
    }
}
