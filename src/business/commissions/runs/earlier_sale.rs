//! The name under which facts speak of a sale that an earlier run has paid.

use crate::values::{OrderId, RunId};

/// One order line with the run that paid for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::business::commissions) struct EarlierSale {
    pub run: RunId,
    pub order: OrderId,
    pub line: u32,
}

impl EarlierSale {
    /// Three numbers, as `parse` reads them.
    pub fn name(self) -> String {
        format!("{} {} {}", self.run, self.order, self.line)
    }

    pub fn parse(name: &str) -> Option<EarlierSale> {
        let mut parts = name.split(' ');
        let (run, order) = (RunId::parse(parts.next()?)?, OrderId::parse(parts.next()?)?);
        Some(EarlierSale { run, order, line: parts.next()?.parse().ok()? })
    }
}
