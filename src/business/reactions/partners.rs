//! What follows from decisions about positions in the tree.

use crate::business::failure::Failure;
use crate::business::mail::Template;
use crate::business::partners::{TreeRequestDecided, Wish, request};
use crate::business::reactions::letters::post_to_person;
use crate::business::tx::{Recorded, Tx};
use crate::store::Subject;

/// Whoever holds the position is told. Where somebody else inherits it, the office speaks with the heir.
pub(super) fn request_decided(tx: &mut Tx, told: &Recorded, decided: &TreeRequestDecided) -> Result<(), Failure> {
    let Some(request) = request(tx, decided.request) else { return Ok(()) };
    if request.by_partner || !matches!(request.wish, Wish::Inheritance { .. }) {
        let subject = Subject::of(decided.request);
        post_to_person(tx, told, Template::RequestDecided, subject, request.person_before);
    }
    Ok(())
}
