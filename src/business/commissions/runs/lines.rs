//! Walking the lines that are kept of a run.

use std::ops::ControlFlow;

use crate::business::commissions::records::{RUN_AND_PARTNER_TO_LINES, stored_lines};
use crate::business::commissions::runs::{CommissionLine, LinePage};
use crate::store::{Read, Span};
use crate::values::{PartnerId, RunId};

/// The lines of one partner in a run; who may see them has been asked before.
pub(in crate::business::commissions) fn each_line(
    r: &dyn Read,
    run: RunId,
    partner: PartnerId,
    mut look: impl FnMut(&CommissionLine),
) {
    for page in 0.. {
        let Some(LinePage(lines)) = stored_lines(r, run, partner, page) else { return };
        lines.iter().for_each(&mut look);
    }
}

/// The lines of everybody in a run, page by page.
pub(in crate::business::commissions) fn each_line_of_all(
    r: &dyn Read,
    run: RunId,
    mut look: impl FnMut(PartnerId, &CommissionLine),
) {
    r.each(&RUN_AND_PARTNER_TO_LINES, Span::prefix(&(run,)), |(_, partner, _), page: LinePage| {
        page.0.iter().for_each(|line| look(partner, line));
        ControlFlow::Continue(())
    });
}
