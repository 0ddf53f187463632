//! The shop, as a visitor meets it.

mod checkout;
mod opening;
mod referral;
