//! Raising an objection, and answering it.

use crate::business::commissions::objections::records::objections_to;
use crate::business::commissions::objections::{
    OBJECTION_ID_TO_OBJECTION, Objection, ObjectionAnswer, ObjectionAnswered, ObjectionRaised,
    RUN_AND_PARTNER_TO_OBJECTION_ID, objection, objection_number,
};
use crate::business::commissions::records::run;
use crate::business::commissions::runs::RunState;
use crate::business::commissions::runs::stored_statement;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{ObjectionId, RunId};

const SIGNS_MAX: usize = 4_000;
/// Whoever has more to say about one statement says it in those that are open.
const OPEN_MAX: usize = 20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewObjection {
    pub run: RunId,
    pub line: Option<u32>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAnswer {
    pub accepted: bool,
    pub text: String,
}

/// A partner objects to the own posted statement, or to one line of it. The case follows.
pub fn raise_objection(tx: &mut Tx, new: &NewObjection) -> Result<ObjectionId, Failure> {
    tx.require(Permission::PartnerPortal)?;
    let partner = tx.actor().partner.ok_or_else(Failure::not_found)?;
    let posted = run(tx, new.run).filter(|run| run.state == RunState::Posted);
    posted.ok_or_else(Failure::not_found)?;
    let statement = stored_statement(tx, new.run, partner).ok_or_else(Failure::not_found)?;
    if new.line.is_some_and(|line| line >= statement.lines) {
        return Err(Failure::not_found());
    }
    let text = written(&new.text, "objections.refusal.no_words")?;
    let open: Vec<(ObjectionId, Objection)> =
        objections_to(tx, new.run, partner).into_iter().filter(|(_, known)| known.answer.is_none()).collect();
    if let Some((id, _)) = open.iter().find(|(_, known)| known.line == new.line) {
        let complaint = Complaint::new("objections.refusal.is_open").at("text");
        return Err(complaint.with("number", objection_number(*id)).into());
    }
    if open.len() >= OPEN_MAX {
        return Err(Complaint::new("objections.refusal.too_many").at("text").into());
    }
    let id = tx.next_id();
    let told = tx.record(ObjectionRaised { objection: id, run: new.run, partner, line: new.line });
    let raised = Objection {
        run: new.run,
        partner,
        line: new.line,
        text,
        raised_at: tx.now(),
        raised_by: tx.actor().account(),
        answer: None,
    };
    tx.save(&told, &OBJECTION_ID_TO_OBJECTION, &id, &raised);
    tx.save(&told, &RUN_AND_PARTNER_TO_OBJECTION_ID, &(new.run, partner, id), &());
    Ok(id)
}

/// The office answers, once. The task of the case ends with it.
pub fn answer_objection(tx: &mut Tx, id: ObjectionId, new: &NewAnswer) -> Result<(), Failure> {
    tx.require(Permission::CasesWork)?;
    tx.require(Permission::CommissionsView)?;
    let before = objection(tx, id).ok_or_else(Failure::not_found)?;
    if before.answer.is_some() {
        let complaint = Complaint::new("objections.refusal.answered").with("number", objection_number(id));
        return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
    }
    let text = written(&new.text, "objections.refusal.no_answer")?;
    let answer = ObjectionAnswer { accepted: new.accepted, text, at: tx.now(), by: tx.actor().account() };
    let told = tx.record(ObjectionAnswered {
        objection: id,
        run: before.run,
        partner: before.partner,
        accepted: new.accepted,
    });
    tx.save(&told, &OBJECTION_ID_TO_OBJECTION, &id, &Objection { answer: Some(answer), ..before });
    Ok(())
}

/// What somebody wrote, within the limits.
fn written(text: &str, missing: &'static str) -> Result<String, Failure> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Complaint::new(missing).at("text").into());
    }
    if text.chars().count() > SIGNS_MAX {
        let most = i64::try_from(SIGNS_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("objections.refusal.too_long").at("text").with("most", most).into());
    }
    Ok(text.to_owned())
}
