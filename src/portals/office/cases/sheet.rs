//! The sheet of one case: its tasks as steps, what can be done with each, and what happened.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::cases::{self, Case, CaseState, ExtraTask, TaskPlace};
use crate::business::failure::{Complaint, Failure};
use crate::business::journal::{Entry, Subject, history};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::office::cases::list::{case_state, list_path};
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::subjects::{self, case_path};
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, tasks};
use crate::portals::once::{form_key, sent_once};
use crate::text;
use crate::values::{CaseId, Day, Language};
use crate::web::parts::{
    Choice, Fact, Field, Form, Happening, Link, Loudness, Step, TaskLine, date_field, facts, fold, form, moment,
    open_fold, row, section, select_field, steps, submit_button, task_list, text_link, textarea_field, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/cases/{id}", show).behind(Permission::CasesView);
    let working = Routes::new()
        .form(OPEN_PATH, open)
        .form("/office/cases/{id}/tasks", add_task)
        .form("/office/cases/{id}/cancel", cancel)
        .behind(Permission::CasesWork);
    looking.and(working)
}

/// Where a case is opened by hand; the form says from which template and about what.
pub const OPEN_PATH: &str = "/office/cases/open";

async fn open(visit: Visit, typed: Typed) -> Answer {
    let id = typed.text("id").parse().map_err(|_| Failure::not_found())?;
    let subject = Subject { kind: typed.text("kind").to_owned(), id };
    let template = typed.text("template").to_owned();
    let command = move |tx: &mut Tx<'_, '_, '_>| cases::open_case(tx, &template, &subject);
    let case = sent_once(&visit, &typed, command).await?;
    let path = case.map_or_else(|| list_path().to_owned(), case_path);
    Ok(redirect_with_message(&path, "office_cases.told.opened"))
}

struct CaseSheet {
    language: Language,
    csrf: String,
    wall: Wall,
    id: CaseId,
    case: Case,
    about: Link,
    /// For whom it is.
    lead: String,
    steps: Vec<Step>,
    /// What can be done now, with its buttons.
    ready: Vec<TaskLine>,
    roles: Vec<Choice>,
    happenings: Vec<Happening>,
    journal: Option<Link>,
    may_work: bool,
}

