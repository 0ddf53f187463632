//! The pages of those who work for the firm.

mod bank;
mod cases;
mod customers;
mod desk;
mod exchange;
mod journal;
mod orders;
mod outbox;
mod partners;
mod products;
mod search;

use kontor::business::actor::Actor;
use kontor::business::catalog::{self, Category, Content, ContentUnit, Prices, Product, TaxClass};
use kontor::business::orders::place_order;
use kontor::values::{Language, LocalText, Money, OrderId, Points, ProductId};

use crate::business::shop::checkout;
use crate::kit::Firm;

/// A product of a firm that has none yet: oat flakes in a category of their own.
pub fn oats(firm: &Firm) -> ProductId {
    firm.write(|tx| {
        let category = Category {
            code: "all".to_owned(),
            parent: None,
            name: LocalText::new("Alles", "All", "全部"),
            description: LocalText::default(),
            sort: 1,
            picture: String::new(),
        };
        let category = catalog::save_category(tx, None, &category)?;
        let product = Product {
            sku: "1001".to_owned(),
            category,
            name: LocalText::new("Haferflocken", "Rolled oats", "燕麦片"),
            summary: LocalText::default(),
            description: LocalText::default(),
            ingredients: LocalText::default(),
            allergens: LocalText::default(),
            storage: LocalText::default(),
            nutrition: LocalText::default(),
            tax_class: TaxClass::Food,
            prices: Prices { customer: Money::eur(1_000), partner: Money::eur(800), company: Money::eur(900) },
            tiers: Vec::new(),
            points: Points::from_hundredths(500),
            commission_base: Money::eur(800),
            content: Some(Content { amount: 500, unit: ContentUnit::Gram }),
            weight_grams: 520,
            gtin: String::new(),
            shelf_life_days: 0,
            picture: String::new(),
            active: true,
            version: 0,
        };
        catalog::save_product(tx, None, &product)
    })
}

/// Anna Berger orders as a guest; every key is another checkout.
fn order(firm: &Firm, key: u8, product: ProductId) -> OrderId {
    let command = checkout(key, &[(product, 2)]);
    let placed = firm.try_write(&Actor::visitor(Language::De), move |tx| place_order(tx, &command));
    placed.expect("an order")
}
