//! What one settlement gave, in few numbers that can be compared with any other program.

use std::fmt;

#[derive(Default, PartialEq, Eq)]
pub struct Totals {
    /// Cents by bonus, in the order of the plan.
    pub bonuses: Vec<i64>,
    pub paid_people: usize,
    /// The sum over everybody of pay times the person's number from 1.
    pub checksum: i64,
}

impl Totals {
    /// From everybody's pay by bonus; people are numbered from 0.
    pub fn of<'p>(people: impl Iterator<Item = (usize, &'p [i64])>) -> Totals {
        let mut totals = Totals::default();
        for (person, pay) in people {
            totals.bonuses.resize(pay.len(), 0);
            totals.bonuses.iter_mut().zip(pay).for_each(|(total, amount)| *total += amount);
            let all: i64 = pay.iter().sum();
            totals.paid_people += usize::from(all > 0);
            totals.checksum += all * (person as i64 + 1);
        }
        totals
    }

    pub fn paid(&self) -> i64 {
        self.bonuses.iter().sum()
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} cents to {} people, checksum {}", self.bonuses, self.paid_people, self.checksum)
    }
}
