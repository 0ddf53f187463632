//! Why no VAT is charged: one small sentence below the sums.

use maud::{Markup, html};

use crate::business::orders::TaxReason;
use crate::text;
use crate::values::Language;
use crate::web::parts::small;

pub fn untaxed(language: Language, reason: Option<TaxReason>) -> Markup {
    html! { @if let Some(reason) = reason { p { (small(&text!(language, &reason.text_key()))) } } }
}
