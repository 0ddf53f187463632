//! What delivery costs, country by country: data of the firm, valid from a day on or, when they are set in the course
//! of it, from that instant on, so that an order that is corrected later is priced as when it was placed.

use serde::{Deserialize, Serialize};

use crate::business::failure::Complaint;
use crate::business::firm::firm;
use crate::business::orders::DeliveryTime;
use crate::business::orders::records::{all_tariffs, tariffs_through};
use crate::store::{Read, Stored, read_body};
use crate::values::{Country, Currency, Day, Instant, Money};

/// Delivery to one country. A country without a tariff is not delivered to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    pub country: Country,
    /// Net.
    pub price: Money,
    /// The net value of goods from which delivery is free; without one it never is.
    pub free_from: Option<Money>,
    /// Without one nothing is said about it.
    pub time: Option<DeliveryTime>,
}

/// All tariffs that hold together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariffs(pub Vec<Tariff>);

/// Everything that was set for one day, in the order in which it begins to hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffsOfDay(pub Vec<TariffsSince>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TariffsSince {
    /// `None`: from the beginning of the day.
    pub at: Option<Instant>,
    pub tariffs: Tariffs,
}

impl TariffsOfDay {
    /// Prices for the whole day take the place of what was planned for it.
    pub(super) fn whole(tariffs: Tariffs) -> TariffsOfDay {
        TariffsOfDay(vec![TariffsSince { at: None, tariffs }])
    }

    /// Prices that are set in the course of the day leave alone what was ordered before.
    pub(super) fn changed_at(mut self, now: Instant, tariffs: Tariffs) -> TariffsOfDay {
        self.0.retain(|since| since.at != Some(now));
        self.0.push(TariffsSince { at: Some(now), tariffs });
        self
    }

    fn holding(&self, at: Instant) -> Option<&Tariffs> {
        let begun = |since: &&TariffsSince| since.at.is_none_or(|from| from <= at);
        self.0.iter().rfind(begun).map(|since| &since.tariffs)
    }
}

/// A tariff as it was kept before it told a time.
#[derive(Deserialize)]
struct UntimedTariff {
    country: Country,
    price: Money,
    free_from: Option<Money>,
}

#[derive(Deserialize)]
struct UntimedSince {
    at: Option<Instant>,
    tariffs: Vec<UntimedTariff>,
}

fn timed(tariffs: Vec<UntimedTariff>) -> Tariffs {
    let timed =
        |old: UntimedTariff| Tariff { country: old.country, price: old.price, free_from: old.free_from, time: None };
    Tariffs(tariffs.into_iter().map(timed).collect())
}

impl Stored for TariffsOfDay {
    const VERSION: u8 = 3;

    /// At first a day had one set of prices, from its beginning on; then several, without times.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<TariffsOfDay> {
        match version {
            1 => read_body(bytes).map(|tariffs| TariffsOfDay::whole(timed(tariffs))),
            2 => {
                let sets: Vec<UntimedSince> = read_body(bytes)?;
                let since = |old: UntimedSince| TariffsSince { at: old.at, tariffs: timed(old.tariffs) };
                Some(TariffsOfDay(sets.into_iter().map(since).collect()))
            }
            _ => None,
        }
    }
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
            time: None,
        };
        Tariffs(Country::DELIVERED.map(tariff).to_vec())
    }

    pub fn of(&self, country: Country) -> Option<Tariff> {
        self.0.iter().find(|tariff| tariff.country == country).copied()
    }

    /// What is wrong with them; the fields are named `price_AT` and `free_from_AT`.
    pub(super) fn complaints(&self, home: Country, currency: Currency) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        let delivers_home = Country::DELIVERED.contains(&home);
        if delivers_home && self.of(home).is_none() {
            let field = format!("price_{}", home.code());
            complaints.push(Complaint::new("orders.refusal.no_tariff").at(field));
        }
        if !delivers_home && self.0.is_empty() {
            complaints.push(Complaint::new("orders.refusal.no_tariff_at_all").at("price_AT"));
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

/// The tariffs that hold on a day; for today, those that hold now.
pub fn tariffs_on(r: &dyn Read, day: Day, currency: Currency) -> Tariffs {
    let found = tariffs_through(r, day, |of_day| of_day.0.last().map(|since| since.tariffs.clone()));
    found.unwrap_or_else(|| Tariffs::first(currency))
}

/// The tariffs that held at an instant of a day.
pub fn tariffs_at(r: &dyn Read, day: Day, at: Instant, currency: Currency) -> Tariffs {
    let found = tariffs_through(r, day, |of_day| of_day.holding(at).cloned());
    found.unwrap_or_else(|| Tariffs::first(currency))
}

/// How long delivery to a country takes on a day, where the firm has said so.
pub fn delivery_time(r: &dyn Read, day: Day, country: Country) -> Option<DeliveryTime> {
    tariffs_on(r, day, currency(r)).of(country)?.time
}

/// Whether the firm has said it for every country to which it delivers on a day.
pub fn delivery_times_are_set(r: &dyn Read, day: Day) -> bool {
    tariffs_on(r, day, currency(r)).0.iter().all(|tariff| tariff.time.is_some())
}

fn currency(r: &dyn Read) -> Currency {
    firm(r).map_or(Currency::EUR, |firm| firm.currency)
}

/// Stands for all tariffs that were ever set, to tell whether somebody else has changed them meanwhile.
pub fn tariffs_mark(r: &dyn Read) -> String {
    let written = serde_json::to_vec(&all_tariffs(r));
    let written = written.unwrap_or_else(|error| unreachable!("tariffs are plain data: {error}"));
    blake3::hash(&written).to_hex().chars().take(32).collect()
}
