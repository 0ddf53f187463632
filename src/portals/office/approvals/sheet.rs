//! The sheet of one request: what is asked, by whom, and the form on which somebody else answers.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{
    self, Answer as Decided, Approval, Decision, Outcome, approvers, own_voice, possible_approvers, see_approval,
};
use crate::business::commissions::{self, BonusSum, RunSheet, sums_by_bonus};
use crate::business::failure::{Complaint, Failure, RefusalKind};
use crate::business::journal::{Subject, history};
use crate::business::ledger;
use crate::business::partners::{self, TreeRequest, decide_request};
use crate::business::payments;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::approvals::list::{agreed_of, list_path};
use crate::portals::office::commissions::{Sums, bonus_table, check_table, sum_tiles};
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::partners::{about_request, facts_of_request};
use crate::portals::office::payouts::{finding_rows, findings_section};
use crate::portals::office::subjects::{self, approval_path};
use crate::portals::sheet_file::counted;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{AccountId, ApprovalId, Day, Language, RunId, TreeRequestId};
use crate::web::parts::{
    Breadth, Column, Empty, Fact, Field, Form, Happening, Link, Loudness, Meaning, NamedButton, Notice, Row, Table,
    Tile, date_field, facts, form, list_table, moment, named_button, notice, section, small, state, text_link,
    textarea_field, tiles, timeline,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

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
    /// Everybody who has answered, by name, and in whose place.
    answers: Vec<(Decision, String, Option<String>)>,
    /// Whose agreement could still be given, and who stands in for them.
    possible: Vec<(String, Vec<String>)>,
    /// In whose place whoever looks may decide; `None` is with the own right. Or why not, in words.
    voice: Result<Option<String>, String>,
    /// The run that is asked about, for those who may see it, with the sums of its bonuses.
    run: Option<(RunSheet, Vec<BonusSum>)>,
    /// The change of the tree that is asked about: what is wished, and what would follow.
    request: Option<(TreeRequest, Markup)>,
    /// The transfers that are to leave: their sum, and what to look at.
    payout: Option<Markup>,
    /// Why somebody wants to open a closed month again.
    reopening: Option<String>,
    happenings: Vec<Happening>,
}

impl ApprovalPage {
    fn of(view: &View<'_>, visit: &Visit, id: ApprovalId) -> Result<ApprovalPage, Failure> {
        let approval = see_approval(view, id)?;
        let language = visit.language;
        let name = |account| access::name_of(view, account);
        let names = |accounts: Vec<AccountId>| accounts.into_iter().map(name).collect();
        let run = approval.subject.id_of().filter(|_| view.may(Permission::CommissionsView));
        let run = run.map(|run: RunId| -> Result<(RunSheet, Vec<BonusSum>), Failure> {
            let sheet = commissions::run_sheet(view, run)?;
            let sums = sums_by_bonus(view, run, &sheet.plan)?;
            Ok((sheet, sums))
        });
        // Whoever may decide sees what about, whatever else the own role shows.
        let request = approval.subject.id_of().and_then(|id| partners::request(view, id));
        let teller = Teller::new(view, language);
        let voice = match own_voice(view, &approval) {
            Ok(principal) => Ok(principal.map(name)),
            Err(Failure::Refused(refusal)) if refusal.kind == RefusalKind::NotAllowed => {
                Err(text!(language, "office_approvals.sheet.others"))
            }
            Err(Failure::Refused(refusal)) => {
                Err(refusal.complaints.iter().map(|complaint| complaint.say(language)).collect::<Vec<_>>().join(" "))
            }
            Err(fault) => return Err(fault),
        };
        let answer = |one: &Decision| (one.clone(), name(one.by), one.for_account.map(name));
        let with_right = Permission::from_word(&approval.permission).map(|needed| approvers(view, needed));
        let possible = possible_approvers(view, &approval, &with_right.unwrap_or_default(), view.today());
        Ok(ApprovalPage {
            language,
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            subject: subjects::link(view, &approval.subject, language),
            asked_by: approval.asked_by.map(name).unwrap_or_default(),
            answers: approval.answers.iter().map(answer).collect(),
            possible: possible.into_iter().map(|one| (name(one.account), names(one.deputies))).collect(),
            voice,
            run: run.transpose()?,
            request: request.map(|request| {
                let about = html! {
                    (section(
                        &text!(language, "office_requests.sheet.facts"),
                        facts(&facts_of_request(view, language, &request)),
                    ))
                    (about_request(view, language, &request))
                };
                (request, about)
            }),
            payout: payout_of(view, &approval)?,
            reopening: reopening_of(view, id, &approval),
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
    let from = page.request.as_ref().map(|(request, _)| request.from.to_string()).unwrap_or_default();
    let typed = Typed::default().with("from", &from);
    frame::show(&visit, &approval_page(&page, &typed, &Complaints::default()))
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
            let (request, from) = (request_of(&visit, id)?, day_of(&typed));
            let decided = match (request, from) {
                (Some(_), Err(complaints)) if answer == Decided::Agree => Err(complaints.into()),
                (Some(request), from) => {
                    let from = from.ok().flatten();
                    visit.write(move |tx| decide_request(tx, request, answer, from, &reason)).await
                }
                (None, _) => visit.write(move |tx| approvals::decide(tx, id, answer, &reason)).await,
            };
            decided.map(|outcome| told(answer, outcome))
        }
        Err(failure) => Err(failure),
    };
    let failure = match outcome {
        Ok(key) => return Ok(redirect_with_message(&approval_path(id), key)),
        Err(failure) => failure,
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| ApprovalPage::of(view, &visit, id))?;
    frame::refuse(&visit, &approval_page(&page, &typed, &complaints))
}

/// The change of the tree that a request for agreement is about.
fn request_of(visit: &Visit, id: ApprovalId) -> Result<Option<TreeRequestId>, Failure> {
    let about = visit.read(|view| Ok(approvals::approval(view, id)))?.map(|asked| asked.subject);
    Ok(about.and_then(|subject| subject.id_of()))
}

/// The day that somebody who agrees has chosen, where the form asks for one.
fn day_of(typed: &Typed) -> Result<Option<Day>, Vec<Complaint>> {
    let mut reading = Reading::of(typed);
    let from = if typed.has("from") { reading.day("from") } else { None };
    let complaints = reading.into_complaints();
    if complaints.is_empty() { Ok(from) } else { Err(complaints) }
}

fn told(answer: Decided, outcome: Outcome) -> &'static str {
    match (answer, outcome) {
        (Decided::Refuse, _) => "office_approvals.told.refused",
        (Decided::Agree, Outcome::Decided) => "office_approvals.told.agreed",
        (Decided::Agree, Outcome::Waits(_)) => "office_approvals.told.agreed_waits",
    }
}

