//! Orders, from the cart to return and withdrawal.
//!
//! - *Order*: what somebody bought, with the prices and taxes of that day. Corrections keep every version.
//! - *Placement*: by whom and for whom it was placed.
//! - *Credited partner*: whose sale it is.
//! - *Withdrawal*: the consumer's right to step back (§ 11a FAGG, § 356a BGB), a function of every page.

mod order;
mod records;

pub use order::{
    Buyer, Order, OrderLine, OrderState, PaymentMethod, Placement, Shipping, TaxGroup, Totals, order_number,
    parse_order_number,
};
pub use records::{
    TABLES, order, order_version, orders, orders_by_day, orders_in_state, orders_of_customer, orders_of_partner,
};
