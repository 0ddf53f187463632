//! How much a customer may owe, how much of it is used, and how late what is owed is.

use axum::extract::Path;
use axum::http::StatusCode;
use maud::{Markup, html};

use crate::business::access;
use crate::business::customers::{
    self, CreditLine, CreditUsed, REASON_SIGNS_MAX, credit_line, credit_line_history, set_credit_line,
};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::firm;
use crate::business::ledger::{Ageing, DebtSide, ItemWish, Party, ageing_of, see_open_items};
use crate::business::payments::credit_use;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::fields::Filled;
use crate::portals::office::conflict::{Difference, conflict, save_buttons};
use crate::portals::office::customers::customer_id;
use crate::portals::office::frame;
use crate::portals::office::subjects::{customer_name, customer_path};
use crate::portals::office::wall::Wall;
use crate::text;
use crate::texts;
use crate::values::{Currency, CustomerId, Language, Money};
use crate::web::parts::{
    Breadth, Column, Field, Form, Happening, Link, Meaning, Row, Section, Table, Tile, figure, form, hidden_field,
    money_field, section, section_with, table, text_field, text_link, tiles, timeline,
};
use crate::web::{Answer, Complaints, Page, Reading, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page("/office/customers/{id}/credit", show)
        .form("/office/customers/{id}/credit", change)
        .behind(Permission::CustomersCreditLine)
}

pub fn credit_path(id: CustomerId) -> String {
    format!("{}/credit", customer_path(id))
}

struct Known {
    name: String,
    line: Option<Money>,
    used: CreditUsed,
    past: Vec<Happening>,
}

async fn show(visit: Visit, Path(id): Path<String>) -> Answer {
    let id = customer_id(&id)?;
    let known = visit.read(|view| known(view, &visit, id))?;
    let typed = typed_of(visit.language, &known);
    frame::show(&visit, &page(&visit, id, &known, &typed, &Complaints::default(), None))
}

async fn change(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = customer_id(&id)?;
    let seen = typed.text("seen").to_owned();
    let currency = visit.read(|view| Ok(firm(view).map_or(Currency::EUR, |firm| firm.currency)))?;
    let mut reading = Reading::of(&typed);
    let is_empty = typed.text("amount").trim().is_empty();
    let amount = if is_empty { None } else { reading.money("amount", currency) };
    let reason = reading.required_line("reason");
    let complaints = reading.into_complaints();
    let outcome = if complaints.is_empty() {
        let command = visit.write(move |tx| {
            if mark(credit_line(tx, id)) != seen {
                return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("office.conflict.changed")).into());
            }
            set_credit_line(tx, id, amount, &reason)
        });
        command.await
    } else {
        Err(complaints.into())
    };
    match outcome {
        Ok(()) => Ok(redirect_with_message(&customer_path(id), "credit.told.line")),
        Err(failure) => refused(&visit, id, &typed, failure),
    }
}

/// What was typed stays; after a conflict it stands beside what somebody else has saved.
fn refused(visit: &Visit, id: CustomerId, typed: &Typed, failure: Failure) -> Answer {
    let is_conflict = failure.is_conflict();
    let complaints = Complaints::of(visit.language, failure)?;
    let known = visit.read(|view| known(view, visit, id))?;
    if is_conflict {
        let saved = typed_of(visit.language, &known);
        let shown = page(visit, id, &known, typed, &Complaints::default(), Some(&saved));
        return frame::refuse_with(visit, StatusCode::CONFLICT, &shown);
    }
    frame::refuse(visit, &page(visit, id, &known, typed, &complaints, None))
}

fn known(view: &View<'_>, visit: &Visit, id: CustomerId) -> Result<Known, Failure> {
    view.require(Permission::CustomersCreditLine)?;
    customers::customer(view, id).ok_or_else(Failure::not_found)?;
    let wall = Wall::of(view, visit.language);
    let past = credit_line_history(view, id);
    Ok(Known {
        name: customer_name(view, id),
        line: credit_line(view, id),
        used: credit_use(view, id),
        past: past.iter().map(|line| happening(view, &wall, visit.language, line)).collect(),
    })
}

/// What was set, by whom and why.
fn happening(view: &View<'_>, wall: &Wall, language: Language, line: &CreditLine) -> Happening {
    let what = line.amount.map_or_else(|| text!(language, "credit.page.no_line"), |line| texts::money(language, line));
    let by = line.by.and_then(|id| access::account(view, id)).map(|account| account.email.to_string());
    Happening {
        when: wall.moment(line.at),
        what,
        who: by.unwrap_or_default(),
        remark: Some(line.reason.clone()),
        ..Happening::default()
    }
}

fn mark(line: Option<Money>) -> String {
    line.map(Money::decimal).unwrap_or_default()
}

fn typed_of(language: Language, known: &Known) -> Typed {
    let mut pairs = vec![("seen".to_owned(), mark(known.line))];
    pairs.extend(known.line.map(|line| ("amount".to_owned(), texts::plain_money(language, line))));
    Typed::from_pairs(pairs)
}

