//! The basket of somebody who is not signed in lives in her cookie: products and quantities, no prices.

use axum::http::HeaderValue;

use crate::business::orders::{CartLine, LINES_MAX, merged};
use crate::values::ProductId;
use crate::web::{Cookie, Visit};

pub const COOKIE: &str = "cart";
const MONTH_SECONDS: u64 = 30 * 24 * 60 * 60;

/// The lines of the visit's basket. What is no line any more is passed over.
pub fn lines_of(visit: &Visit) -> Vec<CartLine> {
    let text = visit.cart.as_deref().unwrap_or_default();
    let lines: Vec<CartLine> = text.split('.').filter_map(line).take(LINES_MAX).collect();
    merged(&lines)
}

/// How many pieces are in it, for the head of every page.
pub fn count_of(visit: &Visit) -> usize {
    lines_of(visit).iter().map(|line| usize::try_from(line.quantity).unwrap_or(0)).sum()
}

pub fn cookie(visit: &Visit, lines: &[CartLine]) -> HeaderValue {
    let kept = lines.iter().filter(|line| line.quantity > 0).take(LINES_MAX);
    let value: Vec<String> = kept.map(|line| format!("{}x{}", line.product, line.quantity)).collect();
    let value = value.join(".");
    Cookie { name: COOKIE, value: &value, max_age_seconds: MONTH_SECONDS, secure: visit.secure, http_only: true }
        .header()
}

fn line(text: &str) -> Option<CartLine> {
    let (product, quantity) = text.split_once('x')?;
    let quantity = quantity.parse().ok().filter(|quantity| *quantity > 0)?;
    Some(CartLine { product: ProductId::parse(product)?, quantity })
}
