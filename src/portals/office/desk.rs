//! The desk: what somebody has to do, in order of urgency. The first page of everybody who works here.

use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals;
use crate::business::cases::{
    self, Due, ReadyTask, count_of_account, count_of_role, ready_tasks_of_account, ready_tasks_of_role,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::asked::Asked;
use crate::portals::office::first_steps::first_steps;
use crate::portals::office::reminders::reminders_hint;
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects, tasks};
use crate::text;
use crate::texts;
use crate::values::{AccountId, ApprovalId, Language};
use crate::web::parts::{
    Chip, Empty, Filter, Link, Loudness, Meaning, ROWS_PER_PAGE, Section, Tab, TaskLine, empty, filters, link_button,
    row, section, section_with, tabs, task_list, text_link,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(desk_path(), desk).behind(Permission::DeskUse)
}

pub const fn desk_path() -> &'static str {
    "/office"
}

const WHOSE: &str = "tasks";
const DUE: &str = "due";

/// Whose tasks are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Whose {
    Mine(AccountId),
    /// Those of the role in which somebody acts.
    Team(String),
    /// Those of every role.
    Everybody,
}

struct DeskView {
    language: Language,
    name: String,
    tabs: Vec<Tab>,
    due: Option<Filter>,
    first_steps: Option<Markup>,
    approvals: Vec<TaskLine>,
    /// Reminders that can be sent.
    reminders: Option<Markup>,
    groups: Vec<Group>,
    whose: Whose,
    hour: i8,
    /// How many are overdue, and how many are due today.
    urgent: [usize; 2],
}

/// Tasks that are equally urgent.
struct Group {
    heading: String,
    lines: Vec<TaskLine>,
    /// The rest of them.
    more: Option<Link>,
}

/// So many of a group, so that what is overdue does not hide what is due today.
const OF_A_GROUP: usize = 10;

async fn desk(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, desk_path(), &[WHOSE, DUE]);
    let view = visit.read(|view| Ok(gather(view, &visit, &asked)))?;
    frame::show(&visit, &desk_page(&view))
}

fn gather(view: &View<'_>, visit: &Visit, asked: &Asked) -> DeskView {
    let wall = Wall::of(view, visit.language);
    let whose = whose(view, asked);
    DeskView {
        language: visit.language,
        name: visit.signed_in.as_ref().map(|signed_in| signed_in.name.clone()).unwrap_or_default(),
        tabs: whose_tabs(view, visit.language, &whose),
        due: due_filter(view, &whose, asked, &wall),
        first_steps: first_steps(view, visit.language),
        approvals: waiting_approvals(view, &wall),
        reminders: reminders_hint(view, visit.language),
        groups: grouped(view, visit, &wall, &whose, asked),
        hour: wall.hour(),
        urgent: [Due::Before(wall.today), Due::On(wall.today)].map(|due| count(view, &whose, due)),
        whose,
    }
}

/// What was asked for; without a wish what is one's own, else the team's, else everybody's: whatever is not empty.
fn whose(view: &View<'_>, asked: &Asked) -> Whose {
    let mine = view.actor().account().map(Whose::Mine);
    match (asked.get(WHOSE), mine) {
        ("all", _) => everybody(view),
        ("team", _) => team(view),
        ("mine", Some(mine)) => mine,
        (_, mine) => {
            let has_tasks = |whose: &Whose| count(view, whose, Due::Ever) > 0;
            mine.into_iter().chain([team(view)]).find(has_tasks).unwrap_or_else(|| everybody(view))
        }
    }
}

/// Tasks of other teams are shown to those who may see cases at all.
fn everybody(view: &View<'_>) -> Whose {
    if view.may(Permission::CasesView) { Whose::Everybody } else { team(view) }
}

fn team(view: &View<'_>) -> Whose {
    let role = view.actor().role.and_then(|role| access::role(view, role));
    role.map_or(Whose::Everybody, |role| Whose::Team(role.key))
}

fn ready(view: &View<'_>, whose: &Whose, due: Due, limit: usize) -> Vec<ReadyTask> {
    match whose {
        Whose::Mine(account) => ready_tasks_of_account(view, *account, due, limit),
        Whose::Team(role) => ready_tasks_of_role(view, role, due, limit),
        Whose::Everybody => {
            let roles = access::roles(view);
            let of_role = |(_, role): &(_, access::Role)| ready_tasks_of_role(view, &role.key, due, limit);
            let mut all: Vec<ReadyTask> = roles.iter().flat_map(of_role).collect();
            all.sort_by_key(|ready| (ready.task.due_on, ready.id, ready.place));
            all.truncate(limit);
            all
        }
    }
}

