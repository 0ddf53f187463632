//! Objections for whoever may see them: the partner the own ones, staff who see commissions all.

use crate::business::commissions::objections::records::objections_to;
use crate::business::commissions::objections::{Objection, objection};
use crate::business::commissions::records::{run, runs_of_partner};
use crate::business::commissions::runs::{CommissionLine, Run, StatementSheet, some_lines_of_statement, statement};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{ObjectionId, PartnerId, RunId};

/// An objection with the statement that it is about.
#[derive(Clone, Debug)]
pub struct ObjectionSheet {
    pub id: ObjectionId,
    pub objection: Objection,
    pub run: Run,
    pub statement: StatementSheet,
    /// The line that it is about, if it is about one.
    pub line: Option<CommissionLine>,
}

/// One objection, for those who see commissions.
pub fn objection_sheet(view: &View<'_>, id: ObjectionId) -> Result<ObjectionSheet, Failure> {
    view.require(Permission::CommissionsView)?;
    let objection = objection(view, id).ok_or_else(Failure::not_found)?;
    let run = run(view, objection.run).ok_or_else(Failure::not_found)?;
    let statement = statement(view, objection.run, objection.partner)?;
    let line = match objection.line.and_then(|place| usize::try_from(place).ok()) {
        Some(place) => some_lines_of_statement(view, objection.run, objection.partner, place, 1)?.pop(),
        None => None,
    };
    Ok(ObjectionSheet { id, objection, run, statement, line })
}

/// What was objected to a statement, oldest first.
pub fn objections_of_statement(
    view: &View<'_>,
    run: RunId,
    partner: PartnerId,
) -> Result<Vec<(ObjectionId, Objection)>, Failure> {
    require_sight(view, partner)?;
    Ok(objections_to(view, run, partner))
}

/// Everything that a partner has objected to, newest statement first.
pub fn objections_of_partner(view: &View<'_>, partner: PartnerId) -> Result<Vec<(ObjectionId, Objection)>, Failure> {
    require_sight(view, partner)?;
    Ok(runs_of_partner(view, partner).into_iter().flat_map(|run| objections_to(view, run, partner)).collect())
}

fn require_sight(view: &View<'_>, partner: PartnerId) -> Result<(), Failure> {
    let is_own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(partner);
    if is_own || view.may(Permission::CommissionsView) { Ok(()) } else { Err(Failure::not_found()) }
}
