//! Facts as they are given: in any order, by the numbers of partners and orders.

use crate::business::commissions::SaleKind;
use crate::business::partners::TreeTrouble;
use crate::values::{Currency, Day, OrderId, PartnerId, Period};

/// Facts as they come from the store or from files, in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsOf {
    pub period: Period,
    pub currency: Currency,
    pub people: Vec<FactPerson>,
    pub sales: Vec<SoldLine>,
    /// Further columns of people and sales, in the order in which those are given.
    pub person_columns: Vec<GivenColumn>,
    pub sale_columns: Vec<GivenColumn>,
    /// The words that columns name by their places.
    pub words: Vec<String>,
    /// What earlier periods left: of whom, under which key, how much (millionths).
    pub carry: Vec<(PartnerId, String, i64)>,
}

impl FactsOf {
    /// Amounts in the smallest coin become numbers of whole units.
    pub fn millionths_per_minor(&self) -> i64 {
        1_000_000 / 10_i64.pow(self.currency.minor_digits().min(6))
    }

    /// People and sales, and nothing further.
    pub fn plain(period: Period, currency: Currency, people: Vec<FactPerson>, sales: Vec<SoldLine>) -> FactsOf {
        let (person_columns, sale_columns) = (Vec::new(), Vec::new());
        FactsOf { period, currency, people, sales, person_columns, sale_columns, words: Vec::new(), carry: Vec::new() }
    }
}

/// What the values of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnHolds {
    /// Millionths; truths are 0 and 1.
    Numbers,
    /// Places among the words.
    Words,
    /// Numbers of partners; 0 for nobody.
    People,
}

/// A column as it is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenColumn {
    pub name: String,
    pub holds: ColumnHolds,
    pub values: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPerson {
    pub partner: PartnerId,
    pub sponsor: Option<PartnerId>,
    /// Who brought the person; the sponsor where nobody is named.
    pub enroller: Option<PartnerId>,
    /// Below whom, and in which leg; legs are numbered from 1.
    pub seat: Option<(PartnerId, u8)>,
    pub joined_on: Day,
    pub customer: bool,
    pub standing: Standing,
}

impl FactPerson {
    /// Somebody with a sponsor and nothing else; as if there since long ago.
    pub fn plain(partner: PartnerId, sponsor: Option<PartnerId>, standing: Standing) -> FactPerson {
        let joined_on = Day::from_number(0);
        FactPerson { partner, sponsor, enroller: None, seat: None, joined_on, customer: false, standing }
    }
}

/// Whether somebody has a valid contract on the period's last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Valid,
    Left,
    /// The terms are not accepted.
    Invited,
}

/// One order line that was sold, or came back, before its seller has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SoldLine {
    pub day: Day,
    pub order: OrderId,
    /// The line within the order, from 1.
    pub line: u32,
    pub credited_to: PartnerId,
    /// Who bought, where that is somebody among the people.
    pub buyer: Option<PartnerId>,
    /// Of a return, the kind of the sale which it takes back.
    pub kind: SaleKind,
    pub returned: bool,
    pub quantity: u32,
    /// Minor units; negative for goods that came back.
    pub base: i64,
    /// Hundredths of a point.
    pub points: i64,
}

/// Why facts cannot be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FactTrouble {
    Tree(TreeTrouble),
    /// A sale is credited to somebody who is not in the tree.
    UnknownSeller {
        order: OrderId,
        line: u32,
        partner: PartnerId,
    },
    OutsidePeriod {
        order: OrderId,
        line: u32,
        day: Day,
    },
    /// More sales than can be numbered.
    TooManySales,
}
