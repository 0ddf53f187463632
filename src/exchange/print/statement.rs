//! What a partner has earned in a period, line by line with its reason.

use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Address, Day, Iban, Instant, Language, Money, Period, Rate, VatId};

pub struct StatementPrint<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub partner_number: String,
    pub partner_address: &'p Address,
    pub vat_id: Option<&'p VatId>,
    /// As printed and filed, such as `2026-10 P-1004`.
    pub number: String,
    pub period: Period,
    pub posted_on: Day,
    pub posted_at: Instant,
    pub rows: Vec<StatementRow>,
    /// What the total is made of, in the order in which it is printed.
    pub summary: Vec<SummaryRow>,
    pub total: Money,
    /// On the self-billing credit notes of the statement; paid beside the total.
    pub vat: Option<Money>,
    pub payout: Payout<'p>,
    /// What becomes of the balance where not all of it goes to the bank: each part with its name, the transfer last.
    pub parts: Vec<(String, Money)>,
}

/// What becomes of the total.
#[derive(Clone, Copy)]
pub enum Payout<'p> {
    /// It stands in a file for the bank, to be carried out on this day, with what earlier periods left.
    Paid {
        amount: Money,
        iban: &'p Iban,
        day: Day,
    },
    Coming {
        amount: Money,
        iban: &'p Iban,
    },
    /// We do not know where to send it.
    NoAccount,
    /// There is nothing to pay.
    Nothing,
}

/// All lines of one kind together.
pub struct SummaryRow {
    pub label: String,
    pub lines: u32,
    pub base: Option<Money>,
    pub amount: Money,
}

pub struct StatementRow {
    pub day: Option<Day>,
    /// The order or the partner that it comes from.
    pub source: String,
    /// Why it is paid, in a sentence.
    pub reason: String,
    pub base: Option<Money>,
    pub rate: Option<Rate>,
    pub amount: Money,
}

pub fn statement(print: &StatementPrint) -> Result<Document, PrintError> {
    let language = print.language;
    let period = texts::period(language, print.period);
    let title = text!(language, "print.statement.title", period = period);
    let name = format!("{}-{}-{}.pdf", text!(language, "print.statement.file"), print.period, print.partner_number);
    let particulars = Particulars { name, title: title.clone(), language, created_at: print.posted_at };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &StatementPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = print.language;
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(print.partner_address);
    letter.particulars(&[
        (text!(language, "print.statement.number"), print.number.clone()),
        (text!(language, "print.statement.posted_on"), texts::day(language, print.posted_on)),
        (text!(language, "print.statement.partner_number"), print.partner_number.clone()),
        (text!(language, "print.invoice.your_vat_id"), print.vat_id.map_or(String::new(), ToString::to_string)),
    ]);
    letter.title(title);
    if print.rows.is_empty() {
        letter.paragraph(&text!(language, "print.statement.nothing"));
    } else {
        letter.table(&summary(print));
    }
    let money = |amount: Money| texts::money(language, amount);
    let mut sums = vec![(text!(language, "print.statement.total"), money(print.total), true)];
    if let Some(vat) = print.vat.filter(|vat| !vat.is_zero()) {
        sums.push((text!(language, "payments_out.part.vat"), money(vat), false));
        sums.push((text!(language, "print.sum.gross"), money(print.total + vat), true));
    }
    let last = print.parts.len();
    sums.extend((1..).zip(&print.parts).map(|(place, (label, amount))| (label.clone(), money(*amount), place == last)));
    letter.sums(&sums);
    letter.paragraph(&payout(print));
    if !print.rows.is_empty() {
        letter.paragraph(&text!(language, "print.statement.rounding"));
        letter.heading(&text!(language, "print.statement.lines", count = print.rows.len()));
        letter.table(&rows(print));
    }
    letter.finish()
}

/// What becomes of the total, in a sentence.
fn payout(print: &StatementPrint) -> String {
    let language = print.language;
    let money = |amount: Money| texts::money(language, amount);
    match print.payout {
        Payout::Paid { amount, iban, day } => text!(
            language,
            "print.statement.paid_out",
            amount = money(amount),
            day = texts::day(language, day),
            iban = iban.grouped()
        ),
        Payout::Coming { amount, iban } => {
            text!(language, "print.statement.coming", amount = money(amount), iban = iban.grouped())
        }
        Payout::NoAccount => text!(language, "print.statement.no_account"),
        Payout::Nothing => text!(language, "print.statement.nothing_due"),
    }
}

/// First of all, and on one page: what the total is made of.
fn summary(print: &StatementPrint) -> Table {
    let language = print.language;
    let money = |amount: Money| texts::money(language, amount);
    let row = |row: &SummaryRow| {
        Row::of(vec![
            Cell::Text(row.label.clone()),
            Cell::Figure(texts::number(language, i64::from(row.lines))),
            Cell::Figure(row.base.map_or(String::new(), money)),
            Cell::Figure(money(row.amount)),
        ])
    };
    Table {
        columns: vec![
            Column::rest(text!(language, "print.column.bonus")),
            Column::right(text!(language, "print.column.lines"), 18),
            Column::right(text!(language, "print.column.base"), 28),
            Column::right(text!(language, "print.column.amount"), 28),
        ],
        rows: print.summary.iter().map(row).collect(),
        carry: None,
    }
}

fn rows(print: &StatementPrint) -> Table {
    let language = print.language;
    let money = |amount: Money| texts::money(language, amount);
    let mut sum = Money::zero(print.total.currency());
    let mut rows = Vec::new();
    for row in &print.rows {
        sum += row.amount;
        rows.push(Row {
            cells: vec![
                Cell::Quiet(row.day.map_or(String::new(), |day| texts::day_short(language, day))),
                Cell::Text(row.source.clone()),
                Cell::Text(row.reason.clone()),
                Cell::Figure(row.base.map_or(String::new(), money)),
                Cell::Figure(row.rate.map_or(String::new(), |rate| texts::percent(language, rate))),
                Cell::Figure(money(row.amount)),
            ],
            carried: Some(money(sum)),
            is_group: false,
        });
    }
    Table {
        columns: vec![
            Column::left(text!(language, "print.column.day"), 19),
            Column::left(text!(language, "print.column.source"), 24),
            Column::rest(text!(language, "print.column.reason")),
            Column::right(text!(language, "print.column.base"), 22),
            Column::right(text!(language, "print.column.rate"), 14),
            Column::right(text!(language, "print.column.amount"), 23),
        ],
        rows,
        carry: Some(text!(language, "print.carried")),
    }
}
