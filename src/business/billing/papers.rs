//! The paper of a document: the bytes that were printed first, kept with their hash and never printed otherwise.

use serde::{Deserialize, Serialize};

use crate::business::billing::events::PaperKept;
use crate::business::billing::records::{
    INVOICE_ID_TO_INVOICE, INVOICE_ID_TO_PAPER, INVOICE_ID_TO_SEAL, invoice, paper, seal,
};
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Span, Stored};
use crate::values::{Instant, InvoiceId};

/// So many documents may have been issued without anybody sealing them.
const LOOK_BACK_MAX: usize = 256;

/// What is known of a kept paper without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// BLAKE3 of the bytes.
    pub hash: [u8; 32],
    pub bytes: u64,
    pub sealed_at: Instant,
    /// Whether the data of the document lie inside (ZUGFeRD).
    pub has_data: bool,
}

/// A document as it was printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPaper {
    pub invoice: InvoiceId,
    pub bytes: Vec<u8>,
    pub has_data: bool,
}

impl Seal {
    pub fn hash_text(&self) -> String {
        blake3::Hash::from_bytes(self.hash).to_hex().to_string()
    }

    pub(super) fn fits(&self, bytes: &[u8]) -> bool {
        blake3::hash(bytes).as_bytes() == &self.hash && u64::try_from(bytes.len()) == Ok(self.bytes)
    }
}

/// Keeps papers as they are. One that is kept already stays; another one for the same document is refused.
pub fn keep_papers(tx: &mut Tx, papers: &[NewPaper]) -> Result<(), Failure> {
    tx.require(Permission::BillingIssue)?;
    for new in papers {
        let document = invoice(tx, new.invoice).ok_or_else(Failure::not_found)?;
        if let Some(kept) = seal(tx, new.invoice) {
            if kept.fits(&new.bytes) {
                continue;
            }
            let complaint = Complaint::new("billing.refusal.paper_differs").with("number", document.number);
            return Err(Refusal::of(RefusalKind::Conflict, complaint).into());
        }
        let bytes = u64::try_from(new.bytes.len()).unwrap_or(u64::MAX);
        let hash = *blake3::hash(&new.bytes).as_bytes();
        let made = Seal { hash, bytes, sealed_at: tx.now(), has_data: new.has_data };
        let told =
            tx.record(PaperKept { invoice: new.invoice, number: document.number, hash: made.hash_text(), bytes });
        tx.save(&told, &INVOICE_ID_TO_PAPER, &new.invoice, &new.bytes);
        tx.save(&told, &INVOICE_ID_TO_SEAL, &new.invoice, &made);
    }
    Ok(())
}

/// Where whoever seals goes on: behind the newest document whose paper is kept, where that is not far back; else behind
/// the newest of all. Documents from before papers were kept are sealed when somebody asks for them.
pub fn sealed_through(r: &dyn Read) -> Option<InvoiceId> {
    let newest = r.keys(&INVOICE_ID_TO_INVOICE, Span::all().backwards().limit(LOOK_BACK_MAX));
    newest.iter().find(|id| r.has(&INVOICE_ID_TO_SEAL, id)).or(newest.first()).copied()
}

/// The documents behind one, oldest first.
pub fn documents_after(r: &dyn Read, after: Option<InvoiceId>, limit: usize) -> Vec<InvoiceId> {
    let span = after.map_or_else(Span::all, |id| Span::after(&id));
    r.keys(&INVOICE_ID_TO_INVOICE, span.limit(limit))
}

/// Whether a kept paper is what its seal says.
pub(super) fn is_whole(r: &dyn Read, id: InvoiceId, seal: &Seal) -> bool {
    paper(r, id).is_some_and(|bytes| seal.fits(&bytes))
}

impl Stored for Seal {
    const VERSION: u8 = 1;
}
