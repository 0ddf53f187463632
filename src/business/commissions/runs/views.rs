//! Runs and statements for whoever may see them: staff see all, a partner the own posted ones.

use crate::business::approvals::{Approval, approval};
use crate::business::commissions::plan::Plan;
use crate::business::commissions::records::{plan, run, runs_of_partner, stored_breakage};
use crate::business::commissions::runs::{
    BreakageLine, CommissionLine, Payee, Run, RunState, Statement, StatementSheet, each_line_of_all, stored_lines,
    stored_statement, stored_statements,
};
use crate::business::failure::Failure;
use crate::business::partners::holder_on;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{ApprovalId, Money, PartnerId, Period, PersonId, RunId};

/// A run with its plan and the request for agreement.
#[derive(Clone, Debug)]
pub struct RunSheet {
    pub run: Run,
    pub plan: Plan,
    pub approval: Option<(ApprovalId, Approval)>,
}

pub fn run_sheet(view: &View, id: RunId) -> Result<RunSheet, Failure> {
    view.require(Permission::CommissionsView)?;
    let run = run(view, id).ok_or_else(Failure::not_found)?;
    let plan = plan(view, &run.plan, run.plan_version).ok_or_else(Failure::not_found)?;
    let approval = run.approval.and_then(|id| Some((id, approval(view, id)?)));
    Ok(RunSheet { run, plan, approval })
}

/// All statements of a run in the order of partners, also those of nothing.
pub fn statements_of_run(view: &View, id: RunId) -> Result<Vec<(PartnerId, Statement)>, Failure> {
    view.require(Permission::CommissionsView)?;
    Ok(stored_statements(view, id))
}

/// One partner's statement in a run.
pub fn statement(view: &View, id: RunId, partner: PartnerId) -> Result<StatementSheet, Failure> {
    let run = run_to_see(view, id, partner)?;
    let plan = plan(view, &run.plan, run.plan_version).ok_or_else(Failure::not_found)?;
    let statement = stored_statement(view, id, partner).ok_or_else(Failure::not_found)?;
    Ok(statement.sheet(&plan, partner, run.period))
}

/// To whom a statement was posted; `None` where that was not kept.
pub fn payee_of_statement(view: &View, id: RunId, partner: PartnerId) -> Result<Option<Payee>, Failure> {
    run_to_see(view, id, partner)?;
    Ok(stored_statement(view, id, partner).and_then(|statement| statement.payee))
}

/// A page of the lines behind a statement, from 0; empty behind the last.
pub fn lines_of_statement(
    view: &View,
    id: RunId,
    partner: PartnerId,
    page: u32,
) -> Result<Vec<CommissionLine>, Failure> {
    run_to_see(view, id, partner)?;
    Ok(stored_lines(view, id, partner, page).unwrap_or_default())
}

/// The lines of everybody in a run, by receiver.
pub fn lines_of_run(view: &View, id: RunId) -> Result<Vec<(PartnerId, CommissionLine)>, Failure> {
    view.require(Permission::CommissionsView)?;
    let mut found = Vec::new();
    each_line_of_all(view, id, |partner, line| found.push((partner, line.clone())));
    Ok(found)
}

/// A partner's posted statements with period and total, newest first.
pub fn statements_of_partner(view: &View, partner: PartnerId) -> Result<Vec<(RunId, Period, Money)>, Failure> {
    let sees_all = view.may(Permission::CommissionsView);
    let is_own_position = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if !(sees_all || is_own_position) {
        return Err(Failure::not_found());
    }
    let found = runs_of_partner(view, partner).into_iter().filter_map(|id| {
        let period = run(view, id)?.period;
        if !sees_all && !is_own(view, partner, period) {
            return None;
        }
        Some((id, period, stored_statement(view, id, partner)?.total))
    });
    Ok(found.collect())
}

/// A page of what nobody was entitled to, from 0; empty behind the last.
pub fn breakage_of_run(view: &View, id: RunId, page: u32) -> Result<Vec<BreakageLine>, Failure> {
    view.require(Permission::CommissionsView)?;
    Ok(stored_breakage(view, id, page).map(|page| page.0).unwrap_or_default())
}

/// The run, for those who may see this partner's part in it.
fn run_to_see(view: &View, id: RunId, partner: PartnerId) -> Result<Run, Failure> {
    let run = run(view, id).ok_or_else(Failure::not_found)?;
    let own_and_posted = is_own(view, partner, run.period) && run.state == RunState::Posted;
    if view.may(Permission::CommissionsView) || own_and_posted { Ok(run) } else { Err(Failure::not_found()) }
}

/// Whoever has taken a position over reads the statements of the own time; those before stay with the one before.
fn is_own(view: &View, partner: PartnerId, period: Period) -> bool {
    let held = |person: PersonId| holder_on(view, partner, period.last()) == Some(person);
    view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner) && view.actor().person.is_none_or(held)
}
