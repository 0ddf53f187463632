//! Closing months: what still stands open in one, its trial balance, who closed which, and opening one again.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::access;
use crate::business::commissions::{self, RunState};
use crate::business::failure::Failure;
use crate::business::ledger::{
    self, Closing, ItemDue, ItemWish, LedgerAccount, close_period, closed_through, closing_of, closings, month_of,
    newest_closed, reopen_period, see_open_items, trial_balance,
};
use crate::business::payments;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::frame;
use crate::portals::office::ledger::items::items_path;
use crate::portals::office::ledger::words::{BookView, Figures, book_views};
use crate::portals::office::subjects::approval_path;
use crate::portals::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{ClosingId, Day, Language, Period};
use crate::web::parts::{
    Column, Empty, Link, Loudness, Meaning, Notice, Row, Table, filters, link_button, list_table, moment, notice,
    section, small, state, text_link,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    let looking = Routes::new()
        .page(closing_path(), show)
        .page("/office/ledger/closing/{month}/reopen", ask_reopen)
        .form("/office/ledger/closing/{month}/reopen", reopen)
        .behind(Permission::LedgerView);
    let closing = Routes::new()
        .page("/office/ledger/closing/{month}/close", ask_close)
        .form("/office/ledger/closing/{month}/close", close)
        .behind(Permission::LedgerClose);
    looking.and(closing)
}

pub const fn closing_path() -> &'static str {
    "/office/ledger/closing"
}

fn deed_path(month: Period, deed: &str) -> String {
    format!("{}/{month}/{deed}", closing_path())
}

const MONTH: &str = "month";
/// So many months that are over are offered.
const OFFERED: usize = 6;

fn month(word: &str) -> Result<Period, Failure> {
    let found = Period::parse(word).filter(|found| *found == Period::month_of(found.first()));
    found.ok_or_else(Failure::not_found)
}

async fn show(visit: Visit) -> Answer {
    let asked = Asked::of(&visit, closing_path(), &[MONTH]);
    let page = visit.read(|view| {
        let last = Period::month_of(view.today()).previous();
        let looked_at = if asked.get(MONTH).is_empty() { last } else { month(asked.get(MONTH))? };
        closing_page(view, &visit, &asked, looked_at)
    })?;
    frame::show(&visit, &page)
}

fn closing_page(view: &View<'_>, visit: &Visit, asked: &Asked, looked_at: Period) -> Result<Page, Failure> {
    let language = visit.language;
    let figures = Figures::of(view, language);
    let through = closed_through(view);
    let kept = ledger::closing(view, closing_of(looked_at.first())).filter(|closing| !closing.is_open_again);
    let is_closed = through.is_some_and(|through| looked_at.last() <= through);
    let is_over = looked_at.last() < view.today();
    let trial = kept.as_ref().map_or_else(|| trial_balance(view, looked_at.last()), |kept| kept.trial.clone());
    let name = texts::period(language, looked_at);
    let close = Link::new(text!(language, "office_books.closing.close", month = name), deed_path(looked_at, "close"));
    let offers = is_over && !is_closed && view.may(Permission::LedgerClose);
    let (meaning, sentence) = match through {
        Some(through) => {
            (Meaning::Good, text!(language, "office_books.closing.through", day = texts::day(language, through)))
        }
        None => (Meaning::Neutral, text!(language, "office_books.closing.never")),
    };
    Ok(Page {
        title: text!(language, "office_books.closing.title"),
        lead: Some(text!(language, "office_books.closing.lead")),
        primary: offers.then(|| link_button(&close, Loudness::Primary)),
        body: html! {
            (book_views(language, BookView::Closing))
            (notice(&Notice { meaning, sentence, more: None }))
            (filters(&[months(view, language, asked, looked_at)]))
            @if !is_closed { (section(&text!(language, "office_books.closing.checklist", month = name), checklist(view, language, looked_at)?)) }
            (section(&text!(language, "office_books.closing.trial", month = name), trial_table(figures, kept.as_ref(), &trial)))
            (section(&text!(language, "office_books.closing.closed"), closed_table(view, language)))
        },
        ..Page::default()
    })
}

/// The last months that are over, and the one that is looked at.
fn months(view: &View<'_>, language: Language, asked: &Asked, looked_at: Period) -> crate::web::parts::Filter {
    let last = Period::month_of(view.today()).previous();
    let mut offered: Vec<Period> =
        std::iter::successors(Some(last), |month| Some(month.previous())).take(OFFERED).collect();
    if !offered.contains(&looked_at) {
        offered.push(looked_at);
    }
    let choice = |month: &Period| {
        let value = if *month == last { String::new() } else { month.to_string() };
        (value, texts::period(language, *month))
    };
    asked.filter(text!(language, "office_books.closing.month"), MONTH, offered.iter().map(choice).collect())
}

