//! Opening a run: for which period, by which plan.

use std::cmp::Reverse;

use maud::{Markup, html};

use crate::business::commissions::{self, Plan, Run, RunState};
use crate::business::failure::{Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::{list_path, plans, run_name, simulation};
use crate::portals::office::frame;
use crate::portals::office::subjects::run_path;
use crate::text;
use crate::texts;
use crate::values::{Language, Period, PeriodKind, RunId};
use crate::web::parts::{
    Breadth, Choice, Empty, Field, Form, Link, Loudness, Meaning, Notice, empty, form, link_button, notice, paragraph,
    select_field, submit_button, text_link,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, encoded, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new().page(new_path(), show).form(new_path(), open).behind(Permission::CommissionsRun)
}

pub const fn new_path() -> &'static str {
    "/office/commissions/new"
}

/// The page with plan and period already chosen.
pub fn new_path_of(plan: &Plan, period: Period) -> String {
    format!("{}?plan={}&period={}", new_path(), encoded(&plan.name), encoded(&period.to_string()))
}

/// So many ended periods are offered.
const PERIODS_OFFERED: usize = 24;

/// Of every kind that the plan is settled in, the oldest period that has ended and has no run; in the order in which
/// they are settled.
pub fn periods_due(view: &View<'_>, plan: &Plan) -> Vec<Period> {
    let runs = commissions::runs(view);
    let has_run = |period: Period| {
        runs.iter().any(|(_, run)| run.plan == plan.name && run.period == period && run.state != RunState::Cancelled)
    };
    let next = plan.period_kinds().into_iter().map(|kind| period_next(view, plan, kind));
    let mut due: Vec<Period> = next.filter(|next| next.last() < view.today() && !has_run(*next)).collect();
    due.sort_by_key(|period| period.settling());
    due
}

/// The period after the last that was posted. Where there is none, it is the last that has ended, but the first of the
/// plan for those that are settled beside its own.
fn period_next(view: &View<'_>, plan: &Plan, kind: PeriodKind) -> Period {
    let last_ended = plan.period_around(view.today(), kind).previous();
    if let Some((_, run)) = commissions::last_posted_run(view, &plan.name, kind) {
        return run.period.next();
    }
    let around = plan.period_around(plan.effective_from, kind);
    let first = if around.first() < plan.effective_from { around.next() } else { around };
    let days = last_ended.last().days_since(first.first());
    let is_near = usize::try_from(days).is_ok_and(|days| days < PERIODS_OFFERED * 7);
    if kind != plan.period && is_near { first } else { last_ended }
}

/// Ended periods without a run that began when the plan was in effect and did not end before anything was sold, newest
/// first. Where nothing was ever sold it is the last one of each kind.
fn periods_offered(view: &View<'_>, plan: &Plan) -> Vec<Period> {
    let versions = commissions::plan_sources(view).into_iter().filter(|((name, _), _)| *name == plan.name);
    let since = versions.map(|(_, source)| source.effective_from).min().unwrap_or(plan.effective_from);
    let first_sale = commissions::first_sale_day(view);
    let under_way = runs_under_way(view, plan);
    let mut offered = Vec::new();
    for kind in plan.period_kinds() {
        let mut period = plan.period_around(view.today(), kind);
        let first_sale = first_sale.unwrap_or_else(|| period.previous().first());
        for _ in 0..PERIODS_OFFERED {
            period = period.previous();
            if period.last() < first_sale || period.first() < since {
                break;
            }
            let is_under_way = under_way.iter().any(|(_, run)| run.period == period);
            if !is_under_way && commissions::posted_run_in(view, &plan.name, period).is_none() {
                offered.push(period);
            }
        }
    }
    offered.sort_by_key(|period| Reverse(period.settling()));
    offered
}

