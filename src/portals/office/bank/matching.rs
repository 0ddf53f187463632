//! Matching bank lines one after the other: what a line may pay, why, and one key to agree or to put it off.

use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::orders::order_number;
use crate::business::payments::matched::{
    self, FoundOrder, LinePiece, LinePosting, MatchSettings, Suggestion, WaitingLine, find_payable, match_settings,
    suggest, waiting_lines,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::bank::line::line_path;
use crate::portals::office::bank::list_path;
use crate::portals::office::bank::words::{what_for, who};
use crate::portals::office::frame;
use crate::text;
use crate::texts;
use crate::values::{BankStatementId, Currency, Language, Money, OrderId};
use crate::web::parts::{
    Fact, Field, Link, Loudness, Meaning, Notice, PostButton, QueryForm, button_row, facts, post_button,
    post_key_button, query_form, search_field, section, small, state, text_link,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(match_path(), show)
        .form(match_path(), post)
        .form(LATER_PATH, later)
        .form(SAFE_PATH, post_safe)
        .form(SETTING_PATH, set)
        .behind(Permission::PaymentsMatch)
}

pub const fn match_path() -> &'static str {
    "/office/bank/match"
}

const LATER_PATH: &str = "/office/bank/match/later";
const SAFE_PATH: &str = "/office/bank/match/safe";
const SETTING_PATH: &str = "/office/bank/match/setting";
/// Lines that are posted by one press of "post safe ones".
const SAFE_MAX: usize = 200;
const FOUND_MAX: usize = 20;

/// The line that comes next, with what may be done with it.
struct MatchPage {
    language: Language,
    csrf: String,
    next: Option<(WaitingLine, Suggestion)>,
    total: usize,
    words: String,
    found: Vec<FoundOrder>,
    settings: MatchSettings,
}

impl MatchPage {
    fn of(view: &View<'_>, visit: &Visit) -> Result<MatchPage, Failure> {
        let waiting = waiting_lines(view, 1)?;
        let suggested = suggest(view, &waiting.lines)?;
        let words = visit.query("q").unwrap_or_default();
        Ok(MatchPage {
            language: visit.language,
            csrf: visit.csrf().to_owned(),
            next: waiting.lines.into_iter().zip(suggested).next(),
            total: waiting.total,
            found: find_payable(view, &words, FOUND_MAX)?,
            words,
            settings: match_settings(view),
        })
    }

    fn text(&self, key: &'static str) -> String {
        text!(self.language, key)
    }
}

async fn show(visit: Visit) -> Answer {
    let page = visit.read(|view| MatchPage::of(view, &visit))?;
    frame::show(&visit, &match_page(&page, &Complaints::default()))
}

async fn post(visit: Visit, typed: Typed) -> Answer {
    let posting = read(&typed).ok_or_else(Failure::not_found)?;
    let done = visit.write(move |tx| matched::post_bank_line(tx, &posting)).await;
    answered(&visit, done.map(drop), "bank_match.told.posted")
}

async fn later(visit: Visit, typed: Typed) -> Answer {
    let place = place(&typed).ok_or_else(Failure::not_found)?;
    let done = visit.write(move |tx| matched::put_off_bank_line(tx, place)).await;
    answered(&visit, done, "bank_match.told.later")
}

async fn post_safe(visit: Visit) -> Answer {
    let safe = visit
        .read_aside(|view| {
            let waiting = waiting_lines(view, SAFE_MAX)?.lines.into_iter().filter(|waiting| !waiting.is_put_off);
            let places: Vec<_> = waiting.map(|waiting| waiting.place).collect();
            matched::safe_postings(view, &places)
        })
        .await?;
    let done = visit.write(move |tx| matched::post_safe(tx, &safe)).await;
    answered(&visit, done.map(drop), "bank_match.told.safe_posted")
}

async fn set(visit: Visit, typed: Typed) -> Answer {
    let settings = MatchSettings { posts_by_itself: typed.text("posts_by_itself") == "yes" };
    let done = visit.write(move |tx| matched::set_match_settings(tx, settings)).await;
    answered(&visit, done, "bank_match.told.set")
}

/// On to the next line, or the same with the reason why not.
fn answered(visit: &Visit, done: Result<(), Failure>, told: &'static str) -> Answer {
    let Err(failure) = done else { return Ok(redirect_with_message(match_path(), told)) };
    let complaints = Complaints::of(visit.language, failure)?;
    let page = visit.read(|view| MatchPage::of(view, visit))?;
    frame::refuse(visit, &match_page(&page, &complaints))
}

fn place(typed: &Typed) -> Option<(BankStatementId, u32)> {
    Some((BankStatementId::parse(typed.text("statement"))?, typed.text("line").parse().ok()?))
}

/// `ORDER:AMOUNT:OPEN …` in minor units of the currency beside them.
fn read(typed: &Typed) -> Option<LinePosting> {
    let currency = Currency::parse(typed.text("currency"))?;
    let piece = |words: &str| {
        let mut parts = words.split(':');
        let order = OrderId::parse(parts.next()?)?;
        let mut money = || Some(Money::new(parts.next()?.parse().ok()?, currency));
        Some(LinePiece { order, amount: money()?, open: money()? })
    };
    let pieces: Option<Vec<LinePiece>> = typed.text("pieces").split_whitespace().map(piece).collect();
    Some(LinePosting { place: place(typed)?, pieces: pieces? })
}

fn hidden(waiting: &WaitingLine, pieces: &[LinePiece]) -> Vec<(&'static str, String)> {
    let piece = |piece: &LinePiece| format!("{}:{}:{}", piece.order, piece.amount.minor(), piece.open.minor());
    vec![
        ("statement", waiting.place.0.to_string()),
        ("line", waiting.place.1.to_string()),
        ("currency", waiting.line.amount.currency().code().to_owned()),
        ("pieces", pieces.iter().map(piece).collect::<Vec<_>>().join(" ")),
    ]
}

