//! Looking through payments as staff do.

use crate::business::failure::Failure;
use crate::business::orders::{self, order_number};
use crate::business::payments::{Payment, payments};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{Day, PaymentId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentWish {
    /// Part of an order number, of a name, or of what the payer wrote.
    pub words: String,
    pub way: Option<PaymentWay>,
    /// By the day on the bank statement.
    pub from: Option<Day>,
    pub to: Option<Day>,
    pub by_amount: bool,
    pub backwards: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentWay {
    In,
    Back,
    /// Credit for the shop that was spent, or given back.
    Credit,
    /// Recorded by mistake and taken back.
    Reversed,
}

impl PaymentWay {
    pub const ALL: [PaymentWay; 4] = [PaymentWay::In, PaymentWay::Back, PaymentWay::Credit, PaymentWay::Reversed];

    /// A stable word for addresses and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            PaymentWay::In => "in",
            PaymentWay::Back => "back",
            PaymentWay::Credit => "credit",
            PaymentWay::Reversed => "reversed",
        }
    }
}

impl Payment {
    pub fn way(&self) -> PaymentWay {
        match (&self.reversed, self.amount.is_negative()) {
            (Some(_), _) => PaymentWay::Reversed,
            (None, _) if self.credit_of.is_some() => PaymentWay::Credit,
            (None, true) => PaymentWay::Back,
            (None, false) => PaymentWay::In,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentRow {
    pub id: PaymentId,
    pub payment: Payment,
    pub order_number: String,
    /// Who ordered.
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundPayments {
    pub rows: Vec<PaymentRow>,
    /// How many fit altogether.
    pub total: usize,
}

/// Finds payments, newest day first, and gives those after the first `skip`, `limit` at most.
pub fn find_payments(view: &View<'_>, wish: &PaymentWish, skip: usize, limit: usize) -> Result<FoundPayments, Failure> {
    view.require(Permission::PaymentsView)?;
    let mut found: Vec<(PaymentId, Payment)> = payments(view, None, usize::MAX);
    found.retain(|(_, payment)| wish.fits(payment));
    if wish.by_amount {
        found.sort_by_key(|(id, payment)| (payment.amount.minor(), *id));
    } else {
        found.sort_by_key(|(id, payment)| std::cmp::Reverse((payment.received_on, *id)));
    }
    if wish.backwards {
        found.reverse();
    }
    let words = wish.words.trim().to_lowercase();
    if words.is_empty() {
        let total = found.len();
        let page = found.into_iter().skip(skip).take(limit);
        return Ok(FoundPayments { rows: page.map(|(id, payment)| row(view, id, payment)).collect(), total });
    }
    let mut rows: Vec<PaymentRow> = found.into_iter().map(|(id, payment)| row(view, id, payment)).collect();
    rows.retain(|row| row.says(&words));
    let total = rows.len();
    Ok(FoundPayments { rows: rows.into_iter().skip(skip).take(limit).collect(), total })
}

impl PaymentWish {
    fn fits(&self, payment: &Payment) -> bool {
        self.way.is_none_or(|way| payment.way() == way)
            && self.from.is_none_or(|from| payment.received_on >= from)
            && self.to.is_none_or(|to| payment.received_on <= to)
    }
}

impl PaymentRow {
    fn says(&self, words: &str) -> bool {
        [&self.order_number, &self.name, &self.payment.reference].iter().any(|text| text.to_lowercase().contains(words))
    }
}

fn row(view: &View<'_>, id: PaymentId, payment: Payment) -> PaymentRow {
    let name = orders::order(view, payment.order).map(|order| order.billing.name).unwrap_or_default();
    PaymentRow { id, order_number: order_number(payment.order), name, payment }
}
