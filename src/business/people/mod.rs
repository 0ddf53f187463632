//! Persons and firms that we know, whatever they are to us.
//!
//! - *Person*: a human being or a company. One person may be customer, partner and staff at once.
//! - *Note*: what staff write down about a person.
//! - *External key*: what a person is called in the system from which it was imported.
//! - *Tax particulars*: what the tax office asks of somebody who is paid: insurance number, day of birth, tax number.
//! - *Tax status*: how somebody who is paid stands to VAT since a day, and whether the firm may write the invoices.
//! - *Consent*: acceptance of a legal text, with the version and the moment.

pub(super) mod checks;
mod commands;
mod consents;
mod envelope;
mod events;
mod import;
mod note;
mod person;
mod records;
mod tax;
mod tax_status;
mod vat_check;

pub use commands::{
    NewConsent, add_note, change_own_particulars, change_person, create_person, person_complaints, record_consent,
};
pub(in crate::business) use commands::{add_person, move_email, replace_person};
pub(in crate::business) use consents::keep_consent;
pub use envelope::address_complaints;
pub use events::{
    ConsentRecorded, PersonChanged, PersonCreated, PersonNoted, TaxParticularsNoted, TaxStatusTold, VatIdChecked,
};
pub use import::{Imported, bare_person, import_person, own_key, renew_imported};
pub use note::Note;
pub use person::{Consent, ConsentKind, Person, PersonKind};
pub use records::{
    TABLES, external_keys, notes_of, person, person_by_email, person_by_external, persons, persons_by_email,
};
pub use tax::{TaxParticulars, note_tax_particulars, tax_particulars};
pub use tax_status::{
    NewTaxStatus, TaxStatus, VatStatus, note_tax_status, tax_status_on, tax_statuses, tell_tax_status,
};
pub use vat_check::{VatCheck, note_vat_check, vat_check, vat_checked_on};
