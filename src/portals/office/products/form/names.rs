//! The fields of the form by their names, and what they are called.

use crate::portals::office::products::price_fields::{price_label, price_names};
use crate::text;
use crate::values::Language;

/// Texts that are written in each language: the name of the field, how many signs it may have, its height.
pub const TEXTS: [(&str, usize, u8); 7] = [
    ("name", 120, 1),
    ("summary", 300, 2),
    ("description", 4_000, 5),
    ("ingredients", 2_000, 3),
    ("allergens", 500, 2),
    ("nutrition", 1_000, 3),
    ("storage", 500, 2),
];

/// Fields that come once, with the keys of their labels.
const ONCE: [(&str, &str); 11] = [
    ("sku", "office_products.column.sku"),
    ("gtin", "office_products.fact.gtin"),
    ("category", "office_products.column.category"),
    ("active", "office_products.field.active"),
    ("tax_class", "office_products.fact.tax_class"),
    ("points", "office_products.fact.points"),
    ("commission_base", "office_products.fact.commission_base"),
    ("content_amount", "office_products.fact.content"),
    ("content_unit", "office_products.field.content_unit"),
    ("weight_grams", "office_products.fact.weight"),
    ("shelf_life_days", "office_products.fact.shelf_life"),
];

pub fn in_language(name: &str, language: Language) -> String {
    format!("{name}_{}", language.tag())
}

/// Every field by its name, in their order.
pub fn names() -> Vec<String> {
    let once = ONCE.iter().map(|(name, _)| (*name).to_owned());
    let texts = TEXTS.iter().flat_map(|(name, _, _)| Language::ALL.map(|of| in_language(name, of)));
    once.chain(texts).chain(price_names()).collect()
}

/// What a field is called.
pub fn label_of(language: Language, name: &str) -> Option<String> {
    if let Some((_, key)) = ONCE.iter().find(|(known, _)| *known == name) {
        return Some(text!(language, key));
    }
    let written = TEXTS.iter().find_map(|(known, _, _)| {
        let of = Language::ALL.into_iter().find(|of| in_language(known, *of) == name)?;
        Some((*known, of))
    });
    if let Some((known, of)) = written {
        let label = text!(language, &format!("office_products.text.{known}"));
        return Some(text!(language, "office_products.text.in_language", text = label, language = of.own_name()));
    }
    price_label(language, name)
}