impl CaseSheet {
    fn of(view: &View<'_>, visit: &Visit, id: &str) -> Result<CaseSheet, Failure> {
        view.require(Permission::CasesView)?;
        let id = CaseId::parse(id).ok_or_else(Failure::not_found)?;
        let case = cases::case(view, id).ok_or_else(Failure::not_found)?;
        let language = visit.language;
        let wall = Wall::of(view, language);
        let roles = access::roles(view).into_iter().filter(|(_, role)| role.portal == access::Portal::Office);
        Ok(CaseSheet {
            language,
            csrf: visit.csrf().to_owned(),
            id,
            about: subjects::link(view, &case.subject, language),
            lead: subjects::about(view, &case.subject, language),
            steps: tasks::standing_steps(view, &wall, id, &case),
            ready: ready(view, visit, &wall, id, &case),
            roles: roles.map(|(_, role)| Choice::new(role.key.clone(), role.name.get(language))).collect(),
            happenings: happenings(view, language, id, &case),
            journal: journal_link(view, &Subject::of(id), language),
            may_work: view.may(Permission::CasesWork),
            wall,
            case,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn ready(view: &View<'_>, visit: &Visit, wall: &Wall, id: CaseId, case: &Case) -> Vec<TaskLine> {
    let open = (0..).zip(&case.tasks).filter(|(_, task)| task.state == cases::TaskState::Ready);
    open.filter(|_| case.state == CaseState::Open)
        .map(|(place, task)| {
            let at = TaskPlace { case: id, place };
            let (due, urgency) = wall.due(task.due_on);
            let step = tasks::next_step(visit, at, case, task, Loudness::Secondary);
            let menu = tasks::menu_of(visit, at, case, task);
            TaskLine {
                link: Link::new(tasks::task_name(wall.language, task), tasks::task_path(at)),
                about: tasks::in_charge(view, task, wall.language),
                due: Some(due),
                urgency,
                action: Some(row(&[step, menu].into_iter().flatten().collect::<Vec<_>>())),
            }
        })
        .collect()
}

/// The journal in words; what somebody wrote to a task stands with its newest event.
fn happenings(view: &View<'_>, language: Language, id: CaseId, case: &Case) -> Vec<Happening> {
    let teller = Teller::new(view, language);
    let mut told: Vec<u64> = Vec::new();
    let entries = history(view, &[Subject::of(id)]);
    let tell = |entry: &Entry| {
        let place = teller.number_in(entry, "place").filter(|place| !told.contains(place));
        told.extend(place);
        let note = place.and_then(|place| case.task(u32::try_from(place).ok()?)).map(|task| task.note.clone());
        Happening { remark: note.filter(|note| !note.is_empty()), ..teller.happening(entry) }
    };
    entries.iter().map(tell).collect()
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let sheet = visit.read(|view| CaseSheet::of(view, &visit, &id))?;
    frame::show(&visit, &case_page(&sheet, &Trying::nothing()))
}

async fn add_task(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let case = CaseId::parse(&id).ok_or_else(Failure::not_found)?;
    let due_on = Day::parse(typed.text("due_on"));
    let (role, note) = (typed.text("role").to_owned(), typed.text("note").to_owned());
    let outcome = sent_once(&visit, &typed, move |tx: &mut Tx<'_, '_, '_>| {
        let due_on = due_on.ok_or_else(|| Complaint::new("web.reading.no_day").at("due_on"))?;
        cases::add_task(tx, case, &ExtraTask { role: role.clone(), due_on, note: note.clone() })
    });
    let outcome = outcome.await.map(drop);
    settled(&visit, &id, &typed, "task", "office_cases.told.task_added", outcome)
}

async fn cancel(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let case = CaseId::parse(&id).ok_or_else(Failure::not_found)?;
    let reason = typed.text("reason").to_owned();
    let outcome = visit.write(move |tx| cases::cancel_case(tx, case, &reason)).await;
    settled(&visit, &id, &typed, "cancel", "office_cases.told.cancelled", outcome)
}

fn settled(
    visit: &Visit,
    id: &str,
    typed: &Typed,
    what: &'static str,
    told: &'static str,
    outcome: Result<(), Failure>,
) -> Answer {
    let Err(failure) = outcome else { return Ok(redirect_with_message(&format!("{}/{id}", list_path()), told)) };
    let complaints = Complaints::of(visit.language, failure)?;
    let sheet = visit.read(|view| CaseSheet::of(view, visit, id))?;
    frame::refuse(visit, &case_page(&sheet, &Trying { what, typed: typed.clone(), complaints }))
}

/// Which form was sent, and what spoke against it.
struct Trying {
    what: &'static str,
    typed: Typed,
    complaints: Complaints,
}

impl Trying {
    fn nothing() -> Trying {
        Trying { what: "", typed: Typed::default(), complaints: Complaints::default() }
    }
}

fn case_page(sheet: &CaseSheet, trying: &Trying) -> Page {
    let language = sheet.language;
    let open = sheet.case.state == CaseState::Open;
    let by_hand = sheet.case.template != "order";
    Page {
        title: text!(language, &sheet.case.text_key()),
        state: Some(case_state(language, sheet.case.state)),
        lead: Some(sheet.lead.clone()),
        back: Some(Link::new(sheet.text("office_cases.page.title"), list_path())),
        body: html! {
            (fact_list(sheet))
            @if !sheet.ready.is_empty() {
                (section(&sheet.text("office_cases.sheet.now"), task_list(&sheet.ready)))
            }
            (section(&sheet.text("office_cases.sheet.way"), steps(language, &sheet.steps)))
            @if open && sheet.may_work {
                (folded(trying, "task", &sheet.text("office_cases.task.add"), task_form(sheet, trying)))
                @if by_hand {
                    (folded(trying, "cancel", &sheet.text("office_cases.cancel.heading"), cancel_form(sheet, trying)))
                }
            }
        },
        aside: Some(history_section(language, sheet.journal.as_ref(), timeline(language, &sheet.happenings))),
        ..Page::default()
    }
}

fn folded(trying: &Trying, what: &str, summary: &str, body: Markup) -> Markup {
    if trying.what == what { open_fold(summary, body) } else { fold(summary, body) }
}

fn fact_list(sheet: &CaseSheet) -> Markup {
    let language = sheet.language;
    let mut rows = vec![
        Fact::new(text!(language, "office_tasks.fact.about"), text_link(&sheet.about)),
        Fact::new(text!(language, "office_cases.column.opened"), moment(&sheet.wall.moment(sheet.case.opened_at))),
    ];
    if let Some(at) = sheet.case.closed_at {
        rows.push(Fact::new(text!(language, "office_cases.fact.closed"), moment(&sheet.wall.moment(at))));
    }
    facts(&rows)
}

fn field<'f>(trying: &'f Trying, scope: &'static str, name: &'static str, label: String) -> Field<'f> {
    let sent = trying.what == scope;
    Field {
        name,
        label,
        scope,
        value: if sent { trying.typed.text(name) } else { "" },
        error: if sent { trying.complaints.about(name) } else { None },
        ..Field::default()
    }
}

fn task_form(sheet: &CaseSheet, trying: &Trying) -> Markup {
    let language = sheet.language;
    let action = format!("{}/tasks", case_path(sheet.id));
    let key = form_key(&trying.typed);
    form(
        language,
        &Form {
            action: &action,
            csrf: &sheet.csrf,
            idempotency_key: Some(&key),
            complaints: if trying.what == "task" { trying.complaints.summary() } else { Vec::new() },
            body: html! {
                (textarea_field(language, &field(trying, "task", "note", sheet.text("office_cases.task.what")), 2))
                (select_field(language, &field(trying, "task", "role", sheet.text("office_tasks.fact.role")), &sheet.roles))
                (date_field(language, &field(trying, "task", "due_on", sheet.text("office_cases.task.until"))))
            },
            buttons: vec![submit_button(&sheet.text("office_cases.task.save"), Loudness::Secondary)],
            ..Form::default()
        },
    )
}

fn cancel_form(sheet: &CaseSheet, trying: &Trying) -> Markup {
    let language = sheet.language;
    let action = format!("{}/cancel", case_path(sheet.id));
    form(
        language,
        &Form {
            action: &action,
            csrf: &sheet.csrf,
            complaints: if trying.what == "cancel" { trying.complaints.summary() } else { Vec::new() },
            body: html! {
                p { (sheet.text("office_cases.cancel.what")) }
                (textarea_field(language, &field(trying, "cancel", "reason", sheet.text("office_tasks.form.reason")), 2))
            },
            buttons: vec![submit_button(&sheet.text("office_cases.cancel.confirm"), Loudness::Danger)],
            ..Form::default()
        },
    )
}
