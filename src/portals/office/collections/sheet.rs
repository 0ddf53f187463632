//! The sheet of one collection: how it stands, the file with every time it was fetched, and its debits.

use axum::extract::Path;
use axum::response::Response;
use maud::{Markup, html};

use crate::business::access;
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::journal::{Subject, history};
use crate::business::payments::Fetch;
use crate::business::payments::collections::{
    Collection, CollectionState, Debit, DebitState, collect_settings, collection_number, fetch_complaints,
    may_cancel_collection, record_fetch, return_of, see_collection,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::exchange::sepa::{CollectionFile, collection_file};
use crate::portals::asked::Asked;
use crate::portals::office::collections::deeds::{again_path, cancel_path, leave_out_path};
use crate::portals::office::collections::list::list_path;
use crate::portals::office::collections::{collection_id, debit_shown, state_shown};
use crate::portals::office::frame;
use crate::portals::office::history::Teller;
use crate::portals::office::subjects::{approval_path, collection_path, customer_name, mandate_path};
use crate::portals::sheet_file::counted;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{CollectionId, Day, Language};
use crate::web::parts::{
    Column, Fact, Happening, Link, Loudness, Meaning, Notice, PostButton, ROWS_PER_PAGE, Row, Table, Tile, code, facts,
    figure, link_button, menu_link, notice, pager, post_button, section, small, table, text_link, tiles, timeline,
    two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, download, hex};

pub fn routes() -> Routes {
    let looking = Routes::new().page("/office/collections/{id}", show).behind(Permission::PaymentsView);
    let fetching = Routes::new().form("/office/collections/{id}/file", fetch).behind(Permission::PaymentsCollect);
    looking.and(fetching)
}

fn file_path(id: CollectionId) -> String {
    format!("{}/file", collection_path(id))
}

struct CollectionPage {
    language: Language,
    csrf: String,
    wall: Wall,
    id: CollectionId,
    collection: Collection,
    last_day: Option<Day>,
    cutoff_hour: u32,
    /// What stands in the way of the file.
    complaints: Vec<Complaint>,
    fetches: Vec<(Fetch, String)>,
    /// With the name of the customer, and why it did not go as it should.
    debits: Vec<(Debit, String, String)>,
    happenings: Vec<Happening>,
    may_collect: bool,
    may_cancel: bool,
    may_see_accounts: bool,
    may_see_mandates: bool,
    asked: Asked,
}

impl CollectionPage {
    fn of(view: &View<'_>, visit: &Visit, id: CollectionId) -> Result<CollectionPage, Failure> {
        let collection = see_collection(view, id)?;
        let (language, settings) = (visit.language, collect_settings(view));
        let asked = Asked::of(visit, collection_path(id), &[]);
        let shown = collection.debits.iter().skip(asked.skipped()).take(ROWS_PER_PAGE);
        let by = |fetch: &Fetch| fetch.by.map(|account| access::name_of(view, account)).unwrap_or_default();
        let teller = Teller::new(view, language);
        let subjects = [Subject::of(id), Subject::of(collection.approval)];
        let may_collect = view.may(Permission::PaymentsCollect);
        Ok(CollectionPage {
            language,
            csrf: visit.csrf().to_owned(),
            wall: Wall::of(view, language),
            id,
            last_day: collection.first_due_on().map(|day| settings.last_day_to_send(day)),
            cutoff_hour: settings.cutoff_hour,
            complaints: if may_collect { fetch_complaints(view, id)? } else { Vec::new() },
            fetches: collection.fetches.iter().map(|fetch| (fetch.clone(), by(fetch))).collect(),
            debits: shown
                .map(|debit| (debit.clone(), customer_name(view, debit.customer), because(view, language, debit)))
                .collect(),
            happenings: history(view, &subjects).iter().map(|entry| teller.happening(entry)).collect(),
            may_collect,
            may_cancel: may_cancel_collection(view, id, &collection),
            may_see_mandates: view.may(Permission::PaymentsMandates),
            may_see_accounts: may_collect || view.may(Permission::PaymentsApprove),
            collection,
            asked,
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = collection_id(&id)?;
    let page = visit.read(|view| CollectionPage::of(view, &visit, id))?;
    frame::show(&visit, &sheet(&page, Vec::new()))
}

async fn fetch(visit: Visit, Path(id): Path<String>, _typed: Typed) -> Answer {
    let id = collection_id(&id)?;
    match fetched(&visit, id, "").await {
        Ok(answer) => Ok(answer),
        Err(failure) => {
            let said = Complaints::of(visit.language, failure)?.summary().into_iter();
            let bad = |sentence: String| Notice { meaning: Meaning::Bad, sentence, more: None };
            let messages = said.map(|complaint| bad(complaint.sentence)).collect();
            let page = visit.read(|view| CollectionPage::of(view, &visit, id))?;
            frame::refuse(&visit, &sheet(&page, messages))
        }
    }
}

/// Keeps that the file is fetched, and hands it out.
pub(super) async fn fetched(visit: &Visit, id: CollectionId, reason: &str) -> Result<Response, Failure> {
    let file = visit.read(|view| file_of(view, id))?;
    let (hash, reason) = (file.hash, reason.to_owned());
    visit.write(move |tx| record_fetch(tx, id, hash, &reason)).await?;
    Ok(download(&file.name, "application/xml", file.bytes))
}

fn file_of(view: &View<'_>, id: CollectionId) -> Result<CollectionFile, Failure> {
    view.require(Permission::PaymentsCollect)?;
    let collection = see_collection(view, id)?;
    collection_file(&firm(view).ok_or_else(Failure::not_found)?, &collection)
}

/// The words of somebody, or the code of the bank with its charge.
fn because(view: &View<'_>, language: Language, debit: &Debit) -> String {
    match return_of(view, &debit.end_to_end_id) {
        Some(back) => {
            let amount = texts::money(language, back.charges);
            text!(language, "office_collections.sheet.charges", code = back.code, amount = amount)
        }
        None => debit.because.clone(),
    }
}

fn sheet(page: &CollectionPage, messages: Vec<Notice>) -> Page {
    let collection = &page.collection;
    let mut actions = Vec::new();
    if page.may_collect && collection.state == CollectionState::Exported {
        actions.push(menu_link(&Link::new(page.text("office_collections.again.title"), again_path(page.id))));
    }
    if page.may_cancel {
        actions.push(menu_link(&Link::new(page.text("office_collections.cancel.title"), cancel_path(page.id))));
    }
    Page {
        title: text!(page.language, "office_collections.sheet.title", number = collection_number(page.id)),
        state: Some(state_shown(page.language, collection.state)),
        back: Some(Link::new(page.text("office_collections.page.title"), list_path())),
        primary: next_button(page),
        actions,
        messages,
        body: html! {
            (notices(page))
            (figures(page))
            (section(&page.text("office_collections.sheet.file"), file_facts(page)))
            (section(&page.text("office_collections.new.debits"), debits(page)))
        },
        aside: Some(section(&page.text("office_collections.sheet.history"), timeline(page.language, &page.happenings))),
        ..Page::default()
    }
}

fn next_button(page: &CollectionPage) -> Option<Markup> {
    match page.collection.state {
        CollectionState::Waiting => {
            let link =
                Link::new(page.text("office_collections.sheet.approval"), approval_path(page.collection.approval));
            Some(link_button(&link, Loudness::Secondary))
        }
        CollectionState::Approved if page.may_collect => Some(post_button(&PostButton {
            label: page.text("office_collections.sheet.fetch"),
            action: &file_path(page.id),
            csrf: &page.csrf,
            loudness: Loudness::Primary,
            ..PostButton::default()
        })),
        _ => None,
    }
}

fn notices(page: &CollectionPage) -> Markup {
    let language = page.language;
    let said = |meaning: Meaning, sentence: String| notice(&Notice { meaning, sentence, more: None });
    html! {
        @match page.collection.state {
            CollectionState::Waiting => (said(Meaning::Information, page.text("office_collections.notice.waiting"))),
            CollectionState::Approved => {
                @if let Some(day) = page.last_day {
                    @let (last, hour) = (texts::day(language, day), page.cutoff_hour);
                    (said(Meaning::Attention, text!(language, "office_collections.notice.approved", day = last, hour = hour)))
                }
            }
            CollectionState::Cancelled => {
                @let reason = &page.collection.cancelled_because;
                (said(Meaning::Neutral, text!(language, "office_collections.notice.cancelled", reason = reason)))
            }
            CollectionState::Refused => (said(Meaning::Neutral, page.text("office_collections.notice.refused"))),
            CollectionState::Exported => {}
        }
        @for complaint in &page.complaints { (said(Meaning::Bad, complaint.say(language))) }
    }
}

fn figures(page: &CollectionPage) -> Markup {
    let (language, collection) = (page.language, &page.collection);
    let tile = |key: &'static str, figure: String| Tile { label: page.text(key), figure, ..Tile::default() };
    let count = |state: DebitState| collection.debits.iter().filter(|debit| debit.state == state).count();
    let mut all = vec![
        tile("office_collections.column.total", texts::money(language, collection.total())),
        tile("office_collections.column.debits", counted(language, collection.debits_in_file().count())),
    ];
    for (state, key) in [
        (DebitState::Received, "collections.debit.received"),
        (DebitState::Returned, "collections.debit.returned"),
        (DebitState::Rejected, "collections.debit.rejected"),
        (DebitState::LeftOut, "collections.debit.left_out"),
    ] {
        all.extend(Some(count(state)).filter(|count| *count > 0).map(|found| tile(key, counted(language, found))));
    }
    tiles(&all)
}

/// The groups of the file, and every time it was fetched.
fn file_facts(page: &CollectionPage) -> Markup {
    let language = page.language;
    let mut all = vec![
        Fact::words(page.text("office_payouts.file.format"), "pain.008.001.08"),
        Fact::new(page.text("office_payouts.file.name"), code(&format!("{}.xml", page.collection.message_id))),
    ];
    for group in page.collection.groups() {
        let Some(first) = group.first() else { continue };
        let words = text!(
            language,
            "office_collections.sheet.group",
            scheme = first.scheme.say(language),
            sequence = first.sequence.code(),
            count = counted(language, group.len())
        );
        all.push(Fact::words(texts::day(language, first.due_on), &words));
    }
    for (fetch, by) in &page.fetches {
        let when = format!("{by} · {}", page.wall.exact(fetch.at));
        let beside = if fetch.because.is_empty() { hex(&fetch.file_hash) } else { fetch.because.clone() };
        all.push(Fact::new(page.text("office_collections.sheet.fetched"), two_lines(&when, &beside)));
    }
    facts(&all)
}

fn debits(page: &CollectionPage) -> Markup {
    let language = page.language;
    let column = |name: &str| text!(language, &format!("office_collections.column.{name}"));
    let may_leave_out =
        page.may_collect && matches!(page.collection.state, CollectionState::Waiting | CollectionState::Approved);
    let row = |(debit, name, because): &(Debit, String, String)| {
        let mandate = Link::new(debit.mandate_number.clone(), mandate_path(debit.mandate));
        let account = if page.may_see_accounts { debit.iban.grouped() } else { String::new() };
        let mut cells = vec![
            two_lines(name, &debit.document),
            html! {
                @if page.may_see_mandates { (text_link(&mandate)) } @else { (debit.mandate_number) }
                " " (small(&account))
            },
            html! { (texts::day_short(language, debit.due_on)) },
            html! { (debit_shown(language, debit.state)) " " (small(because)) },
            figure(&texts::money(language, debit.amount)),
        ];
        if may_leave_out {
            let out = Link::new(
                page.text("office_collections.leave_out.title"),
                leave_out_path(page.id, &debit.end_to_end_id),
            );
            cells.push(if debit.state == DebitState::Open {
                text_link(&out)
            } else {
                html! {}
            });
        }
        Row::new(cells)
    };
    let mut columns = vec![
        Column::text(column("customer")),
        Column::text(column("mandate")),
        Column::text(column("due_on")),
        Column::state(column("state")),
        Column::figure(column("amount")),
    ];
    if may_leave_out {
        columns.push(Column::actions(page.text("office_collections.leave_out.title")));
    }
    let shown = Table {
        caption: page.text("office_collections.new.debits"),
        columns,
        rows: page.debits.iter().map(row).collect(),
        ..Table::default()
    };
    html! {
        (table(language, &shown))
        @if let Some(pages) = page.asked.pager(language, page.collection.debits.len()) { (pager(language, &pages)) }
    }
}
