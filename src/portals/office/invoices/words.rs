//! Words about invoices that list and sheet share.

use maud::Markup;

use crate::business::billing::InvoiceKind;
use crate::business::payments::InvoiceStanding;
use crate::text;
use crate::values::Language;
use crate::web::parts::{Meaning, state};

pub fn standing_state(language: Language, of: InvoiceStanding) -> Markup {
    let meaning = match of {
        InvoiceStanding::Paid => Meaning::Good,
        InvoiceStanding::Open => Meaning::Information,
        InvoiceStanding::Overdue => Meaning::Bad,
        InvoiceStanding::CreditNote | InvoiceStanding::Cancelled => Meaning::Neutral,
    };
    state(meaning, &standing_word(language, of))
}

pub fn standing_word(language: Language, of: InvoiceStanding) -> String {
    text!(language, &format!("office_invoices.state.{}", of.word()))
}

pub fn kind_word(language: Language, kind: InvoiceKind) -> String {
    kind.say(language)
}
