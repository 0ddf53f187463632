//! The firm itself.
//!
//! - *Firm*: who sells; one record. Its presence means that the firm has been set up.
//! - *Trial*: a demo firm, in which the clock may be set.

mod commands;
mod particulars;
mod records;

pub use commands::{FirmChanged, change_firm};
pub use particulars::{Firm, MailSecurity, MailServer};
pub use records::{TABLES, firm, logo, zone};
