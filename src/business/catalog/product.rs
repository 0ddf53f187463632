//! Products and categories.

use serde::{Deserialize, Serialize};

use crate::business::catalog::TaxClass;
use crate::store::Stored;
use crate::values::{CategoryId, LocalText, Money, Points};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub sku: String,
    pub category: CategoryId,
    pub name: LocalText,
    pub summary: LocalText,
    pub description: LocalText,
    pub ingredients: LocalText,
    pub allergens: LocalText,
    pub storage: LocalText,
    pub nutrition: LocalText,
    pub tax_class: TaxClass,
    pub prices: Prices,
    /// Ascending by quantity; they hold for customers' and companies' prices alike.
    pub tiers: Vec<Tier>,
    /// Points that rank.
    pub points: Points,
    /// Money base of commission, net, for one piece.
    pub commission_base: Money,
    pub content: Option<Content>,
    pub weight_grams: u32,
    pub gtin: String,
    /// 0 when it does not spoil.
    pub shelf_life_days: u32,
    /// Name of a picture in the catalogue; empty when there is none.
    pub picture: String,
    pub active: bool,
    /// Counts the changes, so that two clerks notice each other.
    pub version: u32,
}

/// Net prices for one piece, by who buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    pub customer: Money,
    pub partner: Money,
    pub company: Money,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PriceRole {
    Customer,
    Partner,
    Company,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tier {
    pub from_quantity: u32,
    pub price: Money,
}

/// What is inside, for the base price (Grundpreis, § 10a PrAG, § 4 PAngV).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    pub amount: u32,
    pub unit: ContentUnit,
}

impl Content {
    /// The price of the unit that the law compares by, and how much that unit is: 100 g or ml for contents
    /// of up to 250, else 1,000; for pieces one piece.
    pub fn base_price(self, price: Money) -> Option<(Money, u32)> {
        let unit = match self.unit {
            ContentUnit::Piece => 1,
            ContentUnit::Gram | ContentUnit::Millilitre if self.amount <= 250 => 100,
            ContentUnit::Gram | ContentUnit::Millilitre => 1_000,
        };
        // A piece alone, or exactly one unit, has nothing to compare.
        (self.amount > 0 && self.amount != unit).then(|| (price.share(i64::from(unit), i64::from(self.amount)), unit))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ContentUnit {
    Gram,
    Millilitre,
    Piece,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    pub code: String,
    pub parent: Option<CategoryId>,
    pub name: LocalText,
    pub description: LocalText,
    pub sort: u32,
    pub picture: String,
}

impl ContentUnit {
    pub const ALL: [ContentUnit; 3] = [ContentUnit::Gram, ContentUnit::Millilitre, ContentUnit::Piece];

    /// A stable word for forms, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            ContentUnit::Gram => "g",
            ContentUnit::Millilitre => "ml",
            ContentUnit::Piece => "piece",
        }
    }

    pub fn of_word(word: &str) -> Option<ContentUnit> {
        ContentUnit::ALL.into_iter().find(|unit| unit.word() == word)
    }

    pub fn text_key(self) -> String {
        format!("catalog.content_unit.{}", self.word())
    }
}

impl Product {
    /// The net price of one piece for a buyer who takes this many.
    pub fn unit_price(&self, role: PriceRole, quantity: u32) -> Money {
        let list = match role {
            PriceRole::Customer => self.prices.customer,
            PriceRole::Partner => return self.prices.partner,
            PriceRole::Company => self.prices.company,
        };
        let tier = self.tiers.iter().rev().find(|tier| tier.from_quantity <= quantity);
        tier.map_or(list, |tier| tier.price.min(list))
    }
}

impl Stored for Product {
    const VERSION: u8 = 1;
}

impl Stored for Category {
    const VERSION: u8 = 1;
}