fn count(view: &View<'_>, whose: &Whose, due: Due) -> usize {
    match whose {
        Whose::Mine(account) => count_of_account(view, *account, due),
        Whose::Team(role) => count_of_role(view, role, due),
        Whose::Everybody => access::roles(view).iter().map(|(_, role)| count_of_role(view, &role.key, due)).sum(),
    }
}

fn written(language: Language, count: usize) -> String {
    let number = texts::number(language, i64::try_from(count).unwrap_or(i64::MAX));
    if count >= cases::COUNT_MAX { text!(language, "office_desk.count.many", count = number) } else { number }
}

fn whose_tabs(view: &View<'_>, language: Language, whose: &Whose) -> Vec<Tab> {
    let tab = |label: String, word: &str, of: &Whose| Tab {
        label,
        href: format!("{}?{WHOSE}={word}", desk_path()),
        current: of == whose,
        count: Some(written(language, count(view, of, Due::Ever))),
    };
    let mine = view.actor().account().map(Whose::Mine);
    let mine = mine.map(|mine| tab(text!(language, "office_desk.tab.mine"), "mine", &mine));
    let team = team(view);
    let label = match &team {
        Whose::Team(role) => access::role_by_key(view, role).map(|(_, role)| role.name.get(language).to_owned()),
        Whose::Mine(_) | Whose::Everybody => None,
    };
    let everybody = view.may(Permission::CasesView).then_some(Whose::Everybody);
    let everybody = everybody.map(|whose| tab(text!(language, "office_desk.tab.everybody"), "all", &whose));
    let team = label.map(|label| tab(label, "team", &team));
    mine.into_iter().chain(team).chain(everybody).collect()
}

/// Chips for what is overdue and due today; none when there is nothing to tell apart.
fn due_filter(view: &View<'_>, whose: &Whose, asked: &Asked, wall: &Wall) -> Option<Filter> {
    let language = wall.language;
    let dues = [Due::Ever, Due::Before(wall.today), Due::On(wall.today), Due::After(wall.today)];
    let counts = dues.map(|due| count(view, whose, due));
    let [all, overdue, today, later] = counts;
    if all == 0 || (overdue == 0 && today == 0 && asked.get(DUE).is_empty()) {
        return None;
    }
    let chip = |label: String, word: &str, count: usize| Chip {
        label,
        href: asked.href(DUE, word),
        chosen: asked.get(DUE) == word,
        count: Some(written(language, count)),
    };
    let chips = vec![
        chip(text!(language, "office_desk.due.all"), "", all),
        chip(text!(language, "office_desk.due.overdue"), "overdue", overdue),
        chip(text!(language, "office_desk.due.today"), "today", today),
        chip(text!(language, "office_desk.due.later"), "later", later),
    ];
    Some(Filter { name: text!(language, "office_desk.due.name"), chips })
}

/// What waits for this person's agreement. Nobody agrees to what she has asked for herself.
fn waiting_approvals(view: &View<'_>, wall: &Wall) -> Vec<TaskLine> {
    let language = wall.language;
    let line = |(id, approval): (ApprovalId, approvals::Approval)| {
        let subject = subjects::link(view, &approval.subject, language).label;
        let path = subjects::approval_path(id);
        let asked_by = approval.asked_by.map(|account| access::name_of(view, account)).unwrap_or_default();
        TaskLine {
            link: Link::new(text!(language, "office_desk.approval.agree", subject = subject), path.clone()),
            about: text!(language, "office_desk.approval.asked_by", name = asked_by),
            due: Some(wall.moment(approval.asked_at)),
            urgency: Meaning::Neutral,
            action: Some(link_button(
                &Link::new(text!(language, "office_desk.approval.look"), path),
                Loudness::Secondary,
            )),
        }
    };
    approvals::approvals_to_decide(view).into_iter().map(line).collect()
}

