//! What a period would give as it is known now. Nothing of it is kept.

use std::sync::Arc;

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::App;
use crate::business::commissions::{Plan, Simulation, may_simulate};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::statement::{ShownStatement, statement_page};
use crate::portals::office::commissions::statements::{KNOWN, pay_filter, statement_table, wish};
use crate::portals::office::commissions::words::{Sums, bonus_table, check_table, sum_tiles};
use crate::portals::office::commissions::{list_path, partner_id, plans};
use crate::portals::office::frame;
use crate::portals::sheet_file::counted;
use crate::portals::statement_lines::BONUS;
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId, Period};
use crate::web::parts::{
    Chip, Empty, Filter, Link, List, Meaning, Notice, ROWS_PER_PAGE, empty, filters, list_page, notice, section, state,
};
use crate::web::{Answer, Complaints, Page, Routes, Visit, encoded};

pub fn routes() -> Routes {
    Routes::new()
        .page(PATH, show)
        .page("/office/commissions/simulation/{partner}", show_partner)
        .page("/office/commissions/simulation/{partner}/lines.csv", file_of_partner)
        .behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/simulation";
/// What the address of one partner's statement knows beside the usual names.
const KNOWN_OF_PARTNER: &[&str] = &[BONUS, "plan", "period"];
/// So many periods can be chosen by a click.
const PERIODS_OFFERED: usize = 4;

pub fn simulation_path(plan: &str, period: Period) -> String {
    format!("{PATH}?plan={}&period={}", encoded(plan), encoded(&period.to_string()))
}

fn partner_path_of(plan: &str, period: Period, partner: PartnerId) -> String {
    format!("{PATH}/{partner}?plan={}&period={}", encoded(plan), encoded(&period.to_string()))
}

/// Which plan and period are meant; without a wish the running period by the first plan.
fn meant(view: &View<'_>, asked: &Asked) -> Option<(Plan, Period)> {
    let plans = plans::plans_today(view);
    let plan = plans.iter().find(|plan| plan.name == asked.get("plan")).or(plans.first())?.clone();
    let period = Period::parse(asked.get("period")).map(|period| plan.business_period(period));
    let period = period.unwrap_or_else(|| plan.period_around(view.today(), plan.period));
    Some((plan, period))
}

async fn show(visit: Visit) -> Answer {
    let (app, asked) = (Arc::clone(&visit.app), Asked::of(&visit, PATH, KNOWN));
    let language = visit.language;
    let outcome = visit.read_aside(move |view| {
        let Some((plan, period)) = meant(view, &asked) else { return Ok(no_plan(language)) };
        may_simulate(view, period)?;
        let shared = app.simulation(view, &plan.name, period)?;
        Ok(simulation_page(view, language, &asked, shared.whole(view)?))
    });
    match outcome.await {
        Ok(page) => frame::show(&visit, &page),
        Err(failure) => {
            // What the facts do not allow is said in a sentence, not as an error.
            let complaints = Complaints::of(language, failure)?;
            let sentences: Vec<String> = complaints.summary().into_iter().map(|complaint| complaint.sentence).collect();
            frame::refuse(&visit, &refused(language, &sentences.join(" ")))
        }
    }
}

async fn show_partner(visit: Visit, Path(partner): Path<String>) -> Answer {
    let partner = partner_id(&partner)?;
    let asked = Asked::of(&visit, format!("{PATH}/{partner}"), KNOWN_OF_PARTNER);
    let (app, language) = (Arc::clone(&visit.app), visit.language);
    let page = visit.read_aside(move |view| {
        let (plan, period) = meant(view, &asked).ok_or_else(Failure::not_found)?;
        let shown = statement_of(view, &app, (&plan, period), (language, partner))?;
        let csv = asked.under(&format!("{PATH}/{partner}/lines.csv"));
        let page = statement_page(view, &shown, &asked, &csv);
        Ok(Page {
            state: Some(simulated(language)),
            back: Some(Link::new(title(language, period), simulation_path(&plan.name, period))),
            body: html! { (nothing_is_kept(language)) (page.body) },
            ..page
        })
    });
    frame::show(&visit, &page.await?)
}

async fn file_of_partner(visit: Visit, Path(partner): Path<String>) -> Answer {
    let partner = partner_id(&partner)?;
    let asked = Asked::of(&visit, format!("{PATH}/{partner}"), KNOWN_OF_PARTNER);
    let (app, language) = (Arc::clone(&visit.app), visit.language);
    let shown = visit.read_aside(move |view| {
        let (plan, period) = meant(view, &asked).ok_or_else(Failure::not_found)?;
        statement_of(view, &app, (&plan, period), (language, partner))
    });
    Ok(shown.await?.file())
}

fn statement_of(
    view: &View<'_>,
    app: &App,
    (plan, period): (&Plan, Period),
    (language, partner): (Language, PartnerId),
) -> Result<ShownStatement, Failure> {
    may_simulate(view, period)?;
    let shared = app.simulation(view, &plan.name, period)?;
    let simulation = shared.whole(view)?;
    let sheet = simulation.sheet(partner).ok_or_else(Failure::not_found)?;
    Ok(ShownStatement::of(view, language, sheet, simulation.lines(partner)))
}

fn title(language: Language, period: Period) -> String {
    text!(language, "office_commissions.simulation.title", period = texts::period(language, period))
}

fn simulated(language: Language) -> Markup {
    state(Meaning::Information, &text!(language, "office_commissions.simulation.state"))
}

fn nothing_is_kept(language: Language) -> Markup {
    let sentence = text!(language, "office_commissions.simulation.not_kept");
    notice(&Notice { meaning: Meaning::Information, sentence, more: None })
}

fn simulation_page(view: &View<'_>, language: Language, asked: &Asked, simulation: &Simulation) -> Page {
    let period = simulation.facts.period;
    let found = simulation.find_statements(view, &wish(asked), asked.skipped(), ROWS_PER_PAGE);
    let people = simulation.outcome.people.totals.iter().filter(|total| **total != 0).count();
    let sums = Sums {
        distributable: simulation.distributable(),
        paid: simulation.paid(),
        breakage: simulation.broken(),
        taken_back: simulation.taken_back(),
        people,
    };
    let plan = simulation.plan.name.clone();
    let currency = simulation.facts.currency;
    let list = list_page(
        language,
        &List {
            title: title(language, period),
            search: Some(asked.search(text!(language, "office_commissions.statements.search"))),
            filters: vec![pay_filter(language, asked)],
            table: statement_table(language, Some(asked), &found, &|partner| partner_path_of(&plan, period, partner)),
            pager: asked.pager(language, found.total),
            ..List::default()
        },
    );
    let count = text!(language, "office_commissions.statements.count", count = counted(language, found.total));
    Page {
        state: Some(simulated(language)),
        lead: Some(text!(
            language,
            "office_commissions.simulation.lead",
            plan = simulation.plan.title.get(language),
            version = simulation.plan.version
        )),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        body: html! {
            (nothing_is_kept(language))
            (filters(&[period_filter(view, language, asked, &simulation.plan, period)]))
            (sum_tiles(language, &sums))
            (section(
                &text!(language, "office_commissions.sheet.checks"),
                check_table(language, &simulation.checks, currency),
            ))
            (section(
                &text!(language, "office_commissions.sheet.by_bonus"),
                bonus_table(language, &simulation.sums_by_bonus(), &sums),
            ))
            (section(&count, list.body))
        },
        title: list.title,
        ..Page::default()
    }
}

/// The running period and those before it.
fn period_filter(view: &View<'_>, language: Language, asked: &Asked, plan: &Plan, meant: Period) -> Filter {
    let mut chips = Vec::new();
    for kind in plan.period_kinds() {
        let mut period = plan.period_around(view.today(), kind);
        for _ in 0..PERIODS_OFFERED {
            chips.push(Chip {
                label: texts::period(language, period),
                href: asked.href("period", &period.to_string()),
                chosen: period == meant,
                count: None,
            });
            period = period.previous();
        }
    }
    Filter { name: text!(language, "office_commissions.column.period"), chips }
}

fn no_plan(language: Language) -> Page {
    let plans = Link::new(text!(language, "office_commissions.empty.to_plans"), plans::plans_path());
    Page {
        title: text!(language, "office_commissions.simulation.state"),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        body: empty(&Empty { sentence: text!(language, "office_commissions.empty.no_plan"), action: Some(plans) }),
        ..Page::default()
    }
}

fn refused(language: Language, sentence: &str) -> Page {
    Page {
        title: text!(language, "office_commissions.simulation.state"),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        body: notice(&Notice { meaning: Meaning::Bad, sentence: sentence.to_owned(), more: None }),
        ..Page::default()
    }
}
