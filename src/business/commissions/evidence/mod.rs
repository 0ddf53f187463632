//! What the firm must be able to show of its commissions: to each partner for a year, to authorities and courts for
//! the whole firm.
//!
//! - *Source*: who bought what a commission stems from: end customers, the one who is paid, other partners.
//! - *End customer*: a buyer who is no partner.
//! - *Yearly statement*: what one partner earned in a year, what was taken back, paid and is still owed.

mod customers;
mod month;
mod payees;
mod year;

pub use customers::{RetailCustomer, RetailRow, retail_by_partner, retail_customers_of};
pub use month::{
    BonusEvidence, BySource, MonthEvidence, PaySource, SoldSums, from as pay_from, last_posted_month, month_evidence,
    share as pay_share, total as pay_total,
};
pub use payees::{MissingParticular, PayeeRow, SINGLE_LIMIT, YEAR_LIMIT, payees_of_year};
pub use year::{YearMoney, YearSheet, YearStatement, year_sheet};
