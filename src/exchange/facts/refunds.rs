//! What takes back a sale of the same file: it takes its kind, and never more than the sale gave. Also that a sale and
//! its line stand there only once.

use crate::business::commissions::SoldLine;
use crate::business::failure::Complaint;
use crate::exchange::facts::names::Names;
use crate::exchange::facts::{FactFile, FactProblem, FactProblems};
use crate::values::OrderId;

pub struct Refund {
    /// The place of the refund among the lines.
    pub at: usize,
    /// The sale, where it is in the same file; otherwise it was sold in an earlier period.
    pub of: Option<OrderId>,
    /// Whether the row says of which kind the sale was.
    pub kind_given: bool,
}

pub struct Refunds<'r> {
    pub ids: &'r Names,
    /// By the place of the line.
    pub rows: &'r [u64],
    pub nets: &'r [i64],
    pub refunds: &'r [Refund],
}

/// How much of a line was taken back: base, points, net.
type Taken = [i128; 3];

impl Refunds<'_> {
    /// Which line each refund takes back, both by their places.
    pub fn settle(&self, lines: &mut [SoldLine], problems: &mut FactProblems) -> Vec<(usize, usize)> {
        let mut sorted: Vec<(OrderId, u32, usize)> =
            lines.iter().enumerate().map(|(at, line)| (line.order, line.line, at)).collect();
        sorted.sort_unstable();
        self.name_twice(&sorted, problems);
        let mut taken: Vec<(usize, Taken, usize)> = Vec::new();
        for refund in self.refunds {
            let Some(order) = refund.of else { continue };
            if let Some(sale) = self.sale_of(refund, order, &sorted, lines, problems) {
                let amounts = self.check_pair(refund, sale, lines, problems);
                taken.push((sale, amounts, refund.at));
            }
        }
        // In the order of the file, so that the refund that goes too far is the one that is named.
        taken.sort_by_key(|(sale, _, at)| (*sale, *at));
        for refunds in taken.chunk_by(|(one, ..), (two, ..)| one == two) {
            self.check_sum(refunds, lines, problems);
        }
        taken.into_iter().map(|(sale, _, at)| (at, sale)).collect()
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

    fn check_pair(&self, refund: &Refund, sale: usize, lines: &mut [SoldLine], problems: &mut FactProblems) -> Taken {
        let (Some(sold), Some(back)) = (lines.get(sale).copied(), lines.get_mut(refund.at)) else { return [0; 3] };
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
        let net = self.nets.get(refund.at).copied().unwrap_or(0);
        [-i128::from(back.base), -i128::from(back.points), -i128::from(net)]
    }

    /// All refunds of a line together.
    fn check_sum(&self, refunds: &[(usize, Taken, usize)], lines: &[SoldLine], problems: &mut FactProblems) {
        let Some(sale) = refunds.first().map(|(sale, ..)| *sale) else { return };
        let Some(sold) = lines.get(sale) else { return };
        let net = self.nets.get(sale).copied().unwrap_or(0);
        let limits: Taken = [i128::from(sold.base), i128::from(sold.points), i128::from(net)];
        let mut sums: Taken = [0; 3];
        for (_, taken, at) in refunds {
            for (sum, amount) in sums.iter_mut().zip(taken) {
                *sum += amount;
            }
            let over =
                ["cv", "pv", "net"].into_iter().zip(sums.iter().zip(limits)).find(|(_, (sum, most))| *sum > most);
            if let Some((column, _)) = over {
                let complaint = Complaint::new("facts.problem.refund_too_large").with("row", self.row(sale));
                return problems.note(self.problem(*at, column, "", complaint));
            }
        }
    }

    fn row(&self, at: usize) -> u64 {
        self.rows.get(at).copied().unwrap_or(0)
    }

    fn problem(&self, at: usize, column: &str, value: &str, complaint: Complaint) -> FactProblem {
        FactProblem::at(FactFile::Sales, self.row(at), column, value, complaint)
    }
}
