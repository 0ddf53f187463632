//! `kontor plan`: plan files, read and tried before anybody is paid by them.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::business::actor::Actor;
use crate::business::commissions::{
    ExampleLine, ExampleResult, PLAN_BYTES_MAX, Paragraph, Plan as PlanRead, PlanTrouble, adopt_plan, check_examples,
    plan_source, plan_sources, read_plan, say_plan, shipped_plans, warnings,
};
use crate::business::failure::Complaint;
use crate::business::permission::Permission;
use crate::cli::Exit;
use crate::cli::acting::actor;
use crate::cli::arguments::{ActingAs, Plan};
use crate::cli::call::{Call, Manner};
use crate::cli::output::Output;
use crate::cli::plan_run;
use crate::cli::trouble::Trouble;
use crate::text;
use crate::values::Points;

pub fn run(wanted: &Plan, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    match wanted {
        Plan::Check { file } => check(file, call.manner, call.out),
        Plan::Explain { file } => explain(file, call.manner, call.out),
        Plan::Run(wanted) => plan_run::run(wanted, call.manner, call.out),
        Plan::ExplainPerson(wanted) => plan_run::explain(wanted, call.manner, call.out),
        Plan::List => list(call),
        Plan::Show { name, version } => show(name, *version, call),
        Plan::Adopt { file, actor } => adopt(file, actor, call),
    }
}

/// Needs no firm: a plan is written before anybody is paid by it. Every file is looked at, whatever is wrong with
/// those before.
pub fn check(files: &[PathBuf], manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let mut complaints = Vec::new();
    let mut exit = Exit::Done;
    for file in files {
        if let Err(trouble) = check_one(file, manner, out) {
            exit = if exit == Exit::Done { trouble.exit } else { exit };
            // With several files each complaint says at once which one it is about.
            match files.len() {
                1 => complaints.extend(trouble.complaints),
                _ => name_complaints(file, &trouble, manner, out),
            }
        }
    }
    match (exit, files.len()) {
        (Exit::Done, _) => Ok(Exit::Done),
        (_, 1) => Err(Trouble { exit, complaints }),
        (exit, _) => Ok(exit),
    }
}

fn name_complaints(file: &Path, trouble: &Trouble, manner: &Manner, out: &mut dyn Output) {
    for complaint in &trouble.complaints {
        let what = complaint.say(manner.language);
        out.warn(&if manner.json {
            json!({ "file": file, "what": what }).to_string()
        } else {
            text!(manner.language, "cli.plan.of_file", file = file.display(), what = what)
        });
    }
}

fn check_one(file: &Path, manner: &Manner, out: &mut dyn Output) -> Result<(), Trouble> {
    let source = source_of(file, manner)?;
    let (plan, results) = judged(&source, file, manner, out)?;
    if manner.json {
        let told = json!({ "file": file, "plan": plan.name, "version": plan.version, "examples": results.len() });
        out.say(&told.to_string());
    } else {
        let (name, version, count) = (plan.name, plan.version, results.len());
        out.say(&text!(manner.language, "cli.plan.good", name = name, version = version, count = count));
    }
    Ok(())
}

/// A plan whose examples come out as it says, or every mistake with its file and line.
fn judged(
    source: &str,
    file: &Path,
    manner: &Manner,
    out: &mut dyn Output,
) -> Result<(PlanRead, Vec<ExampleResult>), Trouble> {
    let plan = known_plan(source, file, manner, out)?;
    warnings(&plan).iter().for_each(|warning| tell_warning(warning, file, manner, out));
    let results = check_examples(&plan);
    for result in &results {
        tell_example(result, file, manner, out);
    }
    let failed = results.iter().filter(|result| !result.passed()).count();
    if failed > 0 {
        let count = i64::try_from(failed).unwrap_or(i64::MAX);
        return Err(Trouble::new(Exit::Failed, Complaint::new("cli.plan.examples_fail").with("count", count)));
    }
    Ok((plan, results))
}

/// A plan, or every mistake with its file and line.
pub fn known_plan(source: &str, file: &Path, manner: &Manner, out: &mut dyn Output) -> Result<PlanRead, Trouble> {
    read_plan(source).map_err(|troubles| {
        troubles.iter().for_each(|trouble| name_trouble(trouble, file, manner, out));
        let count = i64::try_from(troubles.len()).unwrap_or(i64::MAX);
        Trouble::new(Exit::Failed, Complaint::new("cli.plan.unreadable").with("count", count))
    })
}

