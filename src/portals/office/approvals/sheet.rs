//! The sheet of one request: what is asked, by whom, and the form on which somebody else answers.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{self, Answer as Decided, Approval, see_approval};
use crate::business::commissions::{self, BonusSum, RunSheet, sums_by_bonus};
use crate::business::failure::{Complaint, Failure};
use crate::business::journal::{Subject, history};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::approvals::list::list_path;
use crate::portals::office::commissions::{Sums, bonus_table, check_table, sum_tiles};
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::subjects::{self, approval_path};
use crate::portals::wall::Wall;
use crate::text;
use crate::values::{ApprovalId, Language, RunId};
use crate::web::parts::{
    Fact, Field, Form, Happening, Link, Loudness, Meaning, NamedButton, Notice, facts, form, moment, named_button,
    notice, section, state, text_link, textarea_field, timeline,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/approvals/{approval}", show)
        .form("/office/approvals/{approval}/decide", decide)
        .behind(Permission::DeskUse)
}

fn approval_id(text: &str) -> Result<ApprovalId, Failure> {
    ApprovalId::parse(text).ok_or_else(Failure::not_found)
}

struct ApprovalPage {
    language: Language,
    wall: Wall,
    csrf: String,
    id: ApprovalId,
    approval: Approval,
    subject: Link,
    asked_by: String,
    decided_by: String,
    /// The run that is asked about, for those who may see it, with the sums of its bonuses.
    run: Option<(RunSheet, Vec<BonusSum>)>,
    may_decide: bool,
    is_own: bool,
    happenings: Vec<Happening>,
}

