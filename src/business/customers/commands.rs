//! Opening, changing and closing customer accounts.

use crate::business::customers::events::{CustomerChanged, CustomerClosed, CustomerOpened};
use crate::business::customers::records::{
    CUSTOMER_ID_TO_CUSTOMER, NUMBER_TO_CUSTOMER_ID, PARTNER_TO_CUSTOMER_ID, PERSON_TO_CUSTOMER_ID, customer,
    customer_by_number, customer_of_person,
};
use crate::business::customers::{Customer, CustomerGroup};
use crate::business::failure::{Complaint, Failure};
use crate::business::people::{self, Person, PersonKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{CustomerId, PartnerId, PersonId};

/// Customer numbers begin above this, so that the first does not look like the first.
const NUMBER_BASE: u64 = 10_000;

/// The range that customer numbers are counted in.
const NUMBER_RANGE: &str = "customer number";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCustomer {
    pub person: PersonId,
    pub group: CustomerGroup,
    /// Who brought this customer.
    pub partner: Option<PartnerId>,
    /// The number that the customer already has in a former system; empty for the next one of ours.
    pub number: String,
}

/// Makes a person a customer.
pub fn open_customer(tx: &mut Tx, new: &NewCustomer) -> Result<CustomerId, Failure> {
    tx.require(Permission::CustomersEdit)?;
    people::person(tx, new.person).ok_or_else(Failure::not_found)?;
    if customer_of_person(tx, new.person).is_some() {
        return Err(Complaint::new("customers.refusal.already_customer").at("person").into());
    }
    if !new.number.is_empty() && customer_by_number(tx, &new.number).is_some() {
        let complaint = Complaint::new("customers.refusal.number_taken").at("number");
        return Err(complaint.with("number", new.number.clone()).into());
    }
    Ok(add_customer(tx, new))
}

/// Adds a customer whom a partner brings, as part of a command that has asked for permission and contract.
pub(in crate::business) fn add_brought(
    tx: &mut Tx,
    person: &Person,
    partner: PartnerId,
) -> Result<CustomerId, Failure> {
    let group = group_of(person);
    let person = people::add_person(tx, person)?;
    Ok(add_customer(tx, &NewCustomer { person, group, partner: Some(partner), number: String::new() }))
}

/// A visitor of the shop becomes a customer, perhaps by the link of a partner.
pub fn register_customer(tx: &mut Tx, person: &Person, partner: Option<PartnerId>) -> Result<CustomerId, Failure> {
    tx.require(Permission::ShopOrder)?;
    let group = group_of(person);
    let person = people::add_person(tx, person)?;
    Ok(add_customer(tx, &NewCustomer { person, group, partner, number: String::new() }))
}

/// Sets who is credited with this customer's future orders, and by which prices the customer buys.
pub fn change_customer(
    tx: &mut Tx,
    id: CustomerId,
    group: CustomerGroup,
    partner: Option<PartnerId>,
) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    let before = customer(tx, id).ok_or_else(Failure::not_found)?;
    if before.closed {
        return Err(Complaint::new("customers.refusal.closed").with("number", before.number).into());
    }
    let told = tx.record(CustomerChanged { customer: id, partner_before: before.partner, partner });
    if let Some(former) = before.partner {
        tx.remove(&told, &PARTNER_TO_CUSTOMER_ID, &(former, id));
    }
    if let Some(partner) = partner {
        tx.save(&told, &PARTNER_TO_CUSTOMER_ID, &(partner, id), &());
    }
    tx.save(&told, &CUSTOMER_ID_TO_CUSTOMER, &id, &Customer { group, partner, ..before });
    Ok(())
}

/// Closes the account; the record and its orders stay.
pub fn close_customer(tx: &mut Tx, id: CustomerId) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    let before = customer(tx, id).ok_or_else(Failure::not_found)?;
    if before.closed {
        return Err(Complaint::new("customers.refusal.closed").with("number", before.number).into());
    }
    let told = tx.record(CustomerClosed { customer: id });
    tx.save(&told, &CUSTOMER_ID_TO_CUSTOMER, &id, &Customer { closed: true, ..before });
    Ok(())
}

fn group_of(person: &Person) -> CustomerGroup {
    match person.kind {
        PersonKind::Private => CustomerGroup::Private,
        PersonKind::Company => CustomerGroup::Company,
    }
}

fn add_customer(tx: &mut Tx, new: &NewCustomer) -> CustomerId {
    let id = tx.next_id();
    let number = if new.number.is_empty() { next_number(tx) } else { new.number.clone() };
    let told =
        tx.record(CustomerOpened { customer: id, person: new.person, number: number.clone(), partner: new.partner });
    tx.save(&told, &NUMBER_TO_CUSTOMER_ID, &number, &id);
    tx.save(&told, &PERSON_TO_CUSTOMER_ID, &new.person, &id);
    if let Some(partner) = new.partner {
        tx.save(&told, &PARTNER_TO_CUSTOMER_ID, &(partner, id), &());
    }
    let opened =
        Customer { person: new.person, number, group: new.group, partner: new.partner, since: tx.now(), closed: false };
    tx.save(&told, &CUSTOMER_ID_TO_CUSTOMER, &id, &opened);
    id
}

/// The next number that nobody has brought along from a former system.
fn next_number(tx: &mut Tx) -> String {
    loop {
        let number = format!("K-{}", NUMBER_BASE + tx.next_number(NUMBER_RANGE));
        if customer_by_number(tx, &number).is_none() {
            return number;
        }
    }
}
