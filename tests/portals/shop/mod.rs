//! The shop, as a visitor meets it.

mod checkout;
mod referral;
