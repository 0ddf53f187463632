//! Where letters are kept.

use crate::business::messages::Letter;
use crate::store::{Map, OutboxId, Read, Table};

pub(super) const OUTBOX_ID_TO_LETTER: Map<OutboxId, Letter> = Map::new(250, "OUTBOX_ID_TO_LETTER");

pub const TABLES: &[Table] = &[OUTBOX_ID_TO_LETTER.table()];

pub fn letter(r: &dyn Read, id: OutboxId) -> Option<Letter> {
    r.get(&OUTBOX_ID_TO_LETTER, &id)
}
