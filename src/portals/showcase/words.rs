//! Words that several shop pages share: contents, stock, notes on tax.

use maud::{Markup, html};

use crate::business::catalog::{Content, ContentUnit};
use crate::business::orders::DeliveryTime;
use crate::business::stock::Level;
use crate::portals::showcase::Shopper;
use crate::text;
use crate::texts;
use crate::values::{Language, Rate};
use crate::web::parts::{Link, Meaning, small, state, text_link};

/// Fewer than this and we say how many are left.
const FEW: u32 = 5;
/// Grams in a kilogram, millilitres in a litre.
const THOUSAND: u32 = 1_000;

/// `250 g`, `2 kg`, `500 ml`, `12 Stück`.
pub fn content(language: Language, content: Content) -> String {
    unit(language, content.unit, content.amount)
}

pub fn unit(language: Language, unit: ContentUnit, amount: u32) -> String {
    match unit {
        ContentUnit::Gram if is_round(amount) => {
            text!(language, "shop.unit.kilograms", amount = texts::number(language, (amount / THOUSAND).into()))
        }
        ContentUnit::Gram => text!(language, "shop.unit.grams", amount = texts::number(language, amount.into())),
        ContentUnit::Millilitre if is_round(amount) => {
            text!(language, "shop.unit.litres", amount = texts::number(language, (amount / THOUSAND).into()))
        }
        ContentUnit::Millilitre => {
            text!(language, "shop.unit.millilitres", amount = texts::number(language, amount.into()))
        }
        ContentUnit::Piece => text!(language, "shop.unit.pieces", count = amount),
    }
}

/// Whole kilograms and litres are said as such.
fn is_round(amount: u32) -> bool {
    amount >= THOUSAND && amount.is_multiple_of(THOUSAND)
}

/// Stock in words, with its meaning.
pub fn stock(language: Language, level: Level) -> Markup {
    match level.available() {
        0 => state(Meaning::Attention, &text!(language, "shop.stock.backorder")),
        few if few < FEW => state(Meaning::Attention, &text!(language, "shop.stock.few", count = few)),
        _ => state(Meaning::Good, &text!(language, "shop.stock.there")),
    }
}

/// `Lieferzeit nach Österreich: 2–4 Werktage`, where the firm has said it.
pub fn delivery_time(shopper: Shopper, time: Option<DeliveryTime>) -> Markup {
    html! { @if let Some(time) = time { (small(&time.say_to(shopper.language, shopper.country))) } }
}

/// `inkl. 10 % USt., zzgl. Versand`, with a link to the costs of shipping; `None` for several rates at once.
pub fn tax_note(shopper: Shopper, rate: Option<Rate>) -> Markup {
    let language = shopper.language;
    let tax = match (shopper.sees_gross(), rate) {
        (true, Some(rate)) => text!(language, "shop.tax.gross_rate", rate = texts::percent(language, rate)),
        (true, None) => text!(language, "shop.tax.gross"),
        (false, _) => text!(language, "shop.tax.net"),
    };
    let shipping = Link::new(text!(language, "shop.tax.shipping"), "/legal/terms");
    html! { (tax) ", " (text_link(&shipping)) }
}
