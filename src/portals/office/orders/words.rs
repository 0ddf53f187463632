//! Words about orders that several pages share.

use maud::Markup;

use crate::business::orders::{OrderRow, OrderState, PaymentMethod};
use crate::text;
use crate::texts;
use crate::values::{Day, Language};
use crate::web::parts::{Meaning, state};

/// The state with its meaning: what is under way is information, what went wrong catches the eye.
pub fn order_state(language: Language, of: OrderState) -> Markup {
    let meaning = match of {
        OrderState::Confirmed | OrderState::Picked | OrderState::Packed => Meaning::Information,
        OrderState::Shipped => Meaning::Good,
        OrderState::Cancelled => Meaning::Bad,
        OrderState::Returned => Meaning::Attention,
    };
    state(meaning, &text!(language, &of.text_key()))
}

/// Paid since when, or still to be paid and how.
pub fn payment_state(language: Language, row: &OrderRow) -> Markup {
    if row.state == OrderState::Cancelled && row.paid_on.is_none() {
        return state(Meaning::Neutral, &text!(language, "office_orders.payment.none"));
    }
    paid(language, row.paid_on, row.payment_method)
}

pub fn paid(language: Language, paid_on: Option<Day>, method: PaymentMethod) -> Markup {
    match (paid_on, method) {
        (Some(day), _) => {
            state(Meaning::Good, &text!(language, "office_orders.payment.paid", day = texts::day_short(language, day)))
        }
        (None, PaymentMethod::Prepayment) => {
            state(Meaning::Attention, &text!(language, "office_orders.payment.awaited"))
        }
        (None, PaymentMethod::Invoice) => state(Meaning::Neutral, &text!(language, "office_orders.payment.on_invoice")),
    }
}
