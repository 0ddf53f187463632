//! The sheet of one pay-out: the file for the bank with its sum and hash, who is paid, and who is not and why.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::approvals::{self, Approval, approvers, own_voice, possible_approvers};
use crate::business::commissions;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::journal::{Subject, history};
use crate::business::payments::{
    self, Batch, BatchState, Export, Fetch, LeftOut, LeftOutReason, PaidParts, Transfer, batch_number,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::sepa::{PaymentFile, payment_file};
use crate::portals::asked::Asked;
use crate::portals::office::commissions::run_name;
use crate::portals::office::history::Teller;
use crate::portals::office::payouts::bookings::bookings_section;
use crate::portals::office::payouts::findings::{FindingRow, finding_rows, findings_section};
use crate::portals::office::payouts::list::list_path;
use crate::portals::office::payouts::{again, batch_id, batch_state, cancel};
use crate::portals::office::subjects::{approval_path, batch_path, partner_name, partner_path, run_path};
use crate::portals::office::{commissions as runs, frame};
use crate::portals::sheet_file::counted;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{ApprovalId, BatchId, Language, Money, PartnerId};
use crate::web::parts::{
    Column, Fact, Happening, Link, Loudness, Meaning, Notice, PostButton, ROWS_PER_PAGE, Row, Section, Table, Tile,
    code, facts, figure, fold, link_button, menu_link, notice, pager, post_button, section, section_with, table,
    text_link, tiles, timeline, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, download, hex, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/payouts/{batch}", show).behind(Permission::PaymentsView);
    let paying = Routes::new()
        .form("/office/payouts/{batch}/file", fetch)
        .form("/office/payouts/{batch}/submit", submit)
        .behind(Permission::PaymentsPayOut);
    looking.and(paying)
}

/// An IBAN stays on one line.
const NO_BREAK: &str = "\u{a0}";

pub(super) fn file_path(id: BatchId) -> String {
    format!("{}/file", batch_path(id))
}

struct BatchPage {
    language: Language,
    wall: Wall,
    csrf: String,
    id: BatchId,
    batch: Batch,
    run: Option<Link>,
    /// Name and hash of the file as it would leave now, or why it cannot.
    file: Result<(String, [u8; 32]), Vec<String>>,
    fetches: Vec<(Fetch, String)>,
    /// Who was asked last, and how it stands.
    approval: Option<(ApprovalId, Asking)>,
    findings: Vec<FindingRow>,
    bookings: Markup,
    transfers: Vec<(Transfer, String)>,
    left_out: Vec<(LeftOut, String)>,
    happenings: Vec<Happening>,
    may_pay_out: bool,
    may_cancel: bool,
    asked: Asked,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = batch_id(&id)?;
    let page = visit.read(|view| BatchPage::of(view, &visit, id))?;
    frame::show(&visit, &batch_page(&page, Vec::new()))
}

/// The file, the first time: that somebody took it is kept before it leaves.
async fn fetch(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = batch_id(&id)?;
    match fetched(&visit, id, "").await {
        Ok(file) => Ok(download(&file.name, "application/xml", file.bytes)),
        Err(failure) => refused(&visit, id, failure),
    }
}

/// Lays it before somebody else once more.
async fn submit(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = batch_id(&id)?;
    match visit.write(move |tx| payments::submit_batch(tx, id)).await {
        Ok(_) => Ok(redirect_with_message(&batch_path(id), "office_payouts.told.submitted")),
        Err(failure) => refused(&visit, id, failure),
    }
}

fn refused(visit: &Visit, id: BatchId, failure: Failure) -> Answer {
    let said = Complaints::of(visit.language, failure)?.summary().into_iter();
    let messages = said.map(|complaint| Notice { meaning: Meaning::Bad, sentence: complaint.sentence, more: None });
    let page = visit.read(|view| BatchPage::of(view, visit, id))?;
    frame::refuse(visit, &batch_page(&page, messages.collect()))
}

/// The file as it is now, after it is kept that somebody takes it.
pub(super) async fn fetched(visit: &Visit, id: BatchId, again_because: &str) -> Result<PaymentFile, Failure> {
    let file = visit.read(|view| {
        view.require(Permission::PaymentsPayOut)?;
        let batch = payments::batch(view, id).ok_or_else(Failure::not_found)?;
        payment_file(&firm(view).ok_or_else(Failure::not_found)?, &batch)
    })?;
    let (hash, because) = (file.hash, again_because.to_owned());
    visit.write(move |tx| payments::record_fetch(tx, id, hash, &because)).await?;
    Ok(file)
}

fn was_made(batch: &Batch, hash: &[u8; 32]) -> bool {
    batch.exports.iter().any(|export| export.file_hash == *hash)
}

impl BatchPage {
    fn of(view: &View<'_>, visit: &Visit, id: BatchId) -> Result<BatchPage, Failure> {
        view.require(Permission::PaymentsView)?;
        let language = visit.language;
        let batch = payments::batch(view, id).ok_or_else(Failure::not_found)?;
        let run = batch.run.filter(|_| view.may(Permission::CommissionsView));
        let run = run.and_then(|id| {
            let run = commissions::run(view, id)?;
            Some(Link::new(run_name(language, id, &run), run_path(id)))
        });
        let asked = Asked::of(visit, batch_path(id), &[]);
        let transfers = batch.transfers.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
        let teller = Teller::new(view, language);
        let name = |partner: PartnerId| partner_name(view, partner);
        let by = |fetch: &Fetch| fetch.by.map(|account| access::name_of(view, account)).unwrap_or_default();
        Ok(BatchPage {
            language,
            wall: Wall::of(view, language),
            csrf: visit.csrf().to_owned(),
            id,
            run,
            file: file_as_now(view, language, &batch)?,
            fetches: known_fetches(&batch).iter().map(|fetch| (fetch.clone(), by(fetch))).collect(),
            approval: batch.approval().and_then(|id| Some((id, Asking::of(view, &approvals::approval(view, id)?)))),
            findings: finding_rows(view, id, &batch)?,
            bookings: bookings_section(view, visit, id, &batch)?,
            transfers: transfers.map(|transfer| (transfer.clone(), name(transfer.partner))).collect(),
            left_out: batch.left_out.iter().map(|left| (*left, name(left.partner))).collect(),
            happenings: history(view, &[Subject::of(id)]).iter().map(|entry| teller.happening(entry)).collect(),
            may_pay_out: view.may(Permission::PaymentsPayOut),
            may_cancel: payments::may_cancel_batch(view, id, &batch),
            asked,
            batch,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

/// How a request for agreement stands for whoever looks.
enum Asking {
    May,
    /// Who else can agree.
    Others(Vec<String>),
    /// Somebody has not agreed, for this reason.
    Refused(String),
}

impl Asking {
    fn of(view: &View<'_>, asked: &Approval) -> Asking {
        if let Some(decision) = asked.decision().filter(|decision| !decision.agreed) {
            return Asking::Refused(decision.reason.clone());
        }
        if own_voice(view, asked).is_ok() {
            return Asking::May;
        }
        let with_right = approvers(view, asked.matter.permission());
        let possible = possible_approvers(view, asked, &with_right, view.today());
        Asking::Others(possible.into_iter().map(|one| access::name_of(view, one.account)).collect())
    }
}

/// Of files from before each fetch was kept, those are known that had other bytes.
fn known_fetches(batch: &Batch) -> Vec<Fetch> {
    let made =
        |export: &Export| Fetch { at: export.at, by: export.by, file_hash: export.file_hash, because: String::new() };
    let is_kept = |export: &&Export| !batch.fetches.iter().any(|fetch| fetch.file_hash == export.file_hash);
    let mut all: Vec<Fetch> = batch.exports.iter().filter(is_kept).map(made).collect();
    all.extend(batch.fetches.iter().cloned());
    all
}

type FileAsNow = Result<(String, [u8; 32]), Vec<String>>;

fn file_as_now(view: &View<'_>, language: Language, batch: &Batch) -> Result<FileAsNow, Failure> {
    let firm = firm(view).ok_or_else(Failure::not_found)?;
    match payment_file(&firm, batch) {
        Ok(file) => Ok(Ok((file.name, file.hash))),
        Err(failure) => {
            let complaints = Complaints::of(language, failure)?;
            Ok(Err(complaints.summary().into_iter().map(|complaint| complaint.sentence).collect()))
        }
    }
}

fn batch_page(page: &BatchPage, messages: Vec<Notice>) -> Page {
    let language = page.language;
    let batch = &page.batch;
    let mut actions = Vec::new();
    if page.may_pay_out && batch.state.has_left() {
        actions.push(menu_link(&Link::new(page.text("office_payouts.do.fetch_again"), again::again_path(page.id))));
    }
    if page.may_cancel {
        actions.push(menu_link(&Link::new(page.text("office_payouts.do.cancel"), cancel::cancel_path(page.id))));
    }
    Page {
        title: text!(language, "office_payouts.sheet.title", number = batch_number(page.id)),
        state: Some(batch_state(language, batch.state)),
        lead: Some(text!(language, "office_payouts.sheet.lead", day = texts::day(language, batch.execute_on))),
        back: Some(Link::new(page.text("office_payouts.page.title"), list_path())),
        primary: next_button(page),
        actions,
        messages,
        body: html! {
            (notices(page))
            (figures(page))
            (findings_section(language, &page.findings))
            (file_section(page))
            (page.bookings)
            (left_out_section(page))
            (transfer_section(page))
        },
        aside: Some(html! {
            @if let Some(run) = &page.run {
                (section(&page.text("office_payouts.column.run"), text_link(run)))
            }
            (section(&page.text("office_commissions.sheet.history"), timeline(language, &page.happenings)))
        }),
        ..Page::default()
    }
}

/// What is to be done next: agreeing, then fetching the file.
fn next_button(page: &BatchPage) -> Option<Markup> {
    let post = |label: &'static str, action: String| {
        post_button(&PostButton {
            label: page.text(label),
            action: &action,
            csrf: &page.csrf,
            loudness: Loudness::Primary,
            ..PostButton::default()
        })
    };
    match (page.batch.state, &page.approval) {
        (BatchState::Submitted, Some((approval, Asking::May))) => {
            let link = Link::new(page.text("office_payouts.do.agree"), approval_path(*approval));
            Some(link_button(&link, Loudness::Primary))
        }
        (BatchState::Ready | BatchState::Refused, _) if page.may_pay_out => {
            Some(post("office_payouts.do.submit", format!("{}/submit", batch_path(page.id))))
        }
        (BatchState::Agreed, _) if page.may_pay_out && page.file.is_ok() => {
            Some(post("office_payouts.do.fetch", file_path(page.id)))
        }
        _ => None,
    }
}

fn notices(page: &BatchPage) -> Markup {
    let language = page.language;
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    let told = |meaning: Meaning, key: &'static str| said(meaning, page.text(key));
    html! {
        @if let Err(sentences) = &page.file {
            @if page.batch.state.is_live() {
                @for sentence in sentences { (said(Meaning::Bad, sentence.clone())) }
            }
        }
        @match page.batch.state {
            BatchState::Cancelled => {
                @let reason = &page.batch.cancelled_because;
                (said(Meaning::Neutral, text!(language, "office_payouts.notice.cancelled", reason = reason)))
            }
            BatchState::Ready => (told(Meaning::Information, "office_payouts.notice.ready")),
            BatchState::Submitted => (asking_notice(page)),
            BatchState::Refused => (refusal_notice(page)),
            BatchState::Agreed => (told(Meaning::Information, "office_payouts.notice.agreed")),
            BatchState::Exported => {
                (told(Meaning::Information, "office_payouts.notice.exported"))
                @if page.file.as_ref().is_ok_and(|(_, hash)| !was_made(&page.batch, hash)) {
                    (told(Meaning::Attention, "office_payouts.notice.changed"))
                }
            }
            BatchState::Confirmed => {}
        }
    }
}

/// Who can agree, or why whoever looks cannot.
fn asking_notice(page: &BatchPage) -> Markup {
    let Some((approval, asking)) = &page.approval else { return html! {} };
    let (meaning, sentence) = match asking {
        Asking::May => (Meaning::Information, page.text("office_payouts.notice.you_agree")),
        Asking::Others(names) if names.is_empty() => (Meaning::Attention, page.text("office_payouts.notice.nobody")),
        Asking::Others(names) => {
            let names = names.join(", ");
            (Meaning::Information, text!(page.language, "office_payouts.notice.submitted", names = names))
        }
        Asking::Refused(_) => return html! {},
    };
    let look = Link::new(page.text("office_payouts.do.see_request"), approval_path(*approval));
    notice(&Notice { meaning, sentence, more: Some(text_link(&look)) })
}

fn refusal_notice(page: &BatchPage) -> Markup {
    let reason = match &page.approval {
        Some((_, Asking::Refused(reason))) => reason.clone(),
        _ => String::new(),
    };
    let more = (!reason.is_empty()).then(|| html! { p { (reason) } });
    notice(&Notice { meaning: Meaning::Bad, sentence: page.text("office_payouts.notice.refused"), more })
}

fn figures(page: &BatchPage) -> Markup {
    let language = page.language;
    let tile = |key: &'static str, figure: String| Tile { label: page.text(key), figure, ..Tile::default() };
    let mut all = vec![
        tile("office_payouts.column.total", texts::money(language, page.batch.total)),
        tile("office_payouts.column.transfers", counted(language, page.batch.transfers.len())),
        tile("office_payouts.column.left_out", counted(language, page.left_out.len())),
    ];
    let nothing = Money::zero(page.batch.total.currency());
    let sum = |of: fn(&PaidParts) -> Money| page.batch.parts.iter().fold(nothing, |sum, parts| sum + of(parts));
    let taken_off = [
        ("payments_out.part.reserve", sum(|parts| parts.reserve)),
        ("payments_out.part.credit", sum(|parts| parts.credit)),
        ("payments_out.part.fee", sum(|parts| parts.fee)),
    ];
    let taken_off = taken_off.into_iter().filter(|(_, amount)| !amount.is_zero());
    all.extend(taken_off.map(|(key, amount)| tile(key, texts::money(language, amount))));
    tiles(&all)
}

/// The file by name and hash, and when it was made.
fn file_section(page: &BatchPage) -> Markup {
    let language = page.language;
    let Ok((name, hash)) = &page.file else { return html! {} };
    let mut all = vec![
        Fact::words(page.text("office_payouts.file.format"), "pain.001.001.09"),
        Fact::new(page.text("office_payouts.file.name"), code(name)),
        Fact::words(page.text("office_payouts.column.execute_on"), &texts::day(language, page.batch.execute_on)),
        Fact::new(page.text("office_payouts.file.hash"), code(&hex(hash))),
    ];
    for (fetch, by) in &page.fetches {
        let other = if fetch.file_hash == *hash { "" } else { "≠ " };
        let when = format!("{by} · {}", page.wall.exact(fetch.at));
        let hash = format!("{other}{}", runs::short_hash(&fetch.file_hash));
        let what = if fetch.because.is_empty() { hash } else { format!("{hash} · {}", fetch.because) };
        all.push(Fact::new(page.text("office_payouts.file.made"), two_lines(&when, &what)));
    }
    section(&page.text("office_payouts.sheet.file"), facts(&all))
}

fn transfer_section(page: &BatchPage) -> Markup {
    let language = page.language;
    let row = |(transfer, name): &(Transfer, String)| {
        let iban = transfer.iban.grouped().replace(' ', NO_BREAK);
        // The bank's name of the account holder is told where it is not the name that everybody knows.
        let who = if name.starts_with(&transfer.name) {
            html! { (name) }
        } else {
            two_lines(name, &transfer.name)
        };
        let cells = vec![
            who,
            code(&if page.may_pay_out { iban } else { last_digits(&iban) }),
            html! { (transfer.remittance) },
            figure(&texts::money(language, transfer.amount)),
        ];
        Row::leading_to(partner_path(transfer.partner), cells)
    };
    let column = |name: &str| text!(language, &format!("office_payouts.column.{name}"));
    let shown = Table {
        caption: page.text("office_payouts.sheet.transfers"),
        columns: vec![
            Column::text(column("partner")),
            Column::text(column("iban")),
            Column::text(column("remittance")),
            Column::figure(column("amount")),
        ],
        rows: page.transfers.iter().map(row).collect(),
        ..Table::default()
    };
    let total = page.batch.transfers.len();
    section(
        &page.text("office_payouts.sheet.transfers"),
        html! {
            (table(language, &shown))
            @if let Some(pages) = page.asked.pager(language, total) { (pager(language, &pages)) }
        },
    )
}

/// Whoever may not pay sees just enough to tell one account from another.
fn last_digits(iban: &str) -> String {
    let digits: Vec<char> = iban.chars().filter(|sign| !sign.is_whitespace()).collect();
    let last: String = digits.iter().skip(digits.len().saturating_sub(4)).collect();
    format!("… {last}")
}

/// Who is not paid, and why: what somebody can mend stands in sight, the rest below a fold.
fn left_out_section(page: &BatchPage) -> Markup {
    if page.left_out.is_empty() {
        return html! {};
    }
    let language = page.language;
    let (waits, to_mend): (Vec<_>, Vec<_>) =
        page.left_out.iter().partition(|(left, _)| is_as_it_should_be(left.reason));
    let count = counted(language, waits.len());
    section_with(&Section {
        heading: page.text("office_payouts.sheet.left_out"),
        lead: Some(page.text("office_payouts.sheet.left_out_lead")),
        action: None,
        body: html! {
            @if !to_mend.is_empty() { (left_out_table(page, &to_mend)) }
            @if !waits.is_empty() {
                (fold(
                    &text!(language, "office_payouts.sheet.waits", count = count),
                    left_out_table(page, &waits),
                ))
            }
        },
    })
}

fn left_out_table(page: &BatchPage, left_out: &[&(LeftOut, String)]) -> Markup {
    let language = page.language;
    let mut sorted = left_out.to_vec();
    sorted.sort_by_key(|(left, _)| -left.balance.minor());
    let row = |(left, name): &&(LeftOut, String)| {
        let cells = vec![
            html! { (name) },
            runs::left_out_state(language, left.reason),
            figure(&texts::money(language, left.balance)),
        ];
        Row::leading_to(partner_path(left.partner), cells)
    };
    let column = |name: &str| text!(language, &format!("office_payouts.column.{name}"));
    table(
        language,
        &Table {
            caption: page.text("office_payouts.sheet.left_out"),
            columns: vec![
                Column::text(column("partner")),
                Column::state(column("reason")),
                Column::figure(column("balance")),
            ],
            rows: sorted.iter().map(row).collect(),
            ..Table::default()
        },
    )
}

/// Nobody has to do anything: it comes into a later file by itself, or there is nothing to pay.
const fn is_as_it_should_be(reason: LeftOutReason) -> bool {
    matches!(reason, LeftOutReason::BelowMinimum | LeftOutReason::Owes | LeftOutReason::NextFile)
}
