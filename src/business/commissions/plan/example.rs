//! Worked examples inside a plan: a small tree, few sales, and what must come out.

use crate::business::commissions::SaleKind;
use crate::values::{Day, PeriodKind};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub title: String,
    /// The line in the file, for whoever has to mend it.
    pub line: u32,
    /// The period that is settled, where that is not the period of the plan.
    pub period: Option<PeriodKind>,
    pub people: Vec<ExamplePerson>,
    pub sales: Vec<ExampleSale>,
    /// All lines that must come out, in no particular order.
    pub lines: Vec<ExampleLine>,
    /// What must be known of people.
    pub known: Vec<ExampleKnown>,
    /// What the run must leave to the next one, by key.
    pub left: Vec<ExampleKnown>,
    pub breakage_cents: i64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExamplePerson {
    pub name: String,
    /// The places of others among the people.
    pub sponsor: Option<usize>,
    pub enroller: Option<usize>,
    /// Below whom, and in which leg from 1.
    pub seat: Option<(usize, u8)>,
    /// Points that count into every volume of own points; they carry no commission.
    pub points_hundredths: i64,
    pub left: bool,
    pub customer: bool,
    /// The first day of the period where it is not said.
    pub joined_on: Option<Day>,
    pub flags: Vec<String>,
    /// Further columns.
    pub columns: Vec<(String, ExampleValue)>,
    /// What earlier periods left, by key; ranks by their names.
    pub carry: Vec<(String, ExampleValue)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleSale {
    /// The place of the one whose sale it is, and of the one who bought.
    pub seller: usize,
    pub buyer: Option<usize>,
    pub kind: SaleKind,
    /// The day from which the plan holds, where it is not said.
    pub day: Option<Day>,
    /// Negative for goods that came back.
    pub base_cents: i64,
    pub points_hundredths: i64,
    pub quantity: u32,
    /// Further columns, with the product and the net amount.
    pub columns: Vec<(String, ExampleValue)>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExampleLine {
    pub bonus: String,
    pub level: u16,
    pub to: String,
    pub amount_cents: i64,
}

/// What must be known of a person: the value of a volume, a predicate, or `rank`, `rank_paid`, `rank_achieved`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleKnown {
    pub person: usize,
    pub name: String,
    pub value: ExampleValue,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExampleValue {
    /// Millionths.
    Number(i64),
    Word(String),
    Truth(bool),
}

impl ExampleValue {
    /// As a plan would write it.
    pub fn plain(&self) -> String {
        match self {
            ExampleValue::Number(millionths) => plain_number(*millionths),
            ExampleValue::Word(word) => format!("\"{word}\""),
            ExampleValue::Truth(truth) => truth.to_string(),
        }
    }
}

/// Millionths as a person writes them.
pub fn plain_number(millionths: i64) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let unsigned = millionths.unsigned_abs();
    let text = format!("{sign}{}.{:06}", unsigned / 1_000_000, unsigned % 1_000_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
