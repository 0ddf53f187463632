//! Files that leave for the bank: transfers of payouts (pain.001) and direct debits of collections (pain.008).

use crate::app::exports::{ExportKind, require_export};
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::payments::batches::record_fetch;
use crate::business::payments::collections::{self, CollectionState, collection, collection_number, see_collections};
use crate::business::payments::{BatchState, batch, batch_number, batches};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::exchange::sepa::{collection_file, payment_file};
use crate::values::{BatchId, CollectionId, Period};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SepaFileOf {
    Payout(BatchId),
    Collection(CollectionId),
}

/// Whether the file may leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SepaStanding {
    /// Somebody has to agree first; how it stands, in words.
    Waits(String),
    Free,
    /// Somebody has it.
    Fetched,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SepaFileRow {
    pub of: SepaFileOf,
    /// `Z-0007`, `LS-0007`.
    pub number: String,
    pub standing: SepaStanding,
}

pub struct LeavingFile {
    pub name: String,
    pub bytes: Vec<u8>,
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
}

/// What is paid or collected, or will be, oldest first: made in a period, or all. Collections for those who collect.
pub fn sepa_files(view: &View<'_>, period: Option<Period>) -> Result<Vec<SepaFileRow>, Failure> {
    require_export(view, ExportKind::Sepa)?;
    let language = view.actor().language;
    let mut found = Vec::new();
    for (id, batch) in batches(view) {
        let made_then = period.is_none_or(|period| period.contains(batch.created_at.day_in(view.zone())));
        let standing = match batch.state {
            state if !state.is_live() || !made_then => continue,
            BatchState::Agreed => SepaStanding::Free,
            state if state.has_left() => SepaStanding::Fetched,
            state => SepaStanding::Waits(state.say(language)),
        };
        found.push(SepaFileRow { of: SepaFileOf::Payout(id), number: batch_number(id), standing });
    }
    if view.may(Permission::PaymentsCollect) {
        for row in see_collections(view, 0, usize::MAX)?.0 {
            let standing = match row.state {
                _ if period.is_some_and(|period| !period.contains(row.made_on)) => continue,
                CollectionState::Cancelled => continue,
                CollectionState::Approved => SepaStanding::Free,
                CollectionState::Exported => SepaStanding::Fetched,
                state => SepaStanding::Waits(state.say(language)),
            };
            found.push(SepaFileRow { of: SepaFileOf::Collection(row.id), number: collection_number(row.id), standing });
        }
    }
    found.sort_unstable_by_key(|row| row.of);
    Ok(found)
}

/// The file as it is now. Whoever gives it out tells `note_fetched` first.
pub fn sepa_file(view: &View<'_>, of: SepaFileOf) -> Result<LeavingFile, Failure> {
    require_export(view, ExportKind::Sepa)?;
    let firm = firm(view).ok_or_else(Failure::not_found)?;
    match of {
        SepaFileOf::Payout(id) => {
            let file = payment_file(&firm, &batch(view, id).ok_or_else(Failure::not_found)?)?;
            Ok(LeavingFile { name: file.name, bytes: file.bytes, hash: file.hash })
        }
        SepaFileOf::Collection(id) => {
            view.require(Permission::PaymentsCollect)?;
            let file = collection_file(&firm, &collection(view, id).ok_or_else(Failure::not_found)?)?;
            Ok(LeavingFile { name: file.name, bytes: file.bytes, hash: file.hash })
        }
    }
}

/// Keeps that somebody takes the file, and how often it was taken.
pub fn note_fetched(tx: &mut Tx, of: SepaFileOf, hash: [u8; 32], again_because: &str) -> Result<usize, Failure> {
    match of {
        SepaFileOf::Payout(id) => record_fetch(tx, id, hash, again_because),
        SepaFileOf::Collection(id) => collections::record_fetch(tx, id, hash, again_because),
    }
}
