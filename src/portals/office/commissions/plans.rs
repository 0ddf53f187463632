//! The plans that hold, and those that come with the program: taking them over, and reading them in plain sentences.

mod sheet;

use maud::{Markup, html};

use crate::business::commissions::{self, Plan, plan_on, plan_sources, read_plan, settles_in_firm, shipped_plans};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::list_path;
use crate::portals::office::commissions::plans::sheet::{adopted_path, refused_template, template_path};
use crate::portals::office::frame;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Instant, Language};
use crate::web::parts::{
    Column, Empty, Link, Meaning, Row, Section, Table, code, figure, moment, section, section_with, state, table,
    two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(plans_path(), show).and(sheet::routes()).behind(Permission::CommissionsView);
    looking.and(Routes::new().form(ADOPT_PATH, adopt).behind(Permission::CommissionsRun))
}

pub const fn plans_path() -> &'static str {
    "/office/commissions/plans"
}

const ADOPT_PATH: &str = "/office/commissions/plans/adopt";
/// Signs of a hash that tell one file from another at a glance.
const HASH_SHOWN: usize = 12;

/// The version of every adopted plan that holds for what begins today.
pub fn plans_today(view: &View<'_>) -> Vec<Plan> {
    let mut names: Vec<String> = plan_sources(view).into_iter().map(|((name, _), _)| name).collect();
    names.dedup();
    names.iter().filter_map(|name| plan_on(view, name, view.today())).collect()
}

/// The beginning of a hash, enough to compare two files by eye.
pub fn short_hash(hash: &[u8; 32]) -> String {
    hex(hash).chars().take(HASH_SHOWN).collect()
}

struct PlanList {
    language: Language,
    wall: Wall,
    /// Every adopted version with the instant of its adoption.
    adopted: Vec<(Plan, Instant)>,
    /// What comes with the program: the name of its file, and the plan.
    shipped: Vec<(&'static str, Plan)>,
}

impl PlanList {
    fn of(view: &View<'_>, language: Language) -> Result<PlanList, Failure> {
        view.require(Permission::CommissionsView)?;
        let adopted = plan_sources(view).into_iter().filter_map(|((name, version), source)| {
            Some((commissions::plan(view, &name, version)?, source.adopted_at))
        });
        let shipped = shipped_plans().iter().filter_map(|(file, source)| Some((*file, read_plan(source).ok()?)));
        Ok(PlanList {
            language,
            wall: Wall::of(view, language),
            adopted: adopted.collect(),
            shipped: shipped.collect(),
        })
    }
}

async fn show(visit: Visit) -> Answer {
    let list = visit.read(|view| PlanList::of(view, visit.language))?;
    frame::show(&visit, &plans_page(&list))
}

async fn adopt(visit: Visit, typed: Typed) -> Answer {
    let wanted = typed.text("plan");
    let (file, source) = *shipped_plans().iter().find(|(file, _)| *file == wanted).ok_or_else(Failure::not_found)?;
    match visit.write(move |tx| commissions::adopt_plan(tx, source)).await {
        Ok(_) => Ok(redirect_with_message(plans_path(), "office_commissions.told.adopted")),
        Err(failure) => refused_template(&visit, file, &Complaints::of(visit.language, failure)?),
    }
}

fn plans_page(list: &PlanList) -> Page {
    let language = list.language;
    Page {
        title: text!(language, "office_commissions.page.plans"),
        lead: Some(text!(language, "office_commissions.plan.lead")),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        body: html! {
            (section(&text!(language, "office_commissions.plan.adopted"), adopted_table(list)))
            (section_with(&Section {
                heading: text!(language, "office_commissions.plan.templates"),
                lead: Some(text!(language, "office_commissions.plan.templates_lead")),
                action: None,
                body: template_table(list),
            }))
        },
        ..Page::default()
    }
}

fn adopted_table(list: &PlanList) -> Markup {
    let language = list.language;
    let row = |(plan, adopted_at): &(Plan, Instant)| {
        let hash = short_hash(&plan.hash);
        let cells = vec![
            two_lines(plan.title.get(language), &plan.name),
            figure(&plan.version.to_string()),
            html! { (texts::day_short(language, plan.effective_from)) },
            moment(&list.wall.moment(*adopted_at)),
            code(&hash),
        ];
        Row::leading_to(adopted_path(plan), cells)
    };
    let column = |name: &str| text!(language, &format!("office_commissions.plan.{name}"));
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.plan.adopted"),
            columns: vec![
                Column::text(text!(language, "office_commissions.column.plan")),
                Column::figure(column("version")),
                Column::text(column("effective")),
                Column::text(column("adopted_at")),
                Column::text(column("hash")),
            ],
            rows: list.adopted.iter().map(row).collect(),
            empty: Empty::new(text!(language, "office_commissions.plan.none")),
            ..Table::default()
        },
    )
}

fn template_table(list: &PlanList) -> Markup {
    let language = list.language;
    let row = |(file, plan): &(&str, Plan)| {
        let kinds: Vec<String> = plan
            .period_kinds()
            .into_iter()
            .map(|kind| text!(language, &format!("office_commissions.every.{}", kind.word())))
            .collect();
        let cells = vec![
            two_lines(plan.title.get(language), &family(language, file)),
            html! { (kinds.join(", ")) },
            standing(list, plan),
        ];
        Row::leading_to(template_path(file), cells)
    };
    table(
        language,
        &Table {
            caption: text!(language, "office_commissions.plan.templates"),
            columns: vec![
                Column::text(text!(language, "office_commissions.column.plan")),
                Column::text(text!(language, "office_commissions.plan.settled")),
                Column::state(text!(language, "office_commissions.plan.standing")),
            ],
            rows: list.shipped.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

/// Whether a plan is taken over already, and if not, whether it can be.
fn standing(list: &PlanList, plan: &Plan) -> Markup {
    let language = list.language;
    if list.adopted.iter().any(|(known, _)| known.hash == plan.hash) {
        return state(Meaning::Good, &text!(language, "office_commissions.plan.is_adopted"));
    }
    match settles_in_firm(plan) {
        Ok(()) => state(Meaning::Neutral, &text!(language, "office_commissions.plan.can_be_adopted")),
        Err(_) => state(Meaning::Attention, &text!(language, "office_commissions.plan.files_only")),
    }
}

/// What kind of plan it is, in a sentence.
fn family(language: Language, file: &str) -> String {
    text!(language, &format!("office_commissions.family.{}", stem(file).replace('-', "_")))
}

/// `unilevel-simple` of `plans/unilevel-simple.toml`.
fn stem(file: &str) -> &str {
    file.trim_start_matches("plans/").trim_end_matches(".toml")
}
