//! What can be done with orders, one file a verb.

mod cancel;
mod change_tariffs;
mod correct;
mod credit;
mod give_back;
mod import;
mod place;
mod withdraw;

pub use cancel::cancel_order;
pub use change_tariffs::change_tariffs;
pub use correct::{CorrectOrder, correct_order};
pub use credit::{CreditOrder, credit_order};
pub use give_back::{ReturnGoods, return_goods};
pub use import::{ImportOrder, Imported, import_order};
pub use place::{place_order, place_order_beyond_line};
pub use withdraw::{Claim, WithdrawOrder, claimed_order, withdraw_order};
