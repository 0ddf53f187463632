//! The list of runs, with what the running month would give as it is known today.

use maud::{Markup, html};

use crate::business::access;
use crate::business::commissions::{self, Plan, Run, RunState, Simulation, run_number};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::evidence::evidence_path;
use crate::portals::office::commissions::self_billed::self_billed_path;
use crate::portals::office::commissions::words::{run_state, run_title};
use crate::portals::office::commissions::{new, plans, sandbox, simulation};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Language, Money, Period, PeriodKind, RunId};
use crate::web::parts::{
    Column, Empty, Filter, Link, List, Loudness, ROWS_PER_PAGE, Row, Table, Tile, figure, key_button, list_page,
    menu_link, small, tiles, two_lines,
};
use crate::web::{Answer, Page, Routes, Visit};

pub fn routes() -> Routes {
    Routes::new().page(list_path(), list).page(FILE_PATH, file).behind(Permission::CommissionsView)
}

pub const fn list_path() -> &'static str {
    "/office/commissions"
}

const FILE_PATH: &str = "/office/commissions.csv";
const STATE: &str = "state";

/// What a line of the list needs of a run.
struct RunRow {
    id: RunId,
    run: Run,
    plan: String,
    opened_by: String,
    /// What it has taken from an earlier period was corrected since.
    rests_on_corrected: bool,
}

struct RunList {
    rows: Vec<RunRow>,
    total: usize,
    has_plan: bool,
    /// What each plan would give for the period that is running.
    running: Vec<Simulation>,
    /// Periods that have ended and wait for their run.
    due: Vec<(Plan, Period)>,
    /// Closed periods of which something became known late, each with how much.
    to_correct: Vec<(RunId, Period, usize)>,
}

async fn list(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, list_path(), &[STATE]);
    let same_visit = visit.clone();
    let page = visit.read_aside(move |view| {
        let language = same_visit.language;
        let found = gather(view, &asked, language, asked.skipped(), ROWS_PER_PAGE)?;
        Ok(runs_page(&same_visit, &asked, &found, &Wall::of(view, language)))
    });
    frame::show(&visit, &page.await?)
}

async fn file(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, FILE_PATH, &[STATE]);
    let language = visit.language;
    let rows = visit.read(|view| {
        view.require(Permission::CommissionsView)?;
        Ok(rows(view, &asked, language).iter().map(|row| cells(view, language, row)).collect::<Vec<_>>())
    })?;
    let sums = ["distributable", "breakage", "taken_back", "paid"];
    let before = ["number", "period", "plan", "state", "opened", "who"];
    let headings: Vec<String> = before
        .into_iter()
        .chain(sums)
        .chain(["corrects"])
        .map(|name| text!(language, &format!("office_commissions.column.{name}")))
        .collect();
    Ok(sheet_file(language, "commission-runs", &headings, &rows))
}

fn cells(view: &View<'_>, language: Language, row: &RunRow) -> Vec<Cell> {
    let money = |of: fn(&commissions::RunResult) -> Money| {
        row.run.result.as_ref().map_or(Cell::Empty, |result| Cell::Money(of(result)))
    };
    vec![
        Cell::text(run_number(row.id)),
        Cell::text(row.run.period.to_string()),
        Cell::text(&row.plan),
        Cell::text(row.run.state.say(language)),
        Cell::Day(row.run.opened_at.day_in(view.zone())),
        Cell::text(&row.opened_by),
        money(|result| result.distributable),
        money(|result| result.breakage),
        money(commissions::RunResult::taken_back),
        money(|result| result.paid),
        Cell::text(row.run.corrects.as_ref().map(|corrects| run_number(corrects.run)).unwrap_or_default()),
    ]
}

fn rows(view: &View<'_>, asked: &Asked, language: Language) -> Vec<RunRow> {
    let wanted = RunState::ALL.into_iter().find(|state| state.word() == asked.get(STATE));
    let all = commissions::runs(view).into_iter();
    let fitting = all.filter(|(_, run)| wanted.is_none_or(|state| run.state == state));
    let row = |(id, run): (RunId, Run)| {
        let plan = commissions::plan(view, &run.plan, run.plan_version);
        let plan = plan.map_or_else(|| run.plan.clone(), |plan| what_is_settled(language, &plan, run.period));
        RunRow { id, plan, opened_by: opened_by(view, language, &run), run, rests_on_corrected: false }
    };
    fitting.map(row).collect()
}

