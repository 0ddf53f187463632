//! How many end customers each partner has had in a month.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::commissions::SaleKind;
use crate::business::commissions::sales::each_sale;
use crate::business::customers::customer;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::{Order, order};
use crate::business::partners::{Partner, PartnerState, partner, partner_of_person, partners};
use crate::business::people::person;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Currency, CustomerId, Money, OrderId, PartnerId, Period};

/// A partner with the end customers of a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetailRow {
    pub partner: PartnerId,
    pub number: String,
    pub name: String,
    /// Distinct ones who are no partners themselves.
    pub customers: usize,
    pub orders: usize,
    /// Commission base of what left the house for them.
    pub base: Money,
}

/// One end customer of a partner in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetailCustomer {
    /// `None` for a guest.
    pub customer: Option<CustomerId>,
    pub number: String,
    pub name: String,
    pub orders: Vec<OrderId>,
    pub base: Money,
}

/// By what one end customer is told from another: the account, or the address that a guest gave.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Customer(CustomerId),
    Guest(String),
}

/// What one end customer bought.
struct Bought {
    orders: BTreeSet<OrderId>,
    base: Money,
}

/// Every partner with a contract, also those without a customer; most customers first.
pub fn retail_by_partner(view: &View<'_>, month: Period) -> Result<Vec<RetailRow>, Failure> {
    view.require(Permission::CommissionsView)?;
    let nothing = Money::zero(firm(view).map_or(Currency::EUR, |firm| firm.currency));
    let mut bought = bought(view, month, None, nothing);
    let row = |(id, partner): (PartnerId, Partner)| {
        let of_partner = bought.remove(&id).unwrap_or_default();
        if of_partner.is_empty() && partner.state != PartnerState::Active {
            return None;
        }
        Some(RetailRow {
            partner: id,
            name: person(view, partner.person).map(|person| person.name()).unwrap_or_default(),
            number: partner.number,
            customers: of_partner.len(),
            orders: of_partner.values().map(|bought| bought.orders.len()).sum(),
            base: of_partner.values().fold(nothing, |sum, bought| sum + bought.base),
        })
    };
    let mut rows: Vec<RetailRow> = partners(view).into_iter().filter_map(row).collect();
    rows.sort_by(|one, other| {
        (other.customers, other.base.minor())
            .cmp(&(one.customers, one.base.minor()))
            .then(one.partner.cmp(&other.partner))
    });
    Ok(rows)
}

/// The end customers of one partner in a month, those with the most first.
pub fn retail_customers_of(view: &View<'_>, of: PartnerId, month: Period) -> Result<Vec<RetailCustomer>, Failure> {
    view.require(Permission::CommissionsView)?;
    partner(view, of).ok_or_else(Failure::not_found)?;
    let nothing = Money::zero(firm(view).map_or(Currency::EUR, |firm| firm.currency));
    let found = bought(view, month, Some(of), nothing).remove(&of).unwrap_or_default();
    let mut rows: Vec<RetailCustomer> = found.into_iter().map(|(who, bought)| named(view, who, bought)).collect();
    rows.sort_by_key(|row| (std::cmp::Reverse(row.base.minor()), row.orders.first().copied()));
    Ok(rows)
}

fn named(r: &dyn Read, who: Who, bought: Bought) -> RetailCustomer {
    let orders: Vec<OrderId> = bought.orders.into_iter().collect();
    let as_written = || orders.first().and_then(|id| order(r, *id)).map(|order| order.billing.name).unwrap_or_default();
    let known = match &who {
        Who::Customer(id) => customer(r, *id).map(|customer| (*id, customer)),
        Who::Guest(_) => None,
    };
    let name = known.as_ref().and_then(|(_, customer)| person(r, customer.person)).map(|person| person.name());
    RetailCustomer {
        customer: known.as_ref().map(|(id, _)| *id),
        number: known.map(|(_, customer)| customer.number).unwrap_or_default(),
        name: name.unwrap_or_else(as_written),
        orders,
        base: bought.base,
    }
}

type ByPartner = BTreeMap<PartnerId, BTreeMap<Who, Bought>>;

/// Who bought under whom; goods that came back in the month are taken off, and their buyer stays a customer of it only
/// by something that left the house.
fn bought(r: &dyn Read, month: Period, of: Option<PartnerId>, nothing: Money) -> ByPartner {
    let mut found = ByPartner::new();
    each_sale(r, month, |sale| {
        if sale.kind == SaleKind::Retail
            && of.is_none_or(|of| of == sale.credited_to)
            && let Some(who) = order(r, sale.order).and_then(|order| end_customer(r, &order))
        {
            let of_partner = found.entry(sale.credited_to).or_default();
            let row = of_partner.entry(who).or_insert(Bought { orders: BTreeSet::new(), base: nothing });
            row.orders.insert(sale.order);
            if sale.base.currency() == nothing.currency() {
                row.base += sale.base;
            }
        }
        ControlFlow::Continue(())
    });
    found
}

/// The buyer of an order, unless that is a partner.
fn end_customer(r: &dyn Read, order: &Order) -> Option<Who> {
    let person = order.buyer.customer.and_then(|id| customer(r, id)).map(|customer| customer.person);
    let person = person.or(order.buyer.person);
    if person.is_some_and(|person| partner_of_person(r, person).is_some()) {
        return None;
    }
    Some(match order.buyer.customer {
        Some(id) => Who::Customer(id),
        None => Who::Guest(order.buyer.email.as_str().to_lowercase()),
    })
}
