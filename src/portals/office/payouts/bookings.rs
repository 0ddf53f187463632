//! What the bank booked of a pay-out, and what came back; giving a line to it by hand, and taking that back.

use axum::extract::Path;
use maud::{Markup, html};

use crate::business::failure::Failure;
use crate::business::payments::bank::bank_statement_number;
use crate::business::payments::batches::{
    Execution, ExecutionPart, execute_batch, executions, possible_lines, reverse_execution,
};
use crate::business::payments::{self, Batch, BatchState, batch_number};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::deed::{Deed, Reason, deed_page};
use crate::portals::office::bank::line_path;
use crate::portals::office::frame;
use crate::portals::office::payouts::batch_id;
use crate::portals::office::subjects::{batch_path, partner_name};
use crate::text;
use crate::texts;
use crate::values::{BankStatementId, BatchId, Language, Money};
use crate::web::parts::{
    Column, Link, Loudness, Meaning, Notice, PostButton, Row, Section, Table, figure, notice, post_button,
    section_with, state, table, text_link, two_lines,
};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .form("/office/payouts/{batch}/bookings", give)
        .page("/office/payouts/{batch}/bookings/{statement}/{line}/reverse", show)
        .form("/office/payouts/{batch}/bookings/{statement}/{line}/reverse", reverse)
        .behind(Permission::PaymentsMatch)
}

type LinePlace = (BankStatementId, u32);

fn bookings_path(id: BatchId) -> String {
    format!("{}/bookings", batch_path(id))
}

fn reverse_path(id: BatchId, (statement, line): LinePlace) -> String {
    format!("{}/{statement}/{line}/reverse", bookings_path(id))
}

fn place_of(statement: &str, line: &str) -> Result<LinePlace, Failure> {
    let statement = BankStatementId::parse(statement).ok_or_else(Failure::not_found)?;
    Ok((statement, line.parse().map_err(|_| Failure::not_found())?))
}

/// A line is the whole batch.
async fn give(visit: Visit, Path(id): Path<String>, typed: Typed) -> Answer {
    let id = batch_id(&id)?;
    let place = place_of(typed.text("statement"), typed.text("line"))?;
    visit.write(move |tx| execute_batch(tx, id, place)).await?;
    Ok(redirect_with_message(&batch_path(id), "office_payouts.told.booked"))
}

fn loaded(view: &View<'_>, id: BatchId, place: LinePlace) -> Result<Execution, Failure> {
    view.require(Permission::PaymentsMatch)?;
    payments::batch(view, id).ok_or_else(Failure::not_found)?;
    let found = executions(view, id).into_iter().find(|(known, _)| *known == place);
    found.map(|(_, execution)| execution).ok_or_else(Failure::not_found)
}

async fn show(visit: Visit, Path((id, statement, line)): Path<(String, String, String)>) -> Answer {
    let (id, place) = (batch_id(&id)?, place_of(&statement, &line)?);
    let execution = visit.read(|view| loaded(view, id, place))?;
    frame::show(&visit, &reverse_page(&visit, id, place, execution.amount, "", &Complaints::default()))
}

async fn reverse(visit: Visit, Path((id, statement, line)): Path<(String, String, String)>, typed: Typed) -> Answer {
    let (id, place) = (batch_id(&id)?, place_of(&statement, &line)?);
    let reason = typed.text("reason").to_owned();
    let Err(failure) = visit.write(move |tx| reverse_execution(tx, id, place, &reason)).await else {
        return Ok(redirect_with_message(&batch_path(id), "office_payouts.told.unbooked"));
    };
    let complaints = Complaints::of(visit.language, failure)?;
    let execution = visit.read(|view| loaded(view, id, place))?;
    frame::refuse(&visit, &reverse_page(&visit, id, place, execution.amount, typed.text("reason"), &complaints))
}