/// The plan in plain sentences, as a contract says it; it needs no firm either.
pub fn explain(file: &Path, manner: &Manner, out: &mut dyn Output) -> Result<Exit, Trouble> {
    let plan = known_plan(&source_of(file, manner)?, file, manner, out)?;
    for (number, Paragraph { heading, sentences }) in say_plan(&plan, manner.language).into_iter().enumerate() {
        if manner.json {
            out.say(&json!({ "heading": heading, "sentences": sentences }).to_string());
            continue;
        }
        if number > 0 {
            out.say("");
        }
        out.say(&heading);
        sentences.iter().for_each(|sentence| out.say(&format!("  {sentence}")));
    }
    Ok(Exit::Done)
}

/// A file, or the name of a plan that comes with the program.
pub fn source_of(file: &Path, manner: &Manner) -> Result<String, Trouble> {
    let path = manner.at.join(file);
    if !path.exists()
        && let Some((_, text)) = shipped(&file.to_string_lossy())
    {
        return Ok(text.to_owned());
    }
    let length = std::fs::metadata(&path).map_err(|error| Trouble::file(&path, &error))?.len();
    if length > u64::try_from(PLAN_BYTES_MAX).unwrap_or(u64::MAX) {
        let complaint = Complaint::new("cli.plan.too_large").with("path", path.display().to_string());
        return Err(Trouble::new(Exit::Failed, complaint));
    }
    std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, &error))
}

fn shipped(name: &str) -> Option<(&'static str, &'static str)> {
    let stem = |path: &str| path.trim_start_matches("plans/").trim_end_matches(".toml").to_owned();
    shipped_plans().iter().copied().find(|(path, _)| stem(path) == stem(name))
}

fn name_trouble(trouble: &PlanTrouble, file: &Path, manner: &Manner, out: &mut dyn Output) {
    let (line, what) = (trouble.line, trouble.complaint.say(manner.language));
    let told = if manner.json {
        json!({ "file": file, "line": line, "what": what }).to_string()
    } else {
        text!(manner.language, "cli.plan.trouble", file = file.display(), line = line, what = what)
    };
    out.warn(&told);
}

/// What the law may object to. The plan can be used all the same.
fn tell_warning(warning: &PlanTrouble, file: &Path, manner: &Manner, out: &mut dyn Output) {
    let (line, what) = (warning.line, warning.complaint.say(manner.language));
    let told = if manner.json {
        json!({ "file": file, "line": line, "warning": what }).to_string()
    } else {
        text!(manner.language, "cli.plan.warning", file = file.display(), line = line, what = what)
    };
    out.warn(&told);
}

fn tell_example(result: &ExampleResult, file: &Path, manner: &Manner, out: &mut dyn Output) {
    let key = if result.passed() { "cli.plan.example_good" } else { "cli.plan.example_bad" };
    let (line, title) = (result.line, result.title.as_str());
    if manner.json {
        let mut told = json!({ "example": title, "file": file, "line": line, "passed": result.passed() });
        if let (false, Some(fields)) = (result.passed(), told.as_object_mut()) {
            fields.insert("differs".to_owned(), differences(result, manner).into());
        }
        return if result.passed() { out.say(&told.to_string()) } else { out.warn(&told.to_string()) };
    }
    let told = text!(manner.language, key, file = file.display(), line = line, title = title);
    if result.passed() {
        return out.say(&told);
    }
    out.warn(&told);
    differences(result, manner).iter().for_each(|difference| out.warn(&format!("  {difference}")));
}

