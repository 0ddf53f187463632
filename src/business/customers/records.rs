//! Where customers are kept.

use crate::business::customers::{CreditLine, CreditRelease, CreditUsed, Customer, CustomerTerms, EinvoiceTerms};
use crate::store::{Map, Read, Span, Table};
use crate::values::{CustomerId, OrderId, PartnerId, PersonId};

pub(super) const CUSTOMER_ID_TO_CUSTOMER: Map<CustomerId, Customer> = Map::new(90, "CUSTOMER_ID_TO_CUSTOMER");
pub(super) const NUMBER_TO_CUSTOMER_ID: Map<String, CustomerId> = Map::new(91, "NUMBER_TO_CUSTOMER_ID");
pub(super) const PERSON_TO_CUSTOMER_ID: Map<PersonId, CustomerId> = Map::new(92, "PERSON_TO_CUSTOMER_ID");
pub(super) const PARTNER_TO_CUSTOMER_ID: Map<(PartnerId, CustomerId), ()> = Map::new(93, "PARTNER_TO_CUSTOMER_ID");
pub(super) const CUSTOMER_TO_EINVOICE_TERMS: Map<CustomerId, EinvoiceTerms> =
    Map::new(94, "CUSTOMER_TO_EINVOICE_TERMS");
/// What of each line is used: open items and orders on account without an invoice.
pub(super) const CUSTOMER_TO_CREDIT_USED: Map<CustomerId, CreditUsed> = Map::new(95, "CUSTOMER_TO_CREDIT_USED");
/// What was agreed with each customer, in the order in which it was.
pub(super) const CUSTOMER_AND_NUMBER_TO_TERMS: Map<(CustomerId, u32), CustomerTerms> =
    Map::new(96, "CUSTOMER_AND_NUMBER_TO_TERMS");
/// The lines of each customer, in the order in which they were set.
pub(super) const CUSTOMER_AND_NUMBER_TO_CREDIT_LINE: Map<(CustomerId, u32), CreditLine> =
    Map::new(97, "CUSTOMER_AND_NUMBER_TO_CREDIT_LINE");
/// Orders that somebody let pass.
pub(super) const ORDER_TO_CREDIT_RELEASE: Map<OrderId, CreditRelease> = Map::new(98, "ORDER_TO_CREDIT_RELEASE");

pub const TABLES: &[Table] = &[
    CUSTOMER_ID_TO_CUSTOMER.table(),
    NUMBER_TO_CUSTOMER_ID.table(),
    PERSON_TO_CUSTOMER_ID.table(),
    PARTNER_TO_CUSTOMER_ID.table(),
    CUSTOMER_TO_EINVOICE_TERMS.table(),
    CUSTOMER_AND_NUMBER_TO_TERMS.table(),
    CUSTOMER_TO_CREDIT_USED.table(),
    CUSTOMER_AND_NUMBER_TO_CREDIT_LINE.table(),
    ORDER_TO_CREDIT_RELEASE.table(),
];

pub fn customer(r: &dyn Read, id: CustomerId) -> Option<Customer> {
    r.get(&CUSTOMER_ID_TO_CUSTOMER, &id)
}

pub fn customer_by_number(r: &dyn Read, number: &str) -> Option<CustomerId> {
    r.get(&NUMBER_TO_CUSTOMER_ID, &number.to_owned())
}

pub fn customer_of_person(r: &dyn Read, person: PersonId) -> Option<CustomerId> {
    r.get(&PERSON_TO_CUSTOMER_ID, &person)
}

pub fn customers_of_partner(r: &dyn Read, partner: PartnerId) -> Vec<CustomerId> {
    r.keys(&PARTNER_TO_CUSTOMER_ID, Span::prefix(&(partner,))).into_iter().map(|(_, id)| id).collect()
}

/// Customers in the order of their ids, newest first, before the one seen last.
pub fn customers(r: &dyn Read, before: Option<CustomerId>, limit: usize) -> Vec<(CustomerId, Customer)> {
    let span = before.map_or_else(Span::all, |id| Span::before(&id));
    r.scan(&CUSTOMER_ID_TO_CUSTOMER, span.backwards().limit(limit))
}
