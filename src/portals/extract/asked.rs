//! Which months and which deals somebody asks for.

use crate::business::commissions::{DealState, DealWish, Relation};
use crate::portals::asked::Asked;
use crate::values::{Day, Period};
use crate::web::Visit;

const KNOWN: &[&str] = &["first", "last", "whose", "state", "pay"];
/// Nobody asks for more months at once.
const MONTHS_MAX: usize = 60;
/// So many months are shown when nobody has chosen any: this one and those before it.
const MONTHS_AT_FIRST: usize = 3;

pub struct ExtractAsked {
    pub asked: Asked,
    pub first: Period,
    pub last: Period,
    pub today: Day,
}

impl ExtractAsked {
    pub fn of(visit: &Visit, path: impl Into<String>, today: Day) -> ExtractAsked {
        let asked = Asked::of(visit, path, KNOWN);
        let month = |name: &str| Period::parse(asked.get(name)).map(|period| Period::month_of(period.first()));
        let last = month("last").unwrap_or_else(|| Period::month_of(today));
        let first = month("first").unwrap_or_else(|| before(last, MONTHS_AT_FIRST - 1));
        let (first, last) = if first.first() <= last.first() { (first, last) } else { (last, first) };
        let first =
            if before(last, MONTHS_MAX - 1).first() > first.first() { before(last, MONTHS_MAX - 1) } else { first };
        ExtractAsked { asked, first, last, today }
    }

    pub fn wish(&self) -> DealWish {
        DealWish {
            words: self.asked.words().to_owned(),
            relation: Relation::ALL.into_iter().find(|relation| relation.word() == self.asked.get("whose")),
            state: DealState::ALL.into_iter().find(|state| state.word() == self.asked.get("state")),
            with_pay: match self.asked.get("pay") {
                "with" => Some(true),
                "without" => Some(false),
                _ => None,
            },
        }
    }

    /// The months that can be chosen, the newest first.
    pub fn months(&self) -> Vec<Period> {
        let newest = Period::month_of(self.today.max(self.last.first()));
        let mut months = vec![newest];
        while months.len() < MONTHS_MAX {
            months.extend(months.last().map(|month| month.previous()));
        }
        months
    }
}

fn before(month: Period, count: usize) -> Period {
    (0..count).fold(month, |month, _| month.previous())
}
