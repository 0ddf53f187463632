//! How late open items are, party by party.

use std::collections::BTreeMap;

use crate::business::ledger::{ItemKey, OpenItem, Party};
use crate::values::Day;

/// From so many days late on, each column up to the next; what is not due stands before them.
pub const AGES: [i32; 4] = [1, 31, 61, 91];

/// Whose debts are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DebtSide {
    /// What others owe us.
    Theirs,
    /// What we owe others.
    Ours,
}

/// Minor units, positive for the side that is looked at: not due yet, then by the days of `AGES`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ageing {
    pub not_due: i64,
    pub late: [i64; 4],
    /// What stands against it, whatever its age: credit notes, payments on account. Never positive.
    pub against: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartyAgeing {
    pub party: Party,
    pub ageing: Ageing,
    pub items: usize,
}

impl Ageing {
    pub fn total(self) -> i64 {
        self.debts() + self.against
    }

    /// Without what stands against it.
    pub fn debts(self) -> i64 {
        self.not_due + self.late_total()
    }

    pub fn late_total(self) -> i64 {
        self.late.iter().sum()
    }

    /// Its columns in the order in which they are read.
    pub fn columns(self) -> [i64; 6] {
        let [first, second, third, fourth] = self.late;
        [self.not_due, first, second, third, fourth, self.against]
    }

    fn take(&mut self, minor: i64, days_late: i32) {
        if minor < 0 {
            self.against += minor;
            return;
        }
        let column = AGES.iter().zip(&mut self.late).rfind(|(from, _)| days_late >= **from);
        *column.map_or(&mut self.not_due, |(_, late)| late) += minor;
    }

    pub fn plus(self, other: Ageing) -> Ageing {
        let late = |at: fn([i64; 4]) -> i64| at(self.late) + at(other.late);
        Ageing {
            not_due: self.not_due + other.not_due,
            against: self.against + other.against,
            late: [late(|[it, ..]| it), late(|[_, it, ..]| it), late(|[_, _, it, _]| it), late(|[.., it]| it)],
        }
    }
}

/// Items by party, each by how late it is.
pub fn ageing_of<'i>(
    items: impl IntoIterator<Item = &'i (ItemKey, OpenItem)>,
    side: DebtSide,
    today: Day,
) -> Vec<PartyAgeing> {
    let mut found: BTreeMap<Party, (Ageing, usize)> = BTreeMap::new();
    for (key, item) in items {
        let (ageing, count) = found.entry(key.party).or_default();
        let minor = item.open().minor();
        let minor = if side == DebtSide::Theirs { minor } else { -minor };
        ageing.take(minor, item.days_late(today));
        *count += 1;
    }
    found.into_iter().map(|(party, (ageing, items))| PartyAgeing { party, ageing, items }).collect()
}