impl ApprovalPage {
    fn of(view: &View<'_>, visit: &Visit, id: ApprovalId) -> Result<ApprovalPage, Failure> {
        let approval = see_approval(view, id)?;
        let language = visit.language;
        let name = |account: Option<_>| account.map(|account| access::name_of(view, account)).unwrap_or_default();
        let run = approval.subject.id_of().filter(|_| view.may(Permission::CommissionsView));
        let run = run.map(|run: RunId| -> Result<(RunSheet, Vec<BonusSum>), Failure> {
            let sheet = commissions::run_sheet(view, run)?;
            let sums = sums_by_bonus(view, run, &sheet.plan)?;
            Ok((sheet, sums))
        });
        let teller = Teller::new(view, language);
        let needed = Permission::from_word(&approval.permission);
        Ok(ApprovalPage {
            language,
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            subject: subjects::link(view, &approval.subject, language),
            asked_by: name(approval.asked_by),
            decided_by: name(approval.decision.as_ref().map(|decision| decision.by)),
            run: run.transpose()?,
            may_decide: needed.is_some_and(|needed| view.may(needed)),
            is_own: approval.bars(view.actor()),
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
            approval,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = approval_id(&id)?;
    let page = visit.read(|view| ApprovalPage::of(view, &visit, id))?;
    frame::show(&visit, &approval_page(&page, "", &Complaints::default()))
}

async fn decide(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = approval_id(&id)?;
    let reason = typed.text("reason").to_owned();
    let answer = match typed.text("answer") {
        "agree" => Ok(Decided::Agree),
        "refuse" => Ok(Decided::Refuse),
        _ => Err(Failure::from(Complaint::new("office_approvals.refusal.no_answer"))),
    };
    let outcome = match answer {
        Ok(answer) => {
            visit.write(move |tx| approvals::decide(tx, id, answer, &reason)).await.map(|()| answer == Decided::Agree)
        }
        Err(failure) => Err(failure),
    };
    let failure = match outcome {
        Ok(true) => return Ok(redirect_with_message(&approval_path(id), "office_approvals.told.agreed")),
        Ok(false) => return Ok(redirect_with_message(&approval_path(id), "office_approvals.told.refused")),
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| ApprovalPage::of(view, &visit, id))?;
    frame::refuse(&visit, &approval_page(&page, typed.text("reason"), &complaints))
}

fn approval_page(page: &ApprovalPage, reason: &str, complaints: &Complaints) -> Page {
    let language = page.language;
    let can_decide = page.approval.is_open() && page.may_decide && !page.is_own;
    // What was refused after somebody else had decided has no form to stand on.
    let messages = if can_decide { Vec::new() } else { complaints.summary() };
    let messages = messages.into_iter().map(|complaint| Notice {
        meaning: Meaning::Bad,
        sentence: complaint.sentence,
        more: None,
    });
    Page {
        title: text!(language, "office_approvals.sheet.title", subject = page.subject.label),
        state: Some(standing(page)),
        back: Some(Link::new(page.text("office_approvals.page.title"), list_path())),
        messages: messages.collect(),
        body: html! {
            (said(page))
            @if let Some((run, sums)) = &page.run { (about_run(language, run, sums)) }
            @if can_decide {
                (section(&page.text("office_approvals.sheet.decide"), decision_form(page, reason, complaints)))
            }
        },
        aside: Some(html! {
            (section(&page.text("office_commissions.sheet.facts"), fact_list(page)))
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        }),
        ..Page::default()
    }
}

fn standing(page: &ApprovalPage) -> Markup {
    let (meaning, key) = match &page.approval.decision {
        Some(decision) if decision.agreed => (Meaning::Good, "office_approvals.state.agreed"),
        Some(_) => (Meaning::Bad, "office_approvals.state.refused"),
        None if page.approval.is_open() => (Meaning::Attention, "office_approvals.state.waits"),
        None => (Meaning::Neutral, "office_approvals.state.withdrawn"),
    };
    state(meaning, &page.text(key))
}

/// What was decided, or why whoever looks cannot decide it.
fn said(page: &ApprovalPage) -> Markup {
    let language = page.language;
    let told = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    if let Some(decision) = &page.approval.decision {
        let when = page.wall.exact(decision.at);
        let (meaning, key) = if decision.agreed {
            (Meaning::Good, "office_approvals.sheet.agreed")
        } else {
            (Meaning::Bad, "office_approvals.sheet.refused")
        };
        let more = (!decision.reason.is_empty()).then(|| html! { p { (decision.reason) } });
        let sentence = text!(language, key, name = page.decided_by, when = when);
        return notice(&Notice { meaning, sentence, more });
    }
    match (page.approval.is_open(), page.may_decide, page.is_own) {
        (false, _, _) => told(Meaning::Neutral, page.text("office_approvals.sheet.withdrawn")),
        (true, _, true) => told(Meaning::Information, page.text("office_approvals.sheet.own")),
        (true, false, false) => told(Meaning::Information, page.text("office_approvals.sheet.others")),
        (true, true, false) => html! {},
    }
}

fn about_run(language: Language, sheet: &RunSheet, by_bonus: &[BonusSum]) -> Markup {
    let Some(result) = &sheet.run.result else { return html! {} };
    let sums = Sums {
        distributable: result.distributable,
        paid: result.paid,
        breakage: result.breakage,
        people: usize::try_from(result.payees).unwrap_or(usize::MAX),
    };
    html! {
        (sum_tiles(language, &sums))
        (section(
            &text!(language, "office_commissions.sheet.by_bonus"),
            bonus_table(language, by_bonus, result.paid),
        ))
        (section(
            &text!(language, "office_commissions.sheet.checks"),
            check_table(language, &result.checks, result.paid.currency()),
        ))
    }
}

fn decision_form(page: &ApprovalPage, reason: &str, complaints: &Complaints) -> Markup {
    let language = page.language;
    let field = Field {
        name: "reason",
        label: page.text("office_approvals.sheet.reason"),
        hint: Some(page.text("office_approvals.sheet.reason_hint")),
        value: reason,
        error: complaints.about("reason"),
        optional: true,
        ..Field::default()
    };
    let action = format!("{}/decide", approval_path(page.id));
    let button = |key: &'static str, value: &'static str, loudness: Loudness| {
        named_button(&NamedButton { label: page.text(key), name: "answer", value, loudness, ..NamedButton::default() })
    };
    form(
        language,
        &Form {
            action: &action,
            csrf: &page.csrf,
            complaints: complaints.summary(),
            body: textarea_field(language, &field, 3),
            buttons: vec![
                button("office_approvals.do.agree", "agree", Loudness::Primary),
                button("office_approvals.do.refuse", "refuse", Loudness::Danger),
            ],
            ..Form::default()
        },
    )
}

fn fact_list(page: &ApprovalPage) -> Markup {
    facts(&[
        Fact::new(page.text("office_approvals.column.what"), text_link(&page.subject)),
        Fact::words(page.text("office_approvals.column.asked_by"), &page.asked_by),
        Fact::new(page.text("office_approvals.column.since"), moment(&page.wall.moment(page.approval.asked_at))),
    ])
}
