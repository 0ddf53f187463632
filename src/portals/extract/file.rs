//! The extract as a table for a spreadsheet, written month by month while it is sent.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use axum::response::Response;

use crate::app::unwritten_file;
use crate::business::commissions::{Deal, DealPay, DealWish, Extract, extract, run_number};
use crate::business::failure::Failure;
use crate::business::view::View;
use crate::portals::extract::ExtractAsked;
use crate::portals::sheet_file::{Cell, SHEET_MARK, sheet_line};
use crate::text;
use crate::texts;
use crate::values::{Language, PartnerId};
use crate::web::{Download, Visit, download_written};

/// It is written from one moment of the data, and as long as that is held, no room in the store is used again.
const GIVING_LONGEST: Duration = Duration::from_secs(30 * 60);

const HEADINGS: [&str; 19] = [
    "day",
    "order",
    "ordered_on",
    "customer",
    "sku",
    "product",
    "quantity",
    "fate",
    "net",
    "base",
    "points",
    "bonus",
    "level",
    "rate",
    "amount",
    "currency",
    "run",
    "posted_on",
    "paid_on",
];

/// Who may have it is asked before the first byte leaves.
pub fn extract_file(visit: &Visit, partner: PartnerId, wanted: &ExtractAsked) -> Result<Response, Failure> {
    let (first, last, wish, language) = (wanted.first, wanted.last, wanted.wish(), visit.language);
    visit.read(|view| extract(view, partner, first, first).map(|_| ()))?;
    let (app, actor) = (Arc::clone(&visit.app), visit.actor.clone());
    let name = format!("{}-{first}-{last}.csv", text!(language, "print.extract.file"));
    let sent = Download { name: &name, mime: "text/csv; charset=utf-8", length: None, longest: GIVING_LONGEST };
    Ok(download_written(&sent, move |out| {
        app.door().read(&actor, |view: &View<'_>| {
            let opened = extract(view, partner, first, last)?.told_in(language);
            write_all(language, &opened, &wish, out).map_err(|error| unwritten_file(&error))
        })
    }))
}

fn write_all(language: Language, opened: &Extract<'_, '_>, wish: &DealWish, out: &mut dyn Write) -> io::Result<()> {
    let headings = HEADINGS.map(|name| Cell::text(text!(language, &format!("extract.column.{name}"))));
    out.write_all(SHEET_MARK.as_bytes())?;
    out.write_all(sheet_line(language, &headings).as_bytes())?;
    let words: Vec<String> = wish.words.split_whitespace().map(str::to_lowercase).collect();
    for month in opened.months() {
        for deal in opened.deals(*month).iter().filter(|deal| wish.fits(deal, &words)) {
            for cells in rows(language, deal) {
                out.write_all(sheet_line(language, &cells).as_bytes())?;
            }
        }
    }
    Ok(())
}

/// One row for each commission. The figures of the deal stand in the first of its rows alone, so that a column can be
/// summed.
fn rows(language: Language, deal: &Deal) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for place in 0..deal.pay.len().max(1) {
        let once = |cell: Cell| if place == 0 { cell } else { Cell::Empty };
        let mut cells = vec![
            Cell::Day(deal.day),
            Cell::text(deal.order_line()),
            Cell::Day(deal.ordered_on),
            Cell::text(deal.counterpart.say(language)),
            Cell::text(&deal.sku),
            Cell::text(deal.what(language)),
            once(Cell::Number(deal.quantity)),
            Cell::text(deal.fate(language)),
            once(Cell::Money(deal.net)),
            once(Cell::Money(deal.base)),
            once(Cell::text(texts::plain_points(language, deal.points))),
        ];
        match deal.pay.get(place) {
            Some(pay) => cells.extend(pay_cells(language, pay)),
            None => {
                cells.extend([Cell::text(deal.unpaid(language)), Cell::Empty, Cell::Empty, Cell::Empty]);
                cells.push(Cell::text(deal.net.currency().code()));
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
        }
        rows.push(cells);
    }
    rows
}

fn pay_cells(language: Language, pay: &DealPay) -> Vec<Cell> {
    vec![
        Cell::text(pay.bonus.get(language)),
        Cell::Number(i64::from(pay.level)),
        pay.rate.map_or(Cell::Empty, |rate| Cell::text(texts::percent(language, rate))),
        Cell::Money(pay.amount),
        Cell::text(pay.amount.currency().code()),
        Cell::text(run_number(pay.run)),
        Cell::maybe_day(pay.posted_on),
        Cell::maybe_day(pay.paid_on),
    ]
}
