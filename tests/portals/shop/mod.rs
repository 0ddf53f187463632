//! The shop, as a visitor meets it.

mod referral;
