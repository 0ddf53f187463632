//! Paying a posted run: who is paid and how, who is not and why, and on which day the bank is to carry it out.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::commissions::{self, RunSheet, RunState, pay_terms, run_number};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::payments::{
    LeftOutReason, PaidParts, PayPlan, PayTerms, PayoutTerms, bank_day_from, batches_of_run, plan_payout,
};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::asked::Asked;
use crate::portals::office::commissions::statements::left_out_state;
use crate::portals::office::commissions::{run_id, run_name};
use crate::portals::office::frame;
use crate::portals::office::subjects::{batch_path, partner_name, partner_path, run_path};
use crate::portals::once::sent_once;
use crate::portals::sheet_file::{Cell, counted, sheet_file};
use crate::text;
use crate::texts;
use crate::values::{Currency, Day, Language, Money, PartnerId, RunId};
use crate::web::parts::{
    Breadth, Column, Empty, Field, Filter, Form, Link, Loudness, Meaning, Notice, ROWS_PER_PAGE, Row, Table, Tile,
    date_field, figure, filters, form, link_button, notice, pager, paragraph, section, state, submit_button, table,
    tiles, ways_to_keep,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, hex, random, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/commissions/{run}/pay", show)
        .page("/office/commissions/{run}/pay/balances.csv", file)
        .form("/office/commissions/{run}/pay", pay)
        .behind(Permission::PaymentsPayOut)
}

pub fn pay_path(id: RunId) -> String {
    format!("{}/pay", run_path(id))
}

const WHO: &str = "who";
const PAID: &str = "paid";
const NOT_PAID: &str = "not_paid";

/// One balance: how it is paid, or why not.
struct Balance {
    partner: PartnerId,
    name: String,
    amount: Money,
    paid: Result<PaidParts, LeftOutReason>,
}

struct Paying {
    id: RunId,
    sheet: RunSheet,
    terms: PayTerms,
    /// Everybody with a balance, also from earlier periods; the largest first.
    balances: Vec<Balance>,
    first_day: Day,
}

impl Paying {
    fn of(view: &View<'_>, id: &str) -> Result<Paying, Failure> {
        view.require(Permission::PaymentsPayOut)?;
        let id = run_id(id)?;
        let sheet = commissions::run_sheet(view, id)?;
        let currency = sheet.run.result.as_ref().map_or(Currency::EUR, |result| result.paid.currency());
        let terms = pay_terms(view, &sheet.run.plan, view.today(), currency).ok_or_else(Failure::not_found)?;
        let PayPlan { paid, left_out } = plan_payout(view, &terms)?;
        let balance = |partner: PartnerId, amount: Money, paid: Result<PaidParts, LeftOutReason>| Balance {
            partner,
            name: partner_name(view, partner),
            amount,
            paid,
        };
        let mut balances: Vec<Balance> =
            paid.into_iter().map(|parts| balance(parts.partner, parts.balance, Ok(parts))).collect();
        balances.extend(left_out.into_iter().map(|left| balance(left.partner, left.balance, Err(left.reason))));
        balances.sort_by_key(|balance| (std::cmp::Reverse(balance.amount.minor()), balance.partner));
        Ok(Paying { id, terms, balances, sheet, first_day: bank_day_from(view.today().plus_days(1)) })
    }

    fn sum(&self, of: impl Fn(&Balance) -> Money) -> Money {
        self.balances.iter().fold(Money::zero(self.terms.usual.currency()), |sum, balance| sum + of(balance))
    }

    fn sum_of_parts(&self, of: fn(&PaidParts) -> Money) -> Money {
        let nothing = Money::zero(self.terms.usual.currency());
        self.sum(|balance| balance.paid.as_ref().map_or(nothing, of))
    }