/// What somebody should look at before the month is closed; none of it stands in the way.
fn checklist(view: &View<'_>, language: Language, month: Period) -> Result<Markup, Failure> {
    let last = month.last();
    let open = see_open_items(view, &ItemWish { through: Some(last), ..ItemWish::default() })?;
    let late = open.iter().filter(|(_, item)| item.due(last.plus_days(1)) == ItemDue::Late).count();
    let on_account = open.iter().filter(|(key, _)| key.kind == ledger::ItemKind::Payment).count();
    let runs = commissions::runs(view)
        .into_iter()
        .filter(|(_, run)| run.period.last() <= last && !matches!(run.state, RunState::Posted | RunState::Cancelled));
    let batches = payments::batches(view).into_iter();
    let waiting = batches.filter(|(_, batch)| batch.state.is_at_hand() && batch.created_at.day_in(view.zone()) <= last);
    let line = |key: &str, count: usize, path: String| {
        let meaning = if count == 0 { Meaning::Good } else { Meaning::Attention };
        let key = format!("office_books.check.{key}");
        let word = if count == 0 {
            text!(language, "office_books.check.nothing")
        } else {
            texts::number(language, i64::try_from(count).unwrap_or(i64::MAX))
        };
        Row::leading_to(path, vec![html! { (text!(language, &key)) }, state(meaning, &word)])
    };
    let rows = vec![
        line("late", late, format!("{}?due=late", items_path())),
        line("on_account", on_account, format!("{}?due=owing", items_path())),
        line("runs", runs.count(), "/office/commissions".to_owned()),
        line("batches", waiting.count(), "/office/payouts".to_owned()),
    ];
    Ok(list_table(
        language,
        &Table {
            caption: text!(language, "office_books.closing.checklist", month = texts::period(language, month)),
            columns: vec![
                Column::text(text!(language, "office_books.column.check")),
                Column::state(text!(language, "office_books.column.state")),
            ],
            rows,
            ..Table::default()
        },
    ))
}

fn trial_table(figures: Figures, kept: Option<&Closing>, trial: &[(LedgerAccount, i64)]) -> Markup {
    let language = figures.language;
    let debit = |minor: i64| figures.moved(minor.max(0));
    let credit = |minor: i64| figures.moved((-minor).max(0));
    let row = |(account, minor): &(LedgerAccount, i64)| {
        Row::new(vec![html! { (account.say(language)) }, debit(*minor), credit(*minor)])
    };
    let debits: i64 = trial.iter().map(|(_, minor)| (*minor).max(0)).sum();
    let credits: i64 = trial.iter().map(|(_, minor)| (-*minor).max(0)).sum();
    let column = |name: &str| text!(language, &format!("office_ledger.column.{name}"));
    let shown = Table {
        caption: text!(language, "office_books.closing.trial_caption"),
        columns: vec![
            Column::text(column("account")),
            Column::figure(column("debit")),
            Column::figure(column("credit")),
        ],
        rows: trial.iter().filter(|(_, minor)| *minor != 0).map(row).collect(),
        sums: vec![
            html! { (text!(language, "office_commissions.sum.together")) },
            figures.balance(debits),
            figures.balance(credits),
        ],
        empty: Empty::new(text!(language, "office_ledger.account.none")),
        ..Table::default()
    };
    let hash = kept.map(|kept| blake3::Hash::from_bytes(kept.trial_hash).to_hex().to_string());
    html! {
        (list_table(language, &shown))
        @if let Some(hash) = hash { (small(&text!(language, "office_books.closing.hash", hash = hash))) }
    }
}

fn closed_table(view: &View<'_>, language: Language) -> Markup {
    let newest = newest_closed(view).map(|(id, _)| id);
    let wall = Wall::of(view, language);
    let rows = closings(view).into_iter().map(|(id, closing)| {
        let month = month_of(id).map(|month| (texts::period(language, month), month));
        let (name, path) = month.map_or_else(
            || (id.to_string(), closing_path().to_owned()),
            |(name, month)| (name, format!("{}?{MONTH}={month}", closing_path())),
        );
        let (meaning, key) = if closing.is_open_again {
            (Meaning::Attention, "office_books.closing.state_open")
        } else {
            (Meaning::Good, "office_books.closing.state_closed")
        };
        let by = closing.by.map(|by| access::name_of(view, by)).unwrap_or_default();
        let cells = vec![
            html! { (name) },
            state(meaning, &text!(language, key)),
            html! { (by) },
            moment(&wall.moment(closing.at)),
            reopenings(view, language, (id, &closing), newest == Some(id)),
        ];
        Row::leading_to(path, cells)
    });
    let column = |name: &str| text!(language, &format!("office_books.column.{name}"));
    list_table(
        language,
        &Table {
            caption: text!(language, "office_books.closing.closed"),
            columns: vec![
                Column::text(column("month")),
                Column::state(column("state")),
                Column::text(column("by")),
                Column::text(column("at")),
                Column::text(column("reopening")),
            ],
            rows: rows.collect(),
            empty: Empty::new(text!(language, "office_books.closing.none")),
            ..Table::default()
        },
    )
}

