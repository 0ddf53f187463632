//! What must always hold between the tables of customers.

use crate::business::customers::Customer;
use crate::business::customers::records::{
    CUSTOMER_ID_TO_CUSTOMER, NUMBER_TO_CUSTOMER_ID, PARTNER_TO_CUSTOMER_ID, PERSON_TO_CUSTOMER_ID,
};
use crate::business::defect::Defect;
use crate::store::{Read, compare};
use crate::values::CustomerId;

/// A customer is found by number, by person, and under the partner who is credited.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let records = &CUSTOMER_ID_TO_CUSTOMER;
    let numbers = |id: &CustomerId, customer: &Customer| vec![(customer.number.clone(), *id)];
    let persons = |id: &CustomerId, customer: &Customer| vec![(customer.person, *id)];
    let partners =
        |id: &CustomerId, customer: &Customer| customer.partner.iter().map(|partner| ((*partner, *id), ())).collect();
    let mut found = compare(r, (records, &NUMBER_TO_CUSTOMER_ID), numbers, |_, id| *id);
    found.extend(compare(r, (records, &PERSON_TO_CUSTOMER_ID), persons, |_, id| *id));
    found.extend(compare(r, (records, &PARTNER_TO_CUSTOMER_ID), partners, |(_, id), ()| *id));
    Defect::all(found)
}
