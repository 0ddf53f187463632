//! Tables that the pages of banks give out as CSV. They have no balances that could be trusted; every row is a line.

use std::collections::BTreeMap;
use std::io::{self, Read};

use crate::business::payments::{BankLine, BatchReference, LineState, StatementDraft, StatementKind};
use crate::exchange::bank::csv_map::{DayForm, DecimalSign, NEEDED, folded};
use crate::exchange::bank::labels::{Label, fill, german, taken_apart};
use crate::exchange::bank::limits::{
    ACCOUNTS_MAX, COLUMNS_MAX, LABELLED_SIGNS_MAX, NAME_SIGNS_MAX, PREAMBLE_LINES_MAX, ROW_BYTES_MAX, TEXT_SIGNS_MAX,
    beginning, bounded, reference,
};
use crate::exchange::bank::taking::Taking;
use crate::exchange::bank::trouble::shown;
use crate::exchange::bank::{BankCsvMap, BankFault, BankTrouble, Take, encoding, presets};
use crate::values::{Bic, Currency, Day, Iban, Money};

/// Reads a table by the given map, or by the preset that knows it.
pub(super) fn read(bytes: &[u8], map: Option<&BankCsvMap>, take: &mut Take<'_>) -> Result<(), BankTrouble> {
    let text = encoding::decoded(bytes).map_err(BankTrouble::of_file)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let table = Table::found(text, map)?;
    let mut take = |piece| take(piece);
    let mut taking = Taking::new(&mut take);
    let runs = runs(text, &table)?;
    let mut open: Option<StatementDraft> = None;
    let mut entry = 0;
    for run in &runs {
        // What belongs to one account makes one statement, wherever in the table it stands.
        if let Some(statement) = open.take_if(|statement| statement.account != run.account) {
            taking.end(statement).map_err(|fault| Taking::trouble(run.line, 0, fault))?;
            entry = 0;
        }
        for record in Rows::from(text, table.separator, run.byte, run.line).take(run.rows) {
            let Record { line, cells, .. } = record?;
            let row = Row { table: &table, cells: &cells };
            if row.is_blank() {
                continue;
            }
            entry += 1;
            let placed = |fault| Taking::trouble(line, 0, fault);
            let bank_line = row.line(entry).map_err(placed)?;
            let statement = open.get_or_insert_with(|| begun(&run.account, bank_line.amount.currency()));
            let day = bank_line.booked_on;
            statement.from = Some(statement.from.map_or(day, |from| from.min(day)));
            statement.to = Some(statement.to.map_or(day, |to| to.max(day)));
            taking.line(statement, bank_line).map_err(placed)?;
        }
    }
    match open {
        Some(statement) => taking.end(statement).map_err(BankTrouble::of_file),
        None => Err(BankTrouble::of_file(BankFault::Empty)),
    }
}

/// Rows of one account that stand together.
struct Run {
    account: String,
    byte: usize,
    line: u64,
    rows: usize,
}

/// The rows of each account together, the accounts in the order in which the table first names them.
fn runs(text: &str, table: &Table<'_>) -> Result<Vec<Run>, BankTrouble> {
    let mut runs: Vec<Run> = Vec::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    for record in Rows::from(text, table.separator, table.first_byte, table.first_row) {
        let Record { line, byte, cells } = record?;
        let row = Row { table, cells: &cells };
        let account = row.text("account").map_or_else(|| table.account.clone(), |text| reference(&text));
        match runs.last_mut() {
            Some(run) if run.account == account || row.is_blank() => run.rows += 1,
            _ if row.is_blank() => {}
            _ => {
                let next = places.len();
                places.entry(account.clone()).or_insert(next);
                runs.push(Run { account, byte, line, rows: 1 });
            }
        }
        if places.len() > ACCOUNTS_MAX {
            return Err(BankTrouble::at(line, 0, BankFault::TooMany));
        }
    }
    runs.sort_by_key(|run| places.get(&run.account).copied());
    Ok(runs)
}

fn begun(account: &str, currency: Currency) -> StatementDraft {
    let mut statement = StatementDraft::new(StatementKind::Table, currency);
    statement.iban = Iban::parse(account);
    account.clone_into(&mut statement.account);
    statement
}

struct Table<'m> {
    map: &'m BankCsvMap,
    headings: Vec<String>,
    separator: u8,
    /// Where the rows begin.
    first_row: u64,
    first_byte: usize,
    /// An account that is named before the headings.
    account: String,
    labels: Vec<(String, Label)>,
}

