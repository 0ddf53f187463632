//! A partner objects, the office answers, and the case follows.

use kontor::business::actor::Actor;
use kontor::business::cases::{self, CaseState};
use kontor::business::commissions::{
    NewAnswer, NewObjection, ObjectionState, answer_objection, objection, objection_sheet, objections_of_partner,
    objections_of_statement, raise_objection,
};
use kontor::business::failure::Failure;
use kontor::business::permission::Permission;
use kontor::store::{Subject, entries_of, outbox_newest};
use kontor::values::{ObjectionId, PartnerId, RunId};

use crate::business::commissions::{May, clerk, manager};
use crate::business::stage::{keys, partner_actor, refused, staff};

fn office() -> Actor {
    staff(40, &[Permission::CasesView, Permission::CasesWork, Permission::CommissionsView])
}

fn object(firm: &May, by: PartnerId, run: RunId, line: Option<u32>, text: &str) -> Result<ObjectionId, Failure> {
    let new = NewObjection { run, line, text: text.to_owned() };
    firm.stage.write(&partner_actor(by), move |tx| raise_objection(tx, &new))
}

fn answer(firm: &May, by: &Actor, id: ObjectionId, accepted: bool, text: &str) -> Result<(), Failure> {
    let new = NewAnswer { accepted, text: text.to_owned() };
    firm.stage.write(by, move |tx| answer_objection(tx, id, &new))
}

#[test]
fn an_objection_opens_a_case_and_its_answer_closes_it() {
    let firm = May::new();
    let run = firm.posted();
    let id = object(&firm, firm.a, run, Some(1), " Die Bestellung war größer. ").unwrap();
    firm.stage.read(&office(), |view| {
        let (_, case) = cases::case_of(view, &Subject::of(id)).unwrap();
        assert_eq!((case.template.as_str(), case.state), ("objection", CaseState::Open));
        assert_eq!(case.tasks[0].role, "finance");
        let sheet = objection_sheet(view, id).unwrap();
        assert_eq!((sheet.objection.run, sheet.objection.partner), (run, firm.a));
        assert_eq!(sheet.objection.text, "Die Bestellung war größer.");
        assert!(sheet.line.is_some(), "the line that it is about");
    });
    answer(&firm, &office(), id, true, "Stimmt, danke.").unwrap();
    firm.stage.read(&partner_actor(firm.a), |view| {
        let known = objections_of_statement(view, run, firm.a).unwrap();
        assert_eq!(known.len(), 1);
        assert_eq!(known[0].1.state(), ObjectionState::Accepted);
        assert_eq!(known[0].1.answer.as_ref().unwrap().text, "Stimmt, danke.");
        assert_eq!(objections_of_partner(view, firm.a).unwrap(), known);
        let (_, case) = cases::case_of(view, &Subject::of(id)).unwrap();
        assert_eq!(case.state, CaseState::Closed);
        let bodies: String = entries_of(view, &Subject::of(id)).into_iter().map(|entry| entry.body).collect();
        assert!(!bodies.contains("größer") && !bodies.contains("danke"), "no words in the journal: {bodies}");
    });
    firm.stage.read(&office(), |view| {
        let (_, letter) = outbox_newest(view, None, 1).pop().unwrap();
        assert_eq!((letter.template.as_str(), letter.subject), ("objection_answered", Subject::of(id)));
    });
    refused(answer(&firm, &office(), id, false, "Doch nicht."), &["objections.refusal.answered"]);
    // Once answered, one may object again.
    object(&firm, firm.a, run, Some(1), "Noch immer.").unwrap();
}

#[test]
fn one_objects_to_the_own_posted_statement_and_to_a_line_that_is_there() {
    let firm = May::new();
    let run = firm.posted();
    refused(object(&firm, firm.a, run, None, "  "), &["objections.refusal.no_words@text"]);
    refused(object(&firm, firm.a, run, None, &"x".repeat(4_001)), &["objections.refusal.too_long@text"]);
    refused(object(&firm, firm.a, run, Some(99), "Da fehlt etwas."), &["business.refusal.not_found"]);
    refused(object(&firm, firm.a, RunId::new(99), None, "Welche?"), &["business.refusal.not_found"]);
    object(&firm, firm.a, run, None, "Zu wenig.").unwrap();
    refused(object(&firm, firm.a, run, None, "Zu wenig, sage ich."), &["objections.refusal.is_open@text"]);
    object(&firm, firm.a, run, Some(0), "Und diese Zeile auch.").unwrap();
    let nobody = staff(50, &[Permission::PartnerPortal]);
    let new = NewObjection { run, line: None, text: "Ich auch.".to_owned() };
    refused(firm.stage.write(&nobody, move |tx| raise_objection(tx, &new)), &["business.refusal.not_found"]);
    let other = May::new();
    let calculated = other.approved();
    refused(object(&other, other.a, calculated, None, "Zu früh."), &["business.refusal.not_found"]);
}

#[test]
fn nobody_else_reads_or_answers_it() {
    let firm = May::new();
    let run = firm.posted();
    let id = object(&firm, firm.a, run, None, "Zu wenig.").unwrap();
    let failure =
        firm.stage.read(&partner_actor(firm.b), |view| objections_of_statement(view, run, firm.a).unwrap_err());
    assert_eq!(keys(&failure), ["business.refusal.not_found"]);
    let failure = firm.stage.read(&partner_actor(firm.a), |view| objection_sheet(view, id).unwrap_err());
    assert_eq!(keys(&failure), ["business.refusal.not_allowed"]);
    let only_cases = staff(41, &[Permission::CasesView, Permission::CasesWork]);
    for actor in [&partner_actor(firm.a), &clerk(), &manager(), &only_cases] {
        refused(answer(&firm, actor, id, true, "Ja."), &["business.refusal.not_allowed"]);
    }
    refused(answer(&firm, &office(), id, true, " "), &["objections.refusal.no_answer@text"]);
    refused(answer(&firm, &office(), ObjectionId::new(99), true, "Ja."), &["business.refusal.not_found"]);
    assert!(firm.stage.read(&office(), |view| objection(view, id).unwrap()).answer.is_none());
}

#[test]
fn the_task_of_the_case_is_done_by_answering_alone() {
    let firm = May::new();
    let run = firm.posted();
    let id = object(&firm, firm.a, run, None, "Zu wenig.").unwrap();
    let case = firm.stage.read(&office(), |view| cases::case_of(view, &Subject::of(id)).unwrap().0);
    let at = cases::TaskPlace { case, place: 0 };
    refused(
        firm.stage.write(&office(), move |tx| cases::complete_task(tx, at, "erledigt")),
        &["cases.refusal.finished_by_deed"],
    );
}
