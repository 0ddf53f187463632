//! What delivery costs: one price a country, free from a value of goods on.
//!
//! Delivery is part of the supply of the goods and shares their tax (Art. 78 b VAT Directive 2006/112/EC).
//! Where goods of several rates travel together, it takes the rate of the group with the largest net value.

use crate::business::orders::{OrderLine, Shipping};
use crate::values::{Country, Money, Rate};

struct Tariff {
    country: Country,
    /// Net, in minor units of the firm's currency.
    price_minor: i64,
    /// Net value of goods from which delivery is free.
    free_from_minor: i64,
}

const TARIFFS: [Tariff; 3] = [
    Tariff { country: Country::AT, price_minor: 490, free_from_minor: 6_000 },
    Tariff { country: Country::DE, price_minor: 490, free_from_minor: 6_000 },
    Tariff { country: Country::IT, price_minor: 490, free_from_minor: 6_000 },
];

/// The price of delivering these lines; `None` when there are none, or where we do not deliver to.
pub fn shipping_price(country: Country, lines: &[OrderLine]) -> Option<Shipping> {
    let tariff = TARIFFS.iter().find(|tariff| tariff.country == country)?;
    let currency = lines.first()?.unit_price.currency();
    let goods = lines.iter().fold(Money::zero(currency), |sum, line| sum + line.net());
    let free = goods.minor() >= tariff.free_from_minor;
    let price = Money::new(if free { 0 } else { tariff.price_minor }, currency);
    Some(Shipping { price, vat_rate: main_rate(lines) })
}

/// How much is missing until delivery is free; `None` when it is, or where we do not deliver to.
pub fn missing_for_free_shipping(country: Country, lines: &[OrderLine]) -> Option<Money> {
    let tariff = TARIFFS.iter().find(|tariff| tariff.country == country)?;
    let currency = lines.first()?.unit_price.currency();
    let goods = lines.iter().fold(Money::zero(currency), |sum, line| sum + line.net());
    let missing = Money::new(tariff.free_from_minor, currency) - goods;
    missing.is_positive().then_some(missing)
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
