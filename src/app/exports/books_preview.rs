//! What a month's file of bookings will hold, and what to look at before it is given away.

use std::collections::BTreeSet;

use crate::app::exports::accounting::{Books, entries_of, refused};
use crate::app::exports::book_people::book_people;
use crate::app::exports::{ExportKind, require_export};
use crate::business::failure::Failure;
use crate::business::ledger::{BooksProgram, LedgerAccount, TaxTag, closed_through, postings_of_days};
use crate::business::view::View;
use crate::exchange::accounting::{Leg, names_that_change, pairs};
use crate::values::Period;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BooksPreview {
    pub kind: ExportKind,
    pub bookings: usize,
    /// A booking takes a line for each pair of accounts.
    pub lines: usize,
    /// What all lines come to, in minor units of the firm's currency.
    pub turnover: i64,
    pub people: usize,
    pub is_over: bool,
    pub is_closed: bool,
    /// The chart is made for the taxes of the firm's country.
    pub is_of_home: bool,
    /// Those whose letters the file cannot hold.
    pub changed_names: Vec<String>,
    /// Bookings of sales of which neither books nor document say under which tax they were.
    pub without_tax: usize,
    /// Bookings in other currencies, which are not in the file.
    pub foreign: usize,
}

/// The kind of file that goes with the chart of the firm.
pub const fn kind_of_books(program: BooksProgram) -> ExportKind {
    match program {
        BooksProgram::Datev => ExportKind::Datev,
        BooksProgram::Bmd => ExportKind::Bmd,
    }
}

pub fn books_preview(view: &View<'_>, month: Period) -> Result<BooksPreview, Failure> {
    require_export(view, ExportKind::Datev)?;
    let books = Books::of(view)?;
    let entries = entries_of(view, month, books.currency);
    let (mut lines, mut turnover) = (0, 0);
    for entry in &entries {
        let pairs = pairs(entry, &books.chart).map_err(refused)?;
        lines += pairs.len();
        turnover += pairs.iter().map(|pair| pair.amount).sum::<i64>();
    }
    let is_untold = |leg: &Leg| match leg {
        Leg::Account { key, .. } => {
            key.account == LedgerAccount::Revenue && TaxTag::of_sub_account(key.sub_account).is_none()
        }
        Leg::Sale { .. } => false,
    };
    let without_tax = entries.iter().filter(|entry| entry.legs.iter().any(is_untold)).count();
    let of_days = postings_of_days(view, month.first(), month.last());
    let is_foreign = |currencies: BTreeSet<_>| currencies.iter().any(|currency| *currency != books.currency);
    let foreign = of_days
        .iter()
        .filter(|(_, posting)| is_foreign(posting.lines.iter().map(|line| line.amount.currency()).collect()));
    let foreign = foreign.count();
    let months = [(month, entries)];
    let people = book_people(view, &books.chart, &months).map_err(refused)?;
    let [(_, entries)] = months;
    Ok(BooksPreview {
        kind: kind_of_books(books.settings.chart.program()),
        bookings: entries.len(),
        lines,
        turnover,
        people: people.len(),
        is_over: month.last() < view.today(),
        is_closed: closed_through(view).is_some_and(|through| month.last() <= through),
        is_of_home: books.chart.is_of_home(),
        changed_names: names_that_change(&people),
        without_tax,
        foreign,
    })
}