fn approval_page(page: &ApprovalPage, typed: &Typed, complaints: &Complaints) -> Page {
    let language = page.language;
    let can_decide = page.voice.is_ok();
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
            (answers(page))
            @if let Some((run, sums)) = &page.run { (about_run(language, run, sums)) }
            @if let Some((_, about)) = &page.request { (about) }
            @if let Some(about) = &page.payout { (about) }
            @if let Some(why) = &page.reopening {
                (section(&page.text("office_books.closing.reason"), html! { p { (why) } }))
            }
            @if can_decide {
                (section(&page.text("office_approvals.sheet.decide"), decision_form(page, typed, complaints)))
            }
        },
        aside: Some(html! {
            (section(&page.text("office_commissions.sheet.facts"), fact_list(page)))
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        }),
        ..Page::default()
    }
}

fn payout_of(view: &View<'_>, approval: &Approval) -> Result<Option<Markup>, Failure> {
    let language = view.actor().language;
    let Some(id) = approval.subject.id_of().filter(|_| view.may(Permission::PaymentsView)) else { return Ok(None) };
    let Some(batch) = payments::batch(view, id) else { return Ok(None) };
    let rows = finding_rows(view, id, &batch)?;
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let count = counted(language, batch.transfers.len());
    Ok(Some(html! {
        (tiles(&[
            tile("office_payouts.column.total", texts::money(language, batch.total)),
            tile("office_payouts.column.transfers", count),
            tile("office_payouts.column.execute_on", texts::day_short(language, batch.execute_on)),
        ]))
        (findings_section(language, &rows))
    }))
}

/// The reason that was written beside the wish.
fn reopening_of(view: &View<'_>, id: ApprovalId, approval: &Approval) -> Option<String> {
    let closing = ledger::closing(view, approval.subject.id_of()?)?;
    let asked = closing.reopened.into_iter().find(|asked| asked.approval == id)?;
    Some(asked.because)
}

fn standing(page: &ApprovalPage) -> Markup {
    let (meaning, key) = match page.approval.decision() {
        Some(decision) if decision.agreed => (Meaning::Good, "office_approvals.state.agreed"),
        Some(_) => (Meaning::Bad, "office_approvals.state.refused"),
        None if page.approval.is_open() => (Meaning::Attention, "office_approvals.state.waits"),
        None => (Meaning::Neutral, "office_approvals.state.withdrawn"),
    };
    state(meaning, &page.text(key))
}

