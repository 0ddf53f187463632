//! Persons and firms that we know, whatever they are to us.
//!
//! - *Person*: a human being or a company. One person may be customer, partner and staff at once.
//! - *Consent*: acceptance of a legal text, with the version and the moment.

mod person;
mod records;

pub use person::{Consent, ConsentKind, Person, PersonKind};
pub use records::{TABLES, person, person_by_email, persons_by_email};
