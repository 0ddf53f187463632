//! How the table of a bank names its columns: presets of banks in `assets/banks`, and maps that somebody writes.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::exchange::bank::labels::Label;

/// A map of columns. A column is named by its heading, by several of which the first that is there counts, or by
/// its number from 1 in a table without headings.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankCsvMap {
    /// Whose table it is.
    pub name: String,
    /// Headings by which the table is known.
    #[serde(default)]
    pub known_by: Vec<String>,
    /// How many columns a table without headings has.
    #[serde(default)]
    pub width: Option<usize>,
    pub columns: BTreeMap<String, Column>,
    #[serde(default)]
    pub days: DayForm,
    #[serde(default)]
    pub decimal: DecimalSign,
    /// The currency where no column says it.
    #[serde(default)]
    pub currency: Option<String>,
    /// By which rows are told that are not booked yet.
    #[serde(default)]
    pub pending: Option<Pending>,
    /// Words inside the text, and which of our fields follows each.
    #[serde(default)]
    pub labels: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Column {
    Number(usize),
    Heading(String),
    Headings(Vec<String>),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum DayForm {
    /// `02.03.2026`, `02.03.26`.
    #[default]
    #[serde(rename = "day.month.year")]
    DayFirst,
    /// `2026-03-02`.
    #[serde(rename = "year-month-day")]
    YearFirst,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum DecimalSign {
    /// `1.234,56`.
    #[default]
    #[serde(rename = "comma")]
    Comma,
    /// `1234.56`, `1,234.56`.
    #[serde(rename = "point")]
    Point,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pending {
    pub column: Column,
    pub begins: String,
}

/// The map itself cannot be read; the text is the reader's own, with line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankCsvMapError(pub String);

/// What a column can mean. `payer` and `payee` are the other side where the bank names both.
const FIELDS: [&str; 19] = [
    "account",
    "booked_on",
    "value_on",
    "amount",
    "currency",
    "booking_text",
    "counterparty",
    "payer",
    "payee",
    "iban",
    "bic",
    "text",
    "end_to_end",
    "mandate",
    "creditor_id",
    "reference",
    "bank_ref",
    "batch",
    "charges",
];
/// Without these a row is no line.
pub(super) const NEEDED: [&str; 2] = ["booked_on", "amount"];

const PRESETS: [&str; 8] = [
    include_str!("../../../assets/banks/sparkasse.toml"),
    include_str!("../../../assets/banks/vr-bank.toml"),
    include_str!("../../../assets/banks/ing.toml"),
    include_str!("../../../assets/banks/dkb.toml"),
    include_str!("../../../assets/banks/n26.toml"),
    include_str!("../../../assets/banks/george.toml"),
    include_str!("../../../assets/banks/elba.toml"),
    include_str!("../../../assets/banks/bawag.toml"),
];

/// The tables of banks that are known without a map.
pub fn presets() -> &'static [BankCsvMap] {
    static READ: LazyLock<Vec<BankCsvMap>> =
        LazyLock::new(|| PRESETS.iter().filter_map(|text| BankCsvMap::read(text).ok()).collect());
    &READ
}

impl BankCsvMap {
    pub fn read(text: &str) -> Result<BankCsvMap, BankCsvMapError> {
        let map: BankCsvMap = toml::from_str(text).map_err(|error| BankCsvMapError(error.to_string()))?;
        let wrong = |what: &str| Err(BankCsvMapError(what.to_owned()));
        if let Some(name) = map.columns.keys().find(|name| !FIELDS.contains(&name.as_str())) {
            return wrong(name);
        }
        if let Some(name) = NEEDED.iter().find(|name| !map.columns.contains_key(**name)) {
            return wrong(name);
        }
        if let Some(name) = map.labels.values().find(|name| Label::of_field(name).is_none()) {
            return wrong(name);
        }
        Ok(map)
    }

    /// A table without headings names its columns by number.
    pub(super) fn has_headings(&self) -> bool {
        !self.columns.values().all(|column| matches!(column, Column::Number(_)))
    }

    pub(super) fn labels(&self) -> Vec<(String, Label)> {
        let own = self.labels.iter().filter_map(|(word, field)| Some((word.clone(), Label::of_field(field)?)));
        own.collect()
    }
}

impl Column {
    /// The place of the column in a table with these headings, which are folded already.
    pub(super) fn place(&self, headings: &[String]) -> Option<usize> {
        let place_of = |name: &String| headings.iter().position(|heading| *heading == folded(name));
        match self {
            Column::Number(number) => number.checked_sub(1),
            Column::Heading(name) => place_of(name),
            Column::Headings(names) => names.iter().find_map(place_of),
        }
    }

    pub(super) fn shown(&self) -> String {
        match self {
            Column::Number(number) => number.to_string(),
            Column::Heading(name) => name.clone(),
            Column::Headings(names) => names.join(" / "),
        }
    }
}

/// Headings are compared without regard to case, blanks at the ends and the way umlauts are written.
pub(super) fn folded(heading: &str) -> String {
    let lower = heading.trim().to_lowercase();
    [("ä", "ae"), ("ö", "oe"), ("ü", "ue"), ("ß", "ss")].iter().fold(lower, |text, (from, to)| text.replace(from, to))
}