/// Runs of the plan that are opened and not posted yet; what corrects a posted one is none of them.
fn runs_under_way(view: &View<'_>, plan: &Plan) -> Vec<(RunId, Run)> {
    let is_meant = |run: &Run| run.plan == plan.name && run.state.is_open() && run.corrects.is_none();
    commissions::runs(view).into_iter().filter(|(_, run)| is_meant(run)).collect()
}

/// A period by its name, with what is settled in it where the plan has several kinds.
pub fn period_words(language: Language, plan: Option<&Plan>, period: Period) -> String {
    let name = texts::period_in_full(language, period);
    match plan.filter(|plan| plan.period_kinds().len() > 1) {
        Some(plan) => format!("{name} · {}", bonuses_in(language, plan, period)),
        None => name,
    }
}

/// The titles of the bonuses that are settled in a period.
pub fn bonuses_in(language: Language, plan: &Plan, period: Period) -> String {
    let titles: Vec<&str> = plan.bonuses_in(period.kind()).map(|bonus| bonus.title.get(language)).collect();
    if titles.is_empty() { text!(language, "office_commissions.new.no_bonus") } else { titles.join(", ") }
}

struct Opening {
    language: Language,
    csrf: String,
    plans: Vec<Plan>,
    periods: Vec<Period>,
    under_way: Vec<(RunId, Run)>,
    due: Option<Period>,
}

impl Opening {
    fn of(view: &View<'_>, visit: &Visit, plan: &str) -> Result<Opening, Failure> {
        view.require(Permission::CommissionsRun)?;
        let plans = plans::plans_today(view);
        let chosen = plans.iter().find(|known| known.name == plan).or(plans.first());
        Ok(Opening {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            periods: chosen.map(|plan| periods_offered(view, plan)).unwrap_or_default(),
            under_way: chosen.map(|plan| runs_under_way(view, plan)).unwrap_or_default(),
            due: chosen.and_then(|plan| periods_due(view, plan).into_iter().next()),
            plans,
        })
    }
}

async fn show(visit: Visit) -> Answer {
    let asked = |name: &str| visit.query(name).unwrap_or_default();
    let opening = visit.read(|view| Opening::of(view, &visit, &asked("plan")))?;
    let plan = opening.plans.iter().find(|plan| plan.name == asked("plan")).or(opening.plans.first());
    let period = Period::parse(&asked("period")).or(opening.due).or(opening.periods.first().copied());
    let typed = Typed::from_pairs(vec![
        ("plan".to_owned(), plan.map(|plan| plan.name.clone()).unwrap_or_default()),
        ("period".to_owned(), period.map(|period| period.to_string()).unwrap_or_default()),
    ]);
    frame::show(&visit, &opening_page(&opening, &typed, &Complaints::default()))
}

