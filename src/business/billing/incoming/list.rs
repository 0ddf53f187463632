//! Looking through incoming invoices as staff do.

use crate::business::billing::incoming::records::all;
use crate::business::billing::incoming::{Incoming, IncomingState};
use crate::business::failure::Failure;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Day, IncomingId, Money};

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
    /// The word of a state.
    pub state: String,
    /// By the day of the invoice.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub order_by: IncomingOrder,
    pub backwards: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomingRow {
    pub id: IncomingId,
    pub number: String,
    pub sender: String,
    pub day: Option<Day>,
    pub due_on: Option<Day>,
    /// Negative for credit notes.
    pub gross: Money,
    pub state: IncomingState,
    pub is_unlawful: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundIncoming {
    pub rows: Vec<IncomingRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Those after the first `skip`, `limit` at most.
pub fn find_incoming(view: &View, wish: &IncomingWish, skip: usize, limit: usize) -> Result<FoundIncoming, Failure> {
    view.require(Permission::BillingReceive)?;
    let words = wish.words.trim().to_lowercase();
    let mut rows: Vec<IncomingRow> =
        all(view).into_iter().filter(|(_, one)| wish.fits(one, &words)).map(|(id, one)| row(id, one)).collect();
    match wish.order_by {
        IncomingOrder::Age => {}
        IncomingOrder::Sender => rows.sort_by_key(|row| (row.sender.to_lowercase(), std::cmp::Reverse(row.id))),
        IncomingOrder::Due => rows.sort_by_key(|row| (row.due_on.is_none(), row.due_on, row.id)),
        IncomingOrder::Gross => {
            rows.sort_by_key(|row| (row.gross.currency().code().to_owned(), row.gross.minor(), row.id));
        }
    }
    if wish.backwards {
        rows.reverse();
    }
    let total = rows.len();
    Ok(FoundIncoming { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

impl IncomingWish {
    fn fits(&self, one: &Incoming, words: &str) -> bool {
        let says = &one.says;
        (self.state.is_empty() || one.state.word() == self.state)
            && self.from.is_none_or(|from| says.day.is_some_and(|day| day >= from))
            && self.to.is_none_or(|to| says.day.is_some_and(|day| day <= to))
            && [&says.number, &says.sender.name, &says.sender.vat_id, &says.order_reference]
                .iter()
                .any(|text| text.to_lowercase().contains(words))
    }
}

fn row(id: IncomingId, one: Incoming) -> IncomingRow {
    let says = one.says;
    IncomingRow {
        id,
        gross: if says.is_credit_note() { -says.gross } else { says.gross },
        is_unlawful: says.is_unlawful(),
        number: says.number,
        sender: says.sender.name,
        day: says.day,
        due_on: says.due_on,
        state: one.state,
    }
}
