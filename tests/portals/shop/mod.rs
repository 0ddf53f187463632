//! The shop, as a visitor meets it.

mod checkout;
mod delivery_time;
mod opening;
mod referral;
