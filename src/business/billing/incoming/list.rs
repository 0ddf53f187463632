//! Looking through incoming invoices as staff do.

use crate::business::billing::incoming::records::all_rows;
use crate::business::billing::incoming::{IncomingRow, IncomingState};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Day, IncomingId};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IncomingOrder {
    /// The newest first.
    #[default]
    Age,
    Sender,
    Due,
    Gross,
}

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IncomingWish {
    /// Part of a number or a name.
    pub words: String,
    pub state: Option<IncomingState>,
    /// By the day of the invoice.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub order_by: IncomingOrder,
    pub backwards: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIncoming {
    pub rows: Vec<(IncomingId, IncomingRow)>,
    /// How many fit altogether.
    pub total: usize,
}

/// Those after the first `skip`, `limit` at most.
pub fn find_incoming(view: &View, wish: &IncomingWish, skip: usize, limit: usize) -> Result<FoundIncoming, Failure> {
    view.require(Permission::BillingReceive)?;
    let words = wish.words.trim().to_lowercase();
    let mut rows = all_rows(view);
    rows.retain(|(_, row)| wish.fits(row, &words));
    match wish.order_by {
        IncomingOrder::Age => {}
        IncomingOrder::Sender => rows.sort_by_key(|(id, row)| (row.sender.to_lowercase(), std::cmp::Reverse(*id))),
        IncomingOrder::Due => rows.sort_by_key(|(id, row)| (row.due_on.is_none(), row.due_on, *id)),
        IncomingOrder::Gross => {
            rows.sort_by_key(|(id, row)| (row.gross.currency().code().to_owned(), row.gross.minor(), *id));
        }
    }
    if wish.backwards {
        rows.reverse();
    }
    let total = rows.len();
    Ok(FoundIncoming { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

impl IncomingWish {
    fn fits(&self, row: &IncomingRow, words: &str) -> bool {
        self.state.is_none_or(|state| row.state == state)
            && self.from.is_none_or(|from| row.day.is_some_and(|day| day >= from))
            && self.to.is_none_or(|to| row.day.is_some_and(|day| day <= to))
            && [&row.number, &row.sender, &row.vat_id, &row.order_reference]
                .iter()
                .any(|text| text.to_lowercase().contains(words))
    }
}
