//! The numbers of sold lines that refunds take back, column by column, and how a refund must stand to its sale in each
//! of them.

use crate::business::commissions::{Asked, BASE, ColumnHolds, FactsOf, Kind, MILLION, Plan, SoldLine, plain_number};
use crate::business::failure::Complaint;

pub struct NumberColumn<'n> {
    pub name: &'n str,
    /// Whether the plan reads it; what is left empty elsewhere says nothing.
    pub is_asked: bool,
    /// A number that says how something is and not how much there is of it, such as a mark: a refund may repeat it.
    pub is_mark: bool,
    pub holds: Holds<'n>,
}

#[derive(Clone, Copy)]
pub enum Holds<'n> {
    /// With the millionths of one coin.
    Base(i64),
    Points,
    Quantity,
    /// Millionths.
    Values(&'n [i64]),
}

impl NumberColumn<'_> {
    /// Millionths; of what takes back, the pieces are negative like everything else.
    pub fn value(&self, lines: &[SoldLine], at: usize) -> i64 {
        let of_line = |value: fn(&SoldLine) -> i64| lines.get(at).map_or(0, value);
        match self.holds {
            Holds::Base(unit) => of_line(|line| line.base).saturating_mul(unit),
            Holds::Points => of_line(|line| line.points).saturating_mul(MILLION / 100),
            Holds::Quantity => {
                of_line(|line| i64::from(line.quantity) * if line.returned { -1 } else { 1 }).saturating_mul(MILLION)
            }
            Holds::Values(values) => values.get(at).copied().unwrap_or(0),
        }
    }

    /// One piece is meant where nothing is said, so that of a single piece nothing need be said.
    fn may_be_empty(&self, sold: i64) -> bool {
        matches!(self.holds, Holds::Quantity) && sold == MILLION
    }
}

/// What is compared of the files of two periods: the numbers that the plan asks for.
pub fn asked_numbers<'n>(plan: &'n Plan, asked: &Asked, facts: &'n FactsOf) -> Vec<NumberColumn<'n>> {
    let column = |name, is_asked, holds| NumberColumn { name, is_asked, is_mark: false, holds };
    let mut columns =
        vec![column(BASE, true, Holds::Base(facts.millionths_per_minor())), column("pv", asked.points, Holds::Points)];
    if asked.quantity {
        columns.push(column("quantity", true, Holds::Quantity));
    }
    let is_number = |name: &str| plan.columns.sales.iter().any(|(known, kind)| known == name && *kind == Kind::Number);
    for given in &facts.sale_columns {
        let name = given.name.as_str();
        let is_further = name == "net" || name != "paid_on" && is_number(name);
        if is_further && given.holds == ColumnHolds::Numbers {
            let is_mark = name != "net" && !asked.amounts.contains(name);
            columns.push(NumberColumn { is_mark, ..column(name, true, Holds::Values(&given.values)) });
        }
    }
    columns
}

/// One number of a refund beside that of its sale: millionths.
#[derive(Clone, Copy)]
pub struct Pair {
    pub sold: i64,
    /// What was taken back before; it has the sign of the sale.
    pub before: i64,
    pub refund: i64,
    /// Whether the refund leaves the cell empty.
    pub is_empty: bool,
}

/// How a refund does not fit its sale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misfit {
    Empty,
    OtherSign,
    /// More than is left of the sale.
    Over,
}

impl Pair {
    /// What is taken back with this refund as well.
    pub fn fit(self, column: &NumberColumn<'_>) -> Result<i64, Misfit> {
        let Pair { sold, before, refund, is_empty } = self;
        if is_empty && (!column.is_asked || sold == 0) {
            return Ok(before);
        }
        if is_empty && !column.may_be_empty(sold) {
            return Err(Misfit::Empty);
        }
        if refund == 0 || (column.is_mark && refund == sold) {
            return Ok(before);
        }
        if sold != 0 && (refund > 0) == (sold > 0) {
            return Err(Misfit::OtherSign);
        }
        let after = i128::from(before) - i128::from(refund);
        match i64::try_from(after) {
            Ok(after) if after.unsigned_abs() <= sold.unsigned_abs() => Ok(after),
            _ => Err(Misfit::Over),
        }
    }

    /// What is wrong, about a sale by its name.
    pub fn complaint(self, misfit: Misfit, column: &NumberColumn<'_>, sale: &str) -> Complaint {
        let key = match (misfit, column.is_mark) {
            (Misfit::Empty, false) => "facts.problem.refund_empty",
            (Misfit::Empty, true) => "facts.problem.refund_mark_empty",
            (Misfit::OtherSign, false) => "facts.problem.refund_sign",
            (Misfit::OtherSign, true) => "facts.problem.refund_mark",
            (Misfit::Over, _) => "facts.problem.refund_over",
        };
        let left = self.sold.saturating_sub(self.before);
        let complaint = Complaint::new(key).with("sale", sale).with("sold", plain_number(self.sold));
        complaint.with("left", plain_number(left))
    }
}