fn page(
    visit: &Visit,
    id: CustomerId,
    known: &Known,
    typed: &Typed,
    complaints: &Complaints,
    saved: Option<&Typed>,
) -> Page {
    let language = visit.language;
    let back = Link::new(text!(language, "office_customers.form.back"), customer_path(id));
    let action = credit_path(id);
    let seen = saved.unwrap_or(typed).text("seen");
    let filled = Filled { language, typed, complaints };
    Page {
        title: text!(language, "credit.page.line"),
        lead: Some(known.name.clone()),
        body: html! {
            @if let Some(saved) = saved { (conflict(language, differences(language, typed, saved))) }
            (credit_tiles(language, known.line, &known.used))
            (form(language, &Form {
                action: &action,
                csrf: visit.csrf(),
                guards_changes: true,
                complaints: complaints.summary(),
                body: html! {
                    (hidden_field("seen", seen))
                    (money_field(language, &Field {
                        optional: true,
                        breadth: Breadth::Short,
                        hint: Some(text!(language, "credit.field.amount_hint")),
                        ..filled.field("amount", text!(language, "credit.page.line"))
                    }))
                    (text_field(language, &Field {
                        max_length: Some(REASON_SIGNS_MAX),
                        hint: Some(text!(language, "terms.field.reason_hint")),
                        ..filled.field("reason", text!(language, "terms.field.reason"))
                    }))
                },
                buttons: save_buttons(
                    language,
                    saved.is_some(),
                    text!(language, "office_customers.form.save"),
                    &back.href,
                ),
                ..Form::default()
            }))
        },
        aside: (!known.past.is_empty())
            .then(|| section(&text!(language, "terms.page.past"), timeline(language, &known.past))),
        back: Some(back),
        ..Page::default()
    }
}

fn differences(language: Language, typed: &Typed, saved: &Typed) -> Vec<Difference> {
    let (mine, theirs) = (typed.text("amount").to_owned(), saved.text("amount").to_owned());
    let label = text!(language, "credit.page.line");
    if mine == theirs { Vec::new() } else { vec![Difference { label, mine, theirs }] }
}

/// Line, what of it is used, and what is left.
pub fn credit_tiles(language: Language, line: Option<Money>, used: &CreditUsed) -> Markup {
    let money = |amount: Money| texts::money(language, amount);
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let mut shown = Vec::new();
    shown.extend(line.map(|line| tile("credit.page.line", money(line))));
    let parts = text!(language, "credit.page.parts", open = money(used.open), reserved = money(used.reserved_sum()));
    shown.push(Tile { note: Some(parts), ..tile("credit.column.used", money(used.total())) });
    shown.extend(line.map(|line| {
        let free = line - used.total();
        let meaning = if free.is_negative() { Meaning::Attention } else { Meaning::Good };
        let over = free.is_negative().then(|| text!(language, "credit.state.over"));
        Tile { meaning, note: over, ..tile("credit.column.free", money(free)) }
    }));
    tiles(&shown)
}

/// On the customer's sheet: the line and how late what is owed is. `None` where there is nothing to tell.
pub fn credit_section(view: &View<'_>, language: Language, id: CustomerId) -> Option<Markup> {
    let (may_set, may_read) = (view.may(Permission::CustomersCreditLine), view.may(Permission::LedgerView));
    let (line, used) = (credit_line(view, id), credit_use(view, id));
    if !(may_set || may_read) || (line.is_none() && used.total().is_zero()) {
        return None;
    }
    let aged = see_open_items(view, &ItemWish { party: Some(Party::Customer(id)), ..ItemWish::default() });
    let aged = aged.map(|items| ageing_of(&items, DebtSide::Theirs, view.today())).unwrap_or_default();
    let currency = used.open.currency();
    let link = Link::new(text!(language, "credit.page.change"), credit_path(id));
    Some(section_with(&Section {
        heading: text!(language, "credit.page.line"),
        action: may_set.then(|| text_link(&link)),
        body: html! {
            (credit_tiles(language, line, &used))
            @for of in &aged { (ages(language, currency, of.ageing)) }
        },
        ..Section::default()
    }))
}

/// What is owed by how late it is.
fn ages(language: Language, currency: Currency, ageing: Ageing) -> Markup {
    let names = ["not_due", "to_30", "to_60", "to_90", "over_90", "against"];
    let heading = |name: &str| Column::figure(text!(language, &format!("office_books.column.{name}")));
    let money = |minor: i64| figure(&texts::money(language, Money::new(minor, currency)));
    let shown = Table {
        caption: text!(language, "office_books.ageing.title"),
        columns: names.into_iter().map(heading).collect(),
        rows: vec![Row::new(ageing.columns().into_iter().map(money).collect())],
        ..Table::default()
    };
    table(language, &shown)
}
