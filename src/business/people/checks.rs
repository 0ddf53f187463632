//! What must always hold between the tables of persons.

use crate::business::defect::Defect;
use crate::business::failure::Complaint;
use crate::business::people::records::{EMAIL_TO_PERSON_ID, PERSON_ID_TO_PERSON};
use crate::business::people::{Person, external_keys, person};
use crate::store::{Read, compare};
use crate::values::PersonId;

/// A person is found by the e-mail address, and by no former one.
pub(in crate::business) fn indexes(r: &dyn Read) -> Vec<Defect> {
    let rows = |id: &PersonId, person: &Person| {
        person.email.iter().map(|email| ((email.as_str().to_owned(), *id), ())).collect()
    };
    let mut defects = Defect::all(compare(r, (&PERSON_ID_TO_PERSON, &EMAIL_TO_PERSON_ID), rows, |(_, id), ()| *id));
    // The key stands nowhere else, so that only its person can be missing.
    let lost = external_keys(r).into_iter().filter(|(_, id)| person(r, *id).is_none());
    defects.extend(lost.map(|(key, id)| {
        let complaint = Complaint::new("checks.people.key_of_nobody").with("key", key);
        Defect::new(format!("person:{id}"), complaint)
    }));
    defects
}
