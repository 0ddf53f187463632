//! The sheet of one run: how it stands, what comes next, what was checked, and what it gives to whom.

use axum::extract::Path;
use maud::{Markup, html};

use crate::app::{RunDeed, RunStanding};
use crate::business::commissions::{
    self, BonusSum, FoundStatements, RunSheet, RunState, StatementWish, find_statements, reckons_otherwise, run_number,
    sums_by_bonus,
};
use crate::business::failure::Failure;
use crate::business::journal::{Subject, history_at_ends};
use crate::business::payments::{Batch, batch_number, batches_of_run};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::commissions::correct::{Correcting, correct_path};
use crate::portals::office::commissions::list::{list_path, opened_by};
use crate::portals::office::commissions::new::bonuses_in;
use crate::portals::office::commissions::statement::statement_path;
use crate::portals::office::commissions::statements::{statement_table, statements_path};
use crate::portals::office::commissions::way::{OnTheWay, Way};
use crate::portals::office::commissions::words::{Sums, bonus_table, check_table, run_state, run_title, sum_tiles};
use crate::portals::office::commissions::{breakage, cancel, deeds, files, plans, run_id};
use crate::portals::office::frame;
use crate::portals::office::history::{Teller, history_section, journal_link};
use crate::portals::office::payouts::batch_state;
use crate::portals::office::subjects::{approval_path, batch_path, run_path};
use crate::portals::sheet_file::counted;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{BatchId, Language, RunId};
use crate::web::parts::{
    Column, DocumentLink, Fact, Happening, Link, Meaning, MenuPost, Notice, Progress, Row, Section, Table, code,
    documents, facts, figure, menu_link, menu_post, moment, notice, paragraph, progress, section, section_with, steps,
    table, text_link, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Visit, hex, random};

pub fn routes() -> Routes {
    Routes::new().page("/office/commissions/{run}", show).behind(Permission::CommissionsView)
}

/// How often the page looks how far the work is.
const REFRESH_SECONDS: u32 = 2;
/// So many statements stand on the sheet itself.
const STATEMENTS_SHOWN: usize = 10;

/// Everything that the sheet shows, from one snapshot.
struct RunPage {
    language: Language,
    wall: Wall,
    csrf: String,
    id: RunId,
    sheet: RunSheet,
    opened_by: String,
    way: Way,
    by_bonus: Vec<BonusSum>,
    statements: FoundStatements,
    batches: Vec<(BatchId, Batch)>,
    happenings: Vec<Happening>,
    /// Between how it began and how it stands.
    more_happened: bool,
    journal: Option<Link>,
    correcting: Correcting,
    reckons_otherwise: bool,
    may_run: bool,
    may_see_payments: bool,
    under_way: Option<RunStanding>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = run_id(&id)?;
    let page = visit.read(|view| RunPage::of(view, &visit, id))?;
    // Work that took longer than the click has waited for; told once, on a page that does not look again by itself.
    let ended = page.under_way.is_none();
    let trouble = ended.then(|| visit.app.run_work().take_trouble(&visit.actor, id)).flatten();
    let messages = trouble.map_or_else(Vec::new, |failure| told(visit.language, &failure));
    frame::show(&visit, &run_page(&page, messages))
}

/// The sheet with what speaks against the step that was tried.
pub fn refused_sheet(visit: &Visit, id: RunId, complaints: &Complaints) -> Answer {
    let page = visit.read(|view| RunPage::of(view, visit, id))?;
    frame::refuse(visit, &run_page(&page, said(complaints)))
}

/// Why work has failed. A fault is nothing that whoever looks at the run could mend, and no reason not to show it.
fn told(language: Language, failure: &Failure) -> Vec<Notice> {
    let sentences = match failure {
        Failure::Refused(refusal) => refusal.complaints.iter().map(|complaint| complaint.say(language)).collect(),
        Failure::Fault(_) => vec![text!(language, "office_commissions.work.fault")],
    };
    let bad = |sentence: String| Notice { meaning: Meaning::Bad, sentence, more: None };
    sentences.into_iter().map(bad).collect()
}

