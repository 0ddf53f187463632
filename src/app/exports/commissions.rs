//! Statements, lines and breakage of commission runs.

use std::collections::BTreeMap;

use crate::app::exports::GivenFile;
use crate::app::run_tables::{RunTable, run_table};
use crate::business::commissions::{
    BreakageLine, CommissionLine, Run, RunSheet, RunState, Simulation, Statement, run_number, run_sheet, runs,
};
use crate::business::failure::Failure;
use crate::business::partners::partners;
use crate::business::people::person;
use crate::business::view::View;
use crate::exchange::commission::{Known, OfRun, breakage_csv, lines_csv, statements_csv};
use crate::values::{PartnerId, Period, RunId};

/// What somebody is called on paper.
pub(super) struct Names(BTreeMap<PartnerId, Known>);

impl Names {
    pub(super) fn of(view: &View<'_>) -> Names {
        let known = partners(view).into_iter().map(|(id, partner)| {
            let name = person(view, partner.person).map(|person| person.name()).unwrap_or_default();
            (id, Known { number: partner.number, name })
        });
        Names(known.collect())
    }

    pub(super) fn known(&self, id: PartnerId) -> Known {
        self.0.get(&id).cloned().unwrap_or_default()
    }
}

/// Three files for every posted run; with a period those of its days, also of runs that are only calculated.
pub(super) fn run_files(view: &View<'_>, period: Option<Period>) -> Result<Vec<GivenFile>, Failure> {
    let mut wanted: Vec<RunId> = runs(view)
        .into_iter()
        .filter(|(_, run)| run.result.is_some() && run.state != RunState::Cancelled)
        .filter(|(_, run)| match period {
            None => run.state == RunState::Posted,
            Some(period) => period.first() <= run.period.first() && run.period.last() <= period.last(),
        })
        .map(|(id, _)| id)
        .collect();
    wanted.sort_unstable();
    let mut files = Vec::new();
    for id in wanted {
        files.extend(files_of_run(view, id)?);
    }
    Ok(files)
}

/// Statements, lines and breakage of one run.
pub fn files_of_run(view: &View<'_>, id: RunId) -> Result<Vec<GivenFile>, Failure> {
    let period = run_sheet(view, id)?.run.period;
    let file = |table: RunTable| {
        let name = format!("{}-{period}-{}.csv", run_number(id), table.word());
        Ok(GivenFile { name, bytes: run_table(view, id, table)? })
    };
    RunTable::ALL.into_iter().map(file).collect()
}

/// What a run came to.
pub(super) struct Rows {
    pub statements: Vec<(PartnerId, Statement)>,
    pub lines: Vec<(PartnerId, CommissionLine)>,
    pub breakage: Vec<BreakageLine>,
}

/// The same three files of a period that is not settled yet, under the number of no run.
pub fn files_of_simulation(view: &View<'_>, simulation: &Simulation) -> Vec<GivenFile> {
    let rows =
        Rows { statements: simulation.statements(), lines: simulation.all_lines(), breakage: simulation.breakage() };
    let plan = simulation.plan.clone();
    let run = Run {
        plan: plan.name.clone(),
        plan_version: plan.version,
        plan_hash: plan.hash,
        period: simulation.facts.period,
        opened_at: view.now(),
        opened_by: None,
        opened_by_person: None,
        journal_number: 0,
        state: RunState::Open,
        result: None,
        approval: None,
        posted_at: None,
        cancelled_because: String::new(),
        issuer: None,
        corrects: None,
        reckoned_by: 0,
    };
    let sheet = RunSheet { run, plan, approval: None };
    written(view, RunId::new(0), &sheet, &Names::of(view), &rows)
}

fn written(view: &View<'_>, id: RunId, sheet: &RunSheet, names: &Names, rows: &Rows) -> Vec<GivenFile> {
    let of = OfRun { id, run: &sheet.run, plan: &sheet.plan, language: view.actor().language };
    let statements: Vec<_> =
        rows.statements.iter().map(|(partner, statement)| (names.known(*partner), statement.clone())).collect();
    let lines: Vec<_> = rows.lines.iter().map(|(partner, line)| (names.known(*partner), line.clone())).collect();
    let person = |line: &BreakageLine| line.person.map(|id| names.known(id)).unwrap_or_default();
    let breakage: Vec<_> = rows.breakage.iter().map(|line| (person(line), *line)).collect();
    let file = |part: &str, text: String| {
        let name = format!("{}-{}-{part}.csv", run_number(id), sheet.run.period);
        GivenFile { name, bytes: text.into_bytes() }
    };
    vec![
        file("statements", statements_csv(of, &statements)),
        file("lines", lines_csv(of, &lines, &|partner| names.known(partner).number)),
        file("breakage", breakage_csv(of, &breakage, &|partner| names.known(partner).number)),
    ]
}
