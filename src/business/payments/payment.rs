//! Payments and batches.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{Bic, Day, Iban, Instant, Money, OrderId, PartnerId, PostingId, RunId};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    pub order: OrderId,
    /// Positive when it came in, negative when it went back.
    pub amount: Money,
    pub received_on: Day,
    pub recorded_at: Instant,
    /// What the payer wrote.
    pub reference: String,
    /// Where it stands in the books.
    pub posting: PostingId,
    /// Set when it had been recorded by mistake; the payment stays, and counts no longer.
    pub reversed: Option<Reversal>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reversal {
    pub at: Instant,
    pub reason: String,
}

/// Transfers in one pain.001 file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// Message identification of the file (pain.001 GrpHdr/MsgId).
    pub message_id: String,
    pub run: Option<RunId>,
    pub created_at: Instant,
    /// ReqdExctnDt.
    pub execute_on: Day,
    pub transfers: Vec<Transfer>,
    pub total: Money,
    /// BLAKE3 of the file, once it was written.
    pub file_hash: Option<[u8; 32]>,
    pub state: BatchState,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchState {
    Ready,
    /// The file was handed out.
    Exported,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub partner: PartnerId,
    /// Exactly as the payee's bank knows the account holder.
    pub name: String,
    pub iban: Iban,
    pub bic: Option<Bic>,
    pub amount: Money,
    pub end_to_end_id: String,
    pub remittance: String,
}

impl Stored for Payment {
    const VERSION: u8 = 1;
}
impl Stored for Batch {
    const VERSION: u8 = 1;
}
