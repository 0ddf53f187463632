//! What takes back a sale of the same file: it takes its kind and its buyer, and never more than the sale gave. Also
//! that a sale and its line stand there only once.

use crate::business::commissions::SoldLine;
use crate::business::failure::Complaint;
use crate::exchange::facts::names::Names;
use crate::exchange::facts::numbers::{Misfit, NumberColumn, Pair};
use crate::exchange::facts::sales::sale_name;
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::OrderId;

pub struct Refund {
    /// The place of the refund among the lines.
    pub at: usize,
    /// The sale, where it is in the same file; otherwise it was sold in an earlier period.
    pub of: Option<OrderId>,
    /// Whether the row says of which kind the sale was.
    pub kind_given: bool,
    /// The columns of numbers in which it says nothing.
    pub empty: Vec<String>,
}

pub struct Refunds<'r> {
    pub ids: &'r Names,
    /// By the place of the line.
    pub rows: &'r [u64],
    pub numbers: &'r [NumberColumn<'r>],
    pub refunds: &'r [Refund],
}

impl Refunds<'_> {
    /// Which line each refund takes back, both by their places.
    pub fn settle(&self, lines: &mut [SoldLine], problems: &mut FactProblems) -> Vec<(usize, usize)> {
        let mut sorted: Vec<(OrderId, u32, usize)> =
            lines.iter().enumerate().map(|(at, line)| (line.order, line.line, at)).collect();
        sorted.sort_unstable();
        self.name_twice(&sorted, problems);
        let mut taken: Vec<(usize, &Refund)> = Vec::new();
        for refund in self.refunds {
            let Some(order) = refund.of else { continue };
            if let Some(sale) = self.sale_of(refund, order, &sorted, lines, problems) {
                self.check_pair(refund, sale, lines, problems);
                taken.push((sale, refund));
            }
        }
        // In the order of the file, so that the refund that goes too far is the one that is named.
        taken.sort_by_key(|(sale, refund)| (*sale, refund.at));
        for refunds in taken.chunk_by(|(one, _), (two, _)| one == two) {
            self.check_numbers(refunds, lines, problems);
        }
        taken.into_iter().map(|(sale, refund)| (refund.at, sale)).collect()
    }

    fn name_twice(&self, sorted: &[(OrderId, u32, usize)], problems: &mut FactProblems) {
        for pair in sorted.windows(2) {
            if let [(order, line, first), (other, same, second)] = pair
                && (order, line) == (other, same)
                && order.number() != 0
            {
                let complaint = Complaint::new("facts.problem.line_twice").with("line", *line);
                let complaint = complaint.with("row", self.row(*first));
                problems.note(self.problem(*second, "id", self.ids.name(order.number()), complaint));
            }
        }
    }

    /// The line that is taken back: that with the same number, or the only one of the sale.
    fn sale_of(
        &self,
        refund: &Refund,
        order: OrderId,
        sorted: &[(OrderId, u32, usize)],
        lines: &[SoldLine],
        problems: &mut FactProblems,
    ) -> Option<usize> {
        let number = lines.get(refund.at)?.line;
        let first = sorted.partition_point(|(known, ..)| *known < order);
        let of_sale = || sorted.iter().skip(first).take_while(|(known, ..)| *known == order);
        let same = of_sale().find(|(_, line, _)| *line == number);
        let only = of_sale().next().filter(|_| of_sale().nth(1).is_none());
        let Some((_, _, found)) = same.or(only) else {
            let complaint = Complaint::new("facts.problem.no_such_line").with("line", number);
            problems.note(self.problem(refund.at, "refund_of", self.ids.name(order.number()), complaint));
            return None;
        };
        if *found == refund.at || lines.get(*found)?.returned {
            let complaint = Complaint::new("facts.problem.refund_of_refund").with("row", self.row(*found));
            problems.note(self.problem(refund.at, "refund_of", self.ids.name(order.number()), complaint));
            return None;
        }
        Some(*found)
    }

    fn check_pair(&self, refund: &Refund, sale: usize, lines: &mut [SoldLine], problems: &mut FactProblems) {
        let (Some(sold), Some(back)) = (lines.get(sale).copied(), lines.get_mut(refund.at)) else { return };
        let of_row = |key: &'static str| Complaint::new(key).with("row", self.row(sale));
        if back.credited_to != sold.credited_to {
            let complaint = of_row("facts.problem.refund_credited");
            problems.note(self.problem(refund.at, "credited_to", "", complaint));
        }
        if back.day < sold.day {
            let complaint = of_row("facts.problem.refund_before_sale");
            problems.note(self.problem(refund.at, "date", &back.day.to_string(), complaint));
        }
        if refund.kind_given && back.kind != sold.kind {
            let complaint = of_row("facts.problem.refund_kind").with("kind", sold.kind.word());
            problems.note(self.problem(refund.at, "kind", back.kind.word(), complaint));
        }
        back.kind = sold.kind;
        back.buyer = back.buyer.or(sold.buyer);
    }

    /// All refunds of a line together, number by number; the first that does not fit is named.
    fn check_numbers(&self, refunds: &[(usize, &Refund)], lines: &[SoldLine], problems: &mut FactProblems) {
        let mut before = vec![0; self.numbers.len()];
        for (sale, refund) in refunds {
            for (column, before) in self.numbers.iter().zip(&mut before) {
                let (sold, value) = (column.value(lines, *sale), column.value(lines, refund.at));
                let is_empty = refund.empty.iter().any(|name| name == column.name);
                let pair = Pair { sold, before: *before, refund: value, is_empty };
                match pair.fit(column) {
                    Ok(after) => *before = after,
                    Err(misfit) => {
                        let complaint = match misfit {
                            Misfit::Over => {
                                Complaint::new("facts.problem.refund_too_large").with("row", self.row(*sale))
                            }
                            _ => pair.complaint(misfit, column, &self.name(*sale, lines)),
                        };
                        return problems.note(self.problem(refund.at, column.name, "", complaint));
                    }
                }
            }
        }
    }

    fn name(&self, at: usize, lines: &[SoldLine]) -> String {
        lines.get(at).map_or_else(String::new, |line| sale_name(self.ids.name(line.order.number()), line.line.into()))
    }

    fn row(&self, at: usize) -> u64 {
        self.rows.get(at).copied().unwrap_or(0)
    }

    fn problem(&self, at: usize, column: &str, value: &str, complaint: Complaint) -> FactProblem {
        FactProblem::at(FactFile::Sales, self.row(at), column, value, complaint)
    }
}