/// What was decided, or why whoever looks cannot decide it, or in whose place he does.
fn said(page: &ApprovalPage) -> Markup {
    let language = page.language;
    let told = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    if page.approval.decision().is_some() {
        let Some((decision, name, principal)) = page.answers.last() else { return html! {} };
        let (when, name) = (page.wall.exact(decision.at), in_place_of(language, name, principal.as_deref()));
        let (meaning, key) = if decision.agreed {
            (Meaning::Good, "office_approvals.sheet.agreed")
        } else {
            (Meaning::Bad, "office_approvals.sheet.refused")
        };
        let more = (!decision.reason.is_empty()).then(|| html! { p { (decision.reason) } });
        return notice(&Notice { meaning, sentence: text!(language, key, name = name, when = when), more });
    }
    if !page.approval.is_open() {
        return told(Meaning::Neutral, page.text("office_approvals.sheet.withdrawn"));
    }
    match &page.voice {
        Ok(None) => html! {},
        Ok(Some(name)) => told(Meaning::Information, text!(language, "office_approvals.sheet.as_deputy", name = name)),
        Err(why_not) => told(Meaning::Information, why_not.clone()),
    }
}

/// "Anna Muster", or "Anna Muster für Bernd Beispiel".
fn in_place_of(language: Language, name: &str, principal: Option<&str>) -> String {
    match principal {
        Some(principal) => text!(language, "office_approvals.sheet.in_place_of", name = name, principal = principal),
        None => name.to_owned(),
    }
}

/// Who has agreed so far, and who still can: shown where one person alone does not decide.
fn answers(page: &ApprovalPage) -> Markup {
    let language = page.language;
    let line = |(decision, name, principal): &(Decision, String, Option<String>)| {
        let (meaning, key) = if decision.agreed {
            (Meaning::Good, "office_approvals.state.agreed")
        } else {
            (Meaning::Bad, "office_approvals.state.refused")
        };
        Row::new(vec![
            html! { (in_place_of(language, name, principal.as_deref())) },
            state(meaning, &page.text(key)),
            moment(&page.wall.moment(decision.at)),
            small(&decision.reason),
        ])
    };
    let open = |(name, deputies): &(String, Vec<String>)| {
        let words = if deputies.is_empty() {
            name.clone()
        } else {
            text!(language, "office_approvals.sheet.or_deputy", name = name, deputies = deputies.join(", "))
        };
        let waits = state(Meaning::Neutral, &page.text("office_approvals.state.may_agree"));
        Row::new(vec![html! { (words) }, waits, html! {}, html! {}])
    };
    let column = |name: &str| text!(language, &format!("office_approvals.answer.{name}"));
    let shown = Table {
        caption: page.text("office_approvals.sheet.answers"),
        columns: vec![
            Column::text(column("who")),
            Column::state(column("answer")),
            Column::text(column("when")),
            Column::text(column("remark")),
        ],
        rows: page.answers.iter().map(line).chain(page.possible.iter().map(open)).collect(),
        empty: Empty::new(page.text("office_approvals.row.nobody")),
        ..Table::default()
    };
    let missing = page.approval.missing();
    let too_few = usize::try_from(missing).is_ok_and(|missing| page.possible.len() < missing);
    section(
        &page.text("office_approvals.sheet.answers"),
        html! {
            @if page.approval.is_open() && too_few {
                (notice(&Notice {
                    meaning: Meaning::Attention,
                    sentence: text!(language, "office_approvals.sheet.too_few", count = missing),
                    more: None,
                }))
            }
            (list_table(language, &shown))
        },
    )
}

fn about_run(language: Language, sheet: &RunSheet, by_bonus: &[BonusSum]) -> Markup {
    let Some(result) = &sheet.run.result else { return html! {} };
    let sums = Sums::of(result);
    html! {
        (sum_tiles(language, &sums))
        (section(
            &text!(language, "office_commissions.sheet.by_bonus"),
            bonus_table(language, by_bonus, &sums),
        ))
        (section(
            &text!(language, "office_commissions.sheet.checks"),
            check_table(language, &result.checks, result.paid.currency()),
        ))
    }
}

fn decision_form(page: &ApprovalPage, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = page.language;
    let field = Field {
        name: "reason",
        label: page.text("office_approvals.sheet.reason"),
        hint: Some(page.text("office_approvals.sheet.reason_hint")),
        value: typed.text("reason"),
        error: complaints.about("reason"),
        optional: true,
        ..Field::default()
    };
    let from = Field {
        name: "from",
        label: page.text("office_approvals.sheet.from"),
        hint: Some(page.text("office_approvals.sheet.from_hint")),
        value: typed.text("from"),
        error: complaints.about("from"),
        breadth: Breadth::Short,
        // Whoever comes later agrees to the day that the first has chosen.
        read_only: page.approval.agreed() > 0,
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
            body: html! {
                @if page.request.is_some() { (date_field(language, &from)) }
                (textarea_field(language, &field, 3))
            },
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
        Fact::words(page.text("office_approvals.column.agreed"), &agreed_of(page.language, &page.approval)),
        Fact::new(page.text("office_approvals.column.since"), moment(&page.wall.moment(page.approval.asked_at))),
    ])
}
