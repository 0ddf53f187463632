//! What was sold in a period, read row by row: the month of a large firm does not fit into memory twice.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use crate::business::commissions::facts::SoldLine;
use crate::business::commissions::sales::{each_sale, most_sales};
use crate::business::commissions::{Sale, SaleKind};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::orders::order_number;
use crate::store::Read;
use crate::values::{Currency, OrderId, Period};

/// Room for more lines than these is made when they are there.
const LINES_AT_ONCE_MAX: usize = 8_000_000;

/// An order line.
type Key = (OrderId, u32);

/// Lines as they were noted. Of what came back, the whole row is kept as well: it is little, and more is asked of it.
#[derive(Clone)]
pub(super) struct Sold {
    pub lines: Vec<SoldLine>,
    pub currency: Currency,
    /// Minor units by line; empty where nobody asks for them.
    pub nets: Vec<i64>,
    /// What came back, by the number of its line.
    returns: BTreeMap<usize, Sale>,
}

impl Sold {
    /// Everything of a period in the order in which it was noted; all of it must be in one currency.
    pub(super) fn read(r: &dyn Read, with_net: bool, period: Period) -> Result<Sold, Failure> {
        let mut sold = Sold {
            // A list that grows is copied again and again.
            lines: Vec::with_capacity(most_sales(r, period).min(LINES_AT_ONCE_MAX)),
            currency: firm(r).map_or(Currency::EUR, |firm| firm.currency),
            nets: Vec::new(),
            returns: BTreeMap::new(),
        };
        let mut other = None;
        each_sale(r, period, |sale| {
            if sold.lines.is_empty() {
                sold.currency = sale.base.currency();
            } else if sale.base.currency() != sold.currency {
                other = Some((sale.order, sale.base.currency()));
                return ControlFlow::Break(());
            }
            sold.lines.push(line_of(&sale));
            if with_net {
                sold.nets.push(sale.net.minor());
            }
            if sale.kind == SaleKind::Return {
                sold.returns.insert(sold.lines.len() - 1, sale);
            }
            ControlFlow::Continue(())
        });
        let Some((order, currency)) = other else { return Ok(sold) };
        let complaint = Complaint::new("commissions.refusal.two_currencies")
            .with("order", order_number(order))
            .with("currency", currency.to_string())
            .with("expected", sold.currency.to_string());
        Err(complaint.into())
    }

    /// What came back of sales of other periods, with the numbers of its lines.
    pub(super) fn came_back(&self) -> Vec<(usize, Sale)> {
        let of_returns: BTreeSet<Key> = self.returns.values().map(|sale| (sale.order, sale.line)).collect();
        if of_returns.is_empty() {
            return Vec::new();
        }
        let sales = self.lines.iter().filter(|line| !line.returned).map(|line| (line.order, line.line));
        let sold_now: BTreeSet<Key> = sales.filter(|key| of_returns.contains(key)).collect();
        let earlier = self.returns.iter().filter(|(_, sale)| !sold_now.contains(&(sale.order, sale.line)));
        earlier.map(|(number, sale)| (*number, sale.clone())).collect()
    }

    /// The order lines of which something came back.
    pub(super) fn returned(&self) -> Vec<Key> {
        self.returns.values().map(|sale| (sale.order, sale.line)).collect()
    }

    /// Leaves out some of what came back, as if it had not been noted.
    pub(super) fn leave_out(&mut self, numbers: &BTreeSet<usize>) {
        if numbers.is_empty() {
            return;
        }
        keep_others(&mut self.lines, numbers);
        keep_others(&mut self.nets, numbers);
        let mut gone = 0;
        let mut left_out = numbers.iter().peekable();
        for (number, sale) in std::mem::take(&mut self.returns) {
            while left_out.next_if(|before| **before < number).is_some() {
                gone += 1;
            }
            if !numbers.contains(&number) {
                self.returns.insert(number - gone, sale);
            }
        }
    }
}

fn keep_others<Row>(rows: &mut Vec<Row>, without: &BTreeSet<usize>) {
    let mut number = 0..;
    rows.retain(|_| number.next().is_none_or(|number| !without.contains(&number)));
}

fn line_of(sale: &Sale) -> SoldLine {
    SoldLine {
        day: sale.day,
        order: sale.order,
        line: sale.line,
        credited_to: sale.credited_to,
        buyer: None,
        kind: sale.kind,
        returned: sale.kind == SaleKind::Return,
        quantity: sale.quantity,
        base: sale.base.minor(),
        points: sale.points.hundredths(),
    }
}