async fn open(visit: Visit, typed: Typed) -> Answer {
    let outcome: Result<RunId, Failure> = match command_of(&typed) {
        Ok((plan, period)) => visit.write(move |tx| commissions::open_run(tx, &plan, period)).await,
        Err(failure) => Err(failure),
    };
    let failure = match outcome {
        Ok(id) => return Ok(redirect_with_message(&run_path(id), "office_commissions.told.opened")),
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let opening = visit.read(|view| Opening::of(view, &visit, typed.text("plan")))?;
    frame::refuse(&visit, &opening_page(&opening, &typed, &complaints))
}

fn command_of(typed: &Typed) -> Result<(String, Period), Failure> {
    let mut reading = Reading::of(typed);
    let plan = reading.required_line("plan");
    match reading.choice("period", Period::parse) {
        Some(period) if reading.is_clean() => Ok((plan, period)),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

fn opening_page(opening: &Opening, typed: &Typed, complaints: &Complaints) -> Page {
    let language = opening.language;
    let back = Link::new(text!(language, "office_commissions.page.title"), list_path());
    let was_refused = !complaints.summary().is_empty();
    let body = if opening.plans.is_empty() {
        let plans = Link::new(text!(language, "office_commissions.empty.to_plans"), plans::plans_path());
        empty(&Empty { sentence: text!(language, "office_commissions.empty.no_plan"), action: Some(plans) })
    } else if opening.periods.is_empty() && opening.plans.len() == 1 && !was_refused {
        let nothing = Empty {
            sentence: text!(language, "office_commissions.new.nothing_due"),
            action: opening.under_way.is_empty().then(|| back.clone()),
        };
        html! { (under_way(opening)) (empty(&nothing)) }
    } else {
        let simulate = opening.plans.iter().find(|plan| plan.name == typed.text("plan"));
        let simulate = simulate.and_then(|plan| {
            let period = Period::parse(typed.text("period"))?;
            let path = simulation::simulation_path(&plan.name, period);
            Some(link_button(&Link::new(text!(language, "office_commissions.new.simulate"), path), Loudness::Secondary))
        });
        let cancel = Link::new(text!(language, "office.form.cancel"), back.href.clone());
        let open = submit_button(&text!(language, "office_commissions.new.open"), Loudness::Primary);
        let buttons = [Some(open), simulate, Some(link_button(&cancel, Loudness::Quiet))];
        html! {
            (paragraph(&text!(language, "office_commissions.new.lead")))
            (under_way(opening))
            (form(language, &Form {
                action: new_path(),
                csrf: &opening.csrf,
                complaints: complaints.summary(),
                body: fields(opening, typed, complaints),
                buttons: buttons.into_iter().flatten().collect(),
                ..Form::default()
            }))
        }
    };
    Page { title: text!(language, "office_commissions.new.title"), back: Some(back), body, ..Page::default() }
}

/// Periods whose run is on its way already, each with its state and the way there.
fn under_way(opening: &Opening) -> Markup {
    let language = opening.language;
    html! {
        @for (id, run) in &opening.under_way {
            @let link = Link::new(run_name(language, *id, run), run_path(*id));
            (notice(&Notice {
                meaning: Meaning::Information,
                sentence: text!(
                    language,
                    "office_commissions.new.under_way",
                    period = texts::period(language, run.period),
                    state = run.state.say(language)
                ),
                more: Some(text_link(&link)),
            }))
        }
    }
}

fn fields(opening: &Opening, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = opening.language;
    let period = Field {
        name: "period",
        label: text!(language, "office_commissions.column.period"),
        hint: Some(text!(language, "office_commissions.new.period_hint")),
        value: typed.text("period"),
        error: complaints.about("period"),
        breadth: Breadth::Medium,
        ..Field::default()
    };
    let plan = Field {
        name: "plan",
        label: text!(language, "office_commissions.column.plan"),
        hint: Some(text!(language, "office_commissions.new.plan_hint")),
        value: typed.text("plan"),
        error: complaints.about("plan"),
        ..Field::default()
    };
    let chosen = opening.plans.iter().find(|plan| plan.name == typed.text("plan")).or(opening.plans.first());
    let typed_period = Period::parse(typed.text("period"));
    let typed_period = typed_period.map(|period| chosen.map_or(period, |plan| plan.business_period(period)));
    let typed_period = typed_period.filter(|period| !opening.periods.contains(period));
    let periods = typed_period.iter().chain(&opening.periods);
    let periods: Vec<Choice> =
        periods.map(|period| Choice::new(period.to_string(), period_words(language, chosen, *period))).collect();
    let plans: Vec<Choice> = opening.plans.iter().map(|plan| plan_choice(language, plan)).collect();
    html! {
        (select_field(language, &plan, &plans))
        (select_field(language, &period, &periods))
    }
}

fn plan_choice(language: Language, plan: &Plan) -> Choice {
    let label = text!(
        language,
        "office_commissions.plan.choice",
        title = plan.title.get(language),
        version = plan.version,
        day = texts::day_short(language, plan.effective_from)
    );
    Choice::new(plan.name.clone(), label)
}