fn reverse_page(
    visit: &Visit,
    id: BatchId,
    place: LinePlace,
    amount: Money,
    reason: &str,
    complaints: &Complaints,
) -> Page {
    let (language, number) = (visit.language, batch_number(id));
    let deed = Deed {
        title: text!(language, "office_payouts.reverse.title"),
        lead: None,
        what: vec![text!(
            language,
            "office_payouts.reverse.what",
            amount = texts::money(language, amount),
            line = line_name(language, place),
            number = number
        )],
        reason: Some(Reason { label: text!(language, "office_payouts.cancel.reason"), hint: None, typed: reason }),
        action: reverse_path(id, place),
        confirm: text!(language, "office_payouts.reverse.confirm"),
        back: Link::new(text!(language, "office_payouts.sheet.title", number = number), batch_path(id)),
    };
    deed_page(visit, deed, complaints)
}

fn line_name(language: Language, (statement, line): LinePlace) -> String {
    text!(language, "office_payouts.bookings.line", statement = bank_statement_number(statement), line = line)
}

/// Nothing as long as the file has not left.
pub fn bookings_section(view: &View<'_>, visit: &Visit, id: BatchId, batch: &Batch) -> Result<Markup, Failure> {
    if !batch.state.has_left() {
        return Ok(html! {});
    }
    let (language, booked) = (visit.language, executions(view, id));
    let may_match = view.may(Permission::PaymentsMatch);
    let possible = if may_match { possible_lines(view, id)? } else { Vec::new() };
    let payee = |place: u32| {
        let transfer = batch.transfers.get(usize::try_from(place).ok()?)?;
        Some(partner_name(view, transfer.partner))
    };
    let row = |(place, execution): &(LinePlace, Execution)| {
        let (meaning, what) = match &execution.part {
            ExecutionPart::Whole => (Meaning::Good, text!(language, "office_payouts.bookings.whole")),
            ExecutionPart::One(one) => (Meaning::Good, payee(*one).unwrap_or_default()),
            ExecutionPart::Returned(one, reason) => {
                let (name, reason) = (payee(*one).unwrap_or_default(), reason.clone());
                (Meaning::Bad, text!(language, "office_payouts.bookings.returned", name = name, reason = reason))
            }
        };
        let how = if execution.by_itself {
            text!(language, "office_payouts.bookings.by_itself")
        } else {
            text!(language, "office_payouts.bookings.by_hand")
        };
        let undo = Link::new(text!(language, "office_payouts.bookings.undo"), reverse_path(id, *place));
        vec![
            text_link(&Link::new(line_name(language, *place), line_path(place.0, place.1))),
            state(meaning, &what),
            html! { (how) },
            figure(&texts::money(language, execution.amount)),
            if may_match {
                text_link(&undo)
            } else {
                html! {}
            },
        ]
    };
    let column = |name: &str| text!(language, &format!("office_payouts.bookings.{name}"));
    let shown = Table {
        caption: text!(language, "office_payouts.sheet.bookings"),
        columns: vec![
            Column::text(column("where")),
            Column::state(column("what")),
            Column::text(column("how")),
            Column::figure(text!(language, "office_payouts.column.amount")),
            Column::text(column("deed")),
        ],
        rows: booked.iter().map(|one| Row::new(row(one))).collect(),
        ..Table::default()
    };
    let lead = match batch.state {
        BatchState::Confirmed => text!(language, "office_payouts.bookings.confirmed"),
        _ if booked.is_empty() => text!(language, "office_payouts.bookings.none"),
        _ => text!(language, "office_payouts.bookings.some"),
    };
    Ok(section_with(&Section {
        heading: text!(language, "office_payouts.sheet.bookings"),
        lead: Some(lead),
        action: None,
        body: html! {
            @if !booked.is_empty() { (table(language, &shown)) }
            @for (place, line) in &possible {
                (notice(&Notice {
                    meaning: Meaning::Information,
                    sentence: text!(
                        language,
                        "office_payouts.bookings.possible",
                        line = line_name(language, *place),
                        day = texts::day(language, line.booked_on)
                    ),
                    more: Some(html! {
                        (two_lines(&line.counterparty, &line.text))
                        (post_button(&PostButton {
                            label: text!(language, "office_payouts.bookings.give"),
                            action: &bookings_path(id),
                            csrf: visit.csrf(),
                            loudness: Loudness::Quiet,
                            hidden: vec![("statement", place.0.to_string()), ("line", place.1.to_string())],
                        }))
                    }),
                }))
            }
        },
    }))
}