    /// What somebody wants to see of the balances.
    fn wanted(&self, asked: &Asked) -> Vec<&Balance> {
        let words = asked.words().to_lowercase();
        let who = asked.get(WHO);
        let fits = |balance: &&Balance| match (who, &balance.paid) {
            ("", _) => true,
            (PAID, paid) => paid.is_ok(),
            (NOT_PAID, paid) => paid.is_err(),
            (word, Err(reason)) => reason.word() == word,
            (_, Ok(_)) => false,
        };
        let all = self.balances.iter().filter(fits);
        all.filter(|balance| words.is_empty() || balance.name.to_lowercase().contains(&words)).collect()
    }
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let paying = visit.read(|view| Paying::of(view, &id))?;
    if paying.sheet.run.state != RunState::Posted {
        let complaint = Complaint::new("commissions.refusal.not_posted").with("run", run_number(paying.id));
        let complaints = Complaints::of(visit.language, Failure::from(complaint))?;
        return super::sheet::refused_sheet(&visit, paying.id, &complaints);
    }
    let typed = Typed::default().with("execute_on", &paying.first_day.to_string());
    frame::show(&visit, &pay_page(&visit, &paying, &typed, &Complaints::default()))
}

/// Every balance with its parts, or why it is not paid; narrowed like the page.
async fn file(visit: Visit, Path(id): Path<String>) -> Answer {
    let language = visit.language;
    let paying = visit.read(|view| Paying::of(view, &id))?;
    let asked = Asked::of(&visit, pay_path(paying.id), &[WHO]);
    let headings = ["partner", "balance", "reserve", "credit", "fee", "transfer", "currency", "reason"]
        .map(|name| text!(language, &format!("office_commissions.pay.column.{name}")));
    let cells = |balance: &&Balance| {
        let part =
            |of: fn(&PaidParts) -> Money| balance.paid.as_ref().map_or(Cell::Empty, |parts| Cell::Money(of(parts)));
        vec![
            Cell::text(&balance.name),
            Cell::Money(balance.amount),
            part(|parts| parts.reserve),
            part(|parts| parts.credit),
            part(|parts| parts.fee),
            part(|parts| parts.transfer),
            Cell::text(balance.amount.currency().code()),
            Cell::text(balance.paid.as_ref().err().map_or_else(String::new, |reason| reason.say(language))),
        ]
    };
    let rows: Vec<Vec<Cell>> = paying.wanted(&asked).iter().map(cells).collect();
    Ok(sheet_file(language, &format!("{}-balances", run_number(paying.id)), &headings, &rows))
}

