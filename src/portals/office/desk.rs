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
use crate::portals::office::wall::Wall;
use crate::portals::office::{frame, subjects, tasks};
use crate::text;
use crate::texts;
use crate::values::{AccountId, Language};
use crate::web::parts::{
    Chip, Empty, Filter, Link, Loudness, Meaning, ROWS_PER_PAGE, Tab, TaskLine, empty, filters, link_button, row,
    section, tabs, task_list,
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
    /// Those of every role, for whoever may do everything.
    Everybody,
}

struct DeskView {
    language: Language,
    name: String,
    tabs: Vec<Tab>,
    due: Option<Filter>,
    approvals: Vec<TaskLine>,
    /// Headed by how urgent they are.
    groups: Vec<(String, Vec<TaskLine>)>,
    more: usize,
    whose: Whose,
}

async fn desk(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, desk_path(), &[WHOSE, DUE]);
    let view = visit.read(|view| Ok(gather(view, &visit, &asked)))?;
    frame::show(&visit, &desk_page(&view))
}

fn gather(view: &View<'_>, visit: &Visit, asked: &Asked) -> DeskView {
    let wall = Wall::of(view, visit.language);
    let whose = whose(view, asked);
    let due = match asked.get(DUE) {
        "overdue" => Due::Before(wall.today),
        "today" => Due::On(wall.today),
        _ => Due::Ever,
    };
    let found = ready(view, &whose, due);
    let more = count(view, &whose, due).saturating_sub(found.len());
    DeskView {
        language: visit.language,
        name: visit.signed_in.as_ref().map(|signed_in| signed_in.name.clone()).unwrap_or_default(),
        tabs: whose_tabs(view, visit.language, &whose),
        due: due_filter(view, &whose, asked, &wall),
        approvals: waiting_approvals(view, &wall),
        groups: grouped(view, visit, &wall, &found),
        more,
        whose,
    }
}

/// What was asked for; without a wish what is one's own, and the team's when that is nothing.
fn whose(view: &View<'_>, asked: &Asked) -> Whose {
    let team = team(view);
    match (asked.get(WHOSE), view.actor().account()) {
        ("team", _) => team,
        ("mine", Some(account)) => Whose::Mine(account),
        (_, Some(account)) if count_of_account(view, account, Due::Ever) > 0 => Whose::Mine(account),
        _ => team,
    }
}

fn team(view: &View<'_>) -> Whose {
    let role = view.actor().role.and_then(|role| access::role(view, role));
    match role {
        Some(role) if count_of_role(view, &role.key, Due::Ever) > 0 => Whose::Team(role.key),
        // Who leads the house sees what every team has to do.
        Some(role) if Permission::ALL.iter().all(|permission| role.permissions.has(*permission)) => Whose::Everybody,
        Some(role) => Whose::Team(role.key),
        None => Whose::Everybody,
    }
}

