//! A price as the law wants it: the amount, the note on tax and shipping, the base price per unit
//! (Grundpreis, § 4 PAngV), and the prices of larger quantities.

use crate::text;
use crate::values::Language;
use maud::{Markup, html};

#[derive(Clone, Debug, Default)]
pub struct Price {
    pub amount: String,
    /// "inkl. 10 % USt., zzgl. Versand"; for firms "netto, zzgl. USt. und Versand".
    pub tax_note: Markup,
    /// "25,80 € je kg".
    pub base_price: Option<String>,
    pub tiers: Vec<Tier>,
}

/// The price from a quantity on.
#[derive(Clone, Debug, Default)]
pub struct Tier {
    pub from: String,
    pub amount: String,
    pub base_price: Option<String>,
}

/// The price of a product page, with tiers.
pub fn price(language: Language, price: &Price) -> Markup {
    html! {
        div class="price" {
            p class="amount" { (price.amount) }
            @if let Some(base_price) = &price.base_price { p { (base_price) } }
            p class="small" { (price.tax_note) }
            @if !price.tiers.is_empty() { (tier_table(language, &price.tiers)) }
        }
    }
}

fn tier_table(language: Language, tiers: &[Tier]) -> Markup {
    html! {
        table class="tiers" {
            caption { (text!(language, "parts.price.tiers")) }
            tbody {
                @for tier in tiers {
                    tr {
                        th scope="row" { (text!(language, "parts.price.from", quantity = tier.from)) }
                        td { (tier.amount) }
                        td class="small" { @if let Some(base) = &tier.base_price { (base) } }
                    }
                }
            }
        }
    }
}
