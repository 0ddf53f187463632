//! `kontor plan run` and `kontor plan explain-person`: a plan on facts from a folder of CSV files, without a firm.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use crate::business::commissions::is_settled_in;
use crate::business::failure::{Complaint, Failure};
use crate::cli::Exit;
use crate::cli::arguments::{PlanExplainPerson, PlanRun};
use crate::cli::aside::Aside;
use crate::cli::call::Manner;
use crate::cli::export::parsed_period;
use crate::cli::output::Output;
use crate::cli::plan::{known_plan, source_of};
use crate::cli::trouble::Trouble;
use crate::exchange::facts::{Before, FactFile, FactFiles, FactProblems};
use crate::exchange::plan_run::{
    CsvFile, Settled, SettledTrouble, explain_person, explained_json, say_explained, say_settled, settle_files_after,
    write_carry, write_csv, write_json,
};
use crate::text;
use crate::values::Period;

/// A file of facts is held in memory as a whole while it is read.
const FILE_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;
const CARRY: &str = "carry.csv";

pub fn run(wanted: &PlanRun, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    if wanted.csv && wanted.out.is_none() {
        return Err(Trouble::new(Exit::Usage, Complaint::new("cli.plan.csv_needs_out")));
    }
    let period = parsed_period(&wanted.period)?;
    let aside = wanted.out.as_ref().map(|folder| aside(&manner.at.join(folder), wanted, manner)).transpose()?;
    let settled = settle(&wanted.file, (&wanted.facts, &wanted.before), period, manner, out)?;
    if let Some(aside) = aside {
        write_into(aside, wanted.csv, &settled)?;
    }
    if manner.json {
        let mut lines = Lines { out, waiting: Vec::new() };
        // Nobody is told when the reader of a pipe has gone.
        drop(write_json(&settled, &mut lines).and_then(|()| lines.flush()));
    } else {
        say_settled(&settled, manner.language).iter().for_each(|line| out.say(line));
        if let Some(folder) = &wanted.out {
            let path = folder.display().to_string();
            out.say(&text!(manner.language, "cli.plan.written", path = path));
        }
    }
    Ok(if settled.passed() { Exit::Done } else { Exit::Findings })
}

pub fn explain(wanted: &PlanExplainPerson, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let period = parsed_period(&wanted.period)?;
    let settled = settle(&wanted.file, (&wanted.facts, &wanted.before), period, manner, out)?;
    let nobody = || Complaint::new("cli.plan.nobody").with("person", wanted.person.clone());
    let place = settled.named.place(wanted.person.trim());
    let place = place.ok_or_else(|| Trouble::new(Exit::Failed, nobody()))?;
    let bonus = wanted.bonus.as_ref().map(|name| bonus_of(&settled, name)).transpose()?;
    let explained = explain_person(&settled, place, bonus);
    if manner.json {
        out.say(&explained_json(&settled, &explained, manner.language).to_string());
    } else {
        say_explained(&settled, &explained, manner.language).iter().for_each(|line| out.say(line));
    }
    Ok(Exit::Done)
}

fn bonus_of(settled: &Settled, name: &str) -> Result<u16, Trouble> {
    let bonuses = &settled.plan.bonuses;
    let place = bonuses.iter().position(|bonus| bonus.name == name).and_then(|place| u16::try_from(place).ok());
    place.ok_or_else(|| {
        let known = bonuses.iter().map(|bonus| bonus.name.as_str()).collect::<Vec<_>>().join(", ");
        let complaint = Complaint::new("cli.plan.no_bonus").with("name", name).with("known", known);
        Trouble::new(Exit::Failed, complaint)
    })
}

