//! Consents that are given as part of another command.

use crate::business::people::records::{PERSON_ID_TO_PERSON, person};
use crate::business::people::{Consent, ConsentKind, Person};
use crate::business::tx::{Recorded, Tx};
use crate::values::PersonId;

/// Keeps that somebody accepts a text now; the event that the token stands for tells the version.
pub(in crate::business) fn keep_consent(tx: &mut Tx, told: &Recorded, id: PersonId, kind: ConsentKind, version: &str) {
    if let Some(before) = person(tx, id) {
        let mut consents = before.consents.clone();
        consents.push(Consent { kind, version: version.to_owned(), at: tx.now() });
        tx.save(told, &PERSON_ID_TO_PERSON, &id, &Person { consents, ..before });
    }
}
