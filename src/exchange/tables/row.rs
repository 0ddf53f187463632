//! One row: text to values by column name; every problem is noted, and the row goes on being read.

use crate::business::failure::Complaint;
use crate::exchange::tables::{ColumnMap, Problem, unguarded};
use crate::values::{Bic, Country, Currency, Day, Email, Iban, Language, Money, Points, Rate, VatId};

pub struct RowReader<'r> {
    line: u64,
    map: &'r ColumnMap,
    theirs: &'r dyn Fn(&str) -> Option<String>,
    problems: &'r mut Vec<Problem>,
}

impl<'r> RowReader<'r> {
    pub(super) fn new(
        line: u64,
        map: &'r ColumnMap,
        theirs: &'r dyn Fn(&str) -> Option<String>,
        problems: &'r mut Vec<Problem>,
    ) -> RowReader<'r> {
        RowReader { line, map, theirs, problems }
    }

    pub fn line(&self) -> u64 {
        self.line
    }

    /// The text of a column; empty when the file has no such column.
    pub fn text(&self, column: &str) -> String {
        let theirs = |name: &str| (self.theirs)(name);
        let text = self.map.value(column, self.line, &theirs).unwrap_or_default();
        unguarded(text.trim()).to_owned()
    }

    pub fn required(&mut self, column: &str) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() && self.is_there(column) {
            self.complain(column, "", Complaint::new("tables.problem.missing"));
        } else if text.is_empty() {
            self.complain_of_file(column);
        }
        Some(text).filter(|text| !text.is_empty())
    }

    /// Has the file, or its map, this column at all?
    fn is_there(&self, column: &str) -> bool {
        let theirs = |name: &str| (self.theirs)(name);
        self.map.value(column, self.line, &theirs).is_some()
    }

    /// A column that is nowhere is missing once, not in every row.
    fn complain_of_file(&mut self, column: &str) {
        let complaint = Complaint::new("tables.problem.no_column").with("column", column);
        let problem = Problem::at(1, &self.map.source(column), "", complaint);
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    pub fn complain(&mut self, column: &str, value: &str, complaint: Complaint) {
        self.problems.push(Problem::at(self.line, &self.map.source(column), value, complaint));
    }

    /// A value that may be missing: `Some(None)` when it is, `None` when it is wrong.
    pub fn optional<T>(
        &mut self,
        column: &str,
        otherwise: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Option<T>> {
        let text = self.text(column);
        if text.is_empty() {
            return Some(None);
        }
        let value = parse(&text);
        if value.is_none() {
            self.complain(column, &text, Complaint::new(otherwise));
        }
        value.map(Some)
    }

    pub fn parsed<T>(&mut self, column: &str, otherwise: &'static str, parse: impl Fn(&str) -> Option<T>) -> Option<T> {
        let text = self.required(column)?;
        let value = parse(&text);
        if value.is_none() {
            self.complain(column, &text, Complaint::new(otherwise));
        }
        value
    }

    pub fn money(&mut self, column: &str, currency: Currency) -> Option<Money> {
        self.parsed(column, "tables.problem.no_amount", |text| Money::parse_exact(text, currency).ok())
    }

    pub fn optional_money(&mut self, column: &str, currency: Currency) -> Option<Option<Money>> {
        self.optional(column, "tables.problem.no_amount", |text| Money::parse_exact(text, currency).ok())
    }

    pub fn points(&mut self, column: &str) -> Option<Points> {
        Some(
            self.optional(column, "tables.problem.no_number", |text| Points::parse_exact(text).ok())?
                .unwrap_or(Points::ZERO),
        )
    }

    /// Per cent, as in `20` or `4.9`.
    pub fn optional_rate(&mut self, column: &str) -> Option<Option<Rate>> {
        let read = |text: &str| Rate::parse_percent(text).filter(|rate| (Rate::ZERO..=Rate::WHOLE).contains(rate));
        self.optional(column, "tables.problem.no_rate", read)
    }

    /// An amount that is not below zero.
    pub fn optional_amount(&mut self, column: &str, currency: Currency) -> Option<Option<Money>> {
        let amount = self.optional_money(column, currency)?;
        if amount.is_some_and(Money::is_negative) {
            self.complain(column, &self.text(column), Complaint::new("tables.problem.negative"));
            return None;
        }
        Some(amount)
    }

    pub fn number(&mut self, column: &str) -> Option<u32> {
        self.parsed(column, "tables.problem.no_number", |text| text.parse().ok())
    }

    pub fn number_or_zero(&mut self, column: &str) -> Option<u32> {
        Some(self.optional(column, "tables.problem.no_number", |text| text.parse().ok())?.unwrap_or(0))
    }

    pub fn day(&mut self, column: &str) -> Option<Day> {
        self.parsed(column, "tables.problem.no_day", Day::parse)
    }

    pub fn optional_day(&mut self, column: &str) -> Option<Option<Day>> {
        self.optional(column, "tables.problem.no_day", Day::parse)
    }

    pub fn country(&mut self, column: &str) -> Option<Country> {
        self.parsed(column, "tables.problem.no_country", Country::parse)
    }

    pub fn optional_email(&mut self, column: &str) -> Option<Option<Email>> {
        self.optional(column, "tables.problem.no_email", Email::parse)
    }

    pub fn optional_iban(&mut self, column: &str) -> Option<Option<Iban>> {
        self.optional(column, "tables.problem.no_iban", Iban::parse)
    }

    pub fn optional_bic(&mut self, column: &str) -> Option<Option<Bic>> {
        self.optional(column, "tables.problem.no_bic", Bic::parse)
    }

    pub fn optional_vat_id(&mut self, column: &str) -> Option<Option<VatId>> {
        self.optional(column, "tables.problem.no_vat_id", VatId::parse)
    }

    pub fn language(&mut self, column: &str) -> Option<Language> {
        Some(self.optional(column, "tables.problem.no_language", Language::parse)?.unwrap_or_default())
    }

    /// `yes`, `no`; empty means the given answer.
    pub fn yes(&mut self, column: &str, when_empty: bool) -> Option<bool> {
        let read = |text: &str| match text.to_lowercase().as_str() {
            "yes" | "ja" | "1" | "true" | "是" => Some(true),
            "no" | "nein" | "0" | "false" | "否" => Some(false),
            _ => None,
        };
        Some(self.optional(column, "tables.problem.no_yes", read)?.unwrap_or(when_empty))
    }
}
