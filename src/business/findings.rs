//! Which change touches which search document, and what that document says.

use crate::store::{Entry, Subject};

/// The subjects whose search documents must be written again after a journal entry.
pub fn touched(entry: &Entry) -> Vec<Subject> {
    vec![entry.subject.clone()]
}