impl<'m> Table<'m> {
    fn found(text: &str, map: Option<&'m BankCsvMap>) -> Result<Table<'m>, BankTrouble> {
        let separator = separator(text);
        let mut account = String::new();
        let mut first: Option<Vec<String>> = None;
        let mut after = 0;
        for (number, line) in (1_u64..).zip(text.split_inclusive('\n').take(PREAMBLE_LINES_MAX)) {
            let before = after;
            after += line.len();
            let cells = cells_of(line, separator).map_err(|fault| BankTrouble::at(number, 0, fault))?;
            let folded: Vec<String> = cells.iter().map(|cell| folded(cell)).collect();
            let known = match map {
                Some(map) => is_table_of(map, &folded, &cells).then_some(map),
                None => presets().iter().find(|preset| is_table_of(preset, &folded, &cells)),
            };
            if let Some(map) = known {
                let (first_row, first_byte) = if map.has_headings() { (number + 1, after) } else { (number, before) };
                let labels = if map.labels.is_empty() { german() } else { map.labels() };
                let headings = if map.has_headings() { folded } else { vec![String::new(); cells.len()] };
                return Ok(Table { map, headings, separator, first_row, first_byte, account, labels });
            }
            if let Some(iban) = cells.iter().find_map(|cell| Iban::parse(cell)) {
                account = iban.as_str().to_owned();
            }
            if first.is_none() && cells.len() > 2 {
                first = Some(cells);
            }
        }
        let headings = first.unwrap_or_default();
        Err(BankTrouble::of_file(match map {
            Some(map) => BankFault::MissingColumn { column: missing(map, &headings) },
            None => BankFault::UnknownTable { columns: shown(&headings.join(", ")) },
        }))
    }
}

/// The columns of a map that no row of the file begins with.
fn missing(map: &BankCsvMap, headings: &[String]) -> String {
    let folded: Vec<String> = headings.iter().map(|heading| folded(heading)).collect();
    let columns = NEEDED.iter().filter_map(|name| map.columns.get(*name));
    let missing: Vec<String> =
        columns.filter(|column| column.place(&folded).is_none()).map(|column| column.shown()).collect();
    if missing.is_empty() { map.known_by.join(", ") } else { missing.join(", ") }
}

fn is_table_of(map: &BankCsvMap, folded_cells: &[String], cells: &[String]) -> bool {
    if map.has_headings() {
        let is_there = |name: &String| folded_cells.contains(&folded(name));
        let has_needed = NEEDED.iter().filter_map(|name| map.columns.get(*name));
        return map.known_by.iter().all(is_there) && has_needed.into_iter().all(|c| c.place(folded_cells).is_some());
    }
    // Without headings the first row itself must look like one.
    let cell = |name: &str| cells.get(map.columns.get(name)?.place(&[])?);
    let day = |name: &str| cell(name).is_some_and(|text| day_of(text, map.days).is_some());
    let amount = cell("amount").is_some_and(|text| amount_of(text, map.decimal, Currency::EUR).is_ok());
    let iban = !map.columns.contains_key("account") || cell("account").is_some_and(|text| Iban::parse(text).is_some());
    map.width.is_none_or(|width| width == cells.len()) && day("booked_on") && amount && iban
}

struct Row<'t> {
    table: &'t Table<'t>,
    cells: &'t [String],
}

