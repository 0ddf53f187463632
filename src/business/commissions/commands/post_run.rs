//! Posting: the calculation once more, its comparison with what was agreed to, and the books.

use crate::business::commissions::calculation::{Check, RECKONING};
use crate::business::commissions::commands::calculate_run::checks_of;
use crate::business::commissions::commands::in_turn::out_of_turn;
use crate::business::commissions::commands::open_to_change::open_run_to_change;
use crate::business::commissions::commands::settle_run::{Settled, settle};
use crate::business::commissions::events::{RunPosted, hexadecimal};
use crate::business::commissions::records::{
    PARTNER_TO_RUN_ID, PLAN_AND_DAY_TO_RUN_ID, PLAN_KIND_AND_DAY_TO_RUN_ID, RUN_ID_TO_CORRECTION,
    RUN_ID_TO_LATE_NUMBER, RUN_ID_TO_RUN, last_late_number,
};
use crate::business::commissions::runs::{
    Run, RunResult, RunState, Statement, StatementKeeper, forget_statements, keep_left, kept_sums, payee_of,
    run_number, stored_statements,
};
use crate::business::commissions::self_billing::{Settling, issue};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{self, firm};
use crate::business::ledger::rules::{run_corrected, run_posted};
use crate::business::ledger::{self, NewPosting, Personal, Printed};
use crate::business::mail::{NewMail, Template};
use crate::business::partners::{self, Partner, PartnerState};
use crate::business::people::{self, Person};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::business::view::View;
use crate::store::{Read, Subject};
use crate::values::{Money, PartnerId, RunId};

/// So many partners share one posting, so that none grows without bound.
const PARTNERS_PER_POSTING: usize = 500;

/// Posts a run that somebody agreed to. From then on neither it nor its period changes.
pub fn post_run(tx: &mut Tx, id: RunId) -> Result<(), Failure> {
    tx.require(Permission::CommissionsPost)?;
    let before = open_run_to_change(tx, id)?;
    let settled = settle(tx, tx.zone(), id, &before)?;
    post(tx, before, &settled)
}

/// The same with what was worked out aside; what has changed since is settled anew.
pub fn post_settled_run(tx: &mut Tx, settled: &Settled) -> Result<(), Failure> {
    tx.require(Permission::CommissionsPost)?;
    let before = open_run_to_change(tx, settled.run)?;
    if settled.holds(tx, &before)? {
        return post(tx, before, settled);
    }
    let anew = settle(tx, tx.zone(), settled.run, &before)?;
    post(tx, before, &anew)
}

/// Settles a run that shall be posted, and keeps nothing. Without the consent of somebody, nothing is worked out;
/// and what has changed since is refused here, where nobody waits for it.
pub fn settle_agreed_run(view: &View, id: RunId) -> Result<Settled, Failure> {
    view.require(Permission::CommissionsPost)?;
    let run = open_run_to_change(view, id)?;
    let agreed = agreed_result(id, &run)?;
    let settled = settle(view, view.zone(), id, &run)?;
    require_same(&settled, agreed)?;
    Ok(settled)
}

/// What somebody agreed to.
fn agreed_result(id: RunId, run: &Run) -> Result<&RunResult, Failure> {
    let agreed = run.result.as_ref().filter(|_| run.state == RunState::Approved);
    agreed.ok_or_else(|| Complaint::new("commissions.refusal.not_approved").with("run", run_number(id)).into())
}

fn require_same(settled: &Settled, agreed: &RunResult) -> Result<(), Failure> {
    let same_facts = settled.facts.hash == agreed.facts_hash;
    if same_facts && settled.outcome.hash == agreed.outcome_hash {
        return Ok(());
    }
    let key = if same_facts { "commissions.refusal.reckoned_otherwise" } else { "commissions.refusal.facts_changed" };
    Err(Complaint::new(key).with("run", run_number(settled.run)).into())
}

