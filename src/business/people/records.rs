//! Where persons are kept.

use crate::business::people::import::read_own_key;
use crate::business::people::{Note, Person, TaxParticulars, TaxStatus, VatCheck};
use crate::store::{Map, Read, Span, Table};
use crate::values::{Email, NoteId, PersonId};

pub(super) const PERSON_ID_TO_PERSON: Map<PersonId, Person> = Map::new(20, "PERSON_ID_TO_PERSON");
pub(super) const EMAIL_TO_PERSON_ID: Map<(String, PersonId), ()> = Map::new(21, "EMAIL_TO_PERSON_ID");

pub(super) const PERSON_AND_NOTE_TO_NOTE: Map<(PersonId, NoteId), Note> = Map::new(22, "PERSON_AND_NOTE_TO_NOTE");

/// By the key in the system from which the person was imported.
pub(super) const EXTERNAL_TO_PERSON_ID: Map<String, PersonId> = Map::new(23, "EXTERNAL_TO_PERSON_ID");

pub(super) const PERSON_ID_TO_TAX_PARTICULARS: Map<PersonId, TaxParticulars> =
    Map::new(24, "PERSON_ID_TO_TAX_PARTICULARS");

pub(super) const PERSON_ID_TO_VAT_CHECK: Map<PersonId, VatCheck> = Map::new(26, "PERSON_ID_TO_VAT_CHECK");

/// In the order in which it was told.
pub(super) const PERSON_AND_NUMBER_TO_TAX_STATUS: Map<(PersonId, u32), TaxStatus> =
    Map::new(25, "PERSON_AND_NUMBER_TO_TAX_STATUS");

pub const TABLES: &[Table] = &[
    PERSON_ID_TO_PERSON.table(),
    EMAIL_TO_PERSON_ID.table(),
    PERSON_AND_NOTE_TO_NOTE.table(),
    EXTERNAL_TO_PERSON_ID.table(),
    PERSON_ID_TO_TAX_PARTICULARS.table(),
    PERSON_ID_TO_VAT_CHECK.table(),
    PERSON_AND_NUMBER_TO_TAX_STATUS.table(),
];

pub fn person(r: &dyn Read, id: PersonId) -> Option<Person> {
    r.get(&PERSON_ID_TO_PERSON, &id)
}

/// Several persons may share an address: a couple, a company's office.
pub fn persons_by_email(r: &dyn Read, email: &Email) -> Vec<PersonId> {
    r.keys(&EMAIL_TO_PERSON_ID, Span::prefix(&(email.as_str().to_owned(),))).into_iter().map(|(_, id)| id).collect()
}

pub fn person_by_email(r: &dyn Read, email: &Email) -> Option<PersonId> {
    persons_by_email(r, email).into_iter().next()
}

/// Everything that was written down about a person, oldest first.
pub fn notes_of(r: &dyn Read, person: PersonId) -> Vec<(NoteId, Note)> {
    let rows = r.scan(&PERSON_AND_NOTE_TO_NOTE, Span::prefix(&(person,)));
    rows.into_iter().map(|((_, id), note)| (id, note)).collect()
}

/// Whoever was imported under this key; `#17` names the person with that id.
pub fn person_by_external(r: &dyn Read, key: &str) -> Option<PersonId> {
    match r.get(&EXTERNAL_TO_PERSON_ID, &key.to_owned()) {
        Some(id) => Some(id),
        None => read_own_key(key).filter(|id| person(r, *id).is_some()),
    }
}

/// Every key of an import, and whose it is.
pub fn external_keys(r: &dyn Read) -> Vec<(String, PersonId)> {
    r.scan(&EXTERNAL_TO_PERSON_ID, Span::all())
}

/// A page of persons in the order of their ids, after the one seen last.
pub fn persons(r: &dyn Read, after: Option<PersonId>, limit: usize) -> Vec<(PersonId, Person)> {
    let span = after.map_or_else(Span::all, |id| Span::after(&id));
    r.scan(&PERSON_ID_TO_PERSON, span.limit(limit))
}