fn said(complaints: &Complaints) -> Vec<Notice> {
    let all = complaints.summary().into_iter();
    all.map(|complaint| Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None }).collect()
}

impl RunPage {
    fn of(view: &View<'_>, visit: &Visit, id: RunId) -> Result<RunPage, Failure> {
        let sheet = commissions::run_sheet(view, id)?;
        let language = visit.language;
        let batches = batches_of_run(view, id);
        let mut subjects = vec![Subject::of(id)];
        subjects.extend(sheet.approval.iter().map(|(id, _)| Subject::of(*id)));
        subjects.extend(batches.iter().map(|(id, _)| Subject::of(*id)));
        let (entries, more_happened) = history_at_ends(view, &subjects);
        let way = OnTheWay { view, visit, id, sheet: &sheet, batches: &batches, entries: &entries }.way();
        let teller = Teller::new(view, language);
        Ok(RunPage {
            language,
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            opened_by: opened_by(view, language, &sheet.run),
            way,
            by_bonus: sums_by_bonus(view, id, &sheet.plan)?,
            statements: find_statements(view, id, &StatementWish::default(), 0, STATEMENTS_SHOWN)?,
            batches,
            happenings: entries.iter().map(|entry| teller.happening(entry)).collect(),
            more_happened,
            journal: journal_link(view, &Subject::of(id), language),
            correcting: Correcting::of(view, language, id)?,
            reckons_otherwise: reckons_otherwise(view, id)?,
            may_run: view.may(Permission::CommissionsRun),
            may_see_payments: view.may(Permission::PaymentsView),
            under_way: visit.app.run_work().under_way(id),
            sheet,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

fn run_page(page: &RunPage, messages: Vec<Notice>) -> Page {
    let language = page.language;
    let run = &page.sheet.run;
    Page {
        title: match run.corrects {
            None => {
                text!(language, "office_commissions.sheet.title", period = texts::period_in_full(language, run.period))
            }
            Some(_) => run_title(language, run),
        },
        state: Some(run_state(language, run.state)),
        lead: Some(text!(
            language,
            "office_commissions.sheet.lead",
            number = run_number(page.id),
            plan = page.sheet.plan.title.get(language),
            version = run.plan_version
        )),
        back: Some(Link::new(page.text("office_commissions.page.title"), list_path())),
        primary: page.way.next.clone().filter(|_| page.under_way.is_none()),
        actions: if page.under_way.is_none() { actions(page) } else { Vec::new() },
        messages,
        refresh_seconds: page.under_way.as_ref().map(|_| REFRESH_SECONDS),
        body: html! {
            @if let Some(standing) = &page.under_way { (how_far(language, standing)) }
            (notices(page))
            (section(&page.text("office_commissions.sheet.way"), steps(language, &page.way.steps)))
            (result(page))
            @if !page.correcting.corrections.is_empty() {
                (section(&page.text("office_commissions.correct.corrections"), page.correcting.table_of_corrections()))
            }
            (payouts(page))
        },
        aside: Some(html! {
            (section(&page.text("office_commissions.sheet.facts"), fact_list(page)))
            (history_section(language, page.journal.as_ref(), html! {
                (timeline(language, &page.happenings))
                @if page.more_happened { (paragraph(&page.text("office_commissions.sheet.more_happened"))) }
            }))
        }),
        ..Page::default()
    }
}

/// What is being worked out or kept at the moment.
fn how_far(language: Language, standing: &RunStanding) -> Markup {
    let what = match (standing.deed, standing.is_saving) {
        (RunDeed::Calculate, false) => "office_commissions.work.calculating",
        (RunDeed::Post, false) => "office_commissions.work.comparing",
        (_, true) => "office_commissions.work.saving",
    };
    progress(language, &Progress { what: text!(language, what), ..Progress::default() })
}

/// What else can be done with the run.
fn actions(page: &RunPage) -> Vec<Markup> {
    let state = page.sheet.run.state;
    let mut actions = Vec::new();
    if page.may_run && state == RunState::Posted {
        let first = page.sheet.run.corrects.as_ref().map_or(page.id, |corrects| corrects.run);
        actions.push(menu_link(&Link::new(page.text("office_commissions.do.correct"), correct_path(first))));
    }
    if !page.may_run || !state.is_open() {
        return actions;
    }
    let again = deeds::calculate_path(page.id);
    if matches!(state, RunState::Calculated | RunState::Submitted | RunState::Approved) {
        actions.push(menu_post(&MenuPost {
            label: page.text("office_commissions.do.calculate_again"),
            action: &again,
            csrf: &page.csrf,
            hidden: vec![("idempotency_key", hex(&random::<16>()))],
        }));
    }
    let cancel = Link::new(page.text("office_commissions.do.cancel"), cancel::cancel_path(page.id));
    actions.push(menu_link(&cancel));
    actions
}

/// Why a step is not yet possible, and what somebody wrote who said no.
fn notices(page: &RunPage) -> Markup {
    let language = page.language;
    let run = &page.sheet.run;
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    let refused_because = page.sheet.approval.as_ref().filter(|_| run.state == RunState::Refused);
    let refused_because = refused_because.and_then(|(_, approval)| approval.decision());
    html! {
        @if run.state == RunState::Cancelled {
            @let reason = &run.cancelled_because;
            (said(Meaning::Neutral, text!(language, "office_commissions.why.cancelled", reason = reason)))
        }
        @if let Some(decision) = refused_because {
            @let reason = &decision.reason;
            (said(Meaning::Bad, text!(language, "office_commissions.why.refused", reason = reason)))
        }
        @if let Some(why_not) = &page.way.why_not { (notice(why_not)) }
        @if let Some(corrects) = &run.corrects {
            (notice(&Notice {
                meaning: Meaning::Information,
                sentence: text!(
                    language,
                    "office_commissions.correct.is_correction",
                    run = run_number(corrects.run),
                    because = corrects.because
                ),
                more: Some(text_link(&Link::new(run_number(corrects.run), run_path(corrects.run)))),
            }))
        }
        @if page.reckons_otherwise {
            (said(Meaning::Attention, page.text("office_commissions.correct.reckons_otherwise")))
        }
        @if page.correcting.is_due() {
            @let correct = Link::new(page.text("office_commissions.do.correct"), correct_path(page.id));
            @for sentence in page.correcting.sentences() {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence,
                    more: page.may_run.then(|| text_link(&correct)),
                }))
            }
        }
    }
}

/// What the calculation gave; nothing before there is one.
fn result(page: &RunPage) -> Markup {
    let language = page.language;
    let Some(result) = &page.sheet.run.result else { return html! {} };
    let sums = Sums::of(result);
    let all = text!(
        language,
        "office_commissions.sheet.all_statements",
        count = texts::number(language, i64::from(result.statements))
    );
    html! {
        (sum_tiles(language, &sums))
        (section(
            &page.text("office_commissions.sheet.checks"),
            check_table(language, &result.checks, result.paid.currency()),
        ))
        (section(&page.text("office_commissions.sheet.by_bonus"), bonus_table(language, &page.by_bonus, &sums)))
        (section_with(&Section {
            heading: page.text("office_commissions.sheet.statements"),
            lead: None,
            action: Some(text_link(&Link::new(all, statements_path(page.id)))),
            body: table(language, &statement_table(language, None, &page.statements, &|partner| {
                statement_path(page.id, partner)
            })),
        }))
        (section(&page.text("office_commissions.sheet.documents"), file_list(page)))
    }
}

fn file_list(page: &RunPage) -> Markup {
    let csv = |key: &'static str, href: String| DocumentLink {
        label: page.text(key),
        href,
        kind: "CSV".to_owned(),
        note: Some(page.text("office_commissions.file.for_programs")),
    };
    let look = Link::new(page.text("office_commissions.breakage.look"), breakage::breakage_path(page.id));
    html! {
        (documents(&[
            csv("office_commissions.file.statements", files::file_path(page.id, "statements")),
            csv("office_commissions.file.lines", files::file_path(page.id, "lines")),
            csv("office_commissions.file.breakage", files::file_path(page.id, "breakage")),
        ]))
        (text_link(&look))
    }
}