/// Everything that is wrong is told by file and row, and nothing is written.
fn settle(
    file: &Path,
    (facts, before): (&Path, &[String]),
    period: Period,
    manner: &Manner,
    out: &mut dyn Output,
) -> Result<Settled, Trouble> {
    let source = source_of(file, manner)?;
    let plan = known_plan(&source, file, manner, out)?;
    let period = plan.business_period(period);
    if plan.effective_from > period.first() {
        let day = plan.effective_from.to_string();
        out.warn(&text!(manner.language, "cli.plan.not_in_effect", day = day, period = period));
    }
    let others = plan.bonuses.iter().filter(|bonus| !is_settled_in(&plan, bonus, period));
    let others: Vec<&str> = others.map(|bonus| bonus.name.as_str()).collect();
    if !others.is_empty() {
        let names = others.join(", ");
        out.warn(&text!(manner.language, "cli.plan.other_period", period = period, names = names));
    }
    let folder = Folder::read(&manner.at.join(facts))?;
    let mut earlier = Vec::new();
    for typed in before {
        let (of, folder) = earlier_folder(typed, period)?;
        let of = plan.business_period(of);
        let wrong = |key| Trouble::new(Exit::Usage, Complaint::new(key).with("typed", typed.as_str()));
        if !plan.bonuses.iter().any(|bonus| is_settled_in(&plan, bonus, of) && is_settled_in(&plan, bonus, period)) {
            let complaint = Complaint::new("cli.plan.before_other_kind").with("typed", typed.as_str());
            return Err(Trouble::new(Exit::Usage, complaint.with("period", period.to_string())));
        }
        if earlier.iter().any(|(known, _): &(Period, Folder)| known.overlaps(of)) {
            return Err(wrong("cli.plan.before_twice"));
        }
        earlier.push((of, Folder::read(&manner.at.join(folder))?));
    }
    let before: Vec<Before<'_>> =
        earlier.iter().map(|(period, folder)| Before { period: *period, files: folder.files() }).collect();
    settle_files_after(plan, folder.files(), period, &before).map_err(|trouble| match trouble {
        SettledTrouble::Files(problems) => tell_problems(&problems, manner, out),
        SettledTrouble::Calculation(trouble) => Failure::from(trouble).into(),
        SettledTrouble::RateOverWhole { bonus, person, rate } => {
            let complaint = Complaint::new("cli.plan.rate_over_whole").with("bonus", bonus).with("person", person);
            Trouble::new(Exit::Failed, complaint.with("rate", rate.to_string()))
        }
    })
}

/// The files of a folder.
struct Folder {
    people: Vec<u8>,
    sales: Vec<u8>,
    carry: Option<Vec<u8>>,
}

impl Folder {
    fn read(folder: &Path) -> Result<Folder, Trouble> {
        let carry = match folder.join(FactFile::Carry.name()).exists() {
            true => Some(bytes_of(folder, FactFile::Carry)?),
            false => None,
        };
        Ok(Folder { people: bytes_of(folder, FactFile::People)?, sales: bytes_of(folder, FactFile::Sales)?, carry })
    }

    fn files(&self) -> FactFiles<'_> {
        FactFiles { people: &self.people, sales: &self.sales, carry: self.carry.as_deref() }
    }
}

/// `2026-02=facts-02`: an earlier period and its folder.
fn earlier_folder(typed: &str, period: Period) -> Result<(Period, &str), Trouble> {
    let wrong = |key| Trouble::new(Exit::Usage, Complaint::new(key).with("typed", typed));
    let (of, folder) = typed.split_once('=').ok_or_else(|| wrong("cli.plan.before_wrong"))?;
    if folder.trim().is_empty() {
        return Err(wrong("cli.plan.before_wrong"));
    }
    let of = parsed_period(of)?;
    if of.last() < period.first() { Ok((of, folder)) } else { Err(wrong("cli.plan.before_not_earlier")) }
}

fn bytes_of(folder: &Path, file: FactFile) -> Result<Vec<u8>, Trouble> {
    let path = folder.join(file.name());
    let trouble = |error: io::Error| Trouble::file(&path, &error);
    if fs::metadata(&path).map_err(trouble)?.len() > FILE_BYTES_MAX {
        let complaint = Complaint::new("cli.plan.facts_too_large").with("path", path.display().to_string());
        return Err(Trouble::new(Exit::Failed, complaint));
    }
    fs::read(&path).map_err(trouble)
}

