//! What delivery costs: one price a country, free from a value of goods on.
//!
//! Delivery is part of the supply of the goods and shares their tax (Art. 78 b VAT Directive 2006/112/EC).
//! Where goods of several rates travel together, it takes the rate of the group with the largest net value.

use crate::business::orders::{OrderLine, Shipping, Tariffs};
use crate::values::{Country, Money, Rate};

/// The price of delivering these lines; `None` when there are none, or where we do not deliver to.
pub fn shipping_price(tariffs: &Tariffs, country: Country, lines: &[OrderLine]) -> Option<Shipping> {
    let tariff = tariffs.of(country)?;
    let currency = lines.first()?.unit_price.currency();
    let goods = lines.iter().fold(Money::zero(currency), |sum, line| sum + line.net());
    let is_free = tariff.free_from.is_some_and(|from| goods >= from);
    let price = if is_free { Money::zero(currency) } else { tariff.price };
    Some(Shipping { price, vat_rate: main_rate(lines) })
}

/// The rate of the largest group; the higher one of two that are equally large.
fn main_rate(lines: &[OrderLine]) -> Rate {
    let mut groups: Vec<(Rate, i64)> = Vec::new();
    for line in lines {
        match groups.iter_mut().find(|(rate, _)| *rate == line.vat_rate) {
            Some((_, net)) => *net += line.net().minor(),
            None => groups.push((line.vat_rate, line.net().minor())),
        }
    }
    groups.into_iter().max_by_key(|(rate, net)| (*net, *rate)).map_or(Rate::ZERO, |(rate, _)| rate)
}
