//! What is wrong with a product, its prices or a category, before it is kept. All complaints come at once.

use crate::business::catalog::{Category, Content, Prices, Product, Tier};
use crate::business::failure::Complaint;
use crate::values::{CategoryId, Money};

/// More steps than any price list that we have met.
pub const TIERS_MAX: usize = 5;

/// Everything that is wrong with a product by itself.
pub fn product_complaints(product: &Product) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if product.sku.trim().is_empty() {
        complaints.push(Complaint::new("catalog.refusal.sku_missing").at("sku"));
    }
    if product.name.is_empty() {
        complaints.push(Complaint::new("catalog.refusal.name_missing").at("name_de"));
    }
    if !product.gtin.is_empty() && !is_gtin(&product.gtin) {
        complaints.push(Complaint::new("catalog.refusal.gtin_wrong").at("gtin"));
    }
    if product.content.is_some_and(|Content { amount, .. }| amount == 0) {
        complaints.push(Complaint::new("catalog.refusal.content_empty").at("content_amount"));
    }
    complaints.extend(base_complaint(product.commission_base));
    complaints.extend(price_complaints(product.prices, &product.tiers));
    complaints
}

pub(super) fn base_complaint(commission_base: Money) -> Option<Complaint> {
    let complaint = || Complaint::new("catalog.refusal.price_negative").at("commission_base");
    commission_base.is_negative().then(complaint)
}

/// Everything that is wrong with a price list. Complaints about a tier name it by its place, from 1.
pub fn price_complaints(prices: Prices, tiers: &[Tier]) -> Vec<Complaint> {
    let lists =
        [("price_customer", prices.customer), ("price_partner", prices.partner), ("price_company", prices.company)];
    let negative = |field: &str| Complaint::new("catalog.refusal.price_negative").at(field);
    let mut complaints: Vec<Complaint> =
        lists.into_iter().filter(|(_, price)| price.is_negative()).map(|(field, _)| negative(field)).collect();
    let (mut quantity_before, mut price_before) = (1, prices.customer);
    for (place, tier) in (1..).zip(tiers) {
        if tier.from_quantity <= quantity_before {
            let complaint = Complaint::new("catalog.refusal.tier_order").at(format!("tier_quantity_{place}"));
            complaints.push(complaint.with("quantity", quantity_before));
        }
        if tier.price.is_negative() {
            complaints.push(negative(&format!("tier_price_{place}")));
        } else if tier.price >= price_before {
            complaints.push(Complaint::new("catalog.refusal.tier_not_lower").at(format!("tier_price_{place}")));
        }
        (quantity_before, price_before) = (tier.from_quantity, tier.price);
    }
    if tiers.len() > TIERS_MAX {
        let most = i64::try_from(TIERS_MAX).unwrap_or(i64::MAX);
        complaints.push(Complaint::new("catalog.refusal.too_many_tiers").at("tier_quantity_1").with("most", most));
    }
    complaints
}

/// Everything that is wrong with a category among the others. `id` is its own, unless it is new.
pub fn category_complaints(
    id: Option<CategoryId>,
    category: &Category,
    others: &[(CategoryId, Category)],
) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if category.code.trim().is_empty() {
        complaints.push(Complaint::new("catalog.refusal.code_missing").at("code"));
    }
    let same_code = |(other, known): &&(CategoryId, Category)| {
        Some(*other) != id && known.code.eq_ignore_ascii_case(category.code.trim())
    };
    if others.iter().any(|other| same_code(&other)) {
        let complaint = Complaint::new("catalog.refusal.code_taken").at("code");
        complaints.push(complaint.with("code", category.code.clone()));
    }
    if category.name.is_empty() {
        complaints.push(Complaint::new("catalog.refusal.category_name_missing").at("name_de"));
    }
    if let Some(parent) = category.parent {
        let own = id.map(|id| category_and_below(others, id)).unwrap_or_default();
        if own.contains(&parent) {
            complaints.push(Complaint::new("catalog.refusal.below_itself").at("parent"));
        } else if !others.iter().any(|(known, _)| *known == parent) {
            complaints.push(Complaint::new("catalog.refusal.no_category").at("parent"));
        }
    }
    complaints
}

/// A category and everything below it, itself first.
pub fn category_and_below(all: &[(CategoryId, Category)], top: CategoryId) -> Vec<CategoryId> {
    let mut found = vec![top];
    let mut seen = 0;
    while let Some(parent) = found.get(seen).copied() {
        let children = all.iter().filter(|(_, category)| category.parent == Some(parent)).map(|(id, _)| *id);
        let new: Vec<CategoryId> = children.filter(|id| !found.contains(id)).collect();
        found.extend(new);
        seen += 1;
    }
    found
}

/// GTIN of 8, 12, 13 or 14 digits with its check digit (GS1 General Specifications 7.9).
pub fn is_gtin(text: &str) -> bool {
    let digits: Option<Vec<u32>> = text.chars().map(|sign| sign.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| matches!(digits.len(), 8 | 12 | 13 | 14)) else { return false };
    let Some((check, body)) = digits.split_last() else { return false };
    let weighted = body.iter().rev().enumerate().map(|(place, digit)| if place % 2 == 0 { digit * 3 } else { *digit });
    let sum: u32 = weighted.sum();
    (10 - sum % 10) % 10 == *check
}