impl Row<'_> {
    fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| cell.trim().is_empty())
    }

    /// What stands in a column; `None` when the table has none, or nothing in it.
    fn text(&self, field: &str) -> Option<String> {
        let place = self.table.map.columns.get(field)?.place(&self.table.headings)?;
        self.cells.get(place).map(|cell| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    }

    fn line(&self, entry: u32) -> Result<BankLine, BankFault> {
        let (map, expected) = (self.table.map, self.table.headings.len());
        let text = |field: &str| self.text(field).unwrap_or_default();
        let code = self.text("currency").or(map.currency.clone()).unwrap_or_default();
        // A row that is cut, or whose quotes are wrong, has its values in other columns.
        if self.cells.len() < expected && NEEDED.iter().any(|field| self.text(field).is_none()) {
            return Err(BankFault::WrongColumns { found: self.cells.len(), expected });
        }
        // A quote that begins nothing swallows the rows up to the next one.
        if self.cells.iter().any(|cell| has_rows(cell, self.table.separator)) {
            return Err(BankFault::WrongColumns { found: self.cells.len(), expected });
        }
        let currency = Currency::parse(&code).ok_or_else(|| BankFault::NoCurrency { value: shown(&code) })?;
        let day = |text: &str| day_of(text, map.days).ok_or_else(|| BankFault::NoDay { value: shown(text) });
        let booked_on = day(&text("booked_on"))?;
        let mut line = BankLine::new(entry, amount_of(&text("amount"), map.decimal, currency)?, booked_on);
        line.value_on = self.text("value_on").map_or(Ok(booked_on), |text| day(&text))?;
        line.booking_text = bounded(&text("booking_text"), NAME_SIGNS_MAX);
        let other_side = if line.amount.is_negative() { "payee" } else { "payer" };
        let counterparty = self.text("counterparty").or_else(|| self.text(other_side)).unwrap_or_default();
        line.counterparty = bounded(&counterparty, NAME_SIGNS_MAX);
        let account = text("iban");
        line.iban = Iban::parse(&account);
        line.account = if line.iban.is_some() { String::new() } else { reference(&account) };
        line.bic = Bic::parse(&text("bic"));
        line.end_to_end = reference(&text("end_to_end"));
        line.mandate = reference(&text("mandate"));
        line.creditor_id = reference(&text("creditor_id"));
        line.reference = reference(&text("reference"));
        line.bank_ref = reference(&text("bank_ref"));
        line.charges = amount_of(&text("charges"), map.decimal, currency).ok().filter(|charges| !charges.is_zero());
        let batch = BatchReference { message_id: reference(&text("batch")), ..BatchReference::default() };
        line.batch = (!batch.message_id.is_empty()).then_some(batch);
        let written = text("text");
        line.text = bounded(&written, TEXT_SIGNS_MAX);
        let labelled = beginning(&written, LABELLED_SIGNS_MAX);
        fill(&mut line, &taken_apart(std::iter::once(labelled), &self.table.labels));
        if let Some(pending) = &map.pending {
            let cell = pending.column.place(&self.table.headings).and_then(|place| self.cells.get(place));
            if cell.is_some_and(|cell| cell.trim().starts_with(&pending.begins)) {
                line.state = LineState::Pending;
            }
        }
        Ok(line)
    }
}

struct Record {
    line: u64,
    /// Where it begins in the text.
    byte: usize,
    cells: Vec<String>,
}

/// The rows from a place on.
struct Rows<'t> {
    reader: csv::Reader<Bounded<'t>>,
    text: &'t str,
    first_byte: usize,
    first_line: u64,
}

impl<'t> Rows<'t> {
    fn from(text: &'t str, separator: u8, first_byte: usize, first_line: u64) -> Rows<'t> {
        let rest = text.get(first_byte..).unwrap_or_default();
        Rows { reader: bounded_reader(rest, separator), text, first_byte, first_line }
    }
}

impl Iterator for Rows<'_> {
    type Item = Result<Record, BankTrouble>;

    fn next(&mut self) -> Option<Self::Item> {
        let last = self.reader.position().line().saturating_sub(1);
        let mut record = csv::StringRecord::new();
        match next_record(&mut self.reader, &mut record) {
            Ok(false) => None,
            Ok(true) => {
                let (line, byte) = record.position().map_or((1, 0), |place| (place.line(), place.byte()));
                let byte = usize::try_from(byte).map_or(self.first_byte, |byte| self.first_byte + byte);
                // The reader stands before the end of the line that it read last, and before empty ones.
                let ends = self.text.get(byte..).unwrap_or_default().bytes();
                let ends: Vec<u8> = ends.take_while(|sign| matches!(sign, b'\r' | b'\n')).collect();
                let lines = ends.iter().map(|sign| u64::from(*sign == b'\n')).sum::<u64>();
                let line = self.first_line + line.saturating_sub(1) + lines;
                let cells = record.iter().map(str::to_owned).collect();
                Some(Ok(Record { line, byte: byte + ends.len(), cells }))
            }
            Err(fault) => Some(Err(BankTrouble::at(self.first_line + last, 0, fault))),
        }
    }
}

/// A text from which a row can be read that is not longer than a row may be.
struct Bounded<'t> {
    rest: &'t [u8],
    left: usize,
}

