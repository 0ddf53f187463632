//! One line of a bank statement with everything that the bank tells about it.

use axum::extract::Path;

use crate::business::failure::Failure;
use crate::business::payments::BankLine;
use crate::business::payments::bank::{
    BankStatement, LINES_PER_PAGE, bank_lines_of_page, bank_statement, bank_statement_number,
};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::portals::office::bank::words::{line_kind_word, who};
use crate::portals::office::frame;
use crate::portals::office::subjects::bank_statement_path;
use crate::text;
use crate::texts;
use crate::values::{BankStatementId, Language, Money};
use crate::web::parts::{Fact, Link, Meaning, Tile, facts, section, state, tiles};
use crate::web::{Answer, Page, Routes, Visit};
use maud::html;

pub fn routes() -> Routes {
    Routes::new().page("/office/bank/{statement}/lines/{line}", show).behind(Permission::PaymentsView)
}

pub fn line_path(statement: BankStatementId, number: u32) -> String {
    format!("{}/lines/{number}", bank_statement_path(statement))
}

async fn show(visit: Visit, Path((statement, number)): Path<(String, String)>) -> Answer {
    let id = BankStatementId::parse(&statement).ok_or_else(Failure::not_found)?;
    let number: u32 = number.parse().map_err(|_| Failure::not_found())?;
    let (statement, line) = visit.read(|view| found(view, id, number))?;
    frame::show(&visit, &line_page(visit.language, id, &statement, number, &line))
}

fn found(view: &View<'_>, id: BankStatementId, number: u32) -> Result<(BankStatement, BankLine), Failure> {
    view.require(Permission::PaymentsView)?;
    let statement = bank_statement(view, id).ok_or_else(Failure::not_found)?;
    let per_page = u32::try_from(LINES_PER_PAGE).unwrap_or(u32::MAX);
    let page = number.checked_sub(1).ok_or_else(Failure::not_found)? / per_page;
    let line = bank_lines_of_page(view, id, page).into_iter().find(|(known, _)| *known == number);
    line.map(|(_, line)| (statement, line)).ok_or_else(Failure::not_found)
}

fn line_page(language: Language, id: BankStatementId, statement: &BankStatement, number: u32, line: &BankLine) -> Page {
    let tile = |key: &'static str, figure: String| Tile { label: text!(language, key), figure, ..Tile::default() };
    let of = bank_statement_number(id);
    let open = statement.kind.counts().then(|| state(Meaning::Neutral, &text!(language, "bank_desk.state.open")));
    Page {
        title: text!(language, "bank_desk.line.title", number = number, statement = of),
        state: open,
        lead: Some(who(language, line)),
        back: Some(Link::new(text!(language, "bank_desk.sheet.title", number = of), bank_statement_path(id))),
        body: html! {
            (tiles(&[
                tile("bank_desk.column.amount", texts::signed_money(language, line.amount)),
                tile("bank_desk.column.booked_on", texts::day(language, line.booked_on)),
                tile("bank_desk.column.value_on", texts::day(language, line.value_on)),
            ]))
            (section(&text!(language, "bank_desk.line.told"), facts(&told(language, line))))
        },
        ..Page::default()
    }
}

/// What the bank tells, without what it leaves empty.
fn told(language: Language, line: &BankLine) -> Vec<Fact> {
    let money = |amount: Option<Money>| amount.map(|amount| texts::money(language, amount)).unwrap_or_default();
    let batch = line.batch.as_ref();
    let payments = batch.and_then(|batch| batch.payments).map(|count| texts::number(language, i64::from(count)));
    let kind = line_kind_word(language, line.kind);
    let reason = line.returned.as_ref().map_or(String::new(), |reason| reason.as_str().to_owned());
    let all = [
        ("who", line.counterparty.clone()),
        ("on_behalf_of", line.on_behalf_of.clone()),
        ("iban", line.iban.as_ref().map_or(line.account.clone(), |iban| iban.grouped())),
        ("bic", line.bic.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("text", line.text.clone()),
        ("end_to_end", line.end_to_end.clone()),
        ("reference", line.reference.clone()),
        ("mandate", line.mandate.clone()),
        ("creditor_id", line.creditor_id.clone()),
        ("returned", reason),
        ("original", money(line.original)),
        ("charges", money(line.charges)),
        ("batch", batch.map(|batch| batch.message_id.clone()).unwrap_or_default()),
        ("payments", payments.unwrap_or_default()),
        ("line_kind", if line.code.is_empty() { kind } else { format!("{kind} ({})", line.code) }),
        ("booking_text", line.booking_text.clone()),
        ("bank_ref", line.bank_ref.clone()),
    ];
    let told = all.into_iter().filter(|(_, words)| !words.is_empty());
    told.map(|(name, words)| Fact::words(text!(language, &format!("bank_desk.column.{name}")), &words)).collect()
}