/// A few of each group; one group alone, when it was asked for, in full.
fn grouped(view: &View<'_>, visit: &Visit, wall: &Wall, whose: &Whose, asked: &Asked) -> Vec<Group> {
    let language = visit.language;
    let all = [
        ("overdue", Due::Before(wall.today), text!(language, "office_desk.group.overdue")),
        ("today", Due::On(wall.today), text!(language, "office_desk.group.today")),
        ("later", Due::After(wall.today), text!(language, "office_desk.group.later")),
    ];
    let wanted = asked.get(DUE);
    let group = |(word, due, heading): (&'static str, Due, String)| {
        if !wanted.is_empty() && wanted != word {
            return None;
        }
        let limit = if wanted.is_empty() { OF_A_GROUP } else { ROWS_PER_PAGE };
        let total = count(view, whose, due);
        let found = ready(view, whose, due, limit);
        let rest = Link::new(
            text!(language, "office_desk.count.show", count = written(language, total)),
            asked.href(DUE, word),
        );
        let more = (total > found.len() && wanted.is_empty()).then_some(rest);
        let lines: Vec<TaskLine> = found.iter().map(|ready| line(view, visit, wall, whose, ready)).collect();
        (!lines.is_empty()).then_some(Group { heading, lines, more })
    };
    all.into_iter().filter_map(group).collect()
}

fn line(view: &View<'_>, visit: &Visit, wall: &Wall, whose: &Whose, ready: &ReadyTask) -> TaskLine {
    let at = cases::TaskPlace { case: ready.id, place: ready.place };
    let (due, urgency) = wall.due(ready.task.due_on);
    let about = tasks::about(view, &ready.case, &ready.task, wall);
    let about = match whose {
        Whose::Everybody => [about, tasks::team(view, &ready.task, visit.language)].join(" · "),
        Whose::Mine(_) | Whose::Team(_) => about,
    };
    let step = tasks::next_step(visit, at, &ready.case, &ready.task, Loudness::Secondary);
    let menu = tasks::menu_of(visit, at, &ready.case, &ready.task);
    TaskLine {
        link: Link::new(
            tasks::task_name(visit.language, &ready.task),
            subjects::link(view, &ready.case.subject, visit.language).href,
        ),
        about,
        due: Some(due),
        urgency,
        action: Some(row(&[step, menu].into_iter().flatten().collect::<Vec<_>>())),
    }
}

fn desk_page(view: &DeskView) -> Page {
    let language = view.language;
    Page {
        title: text!(language, "office_desk.page.title"),
        heading: Some(greeting(view)).filter(|_| !view.name.is_empty()),
        lead: Some(standing(view)),
        body: html! {
            @if let Some(steps) = &view.first_steps { (steps) }
            @if !view.approvals.is_empty() {
                (section(&text!(language, "office_desk.group.approvals"), task_list(&view.approvals)))
            }
            @if let Some(reminders) = &view.reminders { (reminders) }
            (tabs(&text!(language, "office_desk.tab.name"), &view.tabs))
            @if let Some(due) = &view.due { (filters(std::slice::from_ref(due))) }
            @for group in &view.groups {
                (section_with(&Section {
                    heading: group.heading.clone(),
                    lead: None,
                    action: group.more.as_ref().map(text_link),
                    body: task_list(&group.lines),
                }))
            }
            @if view.groups.is_empty() { (nothing_to_do(view)) }
        },
        ..Page::default()
    }
}

/// As one greets at this time of the day.
fn greeting(view: &DeskView) -> String {
    let key = match view.hour {
        0..=10 => "office_desk.greeting.morning",
        11..=17 => "office_desk.greeting.day",
        _ => "office_desk.greeting.evening",
    };
    text!(view.language, key, name = view.name)
}

/// The day in one sentence.
fn standing(view: &DeskView) -> String {
    let language = view.language;
    match view.urgent {
        [0, 0] => text!(language, "office_desk.standing.calm"),
        [0, today] => text!(language, "office_desk.standing.today", count = today),
        [overdue, 0] => text!(language, "office_desk.standing.overdue", count = overdue),
        [overdue, today] => text!(language, "office_desk.standing.both", overdue = overdue, today = today),
    }
}

fn nothing_to_do(view: &DeskView) -> Markup {
    let language = view.language;
    let (sentence, action) = match view.whose {
        Whose::Mine(_) => {
            let team = Link::new(text!(language, "office_desk.empty.team"), format!("{}?{WHOSE}=team", desk_path()));
            (text!(language, "office_desk.empty.mine"), Some(team))
        }
        Whose::Team(_) | Whose::Everybody => (text!(language, "office_desk.empty.all"), None),
    };
    empty(&Empty { sentence, action })
}