/// What was paid out after this run.
fn payouts(page: &RunPage) -> Markup {
    if page.batches.is_empty() || !page.may_see_payments {
        return html! {};
    }
    let language = page.language;
    let row = |(id, batch): &(BatchId, Batch)| {
        let cells = vec![
            html! { (batch_number(*id)) },
            html! { (texts::day_short(language, batch.execute_on)) },
            batch_state(language, batch.state),
            figure(&counted(language, batch.transfers.len())),
            figure(&counted(language, batch.left_out.len())),
            figure(&texts::money(language, batch.total)),
        ];
        let meaning = if batch.state.is_at_hand() { Meaning::Attention } else { Meaning::Neutral };
        Row { meaning, ..Row::leading_to(batch_path(*id), cells) }
    };
    let column = |name: &str| text!(language, &format!("office_payouts.column.{name}"));
    let shown = Table {
        caption: page.text("office_commissions.sheet.payouts"),
        columns: vec![
            Column::text(column("number")),
            Column::text(column("execute_on")),
            Column::state(column("state")),
            Column::figure(column("transfers")),
            Column::figure(column("left_out")),
            Column::figure(column("total")),
        ],
        rows: page.batches.iter().map(row).collect(),
        ..Table::default()
    };
    section(&page.text("office_commissions.sheet.payouts"), table(language, &shown))
}

