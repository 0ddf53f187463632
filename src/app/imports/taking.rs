//! All rows in one transaction, or in a rehearsal of it. Whatever is wrong anywhere is found before nothing is kept.

use crate::app::door::{Batch, Door};
use crate::app::imports::{ImportCounts, ImportTrouble, Keep, Watch};
use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure, Refusal};
use crate::business::firm::firm;
use crate::exchange::tables::{PROBLEMS_MAX, Problem, Sheet};
use crate::store::Fault;
use crate::values::Currency;

pub(super) struct Taking<'t> {
    pub door: &'t Door,
    pub actor: &'t Actor,
    pub sheet: &'t Sheet,
    pub keep: Keep,
}

/// What was done with one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    New,
    Changed,
    Same,
}

/// So many rows between two looks at whoever waits.
const ROWS_BETWEEN_LOOKS: u64 = 64;

/// Ends a transaction of which nothing is kept.
const NOT_KEPT: &str = "nothing of this import is kept";

impl Taking<'_> {
    /// The currency in which the firm keeps its books.
    pub fn currency(&self) -> Result<Currency, Failure> {
        self.door.read(self.actor, |view| Ok(firm(view).map_or(Currency::EUR, |firm| firm.currency)))
    }

    /// Takes every row in turn, each with its line in the file. With rows that could not be read nothing is kept,
    /// but the others are tried as well, so that everything that is wrong is told at once.
    pub fn all<T>(
        &self,
        (rows, unreadable): (&[T], Vec<Problem>),
        line_of: impl Fn(&T) -> u64,
        watch: Watch<'_>,
        mut take: impl FnMut(&mut Batch<'_, '_>, &T, &mut ImportCounts) -> Result<Done, Failure>,
    ) -> Result<ImportCounts, ImportTrouble> {
        let mut counts = ImportCounts::default();
        let mut problems = unreadable;
        let mut interrupted = false;
        let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let work = |batch: &mut Batch<'_, '_>| {
            for (done, row) in (0_u64..).zip(rows) {
                if done % ROWS_BETWEEN_LOOKS == 0 && !watch(done, total) {
                    interrupted = true;
                    break;
                }
                match take(batch, row, &mut counts) {
                    Ok(Done::New) => counts.new += 1,
                    Ok(Done::Changed) => counts.changed += 1,
                    Ok(Done::Same) => counts.same += 1,
                    Err(Failure::Refused(refusal)) => problems.extend(self.told(line_of(row), &refusal)),
                    Err(fault) => return Err(fault),
                }
                if problems.len() >= PROBLEMS_MAX {
                    break;
                }
            }
            let kept = !interrupted && problems.is_empty() && self.keep == Keep::Everything && watch(total, total);
            if kept && counts.new + counts.changed + counts.customers + counts.products > 0 {
                Ok(())
            } else {
                // A transaction in which nothing was changed need not be written either.
                interrupted |= !kept && problems.is_empty() && self.keep == Keep::Everything;
                Err(Fault::new(NOT_KEPT).into())
            }
        };
        let done = match self.keep {
            Keep::Everything => self.door.write_all(work),
            Keep::Nothing => self.door.rehearse(work),
        };
        match done {
            _ if interrupted => Err(ImportTrouble::Interrupted),
            _ if !problems.is_empty() => {
                problems.sort_by_key(|problem| problem.line);
                Err(problems.into())
            }
            Err(Failure::Fault(fault)) if fault != Fault::new(NOT_KEPT) => Err(Failure::from(fault).into()),
            _ => Ok(counts),
        }
    }

    /// What a rule says of a row, beside the column that it means.
    fn told(&self, line: u64, refusal: &Refusal) -> Vec<Problem> {
        let at = |complaint: &Complaint| {
            let field = complaint.field.as_deref().unwrap_or("");
            let column = column_of(field);
            Problem::at(line, &self.sheet.source(column), &self.sheet.value(line, column), complaint.clone())
        };
        refusal.complaints.iter().map(at).collect()
    }
}

/// Complaints name the fields of forms; `address.street` is the column `street`.
fn column_of(field: &str) -> &str {
    match field.strip_prefix("address.") {
        Some("name") => "address_name",
        Some(part) => part,
        None => field,
    }
}