impl Read for Bounded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.rest.len().min(into.len());
        if count > self.left {
            return Err(io::Error::other("a row without end"));
        }
        let (now, later) = self.rest.split_at(count);
        into.get_mut(..count).unwrap_or_default().copy_from_slice(now);
        self.rest = later;
        self.left -= count;
        Ok(count)
    }
}

fn bounded_reader(text: &str, separator: u8) -> csv::Reader<Bounded<'_>> {
    let mut builder = csv::ReaderBuilder::new();
    let bounded = Bounded { rest: text.as_bytes(), left: 0 };
    builder.delimiter(separator).has_headers(false).flexible(true).from_reader(bounded)
}

/// `false` at the end. How long a row is, and how many cells it has, is looked at before cells are made of it.
fn next_record(reader: &mut csv::Reader<Bounded<'_>>, record: &mut csv::StringRecord) -> Result<bool, BankFault> {
    reader.get_mut().left = ROW_BYTES_MAX;
    match reader.read_record(record) {
        Ok(true) if record.len() > COLUMNS_MAX => Err(BankFault::TooMany),
        Ok(is_there) => Ok(is_there),
        Err(error) if error.is_io_error() => Err(BankFault::TooLong),
        Err(_) => Err(BankFault::WrongBytes),
    }
}

fn cells_of(line: &str, separator: u8) -> Result<Vec<String>, BankFault> {
    let mut record = csv::StringRecord::new();
    next_record(&mut bounded_reader(line, separator), &mut record)?;
    Ok(record.iter().map(str::to_owned).collect())
}

/// What the first lines have most of.
fn separator(text: &str) -> u8 {
    let head = || text.lines().take(PREAMBLE_LINES_MAX).flat_map(str::bytes);
    let count = |sign: u8| head().filter(|byte| *byte == sign).count();
    let most = [b';', b'\t', b','].into_iter().map(|sign| (count(sign), sign));
    // Semicolons and tabs are separators even where amounts have more commas.
    let (semicolons, tabs) = (count(b';'), count(b'\t'));
    match (semicolons, tabs) {
        (0, 0) => b',',
        (0, _) => b'\t',
        _ => most.filter(|(_, sign)| *sign != b',').max_by_key(|(count, _)| *count).map_or(b';', |(_, sign)| sign),
    }
}

/// Whether what stands in a cell behind the end of a line looks like a row.
fn has_rows(cell: &str, separator: u8) -> bool {
    cell.split_once('\n').is_some_and(|(_, after)| after.matches(char::from(separator)).count() > 2)
}

fn day_of(text: &str, form: DayForm) -> Option<Day> {
    let text = text.trim();
    match form {
        DayForm::YearFirst => text.get(..10).and_then(Day::parse).filter(|_| text.contains('-')),
        DayForm::DayFirst => {
            let mut parts = text.split('.');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            let year = if year.len() == 2 { format!("20{year}") } else { year.to_owned() };
            parts.next().is_none().then(|| Day::parse(&format!("{day}.{month}.{year}")))?
        }
    }
}

fn amount_of(text: &str, decimal: DecimalSign, currency: Currency) -> Result<Money, BankFault> {
    let wrong = || BankFault::NoAmount { value: shown(text) };
    let plain: String = text
        .chars()
        .filter(|sign| !matches!(sign, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '€'))
        .map(|sign| if sign == '−' { '-' } else { sign })
        .collect();
    let (decimal, thousands) = match decimal {
        DecimalSign::Comma => (',', '.'),
        DecimalSign::Point => ('.', ','),
    };
    let (whole, fraction) = plain.split_once(decimal).unwrap_or((&plain, ""));
    // With the other sign in another place the table is not the one that the map is for.
    if fraction.contains([decimal, thousands]) || !is_grouped(whole, thousands) {
        return Err(wrong());
    }
    let plain: String = plain.chars().filter(|sign| *sign != thousands).collect();
    Money::parse_exact(&plain.replace(decimal, "."), currency).map_err(|_| wrong())
}

/// Where thousands are kept apart, every group behind the first has three digits.
fn is_grouped(whole: &str, thousands: char) -> bool {
    let mut groups = whole.trim_start_matches(['-', '+']).split(thousands);
    let first = groups.next().unwrap_or_default();
    let mut further = groups.peekable();
    further.peek().is_none() || (matches!(first.len(), 1..=3) && further.all(|group| group.len() == 3))
}
