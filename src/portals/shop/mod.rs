//! The shop: lists, products, cart, checkout, the order's page, the withdrawal function.
//!
//! - *Basket*: what somebody has put in, kept in a cookie.

mod basket;
mod cart;
mod checkout;
pub mod frame;
mod list;
mod order;
mod picture;
mod product;
mod referral;
mod register;
mod sums;
mod withdraw;

use crate::web::Routes;

pub use cart::cart_path;
pub use order::{order_state, own_orders_path};

pub fn routes() -> Routes {
    Routes::new()
        .and(list::routes())
        .and(product::routes())
        .and(picture::routes())
        .and(cart::routes())
        .and(checkout::routes())
        .and(referral::routes())
        .and(order::routes())
        .and(withdraw::routes())
        .and(register::routes())
}
