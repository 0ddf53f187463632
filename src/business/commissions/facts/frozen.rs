//! Frozen facts, and what a calculation asks them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::EdgeSet;
use crate::business::commissions::facts::sums::OwnSums;
use crate::business::commissions::facts::{Carry, Standing};
use crate::business::commissions::plan::{EdgePlace, SaleKinds};
use crate::business::partners::{TOP, Tree};
use crate::values::{Currency, Day, OrderId, Period, PeriodKind};

/// One order line that was sold, or came back, with its seller's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactSale {
    pub day: Day,
    pub order: OrderId,
    pub line: u32,
    pub seller: u32,
    /// `TOP` where the buyer is nobody among the people.
    pub buyer: u32,
    pub kind: SaleKind,
    pub returned: bool,
    pub quantity: u32,
    pub base: i64,
    pub points: i64,
}

/// What a calculation works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    pub period: Period,
    pub currency: Currency,
    /// By sponsors; it numbers the places.
    pub tree: Tree,
    /// By place.
    pub standings: Vec<Standing>,
    pub people: PeopleFacts,
    /// The three edges of the people.
    pub(in crate::business::commissions) edges: EdgeSet,
    /// Sorted by order and line.
    pub sales: Vec<FactSale>,
    /// Base and points of every sale before the factors of the plan; empty where it has none.
    pub(super) as_sold: Vec<(i64, i64)>,
    pub(in crate::business::commissions) own_sums: OwnSums,
    pub(super) sale_columns: BTreeMap<String, Vec<i64>>,
    /// Sales that take back what was sold in an earlier period: their places, with the name of that sale.
    pub(super) earlier_refunds: Vec<(u32, String)>,
    /// The same for sales of this period.
    pub(super) taken_back: Vec<(u32, String)>,
    /// All words of columns, sorted; a word's number is its place.
    pub(super) words: Vec<String>,
    pub carry: Carry,
    pub hash: [u8; 32],
}

/// What is known of people, by place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFacts {
    pub joined: Vec<Day>,
    pub customers: Vec<bool>,
    /// The leg of the seat; 0 where there is no seat.
    pub legs: Vec<u8>,
    pub(super) columns: BTreeMap<String, Vec<i64>>,
}

impl PeopleFacts {
    /// A column by place; zeros where the facts have none of this name.
    pub fn column(&self, name: &str) -> Vec<i64> {
        self.columns.get(name).cloned().unwrap_or_else(|| vec![0; self.joined.len()])
    }
}

impl Facts {
    pub fn taken_back(&self) -> &[(u32, String)] {
        &self.taken_back
    }

    pub fn earlier_refunds(&self) -> &[(u32, String)] {
        &self.earlier_refunds
    }

    pub fn is_earlier_refund(&self, sale: u32) -> bool {
        self.earlier_refunds.binary_search_by_key(&sale, |(known, _)| *known).is_ok()
    }

    /// Points of every place alone, of all kinds of sale: hundredths.
    pub fn own_points(&self) -> Vec<i64> {
        self.own_sums.points(SaleKinds::ALL).map(Arc::unwrap_or_clone).unwrap_or_default()
    }

    /// Who stands above a place by one of the edges of the people; `TOP` where nobody does.
    pub fn above(&self, edge: EdgePlace, place: u32) -> u32 {
        self.edges.get(&edge).map_or(TOP, |tree| tree.parent(place))
    }

    /// The number of a word; one that no fact has is like no other.
    pub fn word(&self, word: &str) -> i64 {
        let place = self.words.binary_search_by(|known| known.as_str().cmp(word));
        place.ok().and_then(|place| i64::try_from(place).ok()).unwrap_or(-1)
    }

    pub fn words(&self) -> &[String] {
        &self.words
    }

    /// A further value of a sale; 0 where the facts have no such column.
    pub fn sale_column(&self, name: &str, number: usize) -> i64 {
        self.sale_columns.get(name).and_then(|column| column.get(number)).copied().unwrap_or(0)
    }

    /// Whether people or sales have a further column of this name.
    pub fn has_column(&self, name: &str) -> bool {
        self.sale_columns.contains_key(name) || self.people.columns.contains_key(name)
    }

    /// Amounts in the smallest coin become numbers of whole units.
    pub fn millionths_per_minor(&self) -> i64 {
        1_000_000 / 10_i64.pow(self.currency.minor_digits().min(6))
    }

    /// Begun periods of this kind from a day to this period, both counted.
    pub fn periods_since(&self, day: Day) -> i64 {
        let first = self.period.first();
        let months = |day: Day| i64::from(day.year()) * 12 + i64::from(day.month()) - 1;
        let (now, then) = match self.period.kind() {
            PeriodKind::Week => {
                let week = |day: Day| i64::from(Period::around(day, PeriodKind::Week).first().number()) / 7;
                (week(first), week(day))
            }
            PeriodKind::TenDays => {
                let part = |day: Day| months(day) * 3 + i64::from((day.day_of_month() - 1) / 10).min(2);
                (part(first), part(day))
            }
            PeriodKind::HalfMonth => {
                let half = |day: Day| months(day) * 2 + i64::from(day.day_of_month() > 15);
                (half(first), half(day))
            }
            PeriodKind::Quarter => (months(first) / 3, months(day) / 3),
            // A business year may begin with any month.
            PeriodKind::Year => {
                let begins = months(first).rem_euclid(12);
                let year = |day: Day| (months(day) - begins).div_euclid(12);
                (year(first), year(day))
            }
            PeriodKind::Month | PeriodKind::Days => (months(first), months(day)),
        };
        (now - then + 1).max(0)
    }

    pub fn is_customer(&self, place: u32) -> bool {
        self.people.customers.get(usize::try_from(place).unwrap_or(usize::MAX)).copied().unwrap_or(false)
    }

    pub fn standing(&self, place: u32) -> Standing {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.standings.get(place).copied().unwrap_or(Standing::Invited)
    }
}
