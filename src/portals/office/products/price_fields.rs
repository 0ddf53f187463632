//! A price list as it is typed: three lists, and steps from quantities on.

use maud::{Markup, html};

use crate::business::catalog::{Prices, TIERS_MAX, Tier};
use crate::portals::fields::Filled;
use crate::text;
use crate::texts;
use crate::values::{Currency, Language, Money};
use crate::web::parts::{Breadth, Field, field_row, fieldset, money_field, number_field, paragraph};
use crate::web::{Reading, Typed};

const QUANTITY_MAX: u32 = 100_000;

/// The lists by the names of their fields, with the keys of their labels.
pub const LISTS: [(&str, &str); 3] = [
    ("price_customer", "office_products.column.price_customer"),
    ("price_partner", "office_products.column.price_partner"),
    ("price_company", "office_products.column.price_company"),
];

fn quantity_name(place: usize) -> String {
    format!("tier_quantity_{place}")
}

fn price_name(place: usize) -> String {
    format!("tier_price_{place}")
}

/// Steps that were left out are closed up, so that a complaint about the second step stands at the second row.
pub fn closed_up(typed: Typed) -> Typed {
    let of = |place: usize| [quantity_name(place), price_name(place)].map(|name| typed.text(&name).trim().to_owned());
    let rows: Vec<[String; 2]> = (1..=TIERS_MAX).map(of).collect();
    let filled = rows.iter().filter(|row| row.iter().any(|text| !text.is_empty()));
    let closed: Vec<[String; 2]> =
        filled.cloned().chain(std::iter::repeat_with(Default::default)).take(TIERS_MAX).collect();
    (1..).zip(closed).fold(typed, |typed, (place, [quantity, price])| {
        typed.with(&quantity_name(place), &quantity).with(&price_name(place), &price)
    })
}

/// Text to values. Partners and firms buy at the customers' price where none of their own was typed. The values are
/// worth something only when nothing was complained about.
pub fn read_prices(reading: &mut Reading, typed: &Typed, currency: Currency) -> (Prices, Vec<Tier>) {
    let customer = reading.money("price_customer", currency);
    let base = customer.unwrap_or_else(|| Money::zero(currency));
    let mut own = |name: &str| {
        if typed.text(name).trim().is_empty() { Some(base) } else { reading.money(name, currency) }
    };
    let (partner, company) = (own("price_partner"), own("price_company"));
    let prices = Prices { customer: base, partner: partner.unwrap_or(base), company: company.unwrap_or(base) };
    let mut tiers = Vec::new();
    for place in 1..=TIERS_MAX {
        let (quantity, price) = (quantity_name(place), price_name(place));
        if [&quantity, &price].iter().all(|name| typed.text(name).trim().is_empty()) {
            continue;
        }
        let from_quantity = reading.number(&quantity, 2, QUANTITY_MAX);
        let price = reading.money(&price, currency);
        if let (Some(from_quantity), Some(price)) = (from_quantity, price) {
            tiers.push(Tier { from_quantity, price });
        }
    }
    // Without the list price nothing can be said about the steps below it.
    (prices, if customer.is_some() { tiers } else { Vec::new() })
}

/// The pairs that fill in the fields.
pub fn price_pairs(language: Language, prices: Prices, tiers: &[Tier]) -> Vec<(String, String)> {
    let written = |money: Money| texts::plain_money(language, money);
    let mut pairs = vec![
        ("price_customer".to_owned(), written(prices.customer)),
        ("price_partner".to_owned(), written(prices.partner)),
        ("price_company".to_owned(), written(prices.company)),
    ];
    for (place, tier) in (1..).zip(tiers) {
        pairs.push((quantity_name(place), tier.from_quantity.to_string()));
        pairs.push((price_name(place), written(tier.price)));
    }
    pairs
}

/// The name of a field of a price list, for those who compare two.
pub fn price_label(language: Language, name: &str) -> Option<String> {
    if let Some((_, key)) = LISTS.iter().find(|(known, _)| *known == name) {
        return Some(text!(language, key));
    }
    if let Some(place) = name.strip_prefix("tier_quantity_") {
        return Some(text!(language, "office_products.tier.quantity_of", place = place));
    }
    let place = name.strip_prefix("tier_price_")?;
    Some(text!(language, "office_products.tier.price_of", place = place))
}

/// Every name, in the order of the fields.
pub fn price_names() -> Vec<String> {
    let lists = LISTS.iter().map(|(name, _)| (*name).to_owned());
    lists.chain((1..=TIERS_MAX).flat_map(|place| [quantity_name(place), price_name(place)])).collect()
}

pub fn price_fields(filled: Filled<'_>, currency: Currency) -> Markup {
    let Filled { language, typed, complaints } = filled;
    let money = |name: &str, label: String, optional: bool, hint: Option<String>| {
        let field = Field {
            name,
            label,
            hint,
            optional,
            value: typed.text(name),
            error: complaints.about(name),
            unit: Some(currency.code().to_owned()),
            breadth: Breadth::Short,
            ..Field::default()
        };
        money_field(language, &field)
    };
    let same = || Some(text!(language, "office_products.field.same_price"));
    let tier = |place: usize| {
        let quantity = quantity_name(place);
        let field = Field {
            name: &quantity,
            label: text!(language, "office_products.tier.quantity_of", place = place),
            value: typed.text(&quantity),
            error: complaints.about(&quantity),
            optional: true,
            breadth: Breadth::Short,
            input_mode: "numeric",
            ..Field::default()
        };
        let price =
            money(&price_name(place), text!(language, "office_products.tier.price_of", place = place), true, None);
        field_row(&[number_field(language, &field), price])
    };
    html! {
        (fieldset(&text!(language, "office_products.form.prices"), html! {
            (paragraph(&text!(language, "office_products.form.prices_lead")))
            (money("price_customer", text!(language, "office_products.column.price_customer"), false, None))
            (field_row(&[
                money("price_partner", text!(language, "office_products.column.price_partner"), true, same()),
                money("price_company", text!(language, "office_products.column.price_company"), true, same()),
            ]))
        }))
        (fieldset(&text!(language, "office_products.form.tiers"), html! {
            (paragraph(&text!(language, "office_products.form.tiers_lead")))
            @for place in 1..=TIERS_MAX { (tier(place)) }
        }))
    }
}
