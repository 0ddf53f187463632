//! A person: what we know of somebody. The journal never holds any of it, so that it can be erased.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Address, Bic, Email, Iban, Instant, Language, VatId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub kind: PersonKind,
    pub first_name: String,
    pub last_name: String,
    /// Empty for private persons.
    pub company: String,
    pub email: Option<Email>,
    pub phone: String,
    pub language: Language,
    pub address: Option<Address>,
    pub vat_id: Option<VatId>,
    pub iban: Option<Iban>,
    pub bic: Option<Bic>,
    /// The name of the account holder exactly as the bank knows it (Verification of Payee, (EU) 2024/886).
    pub account_holder: String,
    pub consents: Vec<Consent>,
    pub created_at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PersonKind {
    Private,
    Company,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub kind: ConsentKind,
    /// Version of the text that was accepted.
    pub version: String,
    pub at: Instant,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ConsentKind {
    Terms,
    Privacy,
    PartnerTerms,
}

impl Person {
    /// The name on a list: the company's, or first and last name.
    pub fn name(&self) -> String {
        if self.company.is_empty() { self.full_name() } else { self.company.clone() }
    }

    /// Is this the same name, however it was typed: capitals and spaces say nothing.
    pub fn has_name_of(&self, other: &Person) -> bool {
        let plain = |person: &Person| person.name().split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        plain(self) == plain(other)
    }

    pub fn full_name(&self) -> String {
        format!("{} {}", self.first_name, self.last_name).trim().to_owned()
    }
}

impl Stored for Person {
    const VERSION: u8 = 1;
}