fn ready(view: &View<'_>, whose: &Whose, due: Due) -> Vec<ReadyTask> {
    match whose {
        Whose::Mine(account) => ready_tasks_of_account(view, *account, due, ROWS_PER_PAGE),
        Whose::Team(role) => ready_tasks_of_role(view, role, due, ROWS_PER_PAGE),
        Whose::Everybody => {
            let roles = access::roles(view);
            let of_role = |(_, role): &(_, access::Role)| ready_tasks_of_role(view, &role.key, due, ROWS_PER_PAGE);
            let mut all: Vec<ReadyTask> = roles.iter().flat_map(of_role).collect();
            all.sort_by_key(|ready| (ready.task.due_on, ready.id, ready.place));
            all.truncate(ROWS_PER_PAGE);
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
    let team = tab(label.unwrap_or_else(|| text!(language, "office_desk.tab.everybody")), "team", &team);
    mine.into_iter().chain([team]).collect()
}

/// Chips for what is overdue and due today; none when there is nothing to tell apart.
fn due_filter(view: &View<'_>, whose: &Whose, asked: &Asked, wall: &Wall) -> Option<Filter> {
    let language = wall.language;
    let counts = [Due::Ever, Due::Before(wall.today), Due::On(wall.today)].map(|due| count(view, whose, due));
    let [all, overdue, today] = counts;
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
    ];
    Some(Filter { name: text!(language, "office_desk.due.name"), chips })
}

/// What waits for this person's agreement. Nobody agrees to what she has asked for herself.
fn waiting_approvals(view: &View<'_>, wall: &Wall) -> Vec<TaskLine> {
    let language = wall.language;
    let may_decide = |approval: &approvals::Approval| {
        let allowed = Permission::from_word(&approval.permission).is_some_and(|permission| view.may(permission));
        allowed && (approval.asked_by.is_none() || approval.asked_by != view.actor().account())
    };
    let line = |approval: approvals::Approval| {
        let link = subjects::link(view, &approval.subject, language);
        let asked_by = approval.asked_by.map(|account| access::name_of(view, account)).unwrap_or_default();
        TaskLine {
            link: Link::new(text!(language, "office_desk.approval.agree", subject = link.label), link.href.clone()),
            about: text!(language, "office_desk.approval.asked_by", name = asked_by),
            due: Some(wall.moment(approval.asked_at)),
            urgency: Meaning::Neutral,
            action: Some(link_button(
                &Link::new(text!(language, "office_desk.approval.look"), link.href),
                Loudness::Secondary,
            )),
        }
    };
    let open = approvals::open_approvals(view).into_iter().map(|(_, approval)| approval);
    open.filter(may_decide).map(line).collect()
}

fn grouped(view: &View<'_>, visit: &Visit, wall: &Wall, found: &[ReadyTask]) -> Vec<(String, Vec<TaskLine>)> {
    let mut groups: [Vec<TaskLine>; 3] = [Vec::new(), Vec::new(), Vec::new()];
    let [overdue, today, later] = &mut groups;
    for ready in found {
        let line = line(view, visit, wall, ready);
        match ready.task.due_on.days_since(wall.today) {
            days if days < 0 => overdue.push(line),
            0 => today.push(line),
            _ => later.push(line),
        }
    }
    let language = visit.language;
    let headings = [
        text!(language, "office_desk.group.overdue"),
        text!(language, "office_desk.group.today"),
        text!(language, "office_desk.group.later"),
    ];
    headings.into_iter().zip(groups).filter(|(_, lines)| !lines.is_empty()).collect()
}

fn line(view: &View<'_>, visit: &Visit, wall: &Wall, ready: &ReadyTask) -> TaskLine {
    let at = cases::TaskPlace { case: ready.id, place: ready.place };
    let (due, urgency) = wall.due(ready.task.due_on);
    let step = tasks::next_step(visit, at, &ready.case, &ready.task, Loudness::Secondary);
    let menu = tasks::menu_of(visit, at, &ready.case, &ready.task);
    TaskLine {
        link: Link::new(
            tasks::task_name(visit.language, &ready.task),
            subjects::link(view, &ready.case.subject, visit.language).href,
        ),
        about: tasks::about(view, &ready.case, &ready.task, wall),
        due: Some(due),
        urgency,
        action: Some(row(&[step, menu].into_iter().flatten().collect::<Vec<_>>())),
    }
}

fn desk_page(view: &DeskView) -> Page {
    let language = view.language;
    Page {
        title: text!(language, "office_desk.page.title"),
        lead: Some(text!(language, "office_desk.page.greeting", name = view.name)).filter(|_| !view.name.is_empty()),
        body: html! {
            @if !view.approvals.is_empty() {
                (section(&text!(language, "office_desk.group.approvals"), task_list(&view.approvals)))
            }
            (tabs(&text!(language, "office_desk.tab.name"), &view.tabs))
            @if let Some(due) = &view.due { (filters(std::slice::from_ref(due))) }
            @for (heading, lines) in &view.groups { (section(heading, task_list(lines))) }
            @if view.groups.is_empty() { (nothing_to_do(view)) }
            @if view.more > 0 { p { (text!(language, "office_desk.count.more", count = view.more)) } }
        },
        ..Page::default()
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
