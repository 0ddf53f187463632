//! Worked examples inside a plan: a small tree, few sales, and what must come out.

use crate::business::commissions::SaleKind;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    pub title: String,
    /// The line in the file, for whoever has to mend it.
    pub line: u32,
    pub people: Vec<ExamplePerson>,
    pub sales: Vec<ExampleSale>,
    /// All lines that must come out, in no particular order.
    pub lines: Vec<ExampleLine>,
    pub breakage_cents: i64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExamplePerson {
    pub name: String,
    /// The place of the sponsor among the people.
    pub sponsor: Option<usize>,
    /// Points that count into every volume of own points; they carry no commission.
    pub points_hundredths: i64,
    pub left: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleSale {
    /// The place of the one whose sale it is.
    pub seller: usize,
    /// Retail or own.
    pub kind: SaleKind,
    /// Negative for goods that came back.
    pub base_cents: i64,
    pub points_hundredths: i64,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ExampleLine {
    pub bonus: String,
    pub level: u16,
    pub to: String,
    pub amount_cents: i64,
}
