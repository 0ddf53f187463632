//! The plans that hold, and taking over those that come with the program.

use maud::{Markup, html};

use crate::business::commissions::{
    self, Bonus, BonusKind, Formula, Plan, plan_on, plan_sources, read_plan, shipped_plans,
};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::list_path;
use crate::portals::office::frame;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Instant, Language};
use crate::web::parts::{
    Column, Empty, Fact, Link, Loudness, Meaning, Notice, PostButton, Row, Section, Table, code, facts, figure, moment,
    post_button, section, section_with, table, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page(plans_path(), show).behind(Permission::CommissionsView);
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

struct PlanList {
    language: Language,
    wall: Wall,
    csrf: String,
    may_adopt: bool,
    /// Every adopted version with the instant of its adoption.
    adopted: Vec<(Plan, Instant)>,
    /// What comes with the program and is not taken over: the name of its file, and the plan.
    shipped: Vec<(&'static str, Plan)>,
}

impl PlanList {
    fn of(view: &View<'_>, visit: &Visit) -> Result<PlanList, Failure> {
        view.require(Permission::CommissionsView)?;
        let adopted: Vec<(Plan, Instant)> = plan_sources(view)
            .into_iter()
            .filter_map(|((name, version), source)| Some((commissions::plan(view, &name, version)?, source.adopted_at)))
            .collect();
        let is_new = |plan: &Plan| !adopted.iter().any(|(known, _)| known.hash == plan.hash);
        let shipped = shipped_plans().iter().filter_map(|(file, source)| Some((*file, read_plan(source).ok()?)));
        Ok(PlanList {
            language: visit.language,
            wall: Wall::of(view, visit.language),
            csrf: visit.csrf().to_owned(),
            may_adopt: view.may(Permission::CommissionsRun),
            shipped: shipped.filter(|(_, plan)| is_new(plan)).collect(),
            adopted,
        })
    }
}

async fn show(visit: Visit) -> Answer {
    let list = visit.read(|view| PlanList::of(view, &visit))?;
    frame::show(&visit, &plans_page(&list, Vec::new()))
}

async fn adopt(visit: Visit, typed: Typed) -> Answer {
    let wanted = typed.text("plan");
    let source = shipped_plans().iter().find(|(file, _)| *file == wanted).map(|(_, source)| *source);
    let source = source.ok_or_else(Failure::not_found)?;
    let outcome = visit.write(move |tx| commissions::adopt_plan(tx, source)).await;
    let Err(failure) = outcome else {
        return Ok(redirect_with_message(plans_path(), "office_commissions.told.adopted"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let messages = complaints.summary().into_iter().map(|complaint| Notice {
        meaning: Meaning::Bad,
        sentence: complaint.sentence,
        more: None,
    });
    let list = visit.read(|view| PlanList::of(view, &visit))?;
    frame::refuse(&visit, &plans_page(&list, messages.collect()))
}

fn plans_page(list: &PlanList, messages: Vec<Notice>) -> Page {
    let language = list.language;
    Page {
        title: text!(language, "office_commissions.page.plans"),
        lead: Some(text!(language, "office_commissions.plan.lead")),
        back: Some(Link::new(text!(language, "office_commissions.page.title"), list_path())),
        messages,
        body: html! {
            (section(&text!(language, "office_commissions.plan.adopted"), adopted_table(list)))
            @for (file, plan) in &list.shipped { (shipped_section(list, file, plan)) }
            @for (plan, _) in &list.adopted { (what_it_pays(language, plan)) }
        },
        ..Page::default()
    }
}

fn adopted_table(list: &PlanList) -> Markup {
    let language = list.language;
    let row = |(plan, adopted_at): &(Plan, Instant)| {
        let hash = short_hash(&plan.hash);
        Row::new(vec![
            two_lines(plan.title.get(language), &plan.name),
            figure(&plan.version.to_string()),
            html! { (texts::day_short(language, plan.effective_from)) },
            moment(&list.wall.moment(*adopted_at)),
            code(&hash),
        ])
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

/// The beginning of a hash, enough to compare two files by eye.
pub fn short_hash(hash: &[u8; 32]) -> String {
    hex(hash).chars().take(HASH_SHOWN).collect()
}

fn shipped_section(list: &PlanList, file: &str, plan: &Plan) -> Markup {
    let language = list.language;
    let button = PostButton {
        label: text!(language, "office_commissions.plan.adopt"),
        action: ADOPT_PATH,
        csrf: &list.csrf,
        loudness: if list.adopted.is_empty() { Loudness::Primary } else { Loudness::Secondary },
        hidden: vec![("plan", file.to_owned())],
    };
    let heading = text!(language, "office_commissions.plan.shipped", title = plan.title.get(language));
    section_with(&Section {
        heading,
        lead: Some(text!(
            language,
            "office_commissions.plan.shipped_lead",
            version = plan.version,
            day = texts::day(language, plan.effective_from),
            count = plan.examples.len()
        )),
        action: list.may_adopt.then(|| post_button(&button)),
        body: bonus_facts(language, plan),
    })
}

fn what_it_pays(language: Language, plan: &Plan) -> Markup {
    let title = plan.title.get(language);
    let heading = text!(language, "office_commissions.plan.pays", title = title, version = plan.version);
    section(&heading, bonus_facts(language, plan))
}

/// The rates of a bonus, where they are the same for everybody; otherwise that they hang on the receiver.
fn rates(language: Language, kind: &BonusKind) -> String {
    let (rates, from_level) = match kind {
        BonusKind::Levels(levels) => (levels.rates.as_slice(), levels.from_level),
        BonusKind::Generations(generations) => (generations.rates.as_slice(), 1),
        _ => (&[][..], 0),
    };
    let written: Option<Vec<String>> =
        rates.iter().map(|rate| rate.constant_rate()).map(|rate| Some(texts::percent(language, rate?))).collect();
    match written.filter(|written| !written.is_empty()) {
        Some(written) => {
            text!(language, "office_commissions.plan.rates", rates = written.join(" · "), level = from_level)
        }
        None => text!(language, "office_commissions.plan.rates_vary"),
    }
}

fn receiver(language: Language, plan: &Plan, receiver: &Formula) -> String {
    match receiver.predicate().and_then(|place| plan.predicates.get(place)) {
        Some(predicate) => text!(language, "office_commissions.plan.receiver", who = predicate.title.get(language)),
        None => String::new(),
    }
}

/// Every bonus with its rates, level by level, and who may receive it.
fn bonus_facts(language: Language, plan: &Plan) -> Markup {
    let fact = |bonus: &Bonus| {
        let who = receiver(language, plan, bonus.receiver());
        Fact::new(bonus.title.get(language), two_lines(&rates(language, &bonus.kind), &who))
    };
    facts(&plan.bonuses.iter().map(fact).collect::<Vec<_>>())
}
