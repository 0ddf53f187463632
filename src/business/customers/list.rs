//! Looking through the customers as staff do.

use std::ops::ControlFlow;

use crate::business::customers::records::CUSTOMER_ID_TO_CUSTOMER;
use crate::business::customers::{Customer, CustomerGroup, customer, customers_of_partner};
use crate::business::failure::Failure;
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::{Read, Span};
use crate::texts;
use crate::values::{CustomerId, Instant, PartnerId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CustomerWish {
    /// Only these, found by what was typed.
    pub among: Option<Vec<CustomerId>>,
    pub group: Option<CustomerGroup>,
    pub closed: Option<bool>,
    pub partner: Option<PartnerId>,
    pub order_by: CustomerOrder,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CustomerOrder {
    /// Newest first, or oldest first when it is asked for backwards.
    #[default]
    Age,
    Name,
    Town,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    pub id: CustomerId,
    pub number: String,
    pub name: String,
    pub town: String,
    pub email: String,
    pub group: CustomerGroup,
    pub since: Instant,
    pub closed: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCustomers {
    pub rows: Vec<CustomerRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds customers, and gives those after the first `skip`, `limit` at most.
pub fn find_customers(
    view: &View<'_>,
    wish: &CustomerWish,
    skip: usize,
    limit: usize,
) -> Result<FoundCustomers, Failure> {
    view.require(Permission::CustomersView)?;
    Ok(wish.found(view, skip, limit))
}

/// The customers whom a partner has brought.
pub(in crate::business) fn find_brought(
    view: &View<'_>,
    by: PartnerId,
    wish: &CustomerWish,
    skip: usize,
    limit: usize,
) -> FoundCustomers {
    CustomerWish { partner: Some(by), ..wish.clone() }.found(view, skip, limit)
}

/// One of them.
pub(in crate::business) fn see_brought(r: &dyn Read, by: PartnerId, id: CustomerId) -> Option<CustomerRow> {
    customer(r, id).filter(|customer| customer.partner == Some(by)).map(|customer| row(r, id, customer))
}

impl CustomerWish {
    fn found(&self, view: &View<'_>, skip: usize, limit: usize) -> FoundCustomers {
        let mut found = self.fitting(view);
        if self.order_by == CustomerOrder::Age {
            found.sort_by_key(|(id, _)| std::cmp::Reverse(*id));
            if self.backwards {
                found.reverse();
            }
            let total = found.len();
            let page = found.into_iter().skip(skip).take(limit);
            return FoundCustomers { rows: page.map(|(id, customer)| row(view, id, customer)).collect(), total };
        }
        let mut rows: Vec<CustomerRow> = found.into_iter().map(|(id, customer)| row(view, id, customer)).collect();
        let language = view.actor().language;
        match self.order_by {
            CustomerOrder::Town => texts::sort_by_name(language, &mut rows, |row| row.town.as_str()),
            CustomerOrder::Name | CustomerOrder::Age => {
                texts::sort_by_name(language, &mut rows, |row| row.name.as_str())
            }
        }
        if self.backwards {
            rows.reverse();
        }
        let total = rows.len();
        FoundCustomers { rows: rows.into_iter().skip(skip).take(limit).collect(), total }
    }

    fn fitting(&self, r: &dyn Read) -> Vec<(CustomerId, Customer)> {
        let among = match (&self.among, self.partner) {
            (Some(among), _) => Some(among.clone()),
            (None, Some(partner)) => Some(customers_of_partner(r, partner)),
            (None, None) => None,
        };
        let mut found = Vec::new();
        match among {
            Some(ids) => found.extend(
                ids.into_iter()
                    .filter_map(|id| Some((id, r.get(&CUSTOMER_ID_TO_CUSTOMER, &id)?)))
                    .filter(|(_, customer)| self.fits(customer)),
            ),
            None => r.each(&CUSTOMER_ID_TO_CUSTOMER, Span::all(), |id, customer| {
                if self.fits(&customer) {
                    found.push((id, customer));
                }
                ControlFlow::Continue(())
            }),
        }
        found
    }

    fn fits(&self, customer: &Customer) -> bool {
        self.group.is_none_or(|group| customer.group == group)
            && self.closed.is_none_or(|closed| customer.closed == closed)
            && self.partner.is_none_or(|partner| customer.partner == Some(partner))
    }
}

fn row(r: &dyn Read, id: CustomerId, customer: Customer) -> CustomerRow {
    let person = people::person(r, customer.person);
    let told = |of: &dyn Fn(&Person) -> String| person.as_ref().map(of).unwrap_or_default();
    CustomerRow {
        id,
        number: customer.number,
        name: told(&Person::name),
        town: told(&|person| person.address.as_ref().map(|address| address.town.clone()).unwrap_or_default()),
        email: told(&|person| person.email.as_ref().map(ToString::to_string).unwrap_or_default()),
        group: customer.group,
        since: customer.since,
        closed: customer.closed,
    }
}
