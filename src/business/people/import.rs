//! Taking over persons from another system: found again by the key that they had there.

use crate::business::failure::{Complaint, Failure};
use crate::business::people::commands::{add, replace_person};
use crate::business::people::records::{EXTERNAL_TO_PERSON_ID, person, person_by_external};
use crate::business::people::{Person, PersonKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::PersonId;

/// What an import did with one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Imported {
    New(PersonId),
    Changed(PersonId),
    /// Is here already, with the same particulars.
    Same(PersonId),
}

impl Imported {
    pub const fn id(self) -> PersonId {
        match self {
            Imported::New(id) | Imported::Changed(id) | Imported::Same(id) => id,
        }
    }
}

/// Adds a person under a key of another system, or brings the one with this key up to date.
pub fn import_person(tx: &mut Tx, external: &str, new: &Person) -> Result<Imported, Failure> {
    tx.require(Permission::DataImport)?;
    let external = external.trim();
    if external.is_empty() {
        return Err(Complaint::new("people.refusal.external_missing").at("key").into());
    }
    if let Some(known) = person_by_external(tx, external) {
        return renew_imported(tx, known, new);
    }
    if external.starts_with(OWN_KEY) {
        // Such a key names a record of ours, which is not there.
        return Err(Complaint::new("people.refusal.own_key_unknown").at("key").with("key", external).into());
    }
    complain_of_bank_account(tx, None, new)?;
    let (told, id) = add(tx, new)?;
    tx.save(&told, &EXTERNAL_TO_PERSON_ID, &external.to_owned(), &id);
    Ok(Imported::New(id))
}

/// Brings a person up to date whom an import knows by something else, such as a partner number. A bank account is
/// never taken away by it: a table may come without.
pub fn renew_imported(tx: &mut Tx, id: PersonId, new: &Person) -> Result<Imported, Failure> {
    tx.require(Permission::DataImport)?;
    let before = person(tx, id).ok_or_else(Failure::not_found)?;
    let mut after = Person { consents: before.consents.clone(), created_at: before.created_at, ..new.clone() };
    if !has_bank_account(new) {
        after.iban = before.iban.clone();
        after.bic = before.bic.clone();
        after.account_holder = before.account_holder.clone();
    }
    if after == before {
        return Ok(Imported::Same(id));
    }
    complain_of_bank_account(tx, Some(&before), &after)?;
    replace_person(tx, id, &after)?;
    Ok(Imported::Changed(id))
}

/// Money goes to bank accounts: whoever changes one must be allowed to on its page, which is the partners'.
fn complain_of_bank_account(tx: &Tx, before: Option<&Person>, after: &Person) -> Result<(), Failure> {
    let same = match before {
        Some(before) => {
            (&before.iban, &before.bic, &before.account_holder) == (&after.iban, &after.bic, &after.account_holder)
        }
        None => !has_bank_account(after),
    };
    if same || tx.may(Permission::PartnersEdit) {
        return Ok(());
    }
    Err(Complaint::new("people.refusal.bank_account_beyond").at("iban").into())
}

fn has_bank_account(person: &Person) -> bool {
    person.iban.is_some() || person.bic.is_some() || !person.account_holder.trim().is_empty()
}

/// Begins the key of persons who came here without an import: `#17`.
const OWN_KEY: char = '#';

/// The key by which an exported person is found again when nobody gave him another.
pub fn own_key(id: PersonId) -> String {
    format!("{OWN_KEY}{id}")
}

/// The person whom such a key names.
pub(super) fn read_own_key(key: &str) -> Option<PersonId> {
    PersonId::parse(key.strip_prefix(OWN_KEY)?)
}

/// A private person of whom nothing but the name is known.
pub fn bare_person(first_name: &str, last_name: &str) -> Person {
    Person {
        kind: PersonKind::Private,
        first_name: first_name.to_owned(),
        last_name: last_name.to_owned(),
        company: String::new(),
        email: None,
        phone: String::new(),
        language: crate::values::Language::default(),
        address: None,
        vat_id: None,
        iban: None,
        bic: None,
        account_holder: String::new(),
        consents: Vec::new(),
        created_at: crate::values::Instant::from_micros(0),
    }
}
