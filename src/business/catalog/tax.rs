//! Value added tax by country, class and day, as a dated table that names the law of each rate.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::values::{Country, Day, Rate};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum TaxClass {
    Standard,
    /// Animal feed, which most countries tax apart from food (AT: § 10 Abs. 3 Z 1 UStG).
    Reduced,
    /// Food for people.
    Food,
    /// Food that a country taxes less than other food (AT: § 10 (1a) UStG); elsewhere it is food like any other.
    Basic,
}

impl TaxClass {
    pub const ALL: [TaxClass; 4] = [TaxClass::Standard, TaxClass::Reduced, TaxClass::Food, TaxClass::Basic];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            TaxClass::Standard => "standard",
            TaxClass::Reduced => "reduced",
            TaxClass::Food => "food",
            TaxClass::Basic => "basic",
        }
    }

    pub fn of_word(word: &str) -> Option<TaxClass> {
        TaxClass::ALL.into_iter().find(|class| class.word() == word)
    }

    pub fn text_key(self) -> String {
        format!("catalog.tax_class.{}", self.word())
    }
}

/// One row of the table as it is written.
#[derive(Deserialize)]
struct Row {
    country: String,
    class: String,
    from: String,
    percent: String,
    source: String,
}

#[derive(Deserialize)]
struct Table {
    rate: Vec<Row>,
}

/// A rate with the first day on which it holds and the law where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedRate {
    pub country: Country,
    pub class: TaxClass,
    pub from: Day,
    pub rate: Rate,
    pub source: String,
}

fn read(row: Row) -> Option<DatedRate> {
    Some(DatedRate {
        country: Country::parse(&row.country)?,
        class: TaxClass::of_word(&row.class)?,
        from: Day::parse(&row.from)?,
        rate: Rate::parse_percent(&row.percent)?,
        source: row.source,
    })
}

/// The whole table, oldest first within a country and class. A table with a fault is no table: a rate that is left out
/// would let an older one hold on.
pub fn vat_rates() -> &'static [DatedRate] {
    static RATES: LazyLock<Vec<DatedRate>> = LazyLock::new(|| {
        let table: Option<Table> = toml::from_str(include_str!("../../../assets/tax/rates.toml")).ok();
        table.and_then(|table| table.rate.into_iter().map(read).collect()).unwrap_or_default()
    });
    &RATES
}

/// The rate that holds in a country on a day; `None` where we have no rate. Basic food that a country does not know
/// apart is food, and what it does not know apart besides is taxed at the standard rate.
pub fn vat_rate(country: Country, class: TaxClass, on: Day) -> Option<Rate> {
    let of = |class| vat_rates().iter().filter(move |dated| dated.country == country && dated.class == class);
    let classes = [class, if class == TaxClass::Basic { TaxClass::Food } else { class }];
    let class = classes.into_iter().find(|class| of(*class).next().is_some()).unwrap_or(TaxClass::Standard);
    of(class).filter(|dated| dated.from <= on).max_by_key(|dated| dated.from).map(|dated| dated.rate)
}
