//! The sheet with which somebody walks along the shelves: by place and lot, each line with a box to tick.

use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::length::Length;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Day, Instant, Language};

pub struct PickSheet<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub order_number: String,
    pub ordered_on: Day,
    pub receiver: String,
    /// Paid, on account, or what it waits for.
    pub payment: String,
    /// What the buyer asked for.
    pub note: String,
    /// Rows of one place follow each other.
    pub rows: Vec<PickRow>,
    pub created_at: Instant,
}

pub struct PickRow {
    pub place: String,
    pub sku: String,
    pub name: String,
    pub quantity: u32,
    pub lot: String,
    pub best_before: Option<Day>,
}

pub fn pick_list(sheet: &PickSheet) -> Result<Document, PrintError> {
    let language = sheet.language;
    let title = text!(language, "print.pick_list.title", number = sheet.order_number);
    let particulars = Particulars {
        name: format!("{}-{}.pdf", text!(language, "print.pick_list.file"), sheet.order_number),
        title: title.clone(),
        language,
        created_at: sheet.created_at,
    };
    produce(&sheet.head, &particulars, |fonts, logo| pages(sheet, fonts, logo, &title))
}

fn pages(sheet: &PickSheet, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = sheet.language;
    let mut letter = Letter::begin(fonts, sheet.head.firm, logo, language, title);
    letter.title_of_sheet(title);
    let pieces: i64 = sheet.rows.iter().map(|row| i64::from(row.quantity)).sum();
    letter.facts(
        &[
            (text!(language, "print.pick_list.receiver"), sheet.receiver.clone()),
            (text!(language, "print.delivery_note.ordered_on"), texts::day(language, sheet.ordered_on)),
            (text!(language, "print.pick_list.pieces"), texts::number(language, pieces)),
            (text!(language, "office_orders.fact.payment"), sheet.payment.clone()),
            (text!(language, "print.pick_list.note"), sheet.note.clone()),
        ],
        Length::mm(165),
    );
    letter.table(&rows(sheet));
    letter.paragraph(&text!(language, "print.pick_list.picked_by"));
    letter.finish()
}

fn rows(sheet: &PickSheet) -> Table {
    let language = sheet.language;
    let mut rows = Vec::new();
    let mut place: Option<&str> = None;
    for row in &sheet.rows {
        if place != Some(row.place.as_str()) {
            place = Some(&row.place);
            let blank = || Cell::Text(String::new());
            let cells = vec![blank(), Cell::Strong(row.place.clone()), blank(), blank(), blank(), blank()];
            rows.push(Row { cells, is_group: true, carried: None });
        }
        rows.push(Row::of(vec![
            Cell::Box,
            Cell::Text(row.name.clone()),
            Cell::Quiet(row.sku.clone()),
            Cell::Figure(row.lot.clone()),
            Cell::Figure(row.best_before.map_or(String::new(), |day| texts::day_short(language, day))),
            Cell::Strong(texts::number(language, i64::from(row.quantity))),
        ]));
    }
    Table {
        columns: vec![
            Column::left(String::new(), 6),
            Column::rest(text!(language, "print.column.name")),
            Column::left(text!(language, "print.column.sku"), 20),
            Column::left(text!(language, "print.column.lot"), 28),
            Column::left(text!(language, "print.column.best_before"), 22),
            Column::right(text!(language, "print.column.quantity"), 14),
        ],
        rows,
        carry: None,
    }
}
