//! What a cart costs: prices by role and quantity, taxes by buyer, country of delivery and day.

use crate::business::catalog::{self, PriceRole, Product};
use crate::business::orders::{DeliveryTime, Levy, OrderLine, Shipping, TaxReason, Totals, shipping_price, tariffs_on};
use crate::store::Read;
use crate::values::{Country, Day, Language, ProductId};

/// What somebody wants, before it has a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CartLine {
    pub product: ProductId,
    pub quantity: u32,
}

/// By which prices and taxes somebody buys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buying {
    pub role: PriceRole,
    /// Where the goods go.
    pub country: Country,
    pub levy: Levy,
    pub on: Day,
    /// In which the products are named.
    pub language: Language,
}

/// A cart with its prices, for a page that shows it before it is ordered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    pub lines: Vec<OrderLine>,
    pub shipping: Shipping,
    pub totals: Totals,
    /// Why no VAT is charged, where none is.
    pub tax_reason: Option<TaxReason>,
    /// Where the firm has said it.
    pub delivery_time: Option<DeliveryTime>,
}

/// The line of an order for a product; `None` where we know no tax rate.
pub fn priced_line(id: ProductId, product: &Product, quantity: u32, buying: &Buying) -> Option<OrderLine> {
    Some(OrderLine {
        product: id,
        sku: product.sku.clone(),
        name: product.name.get(buying.language).to_owned(),
        quantity,
        unit_price: product.unit_price(buying.role, quantity),
        tax_class: product.tax_class,
        vat_rate: buying.levy.rate(product.tax_class, buying.on)?,
        points: product.points,
        commission_base: product.commission_base,
    })
}

/// Prices a cart. Products that are gone and countries to which we do not deliver give `None`.
pub fn quote(r: &dyn Read, cart: &[CartLine], buying: &Buying) -> Option<Quote> {
    let line = |wish: &CartLine| {
        let product = catalog::product(r, wish.product).filter(|product| product.active)?;
        priced_line(wish.product, &product, wish.quantity, buying)
    };
    let lines: Vec<OrderLine> = merged(cart).iter().map(line).collect::<Option<_>>()?;
    let tariffs = tariffs_on(r, buying.on, lines.first()?.unit_price.currency());
    let shipping = shipping_price(&tariffs, buying.country, &lines)?;
    let totals = Totals::of(&lines, shipping);
    let delivery_time = tariffs.of(buying.country).and_then(|tariff| tariff.time);
    Some(Quote { lines, shipping, totals, tax_reason: buying.levy.reason, delivery_time })
}

/// Each product once, in the order in which it was first put in.
pub fn merged(cart: &[CartLine]) -> Vec<CartLine> {
    let mut lines: Vec<CartLine> = Vec::with_capacity(cart.len());
    for wish in cart {
        match lines.iter_mut().find(|line| line.product == wish.product) {
            Some(line) => line.quantity = line.quantity.saturating_add(wish.quantity),
            None => lines.push(*wish),
        }
    }
    lines
}
