//! What follows when an invoice comes in, and when somebody decides of it.

use crate::business::cases;
use crate::business::tx::Tx;
use crate::store::Subject;
use crate::values::IncomingId;

const TASK: &str = "check_incoming";

pub(super) fn received(tx: &mut Tx, id: IncomingId) {
    cases::open(tx, &cases::INCOMING, Subject::of(id));
}

pub(super) fn decided(tx: &mut Tx, id: IncomingId) {
    cases::finish_early(tx, &Subject::of(id), TASK);
}

pub(super) fn reopened(tx: &mut Tx, id: IncomingId) {
    cases::undo(tx, &Subject::of(id), TASK);
}
