//! Persons, customers, partners and orders, as the imports take them.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use crate::app::exports::{A_PAGE, unwritten};
use crate::business::customers::{customer, customer_of_person};
use crate::business::failure::Failure;
use crate::business::orders::{Order, each_order, order_number};
use crate::business::partners::{EdgeKind, edges_of, partner, partners};
use crate::business::people::{bare_person, external_keys, own_key, person, persons};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::tables::orders::{LineOut, write_orders};
use crate::exchange::tables::partners::{PartnerOut, write_partners};
use crate::exchange::tables::people::{BankAccounts, CustomerCells, PersonOut, write_people};
use crate::store::Read;
use crate::values::{OrderId, PartnerId, Period};

/// Whose records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Everybody,
    Customers,
}

/// Bank accounts are told to whoever sees them on the pages of partners.
pub(super) fn people_table(view: &View<'_>, whom: Whom) -> Result<Vec<u8>, Failure> {
    let keys: BTreeMap<_, _> = external_keys(view).into_iter().map(|(key, id)| (id, key)).collect();
    let mut rows = Vec::new();
    let mut last = None;
    loop {
        let page = persons(view, last, A_PAGE);
        let Some((newest, _)) = page.last() else { break };
        last = Some(*newest);
        for (id, person) in page {
            let customer = customer_of_person(view, id).and_then(|id| customer(view, id));
            if whom == Whom::Customers && customer.is_none() {
                continue;
            }
            let customer = customer.map(|customer| CustomerCells {
                number: customer.number,
                group: customer.group,
                partner: number_of(view, customer.partner),
            });
            let key = keys.get(&id).cloned().unwrap_or_else(|| own_key(id));
            rows.push(PersonOut { key, person, customer });
        }
    }
    let bank_accounts = if view.may(Permission::PartnersView) { BankAccounts::Told } else { BankAccounts::LeftOut };
    write_people(&rows, bank_accounts).map_err(unwritten("writing people"))
}

/// Everybody who ever had a contract, with the places in which they began: an import never moves anybody.
pub(super) fn partners_table(view: &View<'_>) -> Result<Vec<u8>, Failure> {
    let first_above = |kind, id| edges_of(view, kind, id).first().and_then(|edge| edge.parent);
    let rows: Vec<PartnerOut> = partners(view)
        .into_iter()
        .map(|(id, partner)| PartnerOut {
            person: person(view, partner.person).unwrap_or_else(|| bare_person("", "")),
            joined_on: partner.joined_on,
            left_on: partner.left_on,
            enroller: number_of(view, first_above(EdgeKind::Enroller, id)),
            sponsor: number_of(view, first_above(EdgeKind::Sponsor, id)),
            terms_version: partner.terms_version,
            state: partner.state.word(),
            number: partner.number,
        })
        .collect();
    write_partners(&rows).map_err(unwritten("writing partners"))
}

fn number_of(r: &dyn Read, id: Option<PartnerId>) -> String {
    id.and_then(|id| partner(r, id)).map(|partner| partner.number).unwrap_or_default()
}

/// The lines of all orders of a period, oldest order first.
pub(super) fn orders_table(view: &View<'_>, period: Option<Period>) -> Result<Vec<u8>, Failure> {
    let mut rows = Vec::new();
    each_order(view, |id, order| {
        if period.is_none_or(|period| period.contains(order.day)) {
            let customer = order.buyer.customer.and_then(|id| customer(view, id));
            let customer = customer.map(|customer| customer.number).unwrap_or_default();
            rows.extend(lines_of(id, &order, &customer, &number_of(view, order.credited_to)));
        }
        ControlFlow::Continue(())
    });
    write_orders(&rows).map_err(unwritten("writing orders"))
}

fn lines_of(id: OrderId, order: &Order, customer: &str, partner: &str) -> Vec<LineOut> {
    let number = order_number(id);
    let key = if order.external.is_empty() { number.clone() } else { order.external.clone() };
    let lines = order.lines.iter().map(|line| LineOut {
        key: key.clone(),
        day: order.day,
        customer: customer.to_owned(),
        partner: partner.to_owned(),
        email: order.buyer.email.clone(),
        phone: order.buyer.phone.clone(),
        delivery: order.delivery.clone(),
        price_role: order.price_role,
        sku: line.sku.clone(),
        product_name: line.name.clone(),
        quantity: line.quantity,
        unit_price: line.unit_price,
        vat_rate: line.vat_rate,
        points: line.points,
        commission_base: line.commission_base,
        shipping_net: order.shipping.price,
        shipping_vat_rate: order.shipping.vat_rate,
        payment_method: order.payment_method,
        paid_on: order.paid_on,
        language: order.language,
        note: order.note.clone(),
        number: number.clone(),
        state: order.state.word(),
        placement: order.placement.word(),
    });
    lines.collect()
}