/// Who opened a run, by name.
pub fn opened_by(view: &View<'_>, language: Language, run: &Run) -> String {
    match run.opened_by {
        Some(account) => access::name_of(view, account),
        None => text!(language, "office_history.actor.operator"),
    }
}

fn gather(view: &View<'_>, asked: &Asked, language: Language, skip: usize, limit: usize) -> Result<RunList, Failure> {
    view.require(Permission::CommissionsView)?;
    let rows = rows(view, asked, language);
    let plans = plans::plans_today(view);
    let running = plans.iter().flat_map(|plan| {
        let periods = plan.period_kinds().into_iter().map(|kind| plan.period_around(view.today(), kind));
        periods.map(|period| commissions::simulate(view, &plan.name, period))
    });
    let of_plan = |plan: &Plan| new::periods_due(view, plan).into_iter().map(|period| (plan.clone(), period)).collect();
    let due = plans.iter().flat_map::<Vec<(Plan, Period)>, _>(of_plan);
    let total = rows.len();
    let mut shown: Vec<RunRow> = rows.into_iter().skip(skip).take(limit).collect();
    // Asked only for what is shown: it looks through the periods before.
    for row in shown.iter_mut().filter(|row| row.run.corrects.is_none()) {
        row.rests_on_corrected = commissions::rests_on_corrected(view, row.id)?.is_some();
    }
    Ok(RunList {
        total,
        rows: shown,
        has_plan: !plans.is_empty(),
        // A simulation that is refused says so on its own page.
        running: running.filter_map(Result::ok).collect(),
        due: due.collect(),
        to_correct: commissions::periods_to_correct(view)?
            .into_iter()
            .map(|(id, run, late)| (id, run.period, late.len()))
            .collect(),
    })
}

fn runs_page(visit: &Visit, asked: &Asked, found: &RunList, wall: &Wall) -> Page {
    let language = visit.language;
    let column = |name: &str| text!(language, &format!("office_commissions.column.{name}"));
    let new = Link::new(text!(language, "office_commissions.page.new"), new::new_path());
    let plans = Link::new(text!(language, "office_commissions.page.plans"), plans::plans_path());
    let sandbox = Link::new(text!(language, "office_commissions.page.sandbox"), sandbox::sandbox_path(""));
    let evidence = Link::new(text!(language, "office_evidence.title"), evidence_path());
    let billed = Link::new(text!(language, "self_billing.heading"), self_billed_path());
    let may_run = visit.actor.may(Permission::CommissionsRun);
    list_page(
        language,
        &List {
            title: text!(language, "office_commissions.page.title"),
            count: text!(language, "office_commissions.page.count", count = counted(language, found.total)),
            more_filters: Some(above(language, found)),
            filters: if found.total > 0 || asked.is_narrowed() {
                vec![state_filter(language, asked)]
            } else {
                Vec::new()
            },
            table: Table {
                caption: text!(language, "office_commissions.page.title"),
                columns: vec![
                    Column::text(column("period")),
                    Column::figure(column("paid")),
                    Column::state(column("state")),
                    Column::figure(column("breakage")),
                    Column::text(column("plan")),
                    Column::text(column("who")),
                ],
                rows: found.rows.iter().map(|row| run_row(language, row, wall)).collect(),
                empty: nothing(language, asked, found, may_run),
                ..Table::default()
            },
            pager: asked.pager(language, found.total),
            csv: Some(asked.under(FILE_PATH)),
            primary: (may_run && found.has_plan).then(|| key_button(&new, 'n', Loudness::Primary)),
            actions: vec![menu_link(&billed), menu_link(&plans), menu_link(&sandbox), menu_link(&evidence)],
            ..List::default()
        },
    )
}

