//! The extract of the books: every deal that counts for a partner's commission, on broad sheets.

use crate::business::commissions::{Deal, DealState, DealSums, run_number, say_months};
use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Day, Instant, Language, Money, Period};

pub struct ExtractPrint<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub partner_number: String,
    pub partner_name: String,
    pub first: Period,
    pub last: Period,
    pub made_at: Instant,
    pub made_on: Day,
    pub deals: Vec<Deal>,
    pub sums: DealSums,
}

pub fn extract(print: &ExtractPrint) -> Result<Document, PrintError> {
    let language = print.language;
    let title = text!(language, "extract.title_of", months = say_months(language, print.first, print.last));
    let file = text!(language, "print.extract.file");
    let name = format!("{file}-{}-{}-{}.pdf", print.partner_number, print.first, print.last);
    let particulars = Particulars { name, title: title.clone(), language, created_at: print.made_at };
    produce(&print.head, &particulars, |fonts, logo| pages(print, fonts, logo, &title))
}

fn pages(print: &ExtractPrint, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = print.language;
    let mut sheet = Letter::begin_across(fonts, print.head.firm, logo, language, title);
    sheet.title_of_sheet(title);
    sheet.paragraph(&text!(
        language,
        "print.extract.of",
        name = print.partner_name,
        number = print.partner_number,
        day = texts::day(language, print.made_on)
    ));
    sheet.paragraph(&text!(language, "extract.law"));
    if print.deals.is_empty() {
        sheet.paragraph(&text!(language, "extract.empty"));
    } else {
        sheet.table(&table(print));
    }
    let money = |amount: Money| texts::money(language, amount);
    let sum = |key: &'static str, value: String, strong: bool| (text!(language, key), value, strong);
    sheet.sums(&[
        sum("extract.sum.net", money(print.sums.net), false),
        sum("extract.sum.base", money(print.sums.base), false),
        sum("extract.sum.points", texts::points(language, print.sums.points), false),
        sum("extract.sum.commission", money(print.sums.commission), true),
    ]);
    sheet.finish()
}

fn table(print: &ExtractPrint) -> Table {
    let column = |name: &str| text!(print.language, &format!("extract.column.{name}"));
    let mut sum = Money::zero(print.sums.commission.currency());
    let mut rows = Vec::with_capacity(print.deals.len());
    for deal in &print.deals {
        rows.extend(deal_rows(print.language, deal, &mut sum));
    }
    Table {
        columns: vec![
            Column::left(column("day"), 15),
            Column::left(column("order"), 18),
            Column::left(column("customer"), 22),
            Column::rest(column("product")),
            Column::right(column("quantity"), 9),
            Column::right(column("net"), 16),
            Column::right(column("base"), 16),
            Column::right(column("points"), 11),
            Column::left(column("pay"), 37),
            Column::left(column("run"), 11),
            Column::left(column("posted_on"), 15),
            Column::left(column("paid_on"), 15),
            Column::right(column("amount"), 16),
        ],
        rows,
        carry: Some(text!(print.language, "print.carried")),
    }
}

/// One row for each commission of a deal; what belongs to the deal stands in the first of them.
fn deal_rows(language: Language, deal: &Deal, sum: &mut Money) -> Vec<Row> {
    let money = |amount: Money| texts::money(language, amount);
    let day = |day: Option<Day>| day.map_or_else(|| "–".to_owned(), |day| texts::day_short(language, day));
    let mut of_deal = vec![
        Cell::Text(texts::day_short(language, deal.day)),
        Cell::Text(deal.order_line()),
        Cell::Text(deal.counterpart.say(language)),
        Cell::Text(product(language, deal)),
        Cell::Figure(texts::number(language, deal.quantity)),
        Cell::Figure(money(deal.net)),
        Cell::Figure(money(deal.base)),
        Cell::Figure(texts::points(language, deal.points)),
    ];
    if deal.pay.is_empty() {
        let empty = || Cell::Text(String::new());
        of_deal.extend([Cell::Quiet(deal.unpaid(language)), empty(), empty(), empty(), empty()]);
        return vec![Row { cells: of_deal, carried: Some(money(*sum)), is_group: false }];
    }
    let mut rows = Vec::new();
    for pay in &deal.pay {
        *sum += pay.amount;
        let mut cells = std::mem::take(&mut of_deal);
        cells.resize_with(COLUMNS_OF_DEAL, || Cell::Text(String::new()));
        cells.extend([
            Cell::Text(pay.say(language)),
            Cell::Quiet(run_number(pay.run)),
            Cell::Quiet(day(pay.posted_on)),
            Cell::Quiet(day(pay.paid_on)),
            Cell::Figure(money(pay.amount)),
        ]);
        rows.push(Row { cells, carried: Some(money(*sum)), is_group: false });
    }
    rows
}

const COLUMNS_OF_DEAL: usize = 8;

/// What became of a deal is said where something did.
fn product(language: Language, deal: &Deal) -> String {
    if deal.state == DealState::Sold && deal.returns.is_empty() {
        return deal.product.clone();
    }
    format!("{}\n{}", deal.what(language), deal.fate(language))
}
