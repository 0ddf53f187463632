//! What delivery costs, country by country: data of the firm, valid from a day on, so that an order that is
//! corrected later keeps the prices of its own day.

use serde::{Deserialize, Serialize};

use crate::business::failure::Complaint;
use crate::business::orders::records::tariffs_since;
use crate::store::{Read, Stored};
use crate::values::{Country, Currency, Day, Money};

/// Delivery to one country. A country without a tariff is not delivered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    pub country: Country,
    /// Net.
    pub price: Money,
    /// The net value of goods from which delivery is free; without one it never is.
    pub free_from: Option<Money>,
}

/// All tariffs that hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariffs(pub Vec<Tariff>);

impl Stored for Tariffs {
    const VERSION: u8 = 1;
}

/// Until the firm has set its own: the same everywhere.
const FIRST_PRICE: i64 = 490;
const FIRST_FREE_FROM: i64 = 6_000;

impl Tariffs {
    pub fn first(currency: Currency) -> Tariffs {
        let tariff = |country| Tariff {
            country,
            price: Money::new(FIRST_PRICE, currency),
            free_from: Some(Money::new(FIRST_FREE_FROM, currency)),
        };
        Tariffs(Country::DELIVERED.map(tariff).to_vec())
    }

    pub fn of(&self, country: Country) -> Option<Tariff> {
        self.0.iter().find(|tariff| tariff.country == country).copied()
    }

    /// What is wrong with them; the fields are named `price_AT` and `free_from_AT`.
    pub(super) fn complaints(&self, home: Country, currency: Currency) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if self.of(home).is_none() {
            let field = format!("price_{}", home.code());
            complaints.push(Complaint::new("orders.refusal.no_tariff").at(field));
        }
        for (place, tariff) in self.0.iter().enumerate() {
            let code = tariff.country.code();
            let foreign =
                tariff.price.currency() != currency || tariff.free_from.is_some_and(|from| from.currency() != currency);
            let twice = self.0.iter().take(place).any(|other| other.country == tariff.country);
            if tariff.price.is_negative() || foreign || twice {
                complaints.push(Complaint::new("orders.refusal.bad_tariff").at(format!("price_{code}")));
            }
            if tariff.free_from.is_some_and(Money::is_negative) {
                complaints.push(Complaint::new("orders.refusal.bad_tariff").at(format!("free_from_{code}")));
            }
        }
        complaints
    }
}

/// The tariffs that hold on a day.
pub fn tariffs_on(r: &dyn Read, day: Day, currency: Currency) -> Tariffs {
    tariffs_since(r, day).map_or_else(|| Tariffs::first(currency), |(_, tariffs)| tariffs)
}