fn match_page(page: &MatchPage, complaints: &Complaints) -> Page {
    let language = page.language;
    let bad = |sentence: String| Notice { meaning: Meaning::Bad, sentence, more: None };
    let safe = PostButton {
        label: page.text("bank_match.page.post_safe"),
        action: SAFE_PATH,
        csrf: &page.csrf,
        loudness: Loudness::Secondary,
        hidden: Vec::new(),
    };
    let count = i64::try_from(page.total).unwrap_or(i64::MAX);
    Page {
        title: page.text("bank_match.page.title"),
        lead: Some(match page.total {
            0 => page.text("bank_match.page.nothing"),
            _ => text!(language, "bank_match.page.waiting", count = count),
        }),
        back: Some(Link::new(page.text("bank_desk.page.title"), list_path())),
        primary: page.next.is_some().then(|| post_button(&safe)),
        messages: complaints.summary().into_iter().map(|complaint| bad(complaint.sentence)).collect(),
        body: html! {
            @if let Some((waiting, suggested)) = &page.next {
                (told(language, waiting))
                (section(&page.text("bank_match.page.suggested"), suggestion(page, waiting, suggested)))
                (section(&page.text("bank_match.page.choose"), choosing(page, waiting)))
            }
            (section(&page.text("bank_match.page.by_itself"), by_itself(page)))
        },
        ..Page::default()
    }
}

/// Whether safe lines are posted as soon as a statement is taken in.
fn by_itself(page: &MatchPage) -> Markup {
    let (told, label, value) = if page.settings.posts_by_itself {
        ("bank_match.page.is_on", "bank_match.page.switch_off", "no")
    } else {
        ("bank_match.page.is_off", "bank_match.page.switch_on", "yes")
    };
    html! {
        p { (page.text(told)) }
        (post_button(&PostButton {
            label: page.text(label),
            action: SETTING_PATH,
            csrf: &page.csrf,
            loudness: Loudness::Secondary,
            hidden: vec![("posts_by_itself", value.to_owned())],
        }))
    }
}

/// What the bank says about the line.
fn told(language: Language, waiting: &WaitingLine) -> Markup {
    let line = &waiting.line;
    let (statement, number) = waiting.place;
    let label = texts::day(language, line.booked_on);
    let fact = |name: &str, words: &str| Fact::words(text!(language, &format!("bank_desk.column.{name}")), words);
    let iban = line.iban.as_ref().map_or(line.account.clone(), |iban| iban.grouped());
    html! {
        (facts(&[
            fact("amount", &texts::money(language, line.amount)),
            fact("who", &who(language, line)),
            fact("iban", &iban),
            fact("text", what_for(line)),
            Fact::new(text!(language, "bank_desk.column.booked_on"), text_link(&Link::new(label, line_path(statement, number)))),
        ]))
        @if waiting.is_put_off { (state(Meaning::Neutral, &text!(language, "bank_match.page.put_off"))) }
    }
}

fn suggestion(page: &MatchPage, waiting: &WaitingLine, suggested: &Suggestion) -> Markup {
    let language = page.language;
    let later = PostButton {
        label: page.text("bank_match.page.later"),
        action: LATER_PATH,
        csrf: &page.csrf,
        loudness: Loudness::Quiet,
        hidden: hidden(waiting, &[]),
    };
    let take = PostButton {
        label: page.text("bank_match.page.post"),
        action: match_path(),
        csrf: &page.csrf,
        loudness: Loudness::Primary,
        hidden: hidden(waiting, &suggested.pieces),
    };
    let pays = |piece: &LinePiece| {
        let (number, amount) = (order_number(piece.order), texts::money(language, piece.amount));
        text!(language, "bank_match.page.pays", number = number, amount = amount)
    };
    let orders: Vec<String> = suggested.pieces.iter().map(|piece| order_number(piece.order)).collect();
    let mut buttons = Vec::new();
    buttons.extend((!suggested.pieces.is_empty()).then(|| post_key_button(&take, 'p')));
    buttons.push(post_key_button(&later, 'l'));
    html! {
        @if suggested.pieces.is_empty() { p { (page.text("bank_match.page.no_suggestion")) } }
        @for piece in &suggested.pieces { p { (pays(piece)) } }
        // What is paid is an invoice of the order, or several.
        @if suggested.numbers != orders { p { (small(&suggested.numbers.join(", "))) } }
        @for reason in &suggested.reasons {
            p { (small(&text!(language, &format!("bank_match.reason.{}", reason.word())))) }
        }
        (button_row(&buttons))
    }
}

/// Any order for which money may still come.
fn choosing(page: &MatchPage, waiting: &WaitingLine) -> Markup {
    let language = page.language;
    let field = Field { name: "q", label: page.text("bank_match.page.search"), value: &page.words, ..Field::default() };
    let here = |found: &FoundOrder| LinePiece { order: found.order, amount: waiting.line.amount, open: found.open };
    html! {
        (query_form(language, &QueryForm {
            action: match_path(),
            body: search_field(language, &field),
            ..QueryForm::default()
        }))
        @if !page.words.is_empty() && page.found.is_empty() { p { (page.text("bank_match.page.none_found")) } }
        @for found in &page.found {
            (facts(&[Fact::words(format!("{} · {}", found.number, found.name), &texts::money(language, found.open))]))
            (post_button(&PostButton {
                label: page.text("bank_match.page.take"),
                action: match_path(),
                csrf: &page.csrf,
                loudness: Loudness::Secondary,
                hidden: hidden(waiting, &[here(found)]),
            }))
        }
    }
}
