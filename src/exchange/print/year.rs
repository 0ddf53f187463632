//! A partner's year on one sheet: the months, the kinds of commission, what was paid and what is owed.

use crate::business::commissions::{YearMoney, YearSheet, run_number};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Address, Day, Instant, Language, Money, VatId};

pub struct YearPrint<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub partner_number: String,
    pub partner_address: &'p Address,
    pub vat_id: Option<&'p VatId>,
    pub sheet: &'p YearSheet,
    pub made_on: Day,
    pub made_at: Instant,
}

pub fn year(print: &YearPrint) -> Result<Document, PrintError> {
    let language = print.language;
    let year = print.sheet.year;
    let title = text!(language, "year_sheet.title", year = year.first().year());
    let file = text!(language, "print.year.file");
    let name = format!("{file}-{year}-{}.pdf", print.partner_number);
    let particulars = Particulars { name, title: title.clone(), language, created_at: print.made_at };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &YearPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = print.language;
    let sheet = print.sheet;
    let mut letter = Letter::begin(fonts, print.head.firm, logo, language, title);
    letter.envelope(print.partner_address);
    letter.particulars(&[
        (text!(language, "print.year.made_on"), texts::day(language, print.made_on)),
        (text!(language, "print.statement.partner_number"), print.partner_number.clone()),
        (text!(language, "print.invoice.your_vat_id"), print.vat_id.map_or(String::new(), ToString::to_string)),
    ]);
    letter.title(title);
    if sheet.statements.is_empty() {
        letter.paragraph(&text!(language, "year_sheet.nothing"));
    } else {
        letter.table(&statements(print));
    }
    let money = |amount: Money| texts::money(language, amount);
    let mut sums: Vec<(String, String, bool)> =
        sheet.bonuses.iter().map(|bonus| (bonus.title.get(language).to_owned(), money(bonus.amount), false)).collect();
    sums.push((text!(language, "year_sheet.total"), money(sheet.total), true));
    letter.sums(&sums);
    letter.paragraph(&text!(language, "year_sheet.clawed_back_note", amount = money(sheet.clawed_back)));
    if let Some(of_year) = &sheet.money {
        letter.sums(&money_rows(language, sheet, of_year));
    }
    letter.paragraph(&text!(language, "year_sheet.no_tax"));
    letter.finish()
}

fn statements(print: &YearPrint) -> Table {
    let language = print.language;
    let column = |name: &str| text!(language, &format!("year_sheet.column.{name}"));
    let day = |day: Option<Day>| day.map_or_else(|| "–".to_owned(), |day| texts::day_short(language, day));
    let rows = print.sheet.statements.iter().map(|one| {
        Row::of(vec![
            Cell::Text(texts::period(language, one.period)),
            Cell::Quiet(run_number(one.run)),
            Cell::Text(day(one.posted_on)),
            Cell::Text(day(one.paid_on)),
            Cell::Figure(texts::money(language, one.clawed_back)),
            Cell::Figure(texts::money(language, one.total)),
        ])
    });
    Table {
        columns: vec![
            Column::rest(column("period")),
            Column::left(column("run"), 18),
            Column::left(column("posted_on"), 24),
            Column::left(column("paid_on"), 24),
            Column::right(column("clawed_back"), 28),
            Column::right(column("total"), 28),
        ],
        rows: rows.collect(),
        carry: None,
    }
}

fn money_rows(language: Language, sheet: &YearSheet, of_year: &YearMoney) -> Vec<(String, String, bool)> {
    let money = |amount: Money| texts::money(language, amount);
    let mut rows = vec![
        (text!(language, "year_sheet.owed_before"), money(of_year.owed_before), false),
        (text!(language, "year_sheet.earned"), money(sheet.total), false),
    ];
    if !of_year.vat.is_zero() {
        rows.push((text!(language, "year_sheet.vat"), money(of_year.vat), false));
    }
    rows.push((text!(language, "year_sheet.paid"), money(-of_year.paid), false));
    if !of_year.taken_off.is_zero() {
        rows.push((text!(language, "year_sheet.taken_off"), money(-of_year.taken_off), false));
    }
    rows.push((text!(language, "year_sheet.owed_after"), money(of_year.owed_after), true));
    rows
}
