//! Batches: transfers that leave together in one file for the bank.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::business::payments::PaidParts;
use crate::store::{Stored, read_body_without};
use crate::text;
use crate::values::{
    AccountId, ApprovalId, BatchId, Bic, Day, Iban, Instant, Language, Money, PartnerId, PostingId, RunId,
};

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
    /// Whose balance stays where it is, and why.
    pub left_out: Vec<LeftOut>,
    /// The files that were made, each with other bytes.
    pub exports: Vec<Export>,
    pub state: BatchState,
    /// Where the money left the partners' balances in the books.
    pub posting: PostingId,
    pub cancelled_because: String,
    /// How balances were divided of which not all went to the bank, in the order of the transfers.
    pub parts: Vec<PaidParts>,
    pub made_by: Option<AccountId>,
    /// Each time somebody was asked to agree, oldest first.
    pub approvals: Vec<ApprovalId>,
    /// Each time somebody took the file, oldest first; none is known of those before this was kept.
    pub fetches: Vec<Fetch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchState {
    /// Made, and nobody was asked yet: so it is with those from before anybody had to agree.
    Ready,
    /// The file was made, and can be at the bank.
    Exported,
    /// Taken back before the file was made; the balances are as before.
    Cancelled,
    /// Laid before somebody else.
    Submitted,
    /// A second person has agreed: the file may be fetched.
    Agreed,
    /// A second person has not agreed.
    Refused,
    /// The bank has booked all of it.
    Confirmed,
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub partner: PartnerId,
    /// What is owed to the partner; negative when the partner owes us.
    pub balance: Money,
    pub reason: LeftOutReason,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LeftOutReason {
    /// Less than the least amount that is paid out.
    BelowMinimum,
    /// Goods that came back have taken more than there was.
    Owes,
    NoIban,
    /// The account holder is written in signs that no bank of the euro area can read.
    NoHolder,
    /// The partner terms are not accepted.
    NoTerms,
    /// Nobody of this id is known.
    Unknown,
    /// The file is full; the next one takes it.
    NextFile,
    /// Somebody holds the pay of this partner.
    OnHold,
    /// The invitation was taken back: nobody became a partner by it.
    NoContract,
}

/// A file that was made for the bank. The same file twice is one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Export {
    pub at: Instant,
    pub by: Option<AccountId>,
    /// BLAKE3 of the bytes of the file that was made.
    pub file_hash: [u8; 32],
}

/// That somebody took the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetch {
    pub at: Instant,
    pub by: Option<AccountId>,
    /// BLAKE3 of the file.
    pub file_hash: [u8; 32],
    /// Why it was taken again; empty the first time.
    pub because: String,
}

impl Batch {
    /// The request for agreement that counts.
    pub fn approval(&self) -> Option<ApprovalId> {
        self.approvals.last().copied()
    }

    /// What was taken off the balance of somebody who is paid; `None` where nothing was.
    pub fn parts_of(&self, partner: PartnerId) -> Option<PaidParts> {
        self.parts.iter().copied().find(|parts| parts.partner == partner)
    }

    /// Every balance that it pays with its parts.
    pub(in crate::business::payments) fn all_parts(&self) -> Vec<PaidParts> {
        let nothing = Money::zero(self.total.currency());
        let by_partner: BTreeMap<PartnerId, PaidParts> =
            self.parts.iter().map(|parts| (parts.partner, *parts)).collect();
        let whole = |transfer: &Transfer| PaidParts {
            partner: transfer.partner,
            balance: transfer.amount,
            reserve: nothing,
            credit: nothing,
            fee: nothing,
            transfer: transfer.amount,
        };
        let parts = |transfer: &Transfer| by_partner.get(&transfer.partner).copied().unwrap_or(whole(transfer));
        self.transfers.iter().map(parts).collect()
    }
}

impl BatchState {
    /// It is paid, or will be: everything but a batch that was taken back.
    pub const fn is_live(self) -> bool {
        !matches!(self, BatchState::Cancelled)
    }

    /// Somebody has the file, and it can be at the bank.
    pub const fn has_left(self) -> bool {
        matches!(self, BatchState::Exported | BatchState::Confirmed)
    }

    /// Nobody has seen the file: it can be taken back.
    pub const fn is_at_hand(self) -> bool {
        self.is_live() && !self.has_left()
    }

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            BatchState::Ready => "ready",
            BatchState::Exported => "exported",
            BatchState::Cancelled => "cancelled",
            BatchState::Submitted => "submitted",
            BatchState::Agreed => "agreed",
            BatchState::Refused => "refused",
            BatchState::Confirmed => "confirmed",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("payments_out.state.{}", self.word()))
    }
}

impl LeftOutReason {
    pub const ALL: [LeftOutReason; 9] = [
        LeftOutReason::NoIban,
        LeftOutReason::NoHolder,
        LeftOutReason::NoTerms,
        LeftOutReason::OnHold,
        LeftOutReason::NoContract,
        LeftOutReason::Unknown,
        LeftOutReason::BelowMinimum,
        LeftOutReason::Owes,
        LeftOutReason::NextFile,
    ];

    /// A stable word for files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            LeftOutReason::BelowMinimum => "below_minimum",
            LeftOutReason::Owes => "owes",
            LeftOutReason::NoIban => "no_iban",
            LeftOutReason::NoHolder => "no_holder",
            LeftOutReason::NoTerms => "no_terms",
            LeftOutReason::Unknown => "unknown",
            LeftOutReason::NextFile => "next_file",
            LeftOutReason::OnHold => "on_hold",
            LeftOutReason::NoContract => "no_contract",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("payments_out.left_out.{}", self.word()))
    }
}

/// As printed and spoken: `Z-0007`.
pub fn batch_number(id: BatchId) -> String {
    format!("Z-{:04}", id.number())
}

impl Stored for Batch {
    const VERSION: u8 = 3;

    /// Version 1 had no parts; up to 2 nobody agreed, and only files with other bytes were noted.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Batch> {
        match version {
            1 => read_body_without(4, bytes),
            2 => read_body_without(3, bytes),
            _ => None,
        }
    }
}
