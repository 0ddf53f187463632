//! The shop, as a visitor meets it.

mod checkout;
mod credit;
mod delivery_time;
mod opening;
mod referral;