/// What was asked about a closed month, and the way to ask.
fn reopenings(view: &View<'_>, language: Language, (id, closing): (ClosingId, &Closing), is_newest: bool) -> Markup {
    let told = |reopening: &ledger::Reopening| {
        let by = reopening.asked_by.map(|by| access::name_of(view, by)).unwrap_or_default();
        let key = match (reopening.agreed, reopening.decided_at) {
            (None, None) => "office_books.closing.asked",
            (None, Some(_)) => "office_books.closing.overtaken",
            (Some(true), _) => "office_books.closing.agreed",
            (Some(false), _) => "office_books.closing.refused",
        };
        let words = text!(language, key, name = by, reason = reopening.because);
        text_link(&Link::new(words, approval_path(reopening.approval)))
    };
    let asks = is_newest && closing.waiting().is_none();
    let month = month_of(id).filter(|_| asks);
    html! {
        @for reopening in &closing.reopened { p { (told(reopening)) } }
        @if let Some(month) = month {
            (text_link(&Link::new(text!(language, "office_books.closing.reopen"), deed_path(month, "reopen"))))
        }
    }
}

fn back(language: Language) -> Link {
    Link::new(text!(language, "office_books.closing.title"), closing_path().to_owned())
}

async fn ask_close(visit: Visit, Path(word): Path<String>) -> Answer {
    let month = month(&word)?;
    frame::show(&visit, &close_page(&visit, month, &Complaints::default()))
}

fn close_page(visit: &Visit, month: Period, complaints: &Complaints) -> Page {
    let language = visit.language;
    let (name, last) = (texts::period(language, month), texts::day(language, month.last()));
    let deed = Deed {
        title: text!(language, "office_books.closing.close", month = name),
        lead: None,
        what: vec![
            text!(language, "office_books.closing.close_what", day = last),
            text!(language, "office_books.closing.close_then", day = first_open(language, month.last())),
        ],
        reason: None,
        action: deed_path(month, "close"),
        confirm: text!(language, "office_books.closing.close", month = name),
        back: back(language),
    };
    deed_page(visit, deed, complaints)
}

fn first_open(language: Language, last: Day) -> String {
    texts::day(language, last.plus_days(1))
}

async fn close(visit: Visit, Path(word): Path<String>) -> Answer {
    let month = month(&word)?;
    match visit.write(move |tx| close_period(tx, month)).await {
        Ok(_) => Ok(redirect_with_message(closing_path(), "office_books.told.closed")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &close_page(&visit, month, &complaints))
        }
    }
}

async fn ask_reopen(visit: Visit, Path(word): Path<String>) -> Answer {
    let month = month(&word)?;
    frame::show(&visit, &reopen_page(&visit, month, "", &Complaints::default()))
}

fn reopen_page(visit: &Visit, month: Period, typed: &str, complaints: &Complaints) -> Page {
    let language = visit.language;
    let deed = Deed {
        title: text!(language, "office_books.closing.reopen_title", month = texts::period(language, month)),
        lead: None,
        what: vec![text!(language, "office_books.closing.reopen_what")],
        reason: Some(Reason { label: text!(language, "office_books.closing.reason"), hint: None, typed }),
        action: deed_path(month, "reopen"),
        confirm: text!(language, "office_books.closing.reopen_confirm"),
        back: back(language),
    };
    deed_page(visit, deed, complaints)
}

async fn reopen(visit: Visit, Path(word): Path<String>, typed: Typed) -> Answer {
    let month = month(&word)?;
    let (id, reason) = (closing_of(month.first()), typed.text("reason").to_owned());
    match visit.write(move |tx| reopen_period(tx, id, &reason)).await {
        Ok(_) => Ok(redirect_with_message(closing_path(), "office_books.told.reopening_asked")),
        Err(failure) => {
            let complaints = Complaints::of(visit.language, failure)?;
            frame::refuse(&visit, &reopen_page(&visit, month, typed.text("reason"), &complaints))
        }
    }
}
