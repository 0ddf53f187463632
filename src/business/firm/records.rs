//! Where the firm's one record and its logo are kept, and what stood on papers before.

use jiff::tz::TimeZone;

use crate::business::firm::sales_terms::DatedSalesTerms;
use crate::business::firm::{Firm, Issuer, Stationery, TaxTerms};
use crate::store::{Map, Read, Table};
use crate::values::{Country, Instant};

pub(super) const ONLY_TO_FIRM: Map<(), Firm> = Map::new(10, "ONLY_TO_FIRM");
/// SVG or PNG bytes.
pub(super) const ONLY_TO_LOGO: Map<(), Vec<u8>> = Map::new(11, "ONLY_TO_LOGO");
pub(super) const ONLY_TO_STATIONERY: Map<(), Stationery> = Map::new(12, "ONLY_TO_STATIONERY");
/// Logos that were replaced: papers that were issued with them still show them.
pub(super) const NUMBER_TO_FORMER_LOGO: Map<u64, Vec<u8>> = Map::new(13, "NUMBER_TO_FORMER_LOGO");
/// What stood on our papers, by the instant of the change that ended it.
pub(super) const UNTIL_TO_FORMER_ISSUER: Map<Instant, Issuer> = Map::new(14, "UNTIL_TO_FORMER_ISSUER");
pub(super) const ONLY_TO_TAX_TERMS: Map<(), TaxTerms> = Map::new(15, "ONLY_TO_TAX_TERMS");
/// Terms of sale in the order in which they were set; the newest hold.
pub(super) const NUMBER_TO_SALES_TERMS: Map<u32, DatedSalesTerms> = Map::new(16, "NUMBER_TO_SALES_TERMS");

/// The counter that every change of the logo moves; it numbers the logo that is in place.
pub(super) const LOGO_CHANGES: &str = "logo_changes";

pub const TABLES: &[Table] = &[
    ONLY_TO_FIRM.table(),
    ONLY_TO_LOGO.table(),
    ONLY_TO_STATIONERY.table(),
    NUMBER_TO_FORMER_LOGO.table(),
    UNTIL_TO_FORMER_ISSUER.table(),
    ONLY_TO_TAX_TERMS.table(),
    NUMBER_TO_SALES_TERMS.table(),
];

/// The firm, once it has been set up.
pub fn firm(r: &dyn Read) -> Option<Firm> {
    r.get(&ONLY_TO_FIRM, &())
}

/// Where the firm is at home; its neighbours' addresses name their country, its own do not.
pub fn home(r: &dyn Read) -> Country {
    firm(r).map_or(Country::AT, |firm| firm.home)
}

pub fn logo(r: &dyn Read) -> Option<Vec<u8>> {
    r.get(&ONLY_TO_LOGO, &())
}

/// Whether there is a logo, without reading it.
pub fn has_logo(r: &dyn Read) -> bool {
    r.has(&ONLY_TO_LOGO, &())
}

pub fn stationery(r: &dyn Read) -> Stationery {
    r.get(&ONLY_TO_STATIONERY, &()).unwrap_or_default()
}

/// The firm's time zone; UTC until it is set up, or when the name is unknown.
pub fn zone(r: &dyn Read) -> TimeZone {
    firm(r).and_then(|firm| TimeZone::get(&firm.time_zone).ok()).unwrap_or(TimeZone::UTC)
}
