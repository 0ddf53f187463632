//! The sheet that lies in the parcel: what is inside, without prices.

use crate::exchange::print::document::{Document, Particulars, PrintError, produce};
use crate::exchange::print::fonts::Fonts;
use crate::exchange::print::letter::{Letter, Letterhead};
use crate::exchange::print::logo::Logo;
use crate::exchange::print::paper::Paper;
use crate::exchange::print::table::{Cell, Column, Row, Table};
use crate::text;
use crate::texts;
use crate::values::{Address, Day, Instant, Language};

pub struct DeliveryNote<'p> {
    pub head: Letterhead<'p>,
    pub language: Language,
    pub order_number: String,
    pub ordered_on: Day,
    pub delivery: &'p Address,
    pub customer_number: String,
    /// Carrier and tracking number, as printed; empty when it is fetched.
    pub carrier: String,
    pub tracking_number: String,
    pub lines: Vec<DeliveryLine>,
    /// When it was packed.
    pub packed_at: Instant,
    pub packed_on: Day,
}

pub struct DeliveryLine {
    pub sku: String,
    pub name: String,
    pub quantity: u32,
    /// The maker's batch code; empty where it is not known.
    pub lot: String,
    pub best_before: Option<Day>,
}

pub fn delivery_note(note: &DeliveryNote) -> Result<Document, PrintError> {
    let language = note.language;
    let title = text!(language, "print.delivery_note.title", number = note.order_number);
    let particulars = Particulars {
        name: format!("{}-{}.pdf", text!(language, "print.delivery_note.file"), note.order_number),
        title: title.clone(),
        language,
        created_at: note.packed_at,
    };
    produce(&note.head, &particulars, |fonts, logo| pages(note, fonts, logo, &title))
}

fn pages(note: &DeliveryNote, fonts: &Fonts<'_>, logo: Option<Logo>, title: &str) -> Paper {
    let language = note.language;
    let mut letter = Letter::begin(fonts, note.head.firm, logo, language, title);
    letter.envelope(note.delivery);
    letter.particulars(&[
        (text!(language, "print.order_number"), note.order_number.clone()),
        (text!(language, "print.delivery_note.ordered_on"), texts::day(language, note.ordered_on)),
        (text!(language, "print.delivery_note.packed_on"), texts::day(language, note.packed_on)),
        (text!(language, "print.customer_number"), note.customer_number.clone()),
        (text!(language, "print.delivery_note.carrier"), note.carrier.clone()),
        (text!(language, "print.delivery_note.tracking_number"), note.tracking_number.clone()),
    ]);
    letter.title(title);
    letter.table(&lines(note));
    let pieces: i64 = note.lines.iter().map(|line| i64::from(line.quantity)).sum();
    letter.paragraph(&text!(language, "print.delivery_note.pieces", count = pieces));
    letter.paragraph(&text!(language, "print.delivery_note.check"));
    letter.finish()
}

fn lines(note: &DeliveryNote) -> Table {
    let language = note.language;
    let row = |(position, line): (usize, &DeliveryLine)| {
        Row::of(vec![
            Cell::Quiet((position + 1).to_string()),
            Cell::Quiet(line.sku.clone()),
            Cell::Text(line.name.clone()),
            Cell::Quiet(line.lot.clone()),
            Cell::Quiet(line.best_before.map_or(String::new(), |day| texts::day_short(language, day))),
            Cell::Figure(texts::number(language, i64::from(line.quantity))),
        ])
    };
    Table {
        columns: vec![
            Column::left(text!(language, "print.column.position"), 7),
            Column::left(text!(language, "print.column.sku"), 19),
            Column::rest(text!(language, "print.column.name")),
            Column::left(text!(language, "print.column.lot"), 26),
            Column::left(text!(language, "print.column.best_before"), 22),
            Column::right(text!(language, "print.column.quantity"), 14),
        ],
        rows: note.lines.iter().enumerate().map(row).collect(),
        carry: None,
    }
}