fn post(tx: &mut Tx, before: Run, settled: &Settled) -> Result<(), Failure> {
    let Settled { run: id, plan, facts, outcome, .. } = settled;
    let id = *id;
    let result = agreed_result(id, &before)?.clone();
    require_same(settled, &result)?;
    let issuer = firm::issuer(tx);
    let home = firm(tx).map_or(facts.currency, |firm| firm.currency);
    if facts.currency != home {
        // The books have one currency.
        let complaint = Complaint::new("commissions.refusal.not_home_currency");
        return Err(complaint.with("currency", facts.currency.to_string()).with("home", home.to_string()).into());
    }
    if before.corrects.is_none()
        && let Some(complaint) = out_of_turn(tx, plan, before.period)
    {
        return Err(complaint.into());
    }
    let statements = stored_statements(tx, id);
    let mut checks = checks_of(tx, &before, settled);
    checks.extend(result.checks.iter().filter(|result| result.check == Check::DifferencesComplete));
    let paid = if before.corrects.is_some() { result.paid.minor() } else { outcome.paid };
    checks.push(Check::LinesEqualStatements.compare(0, unequal(tx, id, paid, &statements)));
    if !checks.iter().all(|check| check.passed) {
        return Err(Complaint::new("commissions.refusal.checks_failed").with("run", run_number(id)).into());
    }
    let told = tx.record(RunPosted {
        run: id,
        plan: before.plan.clone(),
        period: before.period,
        outcome_hash: hexadecimal(&outcome.hash),
        paid: result.paid.decimal(),
        statements: statements.len(),
    });
    book(tx, &told, id, &before, &statements)?;
    let mut keeper = StatementKeeper::of(id);
    forget_statements(tx, &told, id);
    for (partner, statement) in statements {
        // A large firm has many of them, and nobody else writes meanwhile: each is read once.
        let known = partners::partner(tx, partner);
        let held_by = known.as_ref().map(|known| partners::holder_then(tx, (partner, known), before.period.last()));
        let holder = held_by.and_then(|holder| people::person(tx, holder));
        // Whoever has taken the position over since then cannot open it, and the one before has no pages any more.
        let reads = |known: &Partner| known.state == PartnerState::Active && Some(known.person) == held_by;
        let is_billed = match (&issuer, &known, held_by, &holder) {
            (Some(issuer), Some(known), Some(person), Some(holder)) => {
                let (net, number, period) = (statement.total, known.number.as_str(), before.period);
                // Whoever gets no document stands in the list of finance.
                issue(tx, &Settling { run: id, period, partner, number, person, known: holder, net, issuer })?.is_ok()
            }
            _ => false,
        };
        // The letter with a document announces the statement too.
        if !is_billed && let Some(reader) = holder.as_ref().filter(|_| known.as_ref().is_some_and(reads)) {
            send_statement(tx, &told, id, reader);
        }
        let payee = match (&issuer, known, holder) {
            (Some(issuer), Some(known), Some(holder)) => Some(payee_of(known, &holder, issuer.home)),
            _ => None,
        };
        keeper.add(partner, Statement { payee, ..statement });
        tx.save(&told, &PARTNER_TO_RUN_ID, &(partner, id), &());
    }
    keeper.rows().into_iter().for_each(|row| tx.save_ready(&told, row));
    keep_left(tx, &told, id, (plan, facts, outcome));
    let (name, kind, first) = (before.plan.clone(), before.period.kind(), before.period.first());
    match &before.corrects {
        None if kind == plan.period => tx.save(&told, &PLAN_AND_DAY_TO_RUN_ID, &(name, first), &id),
        None => tx.save(&told, &PLAN_KIND_AND_DAY_TO_RUN_ID, &(name, kind.word().to_owned(), first), &id),
        Some(corrects) => tx.save(&told, &RUN_ID_TO_CORRECTION, &(corrects.run, id), &()),
    }
    tx.save(&told, &RUN_ID_TO_LATE_NUMBER, &id, &last_late_number(tx));
    partners::close_edges_through(tx, &told, before.period.last());
    let (posted_at, reckoned_by) = (Some(tx.now()), RECKONING);
    let posted = Run { state: RunState::Posted, posted_at, issuer, reckoned_by, ..before };
    tx.save(&told, &RUN_ID_TO_RUN, &id, &posted);
    Ok(())
}

/// How many kept statements do not have the sum of their kept lines, and whether all together are what is paid.
fn unequal(r: &dyn Read, id: RunId, paid: i64, statements: &[(PartnerId, Statement)]) -> i64 {
    let sums = kept_sums(r, id);
    let kept = |partner: &PartnerId| sums.get(partner).copied().unwrap_or(0);
    let wrong = statements.iter().filter(|(partner, statement)| kept(partner) != statement.total.minor());
    let total: i64 = statements.iter().map(|(_, statement)| statement.total.minor()).sum();
    i64::try_from(wrong.count()).unwrap_or(i64::MAX) + i64::from(total != paid)
}

/// Commission is an expense of the period and is owed to each partner. What corrects a closed period is booked on the
/// day on which it is posted.
fn book(
    tx: &mut Tx,
    told: &Recorded,
    id: RunId,
    run: &Run,
    statements: &[(PartnerId, Statement)],
) -> Result<(), Failure> {
    let day = ledger::open_day(tx, if run.corrects.is_some() { tx.today() } else { run.period.last() });
    let owed: Vec<(PartnerId, Money)> = statements
        .iter()
        .map(|(partner, statement)| (*partner, statement.total))
        .filter(|(_, total)| !total.is_zero())
        .collect();
    for part in owed.chunks(PARTNERS_PER_POSTING) {
        let booked = if run.corrects.is_some() { run_corrected(part) } else { run_posted(part) };
        let Some(booked) = booked else { continue };
        let printed = Some(Printed { number: run_number(id), due_on: day, service_on: Some(run.period.last()) });
        let personal = Personal { printed, ..Personal::default() };
        ledger::book(tx, told, NewPosting { day, booked, subject: Subject::of(id), reverses: None, personal })?;
    }
    Ok(())
}

/// The statement is announced to everybody with a contract, also when it is nothing (§ 87c HGB).
fn send_statement(tx: &mut Tx, told: &Recorded, id: RunId, reader: &Person) {
    if let Some(recipient) = reader.email.clone() {
        let (template, subject, secret) = (Template::StatementReady, Subject::of(id), String::new());
        tx.post_mail(told, NewMail { template, subject, recipient, language: reader.language, secret });
    }
}
