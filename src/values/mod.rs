//! Small exact things that everyone speaks of. No input, no output, no clock.
//!
//! - *Minor units*: money is a whole number of the smallest coin of its currency (cents).
//! - *Rate*: a share in millionths; 20 % is 200,000.
//! - *Day*: a calendar day without a time; *Instant*: a point on the UTC time line in microseconds.
//! - *Period*: a run of whole days with a name, such as `2026-03`, `2026-W10`, `2026-Q1` or `2026-03-H1`.

mod address;
mod country;
mod currency;
mod day;
mod einvoice_format;
mod email;
mod iban;
mod ids;
mod instant;
mod language;
mod local_text;
mod money;
mod period;
mod points;
mod rate;
mod vat_category;
mod vat_id;

pub use address::Address;
pub use country::Country;
pub use currency::Currency;
pub use day::Day;
pub use einvoice_format::EinvoiceFormat;
pub use email::Email;
pub use iban::{Bic, Iban};
pub use ids::*;
pub use instant::Instant;
pub use language::Language;
pub use local_text::LocalText;
pub use money::{Money, MoneyError};
pub use period::{Period, PeriodKind};
pub use points::Points;
pub use rate::Rate;
pub use vat_category::VatCategory;
pub use vat_id::VatId;
