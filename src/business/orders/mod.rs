//! Orders, from the cart to return and withdrawal.
//!
//! - *Order*: what somebody bought, with the prices and taxes of that day. Corrections keep every version.
//! - *Placement*: by whom and for whom it was placed.
//! - *Credited partner*: whose sale it is.
//! - *Quote*: what a cart costs, before it is ordered.
//! - *Delivery time*: within how many working days goods arrive in a country.
//! - *Tariff*: what delivery to a country costs and how long it takes, from a day on, or from the instant at which it was set.
//! - *Channel*: our pages, or the office for somebody on the telephone; *missing* is what must stand before it sells.
//! - *Levy*: whose VAT an order bears, or why there is none.
//! - *Treatment*: how a supply is taxed, and why it is not.
//! - *Return*: goods that came back, and what becomes of them.
//! - *Withdrawal*: the consumer's right to step back (§ 11a FAGG, § 356a BGB), a function of every page.

mod buyer;
mod checkout;
pub(super) mod checks;
mod commands;
mod credited;
mod delivery_time;
mod events;
mod keep;
mod levied;
mod list;
mod on_account;
mod opening;
mod order;
mod pricing;
mod records;
mod returned;
mod shipping_price;
mod tariffs;
mod taxing;
mod withdrawal;

pub use buyer::{own_buyer, person_of, price_role};
pub use checkout::{Contact, LINES_MAX, NewBuyer, PIECES_MAX, PlaceOrder, ShownTime};
pub use commands::{
    Claim, CorrectOrder, CreditOrder, ImportOrder, Imported, ReturnGoods, WithdrawOrder, cancel_order, change_tariffs,
    claimed_order, correct_order, credit_order, import_order, place_order, place_order_beyond_line, return_goods,
    withdraw_order,
};
pub use credited::{CreditedOrder, CreditedWish, FoundCredited, find_credited, see_credited};
pub use delivery_time::{DELIVERY_DAYS_MAX, DeliveryTime};
pub use events::{
    Figures, GoodsReturned, OrderCancelled, OrderCorrected, OrderCredited, OrderImported, OrderPlaced, TariffsChanged,
    WithdrawalReceived,
};
pub(in crate::business) use keep::{advance, note_paid};
pub use levied::{levy_on, tax_party};
pub use list::{FoundOrders, OrderBy, OrderRow, OrderWish, count_orders, find_orders};
pub use on_account::OnAccount;
pub use opening::{Channel, Missing, Readiness, missing_for_shop};
pub use order::{
    Buyer, Order, OrderLine, OrderState, PaymentMethod, Placement, Shipping, TaxGroup, Totals, order_number,
    parse_order_number,
};
pub use pricing::{Buying, CartLine, Quote, merged, priced_line, quote};
pub use records::{
    TABLES, all_tariffs, each_order, has_sold, order, order_by_external, order_ids, order_of_checkout, order_read_in,
    order_version, orders, orders_by_day, orders_in_state, orders_of_customer, orders_of_partner, prices_are_chosen,
    returns_of_order, withdrawal,
};
pub use returned::{Fate, Return, ReturnLine, left_with_customer, line_at};
pub use shipping_price::shipping_price;
pub use tariffs::{
    Tariff, Tariffs, TariffsOfDay, TariffsSince, delivery_time, delivery_times_are_set, tariffs_at, tariffs_mark,
    tariffs_on,
};
pub use taxing::{
    FirmTax, Levy, Supply, SupplyKind, TaxParty, TaxPlace, TaxReason, Treatment, category, levy, treatment,
};
pub use withdrawal::{WITHDRAWAL_DAYS, Withdrawal};
