//! Posting a run: the page that says what exactly will happen, because it cannot be undone.

use axum::extract::Path;
use maud::html;

use crate::app::{RunDeed, RunProgress, RunWork};
use crate::business::commissions::{self, RunSheet, RunState, run_number};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::portals::office::commissions::{run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::portals::once::worked_once;
use crate::text;
use crate::texts;
use crate::values::RunId;
use crate::web::parts::{Fact, Form, Link, Loudness, facts, figure, form, link_button, paragraph, submit_button};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/post", show)
        .form("/office/commissions/{run}/post", post)
        .behind(Permission::CommissionsPost)
}

pub fn post_path(id: RunId) -> String {
    format!("{}/post", run_path(id))
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let sheet = visit.read(|view| commissions::run_sheet(view, id))?;
    if sheet.run.state != RunState::Approved {
        let complaint = Complaint::new("commissions.refusal.not_approved").with("run", run_number(id));
        let complaints = Complaints::of(visit.language, Failure::from(complaint))?;
        return super::sheet::refused_sheet(&visit, id, &complaints);
    }
    frame::show(&visit, &post_page(&visit, id, &sheet, &Complaints::default()))
}

async fn post(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = run_id(&id)?;
    let own = visit.clone();
    let work = async move { RunWork::work(&own.app, &own.actor, id, RunDeed::Post).await };
    let failure = match worked_once(&visit, &typed, work).await {
        Ok(Some(RunProgress::UnderWay) | None) => return Ok(redirect(&run_path(id))),
        Ok(_) => return Ok(redirect_with_message(&run_path(id), "office_commissions.told.posted")),
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let sheet = visit.read(|view| commissions::run_sheet(view, id))?;
    frame::refuse(&visit, &post_page(&visit, id, &sheet, &complaints))
}

fn post_page(visit: &Visit, id: RunId, sheet: &RunSheet, complaints: &Complaints) -> Page {
    let language = visit.language;
    let action = post_path(id);
    let back = Link::new(run_name(language, id, &sheet.run), run_path(id));
    let cancel = Link::new(text!(language, "office.form.back"), back.href.clone());
    let result = sheet.run.result.as_ref();
    let figures = result.map(|result| {
        vec![
            Fact::new(text!(language, "office_commissions.sum.paid"), figure(&texts::money(language, result.paid))),
            Fact::new(
                text!(language, "office_commissions.fact.payees"),
                figure(&texts::number(language, i64::from(result.payees))),
            ),
            Fact::new(
                text!(language, "office_commissions.fact.statements"),
                figure(&texts::number(language, i64::from(result.statements))),
            ),
        ]
    });
    let key = hex(&random::<16>());
    Page {
        title: text!(language, "office_commissions.post.title", period = texts::period(language, sheet.run.period)),
        body: html! {
            (paragraph(&text!(language, "office_commissions.post.what")))
            @if let Some(figures) = &figures { (facts(figures)) }
            (paragraph(&text!(language, "office_commissions.post.for_good")))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                idempotency_key: Some(&key),
                complaints: complaints.summary(),
                buttons: vec![
                    submit_button(&text!(language, "office_commissions.post.confirm"), Loudness::Primary),
                    link_button(&cancel, Loudness::Quiet),
                ],
                ..Form::default()
            }))
        },
        back: Some(back),
        ..Page::default()
    }
}