fn fact_list(page: &RunPage) -> Markup {
    let language = page.language;
    let run = &page.sheet.run;
    let number = |value: u32| texts::number(language, i64::from(value));
    let mut all = vec![
        Fact::words(page.text("office_commissions.column.number"), &run_number(page.id)),
        Fact::new(page.text("office_commissions.column.opened"), moment(&page.wall.moment(run.opened_at))),
        Fact::words(page.text("office_commissions.column.who"), &page.opened_by),
        Fact::new(page.text("office_commissions.fact.plan_file"), code(&plans::short_hash(&run.plan_hash))),
    ];
    if page.sheet.plan.period_kinds().len() > 1 {
        let settled = bonuses_in(language, &page.sheet.plan, run.period);
        all.insert(1, Fact::words(page.text("office_commissions.fact.settles"), &settled));
    }
    if let Some(result) = &run.result {
        all.push(Fact::new(
            page.text("office_commissions.fact.calculated"),
            moment(&page.wall.moment(result.calculated_at)),
        ));
        all.push(Fact::words(page.text("office_commissions.fact.sales"), &number(result.sales)));
        all.push(Fact::words(page.text("office_commissions.fact.lines"), &number(result.lines)));
        all.push(Fact::words(page.text("office_commissions.fact.statements"), &number(result.statements)));
        let hash = code(&plans::short_hash(&result.outcome_hash));
        all.push(Fact::new(page.text("office_commissions.fact.outcome"), hash));
    }
    if let Some((id, _)) = &page.sheet.approval {
        let link = Link::new(page.text("office_commissions.why.look"), approval_path(*id));
        all.push(Fact::new(page.text("office_commissions.step.approve"), text_link(&link)));
    }
    if let Some(posted_at) = run.posted_at {
        all.push(Fact::new(page.text("office_commissions.fact.posted"), moment(&page.wall.moment(posted_at))));
    }
    facts(&all)
}
