//! The case of a commission run follows the run.

use crate::business::cases;
use crate::business::commissions::{ObjectionAnswered, correct_self_billed};
use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::partners;
use crate::business::payments::BatchMade;
use crate::business::reactions::letters::post_to_person;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;
use crate::values::{ObjectionId, RunId};

pub(super) fn opened(tx: &mut Tx, run: RunId) -> Result<(), Failure> {
    cases::open(tx, &cases::RUN, Subject::of(run));
    Ok(())
}

/// A new result has to be submitted and agreed to anew.
pub(super) fn calculated(tx: &mut Tx, run: RunId) -> Result<(), Failure> {
    cases::undo(tx, &Subject::of(run), "agree_to_run");
    cases::undo(tx, &Subject::of(run), "submit_run");
    cases::finish_early(tx, &Subject::of(run), "calculate_run");
    Ok(())
}

pub(super) fn submitted(tx: &mut Tx, run: RunId) -> Result<(), Failure> {
    cases::finish_early(tx, &Subject::of(run), "submit_run");
    Ok(())
}

/// A refused run goes back to whoever calculates.
pub(super) fn decided(tx: &mut Tx, run: RunId, agreed: bool) -> Result<(), Failure> {
    if agreed {
        cases::finish_early(tx, &Subject::of(run), "agree_to_run");
    } else {
        cases::undo(tx, &Subject::of(run), "submit_run");
        cases::undo(tx, &Subject::of(run), "calculate_run");
    }
    Ok(())
}

pub(super) fn posted(tx: &mut Tx, run: RunId) -> Result<(), Failure> {
    cases::finish_early(tx, &Subject::of(run), "post_run");
    Ok(())
}

pub(super) fn paid(tx: &mut Tx, made: &BatchMade) -> Result<(), Failure> {
    if let Some(run) = made.run {
        cases::finish_early(tx, &Subject::of(run), "pay_run");
    }
    Ok(())
}

pub(super) fn cancelled(tx: &mut Tx, run: RunId) -> Result<(), Failure> {
    cases::cancel_about(tx, &Subject::of(run), cases::RUN.key);
    Ok(())
}

/// Somebody has to look at it, and to answer.
pub(super) fn objected(tx: &mut Tx, objection: ObjectionId) -> Result<(), Failure> {
    cases::open(tx, &cases::OBJECTION, Subject::of(objection));
    Ok(())
}

/// Whoever objected reads the answer beside the statement.
pub(super) fn answered(tx: &mut Tx, told: &Recorded, answered: &ObjectionAnswered) -> Result<(), Failure> {
    let subject = Subject::of(answered.objection);
    cases::finish_early(tx, &subject, "answer_objection");
    if answered.accepted {
        correct_self_billed(tx, (answered.run, answered.partner), answered.objection)?;
    }
    if let Some(partner) = partners::partner(tx, answered.partner) {
        post_to_person(tx, told, Template::ObjectionAnswered, subject, partner.person);
    }
    Ok(())
}