fn tell_problems(problems: &FactProblems, manner: &Manner, out: &mut dyn Output) -> Trouble {
    let language = manner.language;
    if let Some(period) = problems.of.filter(|_| !manner.json) {
        out.warn(&text!(language, "cli.plan.problems_before", period = period));
    }
    for problem in &problems.first {
        out.warn(&if manner.json {
            let (file, row, column, value) = (problem.file.name(), problem.row, &problem.column, &problem.value);
            let what = problem.complaint.say(language);
            let mut told = json!({ "file": file, "row": row, "column": column, "value": value, "what": what });
            if let (Some(period), Some(fields)) = (problems.of, told.as_object_mut()) {
                fields.insert("period".to_owned(), period.to_string().into());
            }
            told.to_string()
        } else {
            problem.say(language)
        });
    }
    if problems.more > 0 && !manner.json {
        out.warn(&text!(language, "cli.plan.more_problems", count = problems.more));
    }
    Trouble::new(Exit::Failed, Complaint::new("cli.plan.facts_wrong").with("count", problems.count()))
}

/// The names are looked at before the work begins, so that an hour of it is not lost to a taken name.
fn aside(folder: &Path, wanted: &PlanRun, manner: &Manner) -> Result<Aside, Trouble> {
    let real = |path: &Path| fs::canonicalize(manner.at.join(path)).ok();
    let earlier = wanted.before.iter().filter_map(|typed| typed.split_once('=')).map(|(_, folder)| Path::new(folder));
    let mut facts = [wanted.facts.as_path()].into_iter().chain(earlier).filter_map(real);
    if real(folder).is_some_and(|folder| facts.any(|of_facts| of_facts == folder)) {
        return Err(Trouble::new(Exit::Taken, Complaint::new("cli.plan.out_is_facts")));
    }
    // Files of another run would be taken for those of this one; people.csv may be one of facts.
    let others = CsvFile::ALL.into_iter().filter(|file| !wanted.csv && *file != CsvFile::People).map(CsvFile::name);
    let others: Vec<&str> = others.filter(|name| folder.join(name).exists()).collect();
    if !others.is_empty() {
        let complaint = Complaint::new("cli.plan.of_another_run").with("path", folder.display().to_string());
        return Err(Trouble::new(Exit::Taken, complaint.with("names", others.join(", "))));
    }
    let csv = CsvFile::ALL.into_iter().filter(|_| wanted.csv).map(CsvFile::name);
    let names: Vec<&str> = csv.chain([CARRY]).collect();
    let plan = real(&wanted.file);
    if plan.is_some_and(|plan| names.iter().any(|name| real(&folder.join(name)).as_ref() == Some(&plan))) {
        return Err(Trouble::new(Exit::Taken, Complaint::new("cli.plan.out_is_facts")));
    }
    Aside::begin(folder, &names, wanted.force || manner.yes)
}

fn write_into(mut aside: Aside, csv: bool, settled: &Settled) -> Result<(), Trouble> {
    for file in CsvFile::ALL.into_iter().filter(|_| csv) {
        aside.write(file.name(), |out| write_csv(settled, file, out))?;
    }
    aside.write(CARRY, |out| write_carry(settled, out))?;
    aside.finish()
}

/// Gives text to an output in pieces of whole lines.
struct Lines<'o> {
    out: &'o mut dyn Output,
    waiting: Vec<u8>,
}

/// So much text is gathered before it is given on.
const PIECE: usize = 64 * 1024;

impl Lines<'_> {
    fn give(&mut self, until: usize) {
        let rest = self.waiting.split_off(until.min(self.waiting.len()));
        let piece = std::mem::replace(&mut self.waiting, rest);
        self.out.say(String::from_utf8_lossy(&piece).trim_end_matches('\n'));
    }
}

impl Write for Lines<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.out.is_wanted() {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE
            && let Some(end) = self.waiting.iter().rposition(|byte| *byte == b'\n')
        {
            self.give(end + 1);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            self.give(self.waiting.len());
        }
        Ok(())
    }
}
