//! Commission: a run for every month that has ended. The newest waits for somebody to agree.

use crate::app::{Batch, Door};
use crate::business::approvals::{Answer, decide};
use crate::business::cases::{TaskPlace, case_of, skip_task};
use crate::business::commissions::{adopt_plan, calculate_run, open_run, pay_run, post_run, shipped_plans, submit_run};
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::payments::{self, bank_day_from, is_bank_day, record_fetch};
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::seeds::{SeedFault, Seeds};
use crate::demo::stage::{Script, Stage};
use crate::demo::warehouse::Staff;
use crate::exchange::sepa::payment_file;
use crate::store::Subject;
use crate::values::{ApprovalId, Instant, Period, RunId};

/// The day of the month after on which finance settles a month.
const SETTLED_ON: i32 = 3;

/// On its first day of business the firm decides how it pays its partners.
pub fn adopt(door: &Door, seeds: &Seeds, staff: &Staff, at: Instant) -> Result<(), Failure> {
    let name = &seeds.story.commission.plan;
    let file = format!("plans/{name}.toml");
    let missing = || SeedFault(format!("story.toml: there is no plan {name}")).into_failure();
    let (_, source) = shipped_plans().iter().find(|(path, _)| *path == file).ok_or_else(missing)?;
    door.write_all(|batch| {
        batch.set_now(at);
        batch.command(&staff.finance, |tx| adopt_plan(tx, source)).map(|_| ())
    })
}

/// Puts the settling of every month that has ended on the agenda; that of the newest is the work of the last day
/// on which banks were open.
pub fn plan_ahead(agenda: &mut Agenda, script: &Script) {
    let newest = newest(script);
    let mut settled_on = script.last.plus_days(-1);
    while !is_bank_day(settled_on) && settled_on.plus_days(-1) > newest.last() {
        settled_on = settled_on.plus_days(-1);
    }
    let mut period = Period::month_of(script.first);
    while period.first() < newest.first() {
        let day = bank_day_from(period.last().plus_days(SETTLED_ON));
        agenda.add(moment(day, 9 * 60 + 20, &script.zone), Deed::Settle(period));
        period = period.next();
    }
    agenda.add(moment(settled_on, 9 * 60 + 20, &script.zone), Deed::Settle(newest));
}

/// The newest month that had ended yesterday.
fn newest(script: &Script) -> Period {
    Period::month_of(script.last.plus_days(-1)).previous()
}

/// One opens, calculates and asks for agreement; on the next bank day another agrees.
pub fn settle(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    period: Period,
    at: Instant,
    agenda: &mut Agenda,
) -> Result<(), Failure> {
    let Stage { script, staff, .. } = stage;
    let run = batch.command(&staff.finance, |tx| open_run(tx, &script.plan, period))?;
    batch.set_now(at.plus_seconds(90));
    batch.command(&staff.finance, |tx| calculate_run(tx, run))?;
    batch.set_now(at.plus_seconds(20 * 60));
    let approval = batch.command(&staff.finance, |tx| submit_run(tx, run))?;
    if period != newest(script) {
        let day = bank_day_from(at.day_in(&script.zone).plus_days(1));
        agenda.add(moment(day, 10 * 60 + 5, &script.zone), Deed::PayOut { run, approval });
    }
    Ok(())
}

/// The other agrees; then the run is posted and paid, and the file goes to the bank.
pub fn pay_out(
    batch: &mut Batch<'_, '_>,
    stage: &Stage,
    run: RunId,
    approval: ApprovalId,
    at: Instant,
) -> Result<(), Failure> {
    let Stage { script, staff, .. } = stage;
    batch.command(&staff.second_finance, |tx| decide(tx, approval, Answer::Agree, ""))?;
    batch.set_now(at.plus_seconds(25 * 60));
    batch.command(&staff.finance, |tx| post_run(tx, run))?;
    batch.set_now(at.plus_seconds(55 * 60));
    let execute_on = bank_day_from(at.day_in(&script.zone).plus_days(1));
    let made = match batch.command(&staff.finance, |tx| pay_run(tx, run, execute_on)) {
        Ok(made) => made,
        // In the first months nobody has earned as much as is paid out.
        Err(Failure::Refused(_)) => return leave_payout_out(batch, staff, run),
        Err(fault) => return Err(fault),
    };
    let Some((firm, made_out)) = batch.ask(|r| Some((firm(r)?, payments::batch(r, made)?)))? else { return Ok(()) };
    if let Some(asked) = made_out.approval() {
        batch.set_now(at.plus_seconds(70 * 60));
        batch.command(&staff.second_finance, |tx| decide(tx, asked, Answer::Agree, ""))?;
    }
    let file = payment_file(&firm, &made_out)?;
    batch.set_now(at.plus_seconds(75 * 60));
    batch.command(&staff.finance, |tx| record_fetch(tx, made, file.hash, "")).map(|_| ())
}

fn leave_payout_out(batch: &mut Batch<'_, '_>, staff: &Staff, run: RunId) -> Result<(), Failure> {
    let Some((case, found)) = batch.ask(|r| case_of(r, &Subject::of(run)))? else { return Ok(()) };
    let place = found.unfinished("pay_run");
    place.map_or(Ok(()), |place| {
        batch.command(&staff.finance, |tx| skip_task(tx, TaskPlace { case, place }, "Noch nichts auszuzahlen"))
    })
}
