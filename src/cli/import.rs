//! `kontor import`: takes a table, a file of a bank or an e-invoice in, the whole file or nothing.

use std::fs;

use crate::app::{ImportCounts, ImportKind, ImportTrouble, Keep, import};
use crate::business::actor::Actor;
use crate::business::failure::Complaint;
use crate::cli::arguments::Import;
use crate::cli::call::Call;
use crate::cli::kinds::ImportWhat;
use crate::cli::trouble::Trouble;
use crate::cli::{Exit, import_einvoice, import_statement};
use crate::exchange::tables::{ColumnMap, Problem, Sheet};
use crate::text;

/// More bad lines are counted: nobody reads on, and the first ones say what is wrong with the others.
const PROBLEMS_SHOWN: usize = 20;

pub fn run(wanted: &Import, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    match wanted.kind {
        ImportWhat::Statement => import_statement::run(wanted, call),
        ImportWhat::Einvoice => import_einvoice::run(wanted, call),
        ImportWhat::Table(kind) => table(kind, wanted, call),
    }
}

fn table(kind: ImportKind, wanted: &Import, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    if wanted.account.is_some() || wanted.with_gap.is_some() {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.statement.only_statement")));
    }
    let path = call.path(&wanted.file);
    let bytes = fs::read(&path).map_err(|error| Trouble::file(&path, &error))?;
    let map = column_map(wanted, call)?;
    let step = text!(call.manner.language, "cli.import.step");
    let operator = Actor { language: call.manner.language, ..Actor::operator() };
    let keep = if wanted.dry_run { Keep::Nothing } else { Keep::Everything };
    let (app, out) = (call.app, &mut *call.out);
    let taken = Sheet::read(&bytes, &map).map_err(ImportTrouble::from).and_then(|sheet| {
        import(app.door(), &operator, kind, &sheet, keep, &mut |done, total| {
            out.progress(&step, done, total);
            out.is_wanted()
        })
    });
    match taken {
        Ok(counts) => {
            tell(counts, wanted.dry_run, call);
            Ok(if counts.new + counts.changed + counts.customers + counts.products == 0 {
                Exit::NothingToDo
            } else {
                Exit::Done
            })
        }
        Err(ImportTrouble::Interrupted) => {
            Err(Trouble::new(Exit::Interrupted, Complaint::new("cli.trouble.interrupted")))
        }
        Err(ImportTrouble::Failure(failure)) => Err(failure.into()),
        Err(ImportTrouble::Problems(problems)) => {
            name(&problems, wanted.all, call);
            let count = i64::try_from(problems.len()).unwrap_or(i64::MAX);
            Err(Trouble::new(Exit::Failed, Complaint::new("cli.import.refused").with("count", count)))
        }
    }
}

fn column_map(wanted: &Import, call: &Call<'_>) -> Result<ColumnMap, Trouble> {
    let Some(given) = &wanted.map else { return Ok(ColumnMap::default()) };
    let path = call.path(given);
    let text = fs::read_to_string(&path).map_err(|error| Trouble::file(&path, &error))?;
    let wrong = |why: String| Trouble::new(Exit::Usage, Complaint::new("cli.import.map_wrong").with("why", why));
    ColumnMap::read(&text).map_err(|error| wrong(error.0))
}

fn tell(counts: ImportCounts, dry_run: bool, call: &mut Call<'_>) {
    let (new, changed, same) = (counts.new, counts.changed, counts.same);
    let language = call.manner.language;
    if call.manner.json {
        let (customers, products) = (counts.customers, counts.products);
        let told = serde_json::json!({
            "new": new, "changed": changed, "same": same, "customers": customers, "products": products,
            "dry_run": dry_run,
        });
        return call.say(&told.to_string());
    }
    let key = if dry_run { "cli.import.would" } else { "cli.import.done" };
    call.say(&text!(language, key, new = new, changed = changed, same = same));
    if counts.customers + counts.products > 0 {
        let (customers, products) = (counts.customers, counts.products);
        call.say(&text!(language, "cli.import.made", customers = customers, products = products));
    }
}

/// Every bad line with number, column, value and what is wrong: for a person the first ones, for a script all.
fn name(problems: &[Problem], all: bool, call: &mut Call<'_>) {
    let language = call.manner.language;
    let shown = if all || call.manner.json { problems.len() } else { PROBLEMS_SHOWN };
    for problem in problems.iter().take(shown) {
        let what = problem.complaint.say(language);
        let line = if call.manner.json {
            serde_json::json!({ "line": problem.line, "column": problem.column, "value": problem.value, "what": what })
                .to_string()
        } else if problem.line == 0 {
            what
        } else {
            let (column, value) = (&problem.column, &problem.value);
            text!(language, "cli.import.problem", line = problem.line, column = column, value = value, what = what)
        };
        call.out.warn(&line);
    }
    if problems.len() > shown {
        call.out.warn(&text!(language, "cli.import.more", count = problems.len() - shown));
    }
}
