//! The sandbox: what closed periods would have paid by a changed plan. Nothing of it is kept or booked.

mod file;
mod result;

use maud::{Markup, html};

use crate::business::commissions::{self, Comparison, PERIODS_MAX, Plan, Run, closed_runs, compare_plans, plan_source};
use crate::business::failure::{Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::{list_path, plans};
use crate::portals::office::frame;
use crate::text;
use crate::texts;
use crate::values::{Language, RunId};
use crate::web::parts::{
    Breadth, Choice, Complaint, Empty, Field, Form, Link, Loudness, Meaning, NamedButton, Notice, code_field, empty,
    form, link_list, named_button, notice, paragraph, section, select_field, submit_button,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, encoded};

pub fn routes() -> Routes {
    Routes::new().page(PATH, show).form(PATH, compare).behind(Permission::CommissionsView)
}

const PATH: &str = "/office/commissions/sandbox";
/// Choices of how many periods are replayed.
const SPANS: [usize; 5] = [1, 3, 6, 12, PERIODS_MAX];
/// As many lines of the plan are seen at once.
const ROWS: u8 = 24;
/// The value of the button that asks for a file.
const AS_FILE: &str = "csv";

pub fn sandbox_path(plan: &str) -> String {
    format!("{PATH}?plan={}", encoded(plan))
}

/// Everything around the result: which plan, and which of its periods are closed.
struct Desk {
    language: Language,
    csrf: String,
    /// Plans with posted runs beside the one that is meant.
    others: Vec<Plan>,
    plan: Option<Plan>,
    source: String,
    closed: Vec<(RunId, Run)>,
}

impl Desk {
    fn of(view: &View<'_>, language: Language, csrf: String, wanted: &str) -> Result<Desk, Failure> {
        view.require(Permission::CommissionsView)?;
        let mut settled = Vec::new();
        for plan in plans::plans_today(view) {
            if !closed_runs(view, &plan.name, 1)?.is_empty() {
                settled.push(plan);
            }
        }
        let at = settled.iter().position(|plan| plan.name == wanted).unwrap_or(0);
        let plan = (at < settled.len()).then(|| settled.remove(at));
        let source = plan.as_ref().and_then(|plan| plan_source(view, &plan.name, plan.version));
        let closed = match &plan {
            Some(plan) => closed_runs(view, &plan.name, PERIODS_MAX)?,
            None => Vec::new(),
        };
        let source = source.map(|source| source.text).unwrap_or_default();
        Ok(Desk { language, csrf, others: settled, plan, source, closed })
    }
}

async fn show(visit: Visit) -> Answer {
    let wanted = visit.query("plan").unwrap_or_default();
    let desk = visit.read(|view| Desk::of(view, visit.language, visit.csrf().to_owned(), &wanted))?;
    let typed = Typed::from_pairs(vec![
        ("source".to_owned(), desk.source.clone()),
        ("periods".to_owned(), spans(desk.closed.len()).last().map(usize::to_string).unwrap_or_default()),
    ]);
    frame::show(&visit, &page(&desk, &typed, &Complaints::default(), None))
}

async fn compare(visit: Visit, typed: Typed) -> Answer {
    let language = visit.language;
    let csrf = visit.csrf().to_owned();
    let (same, wanted) = (typed.clone(), typed.text("plan").to_owned());
    let outcome = visit.read_aside(move |view| {
        let desk = Desk::of(view, language, csrf, &wanted)?;
        let name = desk.plan.as_ref().map(|plan| plan.name.clone()).ok_or_else(Failure::not_found)?;
        let compared = asked(language, &same).and_then(|(changed, periods)| {
            let comparison = compare_plans(view, &name, changed, periods)?;
            Ok(result::Shown::of(view, language, comparison))
        });
        Ok((desk, compared))
    });
    let (desk, compared) = outcome.await?;
    match compared {
        Ok(shown) if typed.text("as") == AS_FILE => Ok(file::file(language, &shown)),
        Ok(shown) => frame::show(&visit, &page(&desk, &typed, &Complaints::default(), Some(&shown))),
        Err(failure) => {
            let complaints = Complaints::of(language, failure)?;
            frame::refuse(&visit, &page(&desk, &typed, &complaints, None))
        }
    }
}

/// The changed plan, and over how many periods; every mistake of the plan stands with its line.
fn asked(language: Language, typed: &Typed) -> Result<(Plan, usize), Failure> {
    let mut reading = Reading::of(typed);
    let periods = reading.choice("periods", |written| written.parse().ok().filter(|count| SPANS.contains(count)));
    let plan = match commissions::read_plan(typed.text("source")) {
        Ok(plan) => Some(plan),
        Err(troubles) => {
            for trouble in troubles {
                let complaint = crate::business::failure::Complaint::new("office_commissions.sandbox.trouble");
                let sentence = trouble.complaint.say(language);
                reading.complain(complaint.at("source").with("line", trouble.line).with("sentence", sentence));
            }
            None
        }
    };
    match (plan, periods) {
        (Some(plan), Some(periods)) if reading.is_clean() => Ok((plan, periods)),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

/// The choices that make sense with so many closed periods: each shorter one, and the first that takes in all.
fn spans(closed: usize) -> Vec<usize> {
    let whole = SPANS.iter().position(|span| *span >= closed).unwrap_or(SPANS.len() - 1);
    SPANS.iter().take(whole + 1).copied().collect()
}

fn page(desk: &Desk, typed: &Typed, complaints: &Complaints, shown: Option<&result::Shown>) -> Page {
    let language = desk.language;
    let back = Link::new(text!(language, "office_commissions.page.title"), list_path());
    let body = match &desk.plan {
        None => empty(&Empty {
            sentence: text!(language, "office_commissions.sandbox.nothing_closed"),
            action: Some(back.clone()),
        }),
        Some(plan) => html! {
            (nothing_is_kept(language))
            @if let Some(shown) = shown { (result::sections(language, shown)) }
            (section(&text!(language, "office_commissions.sandbox.changed"), fields(desk, plan, typed, complaints)))
        },
    };
    Page {
        title: text!(language, "office_commissions.page.sandbox"),
        lead: desk.plan.as_ref().map(|plan| {
            let title = plan.title.get(language);
            text!(language, "office_commissions.sandbox.lead", plan = title, version = plan.version)
        }),
        back: Some(back),
        body,
        ..Page::default()
    }
}

fn nothing_is_kept(language: Language) -> Markup {
    let sentence = text!(language, "office_commissions.sandbox.not_kept");
    notice(&Notice { meaning: Meaning::Information, sentence, more: None })
}

fn fields(desk: &Desk, plan: &Plan, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = desk.language;
    let span = |count: usize| {
        let shown = count.min(desk.closed.len());
        let oldest = desk.closed.len().checked_sub(shown).and_then(|at| desk.closed.get(at));
        let (from, to) = (oldest.map(|(_, run)| run.period), desk.closed.last().map(|(_, run)| run.period));
        let label = match (from, to) {
            (Some(from), Some(to)) if from != to => text!(
                language,
                "office_commissions.sandbox.span",
                count = shown,
                from = texts::period(language, from),
                to = texts::period(language, to)
            ),
            (_, to) => to.map(|to| texts::period(language, to)).unwrap_or_default(),
        };
        Choice::new(count.to_string(), label)
    };
    let choices: Vec<Choice> = spans(desk.closed.len()).into_iter().map(span).collect();
    let periods = Field {
        name: "periods",
        label: text!(language, "office_commissions.sandbox.periods"),
        value: typed.text("periods"),
        error: complaints.about("periods"),
        breadth: Breadth::Medium,
        ..Field::default()
    };
    let source = Field {
        name: "source",
        label: text!(language, "office_commissions.sandbox.source"),
        hint: Some(text!(language, "office_commissions.sandbox.source_hint")),
        value: typed.text("source"),
        error: complaints.about("source"),
        ..Field::default()
    };
    let summary: Vec<Complaint> = complaints.summary();
    let as_file = NamedButton {
        label: text!(language, "office_commissions.sandbox.csv"),
        name: "as",
        value: AS_FILE,
        loudness: Loudness::Secondary,
        ..NamedButton::default()
    };
    let others = desk.others.iter().map(|other| Link::new(other.title.get(language), sandbox_path(&other.name)));
    let others: Vec<Link> = others.collect();
    html! {
        @if !others.is_empty() {
            (paragraph(&text!(language, "office_commissions.sandbox.others")))
            (link_list(&others))
        }
        (form(language, &Form {
            action: PATH,
            csrf: &desk.csrf,
            guards_changes: false,
            hidden: vec![("plan", plan.name.clone())],
            complaints: summary,
            body: html! {
                (select_field(language, &periods, &choices))
                (code_field(language, &source, ROWS))
            },
            buttons: vec![
                submit_button(&text!(language, "office_commissions.sandbox.compare"), Loudness::Primary),
                named_button(&as_file),
            ],
            ..Form::default()
        }))
    }
}

/// What a comparison is called in files and headings: "2026-01 bis 2026-03".
fn span_of(comparison: &Comparison) -> Option<(String, String)> {
    let (first, last) = (comparison.periods.first()?, comparison.periods.last()?);
    Some((first.period.to_string(), last.period.to_string()))
}
