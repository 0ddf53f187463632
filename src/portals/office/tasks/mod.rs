//! Tasks: what can be done with one, wherever it is shown, and a page for each.

mod page;
mod steps;

use axum::extract::Path;
use axum::response::Response;

use crate::business::cases::{self, TaskPlace};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::portals::office::frame;
use crate::portals::office::tasks::page::{Doing, TaskSheet, task_page};
use crate::values::{AccountId, CaseId, Day};
use crate::web::{Answer, Complaints, Routes, Typed, Visit, own_path, redirect_with_message};

pub use steps::{about, in_charge, menu_of, next_step, standing_steps, task_name, task_path, team};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/tasks/{case}/{place}", show);
    let working = Routes::new()
        .form("/office/tasks/{case}/{place}/done", done)
        .form("/office/tasks/{case}/{place}/assign", assign)
        .form("/office/tasks/{case}/{place}/postpone", postpone)
        .form("/office/tasks/{case}/{place}/skip", skip)
        .form("/office/tasks/{case}/{place}/reopen", reopen);
    looking.behind(Permission::CasesView).and(working.behind(Permission::CasesWork))
}

type At = Path<(String, String)>;

async fn show(visit: Visit, Path(at): At) -> Answer {
    let at = place_of(&at)?;
    let back = own_path(visit.query("back").as_deref().or(Some("/office")));
    let sheet = visit.read(|view| TaskSheet::of(view, at, &visit, back))?;
    frame::show(&visit, &task_page(&sheet, &Typed::default(), &Doing::nothing()))
}

async fn done(visit: Visit, Path(at): At, typed: Typed) -> Answer {
    let at = place_of(&at)?;
    let note = typed.text("note").to_owned();
    let outcome = visit.write(move |tx| cases::complete_task(tx, at, &note)).await;
    settled(&visit, at, &typed, "done", "office_tasks.told.done", outcome)
}

async fn assign(visit: Visit, Path(at): At, typed: Typed) -> Answer {
    let at = place_of(&at)?;
    let account = match typed.text("account") {
        "" => None,
        "me" => visit.actor.account(),
        other => Some(AccountId::parse(other).ok_or_else(Failure::not_found)?),
    };
    let outcome = visit.write(move |tx| cases::assign_task(tx, at, account)).await;
    let told = if account.is_some() { "office_tasks.told.assigned" } else { "office_tasks.told.given_back" };
    settled(&visit, at, &typed, "assign", told, outcome)
}

async fn postpone(visit: Visit, Path(at): At, typed: Typed) -> Answer {
    let at = place_of(&at)?;
    let reason = typed.text("reason").to_owned();
    let day = Day::parse(typed.text("due_on"));
    let command = move |tx: &mut Tx<'_, '_, '_>| {
        let day = day.ok_or_else(|| Complaint::new("web.reading.no_day").at("due_on"))?;
        cases::postpone_task(tx, at, day, &reason)
    };
    let outcome = visit.write(command).await;
    settled(&visit, at, &typed, "postpone", "office_tasks.told.postponed", outcome)
}

async fn skip(visit: Visit, Path(at): At, typed: Typed) -> Answer {
    let at = place_of(&at)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| cases::skip_task(tx, at, &reason)).await;
    settled(&visit, at, &typed, "skip", "office_tasks.told.skipped", outcome)
}

async fn reopen(visit: Visit, Path(at): At, typed: Typed) -> Answer {
    let at = place_of(&at)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| cases::reopen_task(tx, at, &reason)).await;
    settled(&visit, at, &typed, "reopen", "office_tasks.told.reopened", outcome)
}

/// Back to where the task was shown; refused, the task's page with what was typed and what is wrong.
fn settled(
    visit: &Visit,
    at: TaskPlace,
    typed: &Typed,
    what: &'static str,
    told: &'static str,
    outcome: Result<(), Failure>,
) -> Answer {
    let back = own_path(Some(typed.text("back")).filter(|path| !path.is_empty()).or(Some("/office")));
    let Err(failure) = outcome else { return Ok(gone_back(&back, told)) };
    let complaints = Complaints::of(visit.language, failure)?;
    let sheet = visit.read(|view| TaskSheet::of(view, at, visit, back))?;
    frame::refuse(visit, &task_page(&sheet, typed, &Doing { what, complaints }))
}

fn gone_back(back: &str, told: &'static str) -> Response {
    redirect_with_message(back, told)
}

fn place_of((case, place): &(String, String)) -> Result<TaskPlace, Failure> {
    let case = CaseId::parse(case).ok_or_else(Failure::not_found)?;
    let place = place.parse().map_err(|_| Failure::not_found())?;
    Ok(TaskPlace { case, place })
}
