//! What stands in the form, as text and as values.

use crate::business::catalog::{Content, ContentUnit, Product, TaxClass, product_complaints};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::view::View;
use crate::portals::fields::joined;
use crate::portals::office::products::currency;
use crate::portals::office::products::form::names::{TEXTS, in_language};
use crate::portals::office::products::price_fields::{price_pairs, read_prices};
use crate::texts;
use crate::values::{CategoryId, Language, LocalText};
use crate::web::{Reading, Typed};

const WEIGHT_MAX: u32 = 1_000_000;
const SHELF_LIFE_MAX: u32 = 36_500;
const CONTENT_MAX: u32 = 1_000_000;

fn texts_of(product: &Product) -> [(&'static str, &LocalText); 7] {
    [
        ("name", &product.name),
        ("summary", &product.summary),
        ("description", &product.description),
        ("ingredients", &product.ingredients),
        ("allergens", &product.allergens),
        ("nutrition", &product.nutrition),
        ("storage", &product.storage),
    ]
}

pub fn typed_of(language: Language, product: &Product) -> Typed {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let count = |name: &str, count: u32| (name.to_owned(), if count == 0 { String::new() } else { count.to_string() });
    let mut pairs = vec![
        pair("version", &product.version.to_string()),
        pair("sku", &product.sku),
        pair("gtin", &product.gtin),
        pair("category", &product.category.to_string()),
        pair("active", if product.active { "yes" } else { "" }),
        pair("tax_class", product.tax_class.word()),
        pair("points", &texts::plain_points(language, product.points)),
        pair("commission_base", &texts::plain_money(language, product.commission_base)),
        count("content_amount", product.content.map_or(0, |content| content.amount)),
        pair("content_unit", product.content.map_or("", |content| content.unit.word())),
        count("weight_grams", product.weight_grams),
        count("shelf_life_days", product.shelf_life_days),
    ];
    for (name, text) in texts_of(product) {
        pairs.extend(
            [(Language::De, &text.de), (Language::En, &text.en), (Language::Zh, &text.zh)]
                .map(|(language, text)| (in_language(name, language), text.clone())),
        );
    }
    pairs.extend(price_pairs(language, product.prices, &product.tiers));
    Typed::from_pairs(pairs)
}

/// Text to values; picture and version stay with the product as it was read.
pub fn read(view: &View<'_>, typed: &Typed, before: Option<&Product>) -> Result<Product, Failure> {
    let mut reading = Reading::of(typed);
    let currency = currency(view);
    let sku = reading.line("sku");
    let gtin: String = reading.line("gtin").split_whitespace().collect();
    let category = reading.choice("category", CategoryId::parse);
    let tax_class = reading.choice("tax_class", TaxClass::of_word);
    let [name, summary, description, ingredients, allergens, nutrition, storage] =
        TEXTS.map(|(name, most, _)| LocalText {
            de: reading.text(&in_language(name, Language::De), most),
            en: reading.text(&in_language(name, Language::En), most),
            zh: reading.text(&in_language(name, Language::Zh), most),
        });
    let (prices, tiers) = read_prices(&mut reading, typed, currency);
    let commission_base = match typed.text("commission_base").trim() {
        "" => Some(prices.customer),
        _ => reading.money("commission_base", currency),
    };
    let points = reading.points("points");
    let content = read_content(&mut reading, typed);
    let weight_grams = reading.optional_number("weight_grams", 1, WEIGHT_MAX);
    let shelf_life_days = reading.optional_number("shelf_life_days", 1, SHELF_LIFE_MAX);
    let new = Product {
        sku,
        category: category.unwrap_or(CategoryId::new(0)),
        name,
        summary,
        description,
        ingredients,
        allergens,
        storage,
        nutrition,
        tax_class: tax_class.unwrap_or(TaxClass::Standard),
        prices,
        tiers,
        points,
        commission_base: commission_base.unwrap_or(prices.customer),
        content,
        weight_grams: weight_grams.unwrap_or(0),
        gtin,
        shelf_life_days: shelf_life_days.unwrap_or(0),
        picture: before.map(|product| product.picture.clone()).unwrap_or_default(),
        active: reading.ticked("active"),
        version: typed.text("version").parse().unwrap_or(0),
    };
    let complaints = joined(reading.into_complaints(), product_complaints(&new));
    if complaints.is_empty() { Ok(new) } else { Err(Refusal { kind: RefusalKind::Rule, complaints }.into()) }
}

/// Amount and unit belong together.
fn read_content(reading: &mut Reading, typed: &Typed) -> Option<Content> {
    let amount = reading.optional_number("content_amount", 1, CONTENT_MAX);
    match (amount, typed.text("content_unit")) {
        (None, _) => None,
        (Some(amount), word) => {
            let unit = ContentUnit::of_word(word);
            if unit.is_none() {
                reading.complain(Complaint::new("office_products.refusal.unit_missing").at("content_unit"));
            }
            unit.map(|unit| Content { amount, unit })
        }
    }
}
