//! The one button of a task, the menu of what else can be done with it, and a case as steps.

use maud::Markup;

use crate::business::access;
use crate::business::cases::{Case, CaseState, Task, TaskPlace, TaskState, is_deed};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::subjects;
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, OrderId, RunId};
use crate::web::parts::{
    Link, Loudness, MenuPost, PostButton, Standing, Step, link_button, menu_link, menu_post, post_button, quiet_menu,
};
use crate::web::{Visit, encoded};

pub fn task_path(at: TaskPlace) -> String {
    format!("/office/tasks/{}/{}", at.case, at.place)
}

/// What is to be done. A task that was added by hand is called by its note.
pub fn task_name(language: Language, task: &Task) -> String {
    let note = task.note.lines().next().filter(|note| task.key == "other" && !note.is_empty());
    note.map_or_else(|| text!(language, &task.text_key()), str::to_owned)
}

/// The button that finishes a task or leads to where it is finished; `None` for those who may not.
pub fn next_step(visit: &Visit, at: TaskPlace, case: &Case, task: &Task, loudness: Loudness) -> Option<Markup> {
    let language = visit.language;
    if case.state != CaseState::Open || task.state != TaskState::Ready {
        return None;
    }
    let order: Option<OrderId> = case.subject.id_of();
    if let (true, Some(order)) = (is_deed(&task.key), order) {
        let (permission, label, path) = match task.key.as_str() {
            "take_payment" => (
                Permission::PaymentsRecord,
                "office_tasks.step.take_payment",
                format!("/office/orders/{order}/payment"),
            ),
            "refund" => {
                (Permission::PaymentsRecord, "office_tasks.step.refund", format!("/office/orders/{order}/refund"))
            }
            "pick" => (Permission::ShippingPick, "office_tasks.step.pick", format!("/office/picking/{order}")),
            "pack" => (Permission::ShippingPack, "office_tasks.step.pack", format!("/office/packing/{order}")),
            "hand_over" => {
                (Permission::ShippingPack, "office_tasks.step.hand_over", format!("/office/handover?order={order}"))
            }
            _ => (Permission::OrdersReturn, "office_tasks.step.take_back", format!("/office/orders/{order}/return")),
        };
        return visit.actor.may(permission).then(|| link_button(&Link::new(text!(language, label), path), loudness));
    }
    if let (true, Some(run)) = (is_deed(&task.key), case.subject.id_of()) {
        return run_step(visit, run, task, loudness);
    }
    if let (true, Some(objection)) = (is_deed(&task.key), case.subject.id_of()) {
        let may = visit.actor.may(Permission::CasesWork) && visit.actor.may(Permission::CommissionsView);
        let link = Link::new(text!(language, "office_tasks.step.answer"), subjects::objection_path(objection));
        return may.then(|| link_button(&link, loudness));
    }
    if let (true, Some(incoming)) = (is_deed(&task.key), case.subject.id_of()) {
        let may = visit.actor.may(Permission::BillingReceive);
        let link = Link::new(text!(language, "office_tasks.step.check_incoming"), subjects::incoming_path(incoming));
        return may.then(|| link_button(&link, loudness));
    }
    if let (true, Some(reminder)) = (is_deed(&task.key), case.subject.id_of()) {
        let link = Link::new(text!(language, "office_tasks.step.await_payment"), subjects::reminder_path(reminder));
        return visit.actor.may(Permission::BillingView).then(|| link_button(&link, loudness));
    }
    let label = match task.key.as_str() {
        "check" => text!(language, "office_tasks.step.check"),
        _ => text!(language, "office_tasks.step.done"),
    };
    let action = format!("{}/done", task_path(at));
    let button = PostButton { label, action: &action, csrf: visit.csrf(), loudness, hidden: back_here(visit) };
    visit.actor.may(Permission::CasesWork).then(|| post_button(&button))
}

/// The steps of a run are taken on its sheet, which says why if one is not possible.
fn run_step(visit: &Visit, run: RunId, task: &Task, loudness: Loudness) -> Option<Markup> {
    let permission = match task.key.as_str() {
        "calculate_run" | "submit_run" => Permission::CommissionsRun,
        "agree_to_run" => Permission::CommissionsApprove,
        "post_run" => Permission::CommissionsPost,
        _ => Permission::PaymentsPayOut,
    };
    let link = Link::new(text!(visit.language, "office_tasks.step.to_run"), subjects::run_path(run));
    visit.actor.may(permission).then(|| link_button(&link, loudness))
}

