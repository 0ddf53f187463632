//! DATEV's format EXTF 700: batches of bookings (category 21, version 13).

use crate::business::ledger::BooksSettings;
use crate::exchange::accounting::columns::of_batches;
use crate::exchange::accounting::extf::{Format, Head, Row, digit, shortened};
use crate::exchange::accounting::{Chart, ChartError, Entry, Pair, Taxed, pairs};
use crate::exchange::shipping::Encoding;
use crate::values::{Currency, Day, Instant, Period, VatCategory};

/// What one file holds: the bookings of one month.
pub struct Batch<'b> {
    pub settings: &'b BooksSettings,
    pub chart: &'b Chart,
    pub month: Period,
    pub currency: Currency,
    pub made_at: Instant,
    /// The month is closed: nothing in it changes any more.
    pub is_closed: bool,
    pub entries: &'b [Entry],
}

const COLUMNS: usize = 125;
const DOCUMENT_MAX: usize = 36;
const TEXT_MAX: usize = 60;
const VAT_ID_MAX: usize = 15;
const FORMAT: Format = Format(21, "Buchungsstapel", 13);

/// `EXTF_Buchungsstapel_2026-11.csv`.
pub fn batch_name(month: Period) -> String {
    format!("EXTF_Buchungsstapel_{month}.csv")
}

/// The file as DATEV takes it: Windows-1252, CRLF, texts in quotes.
pub fn batch_file(batch: &Batch<'_>) -> Result<Vec<u8>, ChartError> {
    let &Batch { settings, chart, month, currency, made_at, is_closed, .. } = batch;
    let (day, batched) = (month.first(), Some((month, is_closed)));
    let name = format!("Kontor {month}");
    let head = Head { settings, chart, currency, made_at, day, format: FORMAT, name: &name, batch: batched };
    let mut out = head.line();
    out.push_str(&of_batches().join(";"));
    out.push_str("\r\n");
    for entry in batch.entries {
        for pair in pairs(entry, batch.chart)? {
            out.push_str(&line(batch, entry, &pair).finish());
        }
    }
    Ok(Encoding::Windows1252.encode(&out))
}

/// One line. Personal accounts stand in the column of the account, so that a statement of account reads as one expects.
fn line(batch: &Batch<'_>, entry: &Entry, pair: &Pair) -> Row {
    let turned = batch.chart.is_personal(pair.credit) && !batch.chart.is_personal(pair.debit);
    let (side, account, counter) = if turned { ("H", pair.credit, pair.debit) } else { ("S", pair.debit, pair.credit) };
    let mut row = Row::new(COLUMNS);
    row.plain(1, amount(pair.amount));
    row.text(2, side);
    row.text(3, batch.currency.code());
    row.plain(7, account.to_string());
    row.plain(8, counter.to_string());
    row.plain(10, format!("{:02}{:02}", entry.day.day_of_month(), entry.day.month()));
    row.text(11, &document(entry));
    row.text(14, &shortened(&entry.text, TEXT_MAX));
    if let Some(taxed) = pair.taxed {
        in_the_union(&mut row, entry, taxed);
    }
    row.plain(114, digit(batch.is_closed).to_owned());
    if let Some(day) = entry.service_on {
        row.plain(115, whole_day(day));
        row.plain(116, whole_day(entry.day));
    }
    if let Some(day) = entry.due_on {
        row.plain(117, whole_day(day));
    }
    row.text(118, if entry.reverses { "1" } else { "" });
    row
}

/// What a sale to another member state says besides: its key, and the buyer's number, or the country with its rate.
fn in_the_union(row: &mut Row, entry: &Entry, taxed: Taxed) {
    if let Some(key) = taxed.key {
        row.text(9, &key.to_string());
        row.text(40, taxed.sold.country.code());
        row.plain(41, amount(taxed.sold.rate.millionths() / 100));
    }
    let is_reported = matches!(taxed.sold.category, VatCategory::IntraEu | VatCategory::ReverseCharge);
    if is_reported && !entry.vat_id.is_empty() {
        row.text(40, &shortened(&entry.vat_id, VAT_ID_MAX));
    }
}

/// Belegfeld 1 takes letters, digits and `$ % - /`; a posting without a printed number has its own.
fn document(entry: &Entry) -> String {
    let is_allowed = |sign: &char| sign.is_ascii_alphanumeric() || "$%-/".contains(*sign);
    let printed: String = entry.document.chars().filter(is_allowed).take(DOCUMENT_MAX).collect();
    if printed.is_empty() { format!("B-{}", entry.posting) } else { printed }
}

/// `1234,50`, always with two digits behind the comma.
fn amount(minor: i64) -> String {
    format!("{},{:02}", minor / 100, minor % 100)
}

fn whole_day(day: Day) -> String {
    format!("{:02}{:02}{:04}", day.day_of_month(), day.month(), day.year())
}
