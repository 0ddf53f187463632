//! The tables of a commission run, loaded from one snapshot for pages and the command line.

use std::collections::BTreeMap;

use crate::business::commissions::{
    BreakageLine, CommissionLine, breakage_of_run, lines_of_run, run_sheet, statements_of_run,
};
use crate::business::failure::Failure;
use crate::business::partners;
use crate::business::people;
use crate::business::view::View;
use crate::exchange::commission::{Known, OfRun, breakage_csv, lines_csv, statements_csv};
use crate::store::Read;
use crate::values::{PartnerId, RunId};

/// Which of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunTable {
    Statements,
    Lines,
    Breakage,
}

impl RunTable {
    pub const ALL: [RunTable; 3] = [RunTable::Statements, RunTable::Lines, RunTable::Breakage];

    /// A stable word for file names and addresses.
    pub const fn word(self) -> &'static str {
        match self {
            RunTable::Statements => "statements",
            RunTable::Lines => "lines",
            RunTable::Breakage => "breakage",
        }
    }

    pub fn from_word(word: &str) -> Option<RunTable> {
        RunTable::ALL.into_iter().find(|table| table.word() == word)
    }
}

/// A table of a run as CSV, in the language of whoever asks.
pub fn run_table(view: &View<'_>, id: RunId, table: RunTable) -> Result<Vec<u8>, Failure> {
    let sheet = run_sheet(view, id)?;
    let of = OfRun { id, run: &sheet.run, plan: &sheet.plan, language: view.actor().language };
    let mut people = Names { r: view, known: BTreeMap::new() };
    let text = match table {
        RunTable::Statements => {
            let statements = statements_of_run(view, id)?.into_iter();
            let rows: Vec<_> = statements.map(|(partner, statement)| (people.of(partner), statement)).collect();
            statements_csv(of, &rows)
        }
        RunTable::Lines => {
            let rows = all_lines(view, id, &mut people)?;
            // Everybody on the way of a line is named by the number.
            let numbers: BTreeMap<PartnerId, String> = rows
                .iter()
                .flat_map(|(_, line)| line.path.steps.iter().map(|step| step.partner).chain(line.origin.partner()))
                .map(|partner| (partner, people.of(partner).number))
                .collect();
            lines_csv(of, &rows, &|partner| numbers.get(&partner).cloned().unwrap_or_default())
        }
        RunTable::Breakage => {
            let lines = all_breakage(view, id)?.into_iter();
            let rows: Vec<_> =
                lines.map(|line| (line.person.map(|person| people.of(person)).unwrap_or_default(), line)).collect();
            let from = rows.iter().filter_map(|(_, line)| line.origin.partner());
            let numbers: BTreeMap<PartnerId, String> =
                from.map(|partner| (partner, people.of(partner).number)).collect();
            breakage_csv(of, &rows, &|partner| numbers.get(&partner).cloned().unwrap_or_default())
        }
    };
    Ok(text.into_bytes())
}

fn all_lines(view: &View<'_>, id: RunId, people: &mut Names) -> Result<Vec<(Known, CommissionLine)>, Failure> {
    let lines = lines_of_run(view, id)?.into_iter();
    Ok(lines.map(|(partner, line)| (people.of(partner), line)).collect())
}

fn all_breakage(view: &View<'_>, id: RunId) -> Result<Vec<BreakageLine>, Failure> {
    let mut all = Vec::new();
    for page in 0.. {
        let lines = breakage_of_run(view, id, page)?;
        if lines.is_empty() {
            break;
        }
        all.extend(lines);
    }
    Ok(all)
}

/// Numbers and names, each looked up once.
struct Names<'n> {
    r: &'n dyn Read,
    known: BTreeMap<PartnerId, Known>,
}

impl Names<'_> {
    fn of(&mut self, id: PartnerId) -> Known {
        let r = self.r;
        let look = || {
            let partner = partners::partner(r, id)?;
            let person = people::person(r, partner.person);
            Some(Known { number: partner.number, name: person.map(|person| person.name()).unwrap_or_default() })
        };
        self.known.entry(id).or_insert_with(|| look().unwrap_or_default()).clone()
    }
}