/// What is running, and what has ended and waits.
fn above(language: Language, found: &RunList) -> Markup {
    let running = found.running.iter().map(|simulation| Tile {
        label: text!(
            language,
            "office_commissions.running.label",
            period = texts::period(language, simulation.facts.period)
        ),
        figure: texts::money(language, simulation.paid()),
        note: Some(text!(
            language,
            "office_commissions.running.note",
            plan = what_is_settled(language, &simulation.plan, simulation.facts.period)
        )),
        explanation: Some(Link::new(
            text!(language, "office_commissions.running.look"),
            simulation::simulation_path(&simulation.plan.name, simulation.facts.period),
        )),
        ..Tile::default()
    });
    let due = found.due.iter().map(|(plan, period)| Tile {
        label: text!(language, "office_commissions.due.label"),
        figure: texts::period(language, *period),
        note: Some(match period.kind() {
            PeriodKind::Week => {
                let (first, last) = (period.first(), period.last());
                let days = format!("{} – {}", texts::day_short(language, first), texts::day_short(language, last));
                format!("{days} · {}", what_is_settled(language, plan, *period))
            }
            _ => what_is_settled(language, plan, *period),
        }),
        explanation: Some(Link::new(text!(language, "office_commissions.due.open"), new::new_path_of(plan, *period))),
        ..Tile::default()
    });
    let to_correct = found.to_correct.iter().map(|(id, period, late)| Tile {
        label: text!(language, "office_commissions.correct.label"),
        figure: texts::period(language, *period),
        note: Some(text!(language, "office_commissions.correct.late_found", count = *late)),
        explanation: Some(Link::new(text!(language, "office_commissions.correct.look"), run_path(*id))),
        ..Tile::default()
    });
    let all: Vec<Tile> = running.chain(due).chain(to_correct).collect();
    html! { @if !all.is_empty() { (tiles(&all)) } }
}

/// The plan by its title; where it is settled in several kinds of period, also what is settled in this one.
fn what_is_settled(language: Language, plan: &Plan, period: Period) -> String {
    let title = plan.title.get(language);
    if plan.period_kinds().len() == 1 {
        return title.to_owned();
    }
    format!("{title}: {}", new::bonuses_in(language, plan, period))
}

fn state_filter(language: Language, asked: &Asked) -> Filter {
    let all = (String::new(), text!(language, "office.filter.all"));
    let states = RunState::ALL.map(|state| (state.word().to_owned(), state.say(language)));
    asked.filter(text!(language, "office_commissions.column.state"), STATE, [all].into_iter().chain(states).collect())
}

fn run_row(language: Language, row: &RunRow, wall: &Wall) -> Row {
    let money = |of: fn(&commissions::RunResult) -> Money| match &row.run.result {
        Some(result) => figure(&texts::money(language, of(result))),
        None => small("–"),
    };
    let cells = vec![
        two_lines(&run_title(language, &row.run), &run_number(row.id)),
        money(|result| result.paid),
        html! {
            (run_state(language, row.run.state))
            @if row.rests_on_corrected { (small(&text!(language, "office_commissions.correct.rests_briefly"))) }
        },
        money(|result| result.breakage),
        html! { (row.plan) },
        two_lines(&row.opened_by, &wall.moment(row.run.opened_at).shown),
    ];
    Row::leading_to(run_path(row.id), cells)
}

fn nothing(language: Language, asked: &Asked, found: &RunList, may_run: bool) -> Empty {
    if asked.is_narrowed() {
        let all = Link::new(text!(language, "office.filter.show_all"), asked.everything());
        return Empty { sentence: text!(language, "office_commissions.empty.narrowed"), action: Some(all) };
    }
    if !found.has_plan {
        let plans = Link::new(text!(language, "office_commissions.empty.to_plans"), plans::plans_path());
        return Empty { sentence: text!(language, "office_commissions.empty.no_plan"), action: Some(plans) };
    }
    let new = Link::new(text!(language, "office_commissions.page.new"), new::new_path());
    Empty { sentence: text!(language, "office_commissions.empty.none"), action: may_run.then_some(new) }
}
