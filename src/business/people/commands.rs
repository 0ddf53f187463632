//! Keeping what we know of persons.

use crate::business::failure::{Complaint, Failure};
use crate::business::people::events::{ConsentRecorded, PersonChanged, PersonCreated, PersonNoted};
use crate::business::people::records::{EMAIL_TO_PERSON_ID, PERSON_AND_NOTE_TO_NOTE, PERSON_ID_TO_PERSON, person};
use crate::business::people::{Consent, ConsentKind, Note, Person, PersonKind, address_complaints};
use crate::business::permission::Permission;
use crate::business::tx::{Recorded, Tx};
use crate::values::{Email, NoteId, PersonId};

const NOTE_SIGNS_MAX: usize = 4_000;

/// What is accepted, in which version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewConsent {
    pub kind: ConsentKind,
    pub version: String,
}

/// Makes a record of a person by a member of staff.
pub fn create_person(tx: &mut Tx, new: &Person) -> Result<PersonId, Failure> {
    tx.require(Permission::CustomersEdit)?;
    add_person(tx, new)
}

/// Replaces what we know of a person. Consents and the day of creation stay as they were.
pub fn change_person(tx: &mut Tx, id: PersonId, new: &Person) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    replace_person(tx, id, new)
}

/// Somebody who is signed in changes the own particulars.
pub fn change_own_particulars(tx: &mut Tx, new: &Person) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    let id = tx.actor().person.ok_or_else(Failure::not_found)?;
    replace_person(tx, id, new)
}

/// Writes something down about a person.
pub fn add_note(tx: &mut Tx, id: PersonId, text: &str) -> Result<NoteId, Failure> {
    tx.require(Permission::CustomersEdit)?;
    person(tx, id).ok_or_else(Failure::not_found)?;
    let text = text.trim();
    if text.is_empty() {
        return Err(Complaint::new("people.refusal.note_empty").at("note").into());
    }
    if text.chars().count() > NOTE_SIGNS_MAX {
        let most = i64::try_from(NOTE_SIGNS_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("people.refusal.note_too_long").at("note").with("most", most).into());
    }
    let note = tx.next_id();
    let told = tx.record(PersonNoted { person: id, note });
    let written = Note { at: tx.now(), by: tx.actor().account(), text: text.to_owned() };
    tx.save(&told, &PERSON_AND_NOTE_TO_NOTE, &(id, note), &written);
    Ok(note)
}

/// Keeps that somebody has accepted a text, with its version and the moment.
pub fn record_consent(tx: &mut Tx, id: PersonId, consent: &NewConsent) -> Result<(), Failure> {
    tx.require(Permission::AccountOwn)?;
    if !(tx.may(Permission::CustomersEdit) || tx.actor().person == Some(id)) {
        return Err(Failure::not_found());
    }
    let before = person(tx, id).ok_or_else(Failure::not_found)?;
    let version = consent.version.clone();
    let told = tx.record(ConsentRecorded { person: id, kind: consent.kind, version: version.clone() });
    let mut consents = before.consents.clone();
    consents.push(Consent { kind: consent.kind, version, at: tx.now() });
    store(tx, &told, id, Some(&before), &Person { consents, ..before.clone() });
    Ok(())
}

/// Adds a person as part of another command, which has asked for its own permission.
pub(in crate::business) fn add_person(tx: &mut Tx, new: &Person) -> Result<PersonId, Failure> {
    Ok(add(tx, new)?.1)
}

pub(super) fn add(tx: &mut Tx, new: &Person) -> Result<(Recorded, PersonId), Failure> {
    Failure::unless_empty(person_complaints(new))?;
    let id = tx.next_id();
    let told = tx.record(PersonCreated { person: id, company: new.kind == PersonKind::Company });
    let created = Person { created_at: tx.now(), ..new.clone() };
    store(tx, &told, id, None, &created);
    Ok((told, id))
}

/// Replaces a person as part of another command, which has asked for its own permission.
pub(in crate::business) fn replace_person(tx: &mut Tx, id: PersonId, new: &Person) -> Result<(), Failure> {
    let before = person(tx, id).ok_or_else(Failure::not_found)?;
    Failure::unless_empty(person_complaints(new))?;
    let told = tx.record(PersonChanged { person: id });
    let after = Person { consents: before.consents.clone(), created_at: before.created_at, ..new.clone() };
    store(tx, &told, id, Some(&before), &after);
    Ok(())
}

/// Writes to a person at another address from now on, as part of another command.
pub(in crate::business) fn move_email(tx: &mut Tx, id: PersonId, email: &Email) {
    if let Some(before) = person(tx, id) {
        let told = tx.record(PersonChanged { person: id });
        store(tx, &told, id, Some(&before), &Person { email: Some(email.clone()), ..before.clone() });
    }
}

fn store(tx: &mut Tx, told: &Recorded, id: PersonId, before: Option<&Person>, after: &Person) {
    let old = before.and_then(|person| person.email.as_ref());
    if old != after.email.as_ref() {
        if let Some(email) = old {
            tx.remove(told, &EMAIL_TO_PERSON_ID, &(email.as_str().to_owned(), id));
        }
        if let Some(email) = &after.email {
            tx.save(told, &EMAIL_TO_PERSON_ID, &(email.as_str().to_owned(), id), &());
        }
    }
    tx.save(told, &PERSON_ID_TO_PERSON, &id, after);
}

/// What is wrong with a person's particulars, all at once.
pub fn person_complaints(new: &Person) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    match new.kind {
        PersonKind::Company if new.company.trim().is_empty() => {
            complaints.push(Complaint::new("people.refusal.company_missing").at("company"));
        }
        PersonKind::Private if new.last_name.trim().is_empty() => {
            complaints.push(Complaint::new("people.refusal.last_name_missing").at("last_name"));
        }
        PersonKind::Company | PersonKind::Private => {}
    }
    if let Some(address) = &new.address {
        complaints.extend(address_complaints("address", address));
    }
    complaints
}