/// What else can be done with a task: taking it, giving it back, and what its page asks a reason for.
pub fn menu_of(visit: &Visit, at: TaskPlace, case: &Case, task: &Task) -> Option<Markup> {
    let language = visit.language;
    if !visit.actor.may(Permission::CasesWork) || case.state != CaseState::Open {
        return None;
    }
    let assign = format!("{}/assign", task_path(at));
    let post = |label: String, account: &str| {
        let mut hidden = back_here(visit);
        hidden.push(("account", account.to_owned()));
        menu_post(&MenuPost { label, action: &assign, csrf: visit.csrf(), hidden })
    };
    let page = |label: String, part: &str| {
        let path = format!("{}?back={}#{part}", task_path(at), encoded(visit.path()));
        menu_link(&Link::new(label, path))
    };
    let mut items = Vec::new();
    if task.state.is_finished() {
        items.push(page(text!(language, "office_tasks.menu.reopen"), "reopen"));
    } else {
        let mine = task.assigned_to.is_some() && task.assigned_to == visit.actor.account();
        if mine {
            items.push(post(text!(language, "office_tasks.menu.give_back"), ""));
        } else if visit.actor.account().is_some() {
            items.push(post(text!(language, "office_tasks.menu.take"), "me"));
        }
        items.push(page(text!(language, "office_tasks.menu.assign"), "assign"));
        items.push(page(text!(language, "office_tasks.menu.postpone"), "postpone"));
        items.push(page(text!(language, "office_tasks.menu.skip"), "skip"));
    }
    Some(quiet_menu(&text!(language, "office_tasks.menu.name"), &items))
}

/// The tasks of a case as the steps of its way, each leading to its page.
pub fn standing_steps(view: &View<'_>, wall: &Wall, case_id: crate::values::CaseId, case: &Case) -> Vec<Step> {
    (0..)
        .zip(&case.tasks)
        .map(|(place, task)| Step {
            label: task_name(wall.language, task),
            standing: match task.state {
                TaskState::Done | TaskState::Skipped => Standing::Done,
                TaskState::Ready if case.state == CaseState::Open => Standing::Now,
                TaskState::Ready | TaskState::Waiting => Standing::Later,
            },
            note: Some(note_of(view, wall, case, task)).filter(|note| !note.is_empty()),
            href: Some(task_path(TaskPlace { case: case_id, place })),
        })
        .collect()
}

/// Who did it and when, or until when it is to be done.
fn note_of(view: &View<'_>, wall: &Wall, case: &Case, task: &Task) -> String {
    let language = wall.language;
    let name = |account: Option<crate::values::AccountId>| account.map(|account| access::name_of(view, account));
    match task.state {
        TaskState::Done | TaskState::Skipped => {
            let when = task.done_at.map(|at| wall.moment(at).shown).unwrap_or_default();
            let skipped = (task.state == TaskState::Skipped).then(|| text!(language, "office_tasks.note.skipped"));
            let parts = [skipped, name(task.done_by), Some(when)];
            parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
        }
        TaskState::Ready if case.state == CaseState::Open => {
            let due = wall.due(task.due_on).0.shown;
            let due = text!(language, "office_tasks.note.due", day = due);
            [name(task.assigned_to), Some(due)].into_iter().flatten().collect::<Vec<_>>().join(" · ")
        }
        TaskState::Ready | TaskState::Waiting => match case.state {
            CaseState::Open => {
                text!(language, "office_tasks.note.later", day = texts::day_short(language, task.due_on))
            }
            CaseState::Closed | CaseState::Cancelled => String::new(),
        },
    }
}

/// Forms bring the person back to the page on which they stand.
fn back_here(visit: &Visit) -> Vec<(&'static str, String)> {
    vec![("back", visit.uri.path_and_query().map_or_else(|| visit.path().to_owned(), ToString::to_string))]
}

/// The role whose people do it.
pub fn team(view: &View<'_>, task: &Task, language: Language) -> String {
    let role = access::role_by_key(view, &task.role);
    role.map_or_else(|| task.role.clone(), |(_, role)| role.name.get(language).to_owned())
}

/// Whose task it is: the role, and who of it has taken it on.
pub fn in_charge(view: &View<'_>, task: &Task, language: Language) -> String {
    let role = team(view, task, language);
    match task.assigned_to {
        Some(account) => {
            text!(language, "office_tasks.note.taken", about = role, name = access::name_of(view, account))
        }
        None => role,
    }
}

/// For whom a task is, and who has taken it.
pub fn about(view: &View<'_>, case: &Case, task: &Task, wall: &Wall) -> String {
    let about = subjects::about(view, &case.subject, wall.language);
    // An order is what is usual; whatever else it is stands before the name.
    let about =
        if case.template == "order" { about } else { [text!(wall.language, &case.text_key()), about].join(" · ") };
    match task.assigned_to {
        Some(account) if Some(account) != view.actor().account() => {
            let name = access::name_of(view, account);
            text!(wall.language, "office_tasks.note.taken", about = about, name = name)
        }
        _ => about,
    }
}
