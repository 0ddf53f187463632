//! Value added tax by country, class and day, as a dated table.
//!
//! Sources: § 10 UStG 1994 (AT), § 12 UStG (DE), D.P.R. 633/1972 art. 16 (IT).

use serde::{Deserialize, Serialize};

use crate::values::{Country, Day, Rate};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TaxClass {
    Standard,
    /// Animal feed, which most countries tax apart from food (AT: § 10 Abs. 3 Z 1 UStG).
    Reduced,
    /// Food for people.
    Food,
}

impl TaxClass {
    pub const ALL: [TaxClass; 3] = [TaxClass::Standard, TaxClass::Reduced, TaxClass::Food];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            TaxClass::Standard => "standard",
            TaxClass::Reduced => "reduced",
            TaxClass::Food => "food",
        }
    }

    pub fn of_word(word: &str) -> Option<TaxClass> {
        TaxClass::ALL.into_iter().find(|class| class.word() == word)
    }

    pub fn text_key(self) -> String {
        format!("catalog.tax_class.{}", self.word())
    }
}

struct Dated {
    country: Country,
    class: TaxClass,
    /// Year, month, day from which it holds.
    from: (i16, i8, i8),
    rate_millionths: i64,
}

const fn dated(country: Country, class: TaxClass, from: (i16, i8, i8), rate_millionths: i64) -> Dated {
    Dated { country, class, from, rate_millionths }
}

/// Newest first within a country and class.
const RATES: &[Dated] = &[
    dated(Country::AT, TaxClass::Standard, (1984, 1, 1), 200_000),
    dated(Country::AT, TaxClass::Reduced, (2016, 1, 1), 130_000),
    dated(Country::AT, TaxClass::Reduced, (1984, 1, 1), 100_000),
    dated(Country::AT, TaxClass::Food, (1984, 1, 1), 100_000),
    dated(Country::DE, TaxClass::Standard, (2021, 1, 1), 190_000),
    dated(Country::DE, TaxClass::Standard, (2020, 7, 1), 160_000),
    dated(Country::DE, TaxClass::Standard, (2007, 1, 1), 190_000),
    dated(Country::DE, TaxClass::Reduced, (2021, 1, 1), 70_000),
    dated(Country::DE, TaxClass::Reduced, (2020, 7, 1), 50_000),
    dated(Country::DE, TaxClass::Reduced, (1983, 7, 1), 70_000),
    dated(Country::DE, TaxClass::Food, (2021, 1, 1), 70_000),
    dated(Country::DE, TaxClass::Food, (2020, 7, 1), 50_000),
    dated(Country::DE, TaxClass::Food, (1983, 7, 1), 70_000),
    dated(Country::IT, TaxClass::Standard, (2013, 10, 1), 220_000),
    dated(Country::IT, TaxClass::Reduced, (2013, 10, 1), 220_000),
    dated(Country::IT, TaxClass::Food, (1995, 2, 24), 100_000),
];

/// The rate that holds in a country on a day; `None` where we have no rate.
pub fn vat_rate(country: Country, class: TaxClass, on: Day) -> Option<Rate> {
    RATES
        .iter()
        .filter(|dated| dated.country == country && dated.class == class)
        .find(|dated| Day::new(dated.from.0, dated.from.1, dated.from.2).is_some_and(|from| from <= on))
        .map(|dated| Rate::from_millionths(dated.rate_millionths))
}
