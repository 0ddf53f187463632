//! Bookings as BMD NTCS takes them: a CSV file whose headings say what stands in each column.
//!
//! No public rules judge such a file. Headings and codes are those that exporters of other makers write; where these
//! disagree, the firm chooses.

use crate::business::ledger::{BmdColumns, BmdTaxSign, BmdTerms};
use crate::exchange::accounting::{Chart, ChartError, Entry, EntryKind, Pair, Taxed, pairs};
use crate::exchange::shipping::Encoding;
use crate::values::{Day, Period};

/// What one file holds: the bookings of one month.
pub struct BmdBatch<'b> {
    pub terms: BmdTerms,
    pub chart: &'b Chart,
    pub entries: &'b [Entry],
}

const LONG: &str = "satzart;konto;gkonto;belegnr;belegdatum;buchsymbol;buchcode;prozent;steuercode;betrag;steuer;text";
const SHORT: &str = "satzart;konto;gkto;belegnr;belegdat;symbol;bucod;mwst;steucod;betrag;steuer;text";

const TEXT_MAX: usize = 60;

/// `BMD_Buchungen_2026-11.csv`.
pub fn bmd_name(month: Period) -> String {
    format!("BMD_Buchungen_{month}.csv")
}

/// The file as BMD takes it: Windows-1252, CRLF, decimal commas.
pub fn bmd_file(batch: &BmdBatch<'_>) -> Result<Vec<u8>, ChartError> {
    let headings = match batch.terms.columns {
        BmdColumns::Long => LONG,
        BmdColumns::Short => SHORT,
    };
    let mut out = format!("{headings}\r\n");
    for entry in batch.entries {
        // A posting that takes another back is booked the other way round, as it is in our books.
        let as_booked = Entry { reverses: false, ..entry.clone() };
        for pair in pairs(&as_booked, batch.chart)? {
            out.push_str(&line(batch, entry, &pair));
        }
    }
    Ok(Encoding::Windows1252.encode(&out))
}

fn line(batch: &BmdBatch<'_>, entry: &Entry, pair: &Pair) -> String {
    let turned = batch.chart.is_personal(pair.credit) && !batch.chart.is_personal(pair.debit);
    // Debit is code 1 and positive, credit is code 2 and negative.
    let (account, counter, code, amount) =
        if turned { (pair.credit, pair.debit, "2", -pair.amount) } else { (pair.debit, pair.credit, "1", pair.amount) };
    let (percent, tax_code, tax) = match pair.taxed {
        Some(Taxed { sold, tax, key: Some(key) }) => {
            let tax = match batch.terms.tax_sign {
                BmdTaxSign::AsBooked => tax,
                BmdTaxSign::AsAmount => tax.abs() * amount.signum(),
            };
            (sold.rate.percent().replace('.', ","), key.to_string(), tax)
        }
        _ => ("0".to_owned(), "0".to_owned(), 0),
    };
    let fields = [
        "0".to_owned(),
        account.to_string(),
        counter.to_string(),
        plain(&document(entry)),
        day(batch.terms.columns, entry.day),
        symbol(entry.kind).to_owned(),
        code.to_owned(),
        percent,
        tax_code,
        decimal(amount),
        decimal(tax),
        plain(&entry.text.chars().take(TEXT_MAX).collect::<String>()),
    ];
    format!("{}\r\n", fields.join(";"))
}

const fn symbol(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Invoice => "AR",
        EntryKind::CreditNote => "GS",
        EntryKind::Bank => "BK",
        EntryKind::Other => "UB",
    }
}

/// A posting without a printed number has its own.
fn document(entry: &Entry) -> String {
    if entry.document.is_empty() { format!("B-{}", entry.posting) } else { entry.document.clone() }
}

/// Fields stand without quotes, so that what would end one becomes a blank.
pub(super) fn plain(text: &str) -> String {
    text.chars().map(|sign| if sign.is_control() || matches!(sign, ';' | '"') { ' ' } else { sign }).collect()
}

fn day(columns: BmdColumns, day: Day) -> String {
    match columns {
        BmdColumns::Long => format!("{:02}.{:02}.{:04}", day.day_of_month(), day.month(), day.year()),
        BmdColumns::Short => day.to_string().replace('-', ""),
    }
}

/// `-1234,50`.
fn decimal(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{},{:02}", minor.abs() / 100, minor.abs() % 100)
}
