//! `kontor commission`: the way of a run from its opening to the batch of transfers.

use std::path::Path;

use serde_json::{Value, json};

use crate::app::{GivenFile, files_of_run, files_of_simulation};
use crate::business::actor::Actor;
use crate::business::approvals::{Answer, decide};
use crate::business::commissions::{
    CheckResult, Run, RunResult, calculate_run, cancel_run, open_correction, open_run, pay_run, post_run,
    run as run_of, run_number, runs, simulate, submit_run,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::payments::{bank_day_from, batch, batch_number};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::cli::Exit;
use crate::cli::acting::actor;
use crate::cli::arguments::{ActingAs, Commission};
use crate::cli::call::Call;
use crate::cli::columns::columns;
use crate::cli::export::{Told, parsed_period, tell as tell_files};
use crate::cli::trouble::Trouble;
use crate::cli::written::{Over, write_files};
use crate::values::{BatchId, Day, Money, RunId};
use crate::{text, texts};

pub fn run(wanted: &Commission, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    match wanted {
        Commission::Simulate { period, plan, out, force } => {
            let over = Over::when(*force || call.manner.yes);
            simulation(period, plan, out.as_deref().map(|out| (out, over)), call)
        }
        Commission::List => list(call),
        Commission::Show { run } => show(known(run, call)?, call),
        Commission::Export { run, out, force } => {
            let id = known(run, call)?;
            let files = call.app.door().read(&reader(call), |view| files_of_run(view, id))?;
            give(&files, (out, Over::when(*force || call.manner.yes)), call)
        }
        Commission::Open { period, plan, actor } => {
            let (plan, period) = (plan.clone(), parsed_period(period)?);
            let id = change(actor, Permission::CommissionsRun, call, move |tx| open_run(tx, &plan, period))?;
            show(id, call)
        }
        Commission::Calculate { run, actor } => step(run, actor, Permission::CommissionsRun, call, calculate_run),
        Commission::Submit { run, actor } => {
            step(run, actor, Permission::CommissionsRun, call, |tx, id| submit_run(tx, id).map(drop))
        }
        Commission::Approve { run, actor } if is_batch(run) => decide_batch(run, actor, Answer::Agree, "", call),
        Commission::Refuse { run, reason, actor } if is_batch(run) => {
            decide_batch(run, actor, Answer::Refuse, reason, call)
        }
        Commission::Approve { run, actor } => {
            step(run, actor, Permission::CommissionsApprove, call, |tx, id| answer(tx, id, Answer::Agree, ""))
        }
        Commission::Refuse { run, reason, actor } => {
            let reason = reason.clone();
            step(run, actor, Permission::CommissionsApprove, call, move |tx, id| {
                answer(tx, id, Answer::Refuse, &reason)
            })
        }
        Commission::Post { run, actor } => step(run, actor, Permission::CommissionsPost, call, post_run),
        Commission::Cancel { run, reason, actor } => {
            let reason = reason.clone();
            step(run, actor, Permission::CommissionsRun, call, move |tx, id| cancel_run(tx, id, &reason))
        }
        Commission::Correct { run, reason, actor } => {
            let (posted, reason) = (known(run, call)?, reason.clone());
            let command = move |tx: &mut Tx<'_, '_, '_>| open_correction(tx, posted, &reason);
            let id = change(actor, Permission::CommissionsRun, call, command)?;
            show(id, call)
        }
        Commission::Pay { run, on, actor } => pay(run, on.as_deref(), actor, call),
    }
}

fn reader(call: &Call<'_>) -> Actor {
    Actor { language: call.manner.language, ..Actor::operator() }
}

/// `L-0007`, or the bare number.
fn known(typed: &str, call: &Call<'_>) -> Result<RunId, Trouble> {
    let digits = typed.trim().trim_start_matches(['L', 'l']).trim_start_matches('-');
    let id = RunId::parse(digits);
    let found = call.app.door().read(&reader(call), |view| Ok(id.filter(|id| run_of(view, *id).is_some())))?;
    found.ok_or_else(|| Trouble::new(Exit::Failed, Complaint::new("cli.commission.unknown").with("run", typed)))
}

fn change<T: Send + 'static>(
    acting: &ActingAs,
    needed: Permission,
    call: &Call<'_>,
    command: impl Fn(&mut Tx<'_, '_, '_>) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Trouble> {
    let actor = actor(acting, needed, call)?;
    Ok(call.app.door().write_and_wait(&actor, command)?)
}

/// One step of a run, and how it stands after it.
fn step(
    typed: &str,
    acting: &ActingAs,
    needed: Permission,
    call: &mut Call<'_>,
    command: impl Fn(&mut Tx<'_, '_, '_>, RunId) -> Result<(), Failure> + Send + 'static,
) -> Result<Exit, Trouble> {
    let id = known(typed, call)?;
    change(acting, needed, call, move |tx| command(tx, id))?;
    show(id, call)
}

/// Only an account can decide, and none that had a hand in the run: `approvals` sees to both.
fn answer(tx: &mut Tx<'_, '_, '_>, id: RunId, answer: Answer, reason: &str) -> Result<(), Failure> {
    let asked = run_of(tx, id).and_then(|run| run.approval);
    let nothing_asked = || Complaint::new("cli.commission.not_submitted").with("run", run_number(id));
    decide(tx, asked.ok_or_else(nothing_asked)?, answer, reason).map(|_| ())
}

/// `Z-0007` names a payout, everything else a run.
fn is_batch(typed: &str) -> bool {
    typed.trim().starts_with(['Z', 'z'])
}

fn decide_batch(
    typed: &str,
    acting: &ActingAs,
    answer: Answer,
    reason: &str,
    call: &mut Call<'_>,
) -> Result<Exit, Trouble> {
    let digits = typed.trim().trim_start_matches(['Z', 'z']).trim_start_matches('-').trim_start_matches('0');
    let unknown = || Complaint::new("cli.commission.unknown_batch").with("batch", typed);
    let id = BatchId::parse(digits).ok_or_else(|| Trouble::new(Exit::Failed, unknown()))?;
    let (nobody, reason) = (unknown(), reason.to_owned());
    change(acting, Permission::PaymentsApprove, call, move |tx| {
        let asked = batch(tx, id).ok_or_else(|| nobody.clone())?.approval();
        let nothing_asked = || Complaint::new("payments_out.refusal.not_submitted").with("batch", batch_number(id));
        decide(tx, asked.ok_or_else(nothing_asked)?, answer, &reason)
    })?;
    let state = call.app.door().read(&reader(call), |view| Ok(batch(view, id).map(|batch| batch.state)))?;
    let Some(state) = state else { return Ok(Exit::Done) };
    if call.manner.json {
        call.say(&json!({ "batch": batch_number(id), "state": state.word() }).to_string());
    } else {
        call.say(&format!("{}: {}", batch_number(id), state.say(call.manner.language)));
    }
    Ok(Exit::Done)
}

fn pay(typed: &str, on: Option<&str>, acting: &ActingAs, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let id = known(typed, call)?;
    let today = call.app.door().now().day_in(&call.app.door().zone());
    let no_day = |typed: &str| Trouble::new(Exit::Usage, Complaint::new("cli.commission.no_day").with("typed", typed));
    let day = match on {
        Some(typed) => Day::parse(typed).ok_or_else(|| no_day(typed))?,
        None => bank_day_from(today.plus_days(1)),
    };
    let batch = change(acting, Permission::PaymentsPayOut, call, move |tx| pay_run(tx, id, day))?;
    let number = batch_number(batch);
    if call.manner.json {
        call.say(&json!({ "run": run_number(id), "batch": number, "execute_on": day.to_string() }).to_string());
    } else {
        let day = texts::day(call.manner.language, day);
        call.say(&text!(call.manner.language, "cli.commission.batch", batch = number, day = day));
    }
    Ok(Exit::Done)
}

fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let all = call.app.door().read(&reader(call), runs_seen)?;
    let language = call.manner.language;
    if call.manner.json {
        all.iter().for_each(|(id, run)| call.say(&in_json(*id, run).to_string()));
        return Ok(Exit::Done);
    }
    if all.is_empty() {
        call.say(&text!(language, "cli.commission.none"));
        return Ok(Exit::Done);
    }
    let header = [
        text!(language, "cli.commission.column.run"),
        text!(language, "cli.commission.column.period"),
        text!(language, "cli.commission.column.plan"),
        text!(language, "cli.commission.column.state"),
        text!(language, "cli.commission.column.paid"),
    ];
    let row = |(id, run): &(RunId, Run)| {
        let paid = run.result.as_ref().map(|result| texts::money(language, result.paid)).unwrap_or_default();
        let plan = format!("{} {}", run.plan, run.plan_version);
        [run_number(*id), run.period.to_string(), plan, run.state.say(language), paid]
    };
    let rows: Vec<[String; 5]> = all.iter().map(row).collect();
    columns(&header, &rows).iter().for_each(|line| call.say(line));
    Ok(Exit::Done)
}

fn runs_seen(view: &crate::business::view::View<'_>) -> Result<Vec<(RunId, Run)>, Failure> {
    view.require(Permission::CommissionsView)?;
    Ok(runs(view))
}

fn show(id: RunId, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let found = call.app.door().read(&reader(call), |view| run_of(view, id).ok_or_else(Failure::not_found))?;
    let language = call.manner.language;
    if call.manner.json {
        call.say(&in_json(id, &found).to_string());
        return Ok(Exit::Done);
    }
    let (number, state, period) = (run_number(id), found.state.say(language), found.period);
    call.say(&text!(language, "cli.commission.run", run = number, period = period, plan = found.plan, state = state));
    if let Some(result) = &found.result {
        let sums = Sums::of(result);
        tell_result(&sums, result.lines, result.payees, &result.checks, call);
    }
    Ok(Exit::Done)
}

/// What there was to distribute, and where it went.
struct Sums {
    distributable: Money,
    paid: Money,
    breakage: Money,
    /// Below zero.
    taken_back: Money,
}

impl Sums {
    fn of(result: &RunResult) -> Sums {
        Sums {
            distributable: result.distributable,
            paid: result.paid,
            breakage: result.breakage,
            taken_back: result.taken_back(),
        }
    }
}

fn tell_result(sums: &Sums, lines: u32, payees: u32, checks: &[CheckResult], call: &mut Call<'_>) {
    let language = call.manner.language;
    let written = |amount| texts::money(language, amount);
    let (distributable, paid, breakage) = (written(sums.distributable), written(sums.paid), written(sums.breakage));
    call.say(&text!(
        language,
        "cli.commission.sums",
        distributable = distributable,
        paid = paid,
        breakage = breakage,
        taken_back = written(sums.taken_back),
        lines = lines,
        payees = payees
    ));
    for result in checks {
        let key = if result.passed { "cli.commission.check_good" } else { "cli.commission.check_bad" };
        call.say(&text!(language, key, check = result.check.say(language)));
    }
}

fn in_json(id: RunId, run: &Run) -> Value {
    let mut told = json!({
        "run": run_number(id), "plan": run.plan, "version": run.plan_version, "period": run.period.to_string(),
        "state": run.state.word(),
    });
    if let (Some(result), Some(fields)) = (&run.result, told.as_object_mut()) {
        let sums = Sums::of(result);
        fields.insert("result".to_owned(), result_in_json(&sums, result.lines, result.payees, &result.checks));
    }
    told
}

fn result_in_json(sums: &Sums, lines: u32, payees: u32, checks: &[CheckResult]) -> Value {
    let checks: serde_json::Map<String, Value> =
        checks.iter().map(|result| (result.check.word().to_owned(), json!(result.passed))).collect();
    json!({
        "distributable": sums.distributable.decimal(), "paid": sums.paid.decimal(),
        "breakage": sums.breakage.decimal(), "taken_back": sums.taken_back.decimal(), "currency": sums.paid.currency().code(), "lines": lines,
        "payees": payees, "checks": checks,
    })
}

fn simulation(period: &str, plan: &str, out: Option<(&Path, Over)>, call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = parsed_period(period)?;
    let (simulated, files) = call.app.door().read(&reader(call), |view| {
        let simulated = simulate(view, plan, period)?;
        let files = if out.is_some() { files_of_simulation(view, &simulated) } else { Vec::new() };
        Ok((simulated, files))
    })?;
    let sums = Sums {
        distributable: simulated.distributable(),
        paid: simulated.paid(),
        breakage: simulated.broken(),
        taken_back: simulated.taken_back(),
    };
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let payees = simulated.statements().iter().filter(|(_, statement)| !statement.total.is_zero()).count();
    let (lines, payees) = (count(simulated.outcome.lines.len()), count(payees));
    if call.manner.json {
        let told = result_in_json(&sums, lines, payees, &simulated.checks);
        call.say(&json!({ "plan": plan, "period": period.to_string(), "result": told }).to_string());
    } else {
        let (name, version) = (&simulated.plan.name, simulated.plan.version);
        let language = call.manner.language;
        call.say(&text!(language, "cli.commission.simulated", period = period, plan = name, version = version));
        tell_result(&sums, lines, payees, &simulated.checks, call);
    }
    if let Some(out) = out {
        give(&files, out, call)?;
    }
    let passed = simulated.checks.iter().all(|result| result.passed);
    Ok(if passed { Exit::Done } else { Exit::Findings })
}

fn give(files: &[GivenFile], (out, over): (&Path, Over), call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let out = call.path(out);
    let told = Told { names: write_files(&out, files, over)?, path: out, ..Told::default() };
    tell_files(&told, call);
    Ok(if told.names.is_empty() { Exit::NothingToDo } else { Exit::Done })
}
