//! Within how many working days goods arrive (§ 4 (1) Z 7 FAGG, Art. 246a § 1 (1) Nr. 10 EGBGB): set by the firm
//! country by country with the price, and kept with every order as it was promised.

use serde::{Deserialize, Serialize};

use crate::business::orders::{Order, PaymentMethod};
use crate::text;
use crate::texts;
use crate::values::{Country, Language};

/// From as many working days to as many, both at least one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryTime {
    from: u32,
    to: u32,
}

/// Nearly a quarter of a year; whoever needs longer promises nothing.
pub const DELIVERY_DAYS_MAX: u32 = 60;

impl DeliveryTime {
    pub fn new(from: u32, to: u32) -> Option<DeliveryTime> {
        (1 <= from && from <= to && to <= DELIVERY_DAYS_MAX).then_some(DeliveryTime { from, to })
    }

    pub const fn from(self) -> u32 {
        self.from
    }

    pub const fn to(self) -> u32 {
        self.to
    }

    /// As forms send it: `2-4`.
    pub fn written(self) -> String {
        format!("{}-{}", self.from, self.to)
    }

    pub fn parse(written: &str) -> Option<DeliveryTime> {
        let (from, to) = written.split_once('-')?;
        DeliveryTime::new(from.parse().ok()?, to.parse().ok()?)
    }

    /// `2–4 Werktage`.
    pub fn say(self, language: Language) -> String {
        if self.from == self.to {
            text!(language, "orders.delivery_time.days", count = self.to)
        } else {
            text!(language, "orders.delivery_time.range", from = self.from, to = self.to)
        }
    }

    /// `Lieferzeit nach Österreich: 2–4 Werktage`.
    pub fn say_to(self, language: Language, country: Country) -> String {
        let country = texts::country_name(language, country);
        text!(language, "orders.delivery_time.to", country = country, time = self.say(language))
    }
}

impl Order {
    /// What was promised when it was placed, and from when it counts: what is paid on the day of the order waits for no
    /// payment.
    pub fn delivery_promise(&self, language: Language) -> Option<String> {
        let time = self.delivery_time?.say_to(language, self.delivery.country);
        let waits_for_payment = self.paid_on.is_none_or(|paid_on| paid_on > self.day);
        Some(match self.payment_method {
            PaymentMethod::Prepayment if waits_for_payment => {
                text!(language, "orders.delivery_time.from_payment", time = time)
            }
            PaymentMethod::Prepayment | PaymentMethod::Invoice => {
                text!(language, "orders.delivery_time.from_order", time = time)
            }
        })
    }
}
