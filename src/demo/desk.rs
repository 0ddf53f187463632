//! What lies on the desks when the story ends: complaints, things to clear up, returns that were announced, and
//! what each of the staff has taken on.

use crate::app::{Batch, Door};
use crate::business::actor::Actor;
use crate::business::cases::{
    Due, ExtraTask, TaskPlace, add_task, assign_task, case_of, complete_task, open_case, ready_tasks_of_role,
};
use crate::business::failure::Failure;
use crate::business::messages::play_sending;
use crate::business::orders::{OrderState, orders_in_state};
use crate::demo::agenda::{Agenda, Deed, moment};
use crate::demo::returns::settled;
use crate::demo::seeds::{Seeds, TaskAbout};
use crate::demo::stage::{Script, Stage};
use crate::store::{Subject, outbox_next_due};
use crate::values::{CaseId, Instant, OrderId};

/// A task comes up so many days before it is due, or before today.
const KNOWN_BEFORE: i32 = 2;
/// Days before the end on which somebody announces a return.
const RETURNS: [i32; 3] = [4, 2, 1];
/// How many tasks each of the staff takes on, and how many are left to the others in between.
const TAKEN: usize = 4;
const LEFT: usize = 4;
/// Letters of the last days still wait; older ones count as sent, so that no mail server ever sends them.
const LETTERS_WAIT_DAYS: i32 = 1;
const LEAVES_AFTER_SECONDS: i64 = 40;

pub fn plan_ahead(agenda: &mut Agenda, script: &Script, seeds: &Seeds) {
    for (number, (minutes, task)) in (9 * 60..).step_by(11).zip(&seeds.story.open_task).enumerate() {
        let day = script.last.plus_days(task.days.min(0) - KNOWN_BEFORE);
        agenda.add(moment(day, minutes, &script.zone), Deed::Task(number));
    }
    for (number, days_before) in RETURNS.into_iter().enumerate() {
        let day = script.last.plus_days(-days_before);
        agenda.add(moment(day, 17 * 60 + 30, &script.zone), Deed::AnnounceReturn(number));
    }
}

/// Something comes up about an order.
pub fn come_up(batch: &mut Batch<'_, '_>, stage: &Stage, number: usize) -> Result<(), Failure> {
    let Some(part) = stage.seeds.story.open_task.get(number) else { return Ok(()) };
    let case = match part.about {
        TaskAbout::Complaint => complaint(batch, stage, number)?,
        TaskAbout::Order => {
            let order = newest(batch, OrderState::Confirmed, number)?;
            order.map_or(Ok(None), |id| batch.ask(|r| case_of(r, &Subject::of(id))))?.map(|(id, _)| id)
        }
    };
    let Some(case) = case else { return Ok(()) };
    let due_on = stage.script.last.plus_days(part.days);
    let extra = ExtraTask { role: part.role.clone(), due_on, note: part.de.clone() };
    settled(batch.command(&stage.staff.office, |tx| add_task(tx, case, &extra)).map(|_| ()))
}

/// A customer complains about goods that arrived; the office has answered at once.
fn complaint(batch: &mut Batch<'_, '_>, stage: &Stage, number: usize) -> Result<Option<CaseId>, Failure> {
    let Some(order) = newest(batch, OrderState::Shipped, number * 3 + 5)? else { return Ok(None) };
    let clerk = &stage.staff.office;
    let case = batch.command(clerk, |tx| open_case(tx, "complaint", &Subject::of(order)))?;
    batch.command(clerk, |tx| complete_task(tx, TaskPlace { case, place: 0 }, "Am Telefon gesprochen"))?;
    Ok(Some(case))
}

/// Goods are on their way back.
pub fn announce_return(batch: &mut Batch<'_, '_>, stage: &Stage, number: usize) -> Result<(), Failure> {
    let Some(order) = newest(batch, OrderState::Shipped, number * 7 + 40)? else { return Ok(()) };
    settled(batch.command(&stage.staff.office, |tx| open_case(tx, "return", &Subject::of(order))).map(|_| ()))
}

/// The newest order of a state after so many others.
fn newest(batch: &mut Batch<'_, '_>, state: OrderState, after: usize) -> Result<Option<OrderId>, Failure> {
    let orders = batch.ask(|r| orders_in_state(r, state))?;
    Ok(orders.iter().rev().nth(after).or(orders.first()).copied())
}

/// Everybody takes some of what can be done.
pub fn take_over(door: &Door, stage: &Stage, now: Instant) -> Result<(), Failure> {
    door.write_all(|batch| {
        batch.set_now(now);
        for (number, colleague) in stage.staff.all.iter().enumerate() {
            let tasks = batch.ask(|r| ready_tasks_of_role(r, &colleague.role, Due::Ever, usize::MAX))?;
            let free = tasks.into_iter().filter(|ready| ready.task.assigned_to.is_none());
            for ready in free.skip(number % LEFT).step_by(LEFT).take(TAKEN) {
                let at = TaskPlace { case: ready.id, place: ready.place };
                batch.command(&colleague.actor, |tx| assign_task(tx, at, Some(colleague.account)))?;
            }
        }
        Ok(())
    })
}

/// Lets letters leave the house soon after they were written, up to a moment. Those of the last days wait: there is no
/// mail server.
pub fn send_letters(batch: &mut Batch<'_, '_>, script: &Script, until: Instant) -> Result<(), Failure> {
    let waits_from = moment(script.last.plus_days(-LETTERS_WAIT_DAYS), 0, &script.zone);
    while let Some(written_at) = batch.ask(outbox_next_due)? {
        let leaves_at = written_at.plus_seconds(LEAVES_AFTER_SECONDS);
        if leaves_at > until || written_at >= waits_from {
            break;
        }
        batch.set_now(leaves_at);
        batch.command(&Actor::system(), play_sending)?;
    }
    Ok(())
}
