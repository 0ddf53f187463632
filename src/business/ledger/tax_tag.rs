//! Under which tax something was sold: the sub-account of revenue and of output VAT.

use crate::values::{Country, Rate, VatCategory};

/// Whose VAT a sale bears, or to which country it went without any.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaxTag {
    pub country: Country,
    pub category: VatCategory,
    pub rate: Rate,
}

const COUNTRY_AT: u32 = 32;
const CATEGORY_AT: u32 = 24;

impl TaxTag {
    /// `(country << 32) | (category << 24) | rate in millionths`, with the two letters of the country as one number.
    pub fn sub_account(self) -> u64 {
        let rate = u64::try_from(self.rate.millionths()).unwrap_or(0) & ((1 << CATEGORY_AT) - 1);
        u64::from(self.country.number()) << COUNTRY_AT | u64::from(self.category.number()) << CATEGORY_AT | rate
    }

    /// `None` for what was booked before country and category were kept: output VAT by the rate alone, revenue whole.
    pub fn of_sub_account(number: u64) -> Option<TaxTag> {
        Some(TaxTag {
            country: Country::of_number(u16::try_from(number >> COUNTRY_AT).ok()?)?,
            category: VatCategory::of_number(u8::try_from((number >> CATEGORY_AT) & 0xff).ok()?)?,
            rate: rate_of_sub_account(number),
        })
    }
}

/// The rate stands in the lowest digits of both forms.
pub fn rate_of_sub_account(number: u64) -> Rate {
    Rate::from_millionths(i64::try_from(number & ((1 << CATEGORY_AT) - 1)).unwrap_or(0))
}
