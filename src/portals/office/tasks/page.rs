//! The page of one task: what it is, and a form for everything that can be done with it.

use maud::{Markup, html};

use crate::business::access;
use crate::business::cases::{self, Case, CaseState, Task, TaskPlace, is_deed};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::subjects;
use crate::portals::office::tasks::steps::{next_step, task_path};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::Language;
use crate::web::parts::{
    Choice, Fact, Field, Form, Link, Loudness, Meaning, Notice, date_field, facts, form, hidden_field, moment, notice,
    section, select_field, state, submit_button, text_link, textarea_field,
};
use crate::web::{Complaints, Page, Typed, Visit};

pub struct TaskSheet {
    language: Language,
    at: TaskPlace,
    case: Case,
    task: Task,
    facts: Markup,
    /// Those to whom it can be given: id and name.
    people: Vec<Choice>,
    step: Option<Markup>,
    csrf: String,
    back: String,
    may_work: bool,
}

/// What was tried on this page, and what spoke against it.
pub struct Doing {
    pub what: &'static str,
    pub complaints: Complaints,
}

impl Doing {
    pub fn nothing() -> Doing {
        Doing { what: "", complaints: Complaints::default() }
    }
}

impl TaskSheet {
    pub fn of(view: &View<'_>, at: TaskPlace, visit: &Visit, back: String) -> Result<TaskSheet, Failure> {
        view.require(Permission::CasesView)?;
        let case = cases::case(view, at.case).ok_or_else(Failure::not_found)?;
        let task = case.task(at.place).cloned().ok_or_else(Failure::not_found)?;
        Ok(TaskSheet {
            language: visit.language,
            at,
            facts: fact_list(view, at, &case, &task, visit.language),
            people: people(view, &task),
            step: next_step(visit, at, &case, &task, Loudness::Primary).filter(|_| is_deed(&task.key)),
            csrf: visit.csrf().to_owned(),
            back,
            may_work: view.may(Permission::CasesWork),
            case,
            task,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn fact_list(view: &View<'_>, at: TaskPlace, case: &Case, task: &Task, language: Language) -> Markup {
    let wall = Wall::of(view, language);
    let (due, meaning) = wall.due(task.due_on);
    let role = access::role_by_key(view, &task.role)
        .map_or_else(|| task.role.clone(), |(_, role)| role.name.get(language).to_owned());
    let mut rows = vec![
        Fact::new(
            text!(language, "office_tasks.fact.about"),
            text_link(&subjects::link(view, &case.subject, language)),
        ),
        Fact::new(
            text!(language, "office_tasks.fact.case"),
            text_link(&Link::new(text!(language, &case.text_key()), subjects::case_path(at.case))),
        ),
        Fact::words(text!(language, "office_tasks.fact.role"), &role),
    ];
    let nobody = || text!(language, "office_tasks.fact.nobody");
    let taken_by = task.assigned_to.map_or_else(nobody, |account| access::name_of(view, account));
    rows.push(Fact::words(text!(language, "office_tasks.fact.assigned_to"), &taken_by));
    match task.done_at {
        Some(at) => {
            let by = task.done_by.map(|account| access::name_of(view, account)).unwrap_or_default();
            rows.push(Fact::new(
                text!(language, "office_tasks.fact.done"),
                html! { (moment(&wall.moment(at))) " " (by) },
            ));
        }
        None => {
            let shown = if case.state == CaseState::Open { meaning } else { Meaning::Neutral };
            rows.push(Fact::new(
                text!(language, "office_tasks.fact.due"),
                state(shown, &format!("{} ({})", due.shown, due.exact)),
            ));
        }
    }
    if !task.note.is_empty() {
        rows.push(Fact::new(
            text!(language, "office_tasks.fact.note"),
            html! { @for line in task.note.lines() { p { (line) } } },
        ));
    }
    facts(&rows)
}

/// Everybody who acts in the role of the task.
fn people(view: &View<'_>, task: &Task) -> Vec<Choice> {
    let role = access::role_by_key(view, &task.role).map(|(id, _)| id);
    let mut found: Vec<Choice> = access::accounts(view)
        .into_iter()
        .filter(|(_, account)| !account.locked && role.is_some_and(|role| account.roles.contains(&role)))
        .map(|(id, _)| Choice::new(id.to_string(), access::name_of(view, id)))
        .collect();
    texts::sort_by_name(view.actor().language, &mut found, |choice| choice.label.as_str());
    found
}

pub fn task_page(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Page {
    let task = &sheet.task;
    let open = sheet.case.state == CaseState::Open;
    let unfinished = open && !task.state.is_finished() && sheet.may_work;
    Page {
        title: text!(sheet.language, &task.text_key()),
        back: Some(Link::new(sheet.text("office_tasks.page.back"), sheet.back.clone())),
        primary: sheet.step.clone(),
        body: html! {
            (sheet.facts)
            @if let Some(obstacle) = sheet.case.obstacle(sheet.at.place).filter(|_| open) {
                @let name = text!(sheet.language, &obstacle.text_key());
                @let sentence = text!(sheet.language, "cases.refusal.something_before", task = name);
                (notice(&Notice { meaning: Meaning::Information, sentence, more: None }))
            }
            @if unfinished {
                @if !is_deed(&task.key) { (done_form(sheet, typed, doing)) }
                (assign_form(sheet, typed, doing))
                (postpone_form(sheet, typed, doing))
                (skip_form(sheet, typed, doing))
            }
            @if sheet.may_work && task.state.is_finished() && sheet.case.state != CaseState::Cancelled {
                (reopen_form(sheet, typed, doing))
            }
        },
        ..Page::default()
    }
}

/// One section with its form. Only the form that was sent shows what was typed and what is wrong.
fn doing_form(sheet: &TaskSheet, doing: &Doing, what: &str, heading: &str, body: Markup, button: Markup) -> Markup {
    let action = format!("{}/{what}", task_path(sheet.at));
    let complaints = if doing.what == what { doing.complaints.summary() } else { Vec::new() };
    section(
        heading,
        form(
            sheet.language,
            &Form {
                action: &action,
                csrf: &sheet.csrf,
                id: what,
                complaints,
                body: html! { (hidden_field("back", &sheet.back)) (body) },
                buttons: vec![button],
                ..Form::default()
            },
        ),
    )
}

fn field<'f>(typed: &'f Typed, doing: &Doing, scope: &'static str, name: &'static str, label: String) -> Field<'f> {
    let sent = doing.what == scope;
    Field {
        name,
        label,
        scope,
        value: if sent { typed.text(name) } else { "" },
        error: if sent { doing.complaints.about(name) } else { None },
        ..Field::default()
    }
}

fn done_form(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Markup {
    let note = Field { optional: true, ..field(typed, doing, "done", "note", sheet.text("office_tasks.form.note")) };
    let button = submit_button(&sheet.text("office_tasks.step.done"), Loudness::Primary);
    doing_form(
        sheet,
        doing,
        "done",
        &sheet.text("office_tasks.form.done"),
        textarea_field(sheet.language, &note, 2),
        button,
    )
}

fn assign_form(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Markup {
    let taken_by = sheet.task.assigned_to.map(|account| account.to_string()).unwrap_or_default();
    let account = field(typed, doing, "assign", "account", sheet.text("office_tasks.form.account"));
    let value = if account.value.is_empty() { taken_by.as_str() } else { account.value };
    let hint = Some(sheet.text("office_tasks.form.account_hint"));
    let account = Field { value, hint, optional: true, ..account };
    let button = submit_button(&sheet.text("office_tasks.form.assign_button"), Loudness::Secondary);
    let body = select_field(sheet.language, &account, &sheet.people);
    doing_form(sheet, doing, "assign", &sheet.text("office_tasks.form.assign"), body, button)
}

fn postpone_form(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Markup {
    let language = sheet.language;
    let due_on = field(typed, doing, "postpone", "due_on", sheet.text("office_tasks.form.due_on"));
    let reason = field(typed, doing, "postpone", "reason", sheet.text("office_tasks.form.reason"));
    let body = html! { (date_field(language, &due_on)) (textarea_field(language, &reason, 2)) };
    let button = submit_button(&sheet.text("office_tasks.form.postpone_button"), Loudness::Secondary);
    doing_form(sheet, doing, "postpone", &sheet.text("office_tasks.form.postpone"), body, button)
}

fn skip_form(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Markup {
    let hint = Some(sheet.text("office_tasks.form.skip_hint"));
    let reason = Field { hint, ..field(typed, doing, "skip", "reason", sheet.text("office_tasks.form.reason")) };
    let button = submit_button(&sheet.text("office_tasks.form.skip_button"), Loudness::Danger);
    doing_form(
        sheet,
        doing,
        "skip",
        &sheet.text("office_tasks.form.skip"),
        textarea_field(sheet.language, &reason, 2),
        button,
    )
}

fn reopen_form(sheet: &TaskSheet, typed: &Typed, doing: &Doing) -> Markup {
    let reason = field(typed, doing, "reopen", "reason", sheet.text("office_tasks.form.reason"));
    let button = submit_button(&sheet.text("office_tasks.form.reopen_button"), Loudness::Secondary);
    doing_form(
        sheet,
        doing,
        "reopen",
        &sheet.text("office_tasks.form.reopen"),
        textarea_field(sheet.language, &reason, 2),
        button,
    )
}