/// What was expected of an example, and what came.
fn differences(result: &ExampleResult, manner: &Manner) -> Vec<String> {
    let language = manner.language;
    let amount = |hundredths: i64| Points::from_hundredths(hundredths).decimal();
    let line = |key: &str, line: &ExampleLine| {
        let (bonus, to, level, amount) = (&line.bonus, &line.to, line.level, amount(line.amount_cents));
        text!(language, key, bonus = bonus, to = to, level = level, amount = amount)
    };
    if let Some(trouble) = &result.trouble {
        return vec![trouble.complaint().say(language)];
    }
    let mut said: Vec<String> = result.missing.iter().map(|missing| line("cli.plan.line_missing", missing)).collect();
    said.extend(result.surplus.iter().map(|surplus| line("cli.plan.line_surplus", surplus)));
    for (person, name, found) in &result.otherwise {
        said.push(text!(language, "cli.plan.known_otherwise", person = person, name = name, found = found));
    }
    let (expected, found) = (result.breakage_expected_cents, result.breakage_cents);
    if expected != found {
        let (expected, found) = (amount(expected), amount(found));
        said.push(text!(language, "cli.plan.breakage_otherwise", expected = expected, found = found));
    }
    if !result.checks_pass {
        said.push(text!(language, "cli.plan.checks_fail"));
    }
    said
}

fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let adopted = call.app.door().read(&Actor::operator(), |view| Ok(plan_sources(view)))?;
    let language = call.manner.language;
    for ((name, version), source) in &adopted {
        let day = source.effective_from;
        call.say(&if call.manner.json {
            json!({ "plan": name, "version": version, "effective_from": day.to_string(), "adopted": true }).to_string()
        } else {
            text!(language, "cli.plan.adopted", name = name, version = version, day = day)
        });
    }
    for (path, text) in shipped_plans() {
        let Ok(plan) = read_plan(text) else { continue };
        if adopted.iter().any(|((name, version), _)| *name == plan.name && *version == plan.version) {
            continue;
        }
        let (name, version) = (plan.name, plan.version);
        call.say(&if call.manner.json {
            json!({ "plan": name, "version": version, "file": path, "adopted": false }).to_string()
        } else {
            text!(language, "cli.plan.shipped", name = name, version = version)
        });
    }
    Ok(Exit::Done)
}

fn show(name: &str, version: Option<u32>, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let adopted = call.app.door().read(&Actor::operator(), |view| {
        let newest = || {
            let versions = plan_sources(view).into_iter().filter(|((known, _), _)| known == name);
            versions.map(|((_, version), _)| version).max()
        };
        Ok(version.or_else(newest).and_then(|version| plan_source(view, name, version)).map(|source| source.text))
    })?;
    let text = adopted.or_else(|| shipped(name).filter(|_| version.is_none()).map(|(_, text)| text.to_owned()));
    let unknown = || Trouble::new(Exit::Failed, Complaint::new("cli.plan.unknown").with("name", name));
    let text = text.ok_or_else(unknown)?;
    for line in text.lines() {
        call.say(line);
    }
    Ok(Exit::Done)
}

/// Every mistake is named with its line before anything is asked of the firm.
fn adopt(file: &Path, acting: &ActingAs, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let source = source_of(file, call.manner)?;
    judged(&source, file, call.manner, &mut Silent(&mut *call.out))?;
    let actor = actor(acting, Permission::CommissionsRun, call)?;
    let (plan, was_there) = call.app.door().write_and_wait(&actor, move |tx| {
        let before = read_plan(&source).ok().and_then(|plan| plan_source(tx, &plan.name, plan.version));
        let plan = adopt_plan(tx, &source)?;
        let was_there = before.is_some_and(|before| before.hash == plan.hash);
        Ok((plan, was_there))
    })?;
    let (name, version) = (plan.name, plan.version);
    if call.manner.json {
        call.say(&json!({ "plan": name, "version": version, "was_there": was_there }).to_string());
    } else {
        let key = if was_there { "cli.plan.was_adopted" } else { "cli.plan.is_adopted" };
        call.say(&text!(call.manner.language, key, name = name, version = version));
    }
    Ok(if was_there { Exit::NothingToDo } else { Exit::Done })
}

/// Only what is wrong is told; that all examples come out is no news to whoever adopts a plan.
struct Silent<'o>(&'o mut dyn Output);

impl Output for Silent<'_> {
    fn say(&mut self, _line: &str) {}

    fn warn(&mut self, line: &str) {
        self.0.warn(line);
    }

    fn progress(&mut self, what: &str, done: u64, total: u64) {
        self.0.progress(what, done, total);
    }

    fn is_wanted(&self) -> bool {
        self.0.is_wanted()
    }
}