async fn pay(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let run = run_id(&id)?;
    let outcome = match day_of(&typed) {
        Ok(day) => {
            let command = move |tx: &mut Tx<'_, '_, '_>| commissions::pay_run(tx, run, day);
            sent_once(&visit, &typed, command).await
        }
        Err(failure) => Err(failure),
    };
    let Err(failure) = outcome else {
        let newest = visit.read(|view| Ok(batches_of_run(view, run).first().map(|(id, _)| *id)))?;
        let to = newest.map_or_else(|| run_path(run), batch_path);
        return Ok(redirect_with_message(&to, "office_commissions.told.paid"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let paying = visit.read(|view| Paying::of(view, &id))?;
    frame::refuse(&visit, &pay_page(&visit, &paying, &typed, &complaints))
}

fn day_of(typed: &Typed) -> Result<Day, Failure> {
    let mut reading = Reading::of(typed);
    match reading.day("execute_on") {
        Some(day) if reading.is_clean() => Ok(day),
        _ => Err(Refusal { kind: RefusalKind::Rule, complaints: reading.into_complaints() }.into()),
    }
}

fn pay_page(visit: &Visit, paying: &Paying, typed: &Typed, complaints: &Complaints) -> Page {
    let language = visit.language;
    let back = Link::new(run_name(language, paying.id, &paying.sheet.run), run_path(paying.id));
    let asked = Asked::of(visit, pay_path(paying.id), &[WHO]);
    Page {
        title: text!(
            language,
            "office_commissions.pay.title",
            period = texts::period(language, paying.sheet.run.period)
        ),
        body: html! {
            (paragraph(&text!(
                language, "office_commissions.pay.what", minimum = texts::money(language, paying.terms.usual.minimum)
            )))
            @for sentence in taken_off(language, &paying.terms.usual) { (paragraph(&sentence)) }
            @if !paying.terms.own.is_empty() {
                (paragraph(&text!(language, "office_commissions.pay.other_terms", count = paying.terms.own.len())))
            }
            (sum_tiles(language, paying))
            @if paying.balances.iter().any(|balance| balance.paid.is_ok()) {
                (pay_form(visit, paying, typed, complaints))
            } @else {
                (nobody_is_paid(language, paying, complaints))
            }
            (section(&text!(language, "office_commissions.pay.balances"), balance_list(language, &asked, paying)))
        },
        back: Some(back),
        ..Page::default()
    }
}

fn pay_form(visit: &Visit, paying: &Paying, typed: &Typed, complaints: &Complaints) -> Markup {
    let language = visit.language;
    let field = Field {
        name: "execute_on",
        label: text!(language, "office_commissions.pay.day"),
        hint: Some(text!(language, "office_commissions.pay.day_hint")),
        value: typed.text("execute_on"),
        error: complaints.about("execute_on"),
        breadth: Breadth::Short,
        autofocus: true,
        ..Field::default()
    };
    let back = Link::new(text!(language, "office.form.back"), run_path(paying.id));
    form(
        language,
        &Form {
            action: &pay_path(paying.id),
            csrf: visit.csrf(),
            idempotency_key: Some(&hex(&random::<16>())),
            complaints: complaints.summary(),
            body: date_field(language, &field),
            buttons: vec![
                submit_button(&text!(language, "office_commissions.do.pay"), Loudness::Primary),
                link_button(&back, Loudness::Quiet),
            ],
            ..Form::default()
        },
    )
}

/// Why no payment can be prepared now: there is nothing to pay, or what stands against each balance.
fn nobody_is_paid(language: Language, paying: &Paying, complaints: &Complaints) -> Markup {
    let sentence = if paying.balances.is_empty() {
        text!(language, "office_commissions.pay.no_balance")
    } else {
        let reasons: Vec<String> = reasons(language, paying).into_iter().map(|(_, label)| label).collect();
        text!(language, "office_commissions.pay.nobody_now", reasons = reasons.join(", "))
    };
    let said = complaints.summary().into_iter().map(|complaint| complaint.sentence);
    let bad = |sentence: String| notice(&Notice { meaning: Meaning::Bad, sentence, more: None });
    html! {
        @for sentence in said { (bad(sentence)) }
        (notice(&Notice { meaning: Meaning::Information, sentence, more: None }))
    }
}

/// Each reason for which somebody is not paid, with how many there are.
fn reasons(language: Language, paying: &Paying) -> Vec<(LeftOutReason, String)> {
    let count = |reason: LeftOutReason| paying.balances.iter().filter(|one| one.paid.err() == Some(reason)).count();
    let with_count = |reason: LeftOutReason| match count(reason) {
        0 => None,
        how_many => Some((reason, format!("{} ({})", reason.say(language), counted(language, how_many)))),
    };
    LeftOutReason::ALL.into_iter().filter_map(with_count).collect()
}

/// What the plan takes off each payment, a sentence each.
fn taken_off(language: Language, terms: &PayoutTerms) -> Vec<String> {
    let reserve = (!terms.reserve.is_zero()).then(|| {
        let share = texts::percent(language, terms.reserve);
        text!(language, "plan_words.reserve", share = share, months = i64::from(terms.reserve_months))
    });
    let credit = (!terms.credit.is_zero())
        .then(|| text!(language, "plan_words.shop_credit", share = texts::percent(language, terms.credit)));
    let fee =
        (!terms.fee.is_zero()).then(|| text!(language, "plan_words.fee", fee = texts::money(language, terms.fee)));
    reserve.into_iter().chain(credit).chain(fee).collect()
}

/// All balances, and into what they go: what is not paid stays.
fn sum_tiles(language: Language, paying: &Paying) -> Markup {
    let nothing = Money::zero(paying.terms.usual.currency());
    let tile = |name: &str, amount: Money, note: Option<String>| Tile {
        label: text!(language, &format!("office_commissions.pay.sum.{name}")),
        figure: texts::money(language, amount),
        note,
        ..Tile::default()
    };
    let people = |count: usize| Some(text!(language, "office_commissions.pay.sum.people", count = count));
    let paid = paying.balances.iter().filter(|balance| balance.paid.is_ok()).count();
    let mut all = vec![
        tile("balances", paying.sum(|balance| balance.amount), people(paying.balances.len())),
        tile("transfer", paying.sum_of_parts(|parts| parts.transfer), people(paid)),
    ];
    let parts = [
        ("reserve", paying.sum_of_parts(|parts| parts.reserve)),
        ("credit", paying.sum_of_parts(|parts| parts.credit)),
        ("fee", paying.sum_of_parts(|parts| parts.fee)),
    ];
    let taken_off = parts.into_iter().filter(|(_, amount)| !amount.is_zero());
    all.extend(taken_off.map(|(name, amount)| tile(name, amount, None)));
    let stays = paying.sum(|balance| if balance.paid.is_ok() { nothing } else { balance.amount });
    all.push(tile("stays", stays, people(paying.balances.len() - paid)));
    tiles(&all)
}

fn balance_list(language: Language, asked: &Asked, paying: &Paying) -> Markup {
    let wanted = paying.wanted(asked);
    let column = |name: &str| text!(language, &format!("office_commissions.pay.column.{name}"));
    let money = |amount: Money| figure(&texts::money(language, amount));
    let divides = paying.balances.iter().any(|balance| balance.paid.is_ok_and(|parts| !parts.is_whole()));
    let row = |balance: &&Balance| {
        let why = match &balance.paid {
            Ok(_) => state(Meaning::Good, &text!(language, "office_commissions.pay.paid")),
            Err(reason) => left_out_state(language, *reason),
        };
        let part = |of: fn(&PaidParts) -> Money| match &balance.paid {
            Ok(parts) => money(of(parts)),
            Err(_) => html! {},
        };
        let mut cells = vec![html! { (balance.name) }, money(balance.amount), why];
        if divides {
            cells.extend([part(|parts| parts.reserve), part(|parts| parts.credit), part(|parts| parts.fee)]);
        }
        cells.push(part(|parts| parts.transfer));
        Row::leading_to(partner_path(balance.partner), cells)
    };
    let mut columns =
        vec![Column::text(column("partner")), Column::figure(column("balance")), Column::state(column("reason"))];
    if divides {
        columns.extend(["reserve", "credit", "fee"].map(|name| Column::figure(column(name))));
    }
    columns.push(Column::figure(column("transfer")));
    let shown = Table {
        caption: text!(language, "office_commissions.pay.balances"),
        columns,
        rows: wanted.iter().skip(asked.skipped()).take(ROWS_PER_PAGE).map(row).collect(),
        empty: Empty::new(text!(language, "office_commissions.pay.nobody")),
        ..Table::default()
    };
    let csv = asked.under(&format!("{}/balances.csv", pay_path(paying.id)));
    html! {
        (filters(&[who_filter(language, asked, paying)]))
        (table(language, &shown))
        @if let Some(pages) = asked.pager(language, wanted.len()) { (pager(language, &pages)) }
        (ways_to_keep(language, Some(&csv)))
    }
}

/// Everybody, whoever is paid, whoever is not, and each reason that there is.
fn who_filter(language: Language, asked: &Asked, paying: &Paying) -> Filter {
    let choice = |word: &str, label: String| (word.to_owned(), label);
    let mut choices = vec![
        choice("", text!(language, "office.filter.all")),
        choice(PAID, text!(language, "office_commissions.pay.paid")),
        choice(NOT_PAID, text!(language, "office_commissions.pay.not_paid")),
    ];
    choices.extend(reasons(language, paying).into_iter().map(|(reason, label)| choice(reason.word(), label)));
    asked.filter(text!(language, "office_commissions.pay.who"), WHO, choices)
}
