//! Something that must not be: rows that contradict each other, found by a check.

use crate::business::failure::Complaint;
use crate::store::{Disagreement, Wrong};

/// What is wrong, and about what: `product:17`, `invoice:3`, or the name of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    pub about: String,
    pub complaint: Complaint,
}

impl Defect {
    pub fn new(about: impl Into<String>, complaint: Complaint) -> Defect {
        Defect { about: about.into(), complaint }
    }

    /// The same for each row that does not agree.
    pub fn all(disagreements: Vec<Disagreement>) -> Vec<Defect> {
        disagreements.into_iter().map(Defect::from).collect()
    }
}

impl From<Disagreement> for Defect {
    fn from(Disagreement { table, key, wrong }: Disagreement) -> Defect {
        let about = |key: &'static str, row: String| Complaint::new(key).with("table", table).with("row", row);
        let complaint = match wrong {
            Wrong::Missing => about("checks.row.missing", key),
            Wrong::Stale => about("checks.row.stale", key),
            Wrong::Unreadable { why } => about("checks.row.unreadable", key).with("why", why),
        };
        Defect::new(table, complaint)
    }
}
