//! A collection and its debits.

use serde::{Deserialize, Serialize};

use crate::business::ledger::ItemKey;
use crate::business::payments::Fetch;
use crate::business::payments::mandates::MandateScheme;
use crate::store::Stored;
use crate::text;
use crate::values::{
    AccountId, Address, ApprovalId, Bic, CollectionId, CustomerId, Day, Email, Iban, Instant, Language, MandateId,
    Money, OrderId, PaymentId,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// GrpHdr/MsgId: never used twice towards one bank.
    pub message_id: String,
    pub made_at: Instant,
    pub made_by: Option<AccountId>,
    /// In the order of the file.
    pub debits: Vec<Debit>,
    pub approval: ApprovalId,
    pub state: CollectionState,
    /// Every time the file was fetched.
    pub fetches: Vec<Fetch>,
    pub cancelled_because: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CollectionState {
    /// Somebody else must agree first.
    Waiting,
    /// Its customers were told; the file may be fetched.
    Approved,
    Refused,
    /// The file has left the house.
    Exported,
    Cancelled,
}

/// One debit, with the mandate as it was when the collection was prepared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debit {
    pub end_to_end_id: String,
    pub mandate: MandateId,
    pub mandate_number: String,
    pub signed_on: Day,
    pub scheme: MandateScheme,
    pub sequence: SequenceType,
    pub holder: String,
    pub iban: Iban,
    pub bic: Option<Bic>,
    /// Banks outside the European Economic Area want to know where the payer lives (EPC153-22).
    pub address: Option<Address>,
    /// The account before, where the bank is to be told that it changed.
    pub amended_from: Option<Iban>,
    pub customer: CustomerId,
    /// Who is told beforehand.
    pub email: Email,
    pub language: Language,
    pub order: OrderId,
    pub item: ItemKey,
    /// The number of the invoice.
    pub document: String,
    pub amount: Money,
    /// The day on which the bank is to take the money.
    pub due_on: Day,
    pub state: DebitState,
    /// The money as it came in.
    pub payment: Option<PaymentId>,
    /// Why it was left out, rejected or returned: words of somebody, or the code of a bank.
    pub because: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DebitState {
    /// Part of the file, and nothing was heard of it yet.
    Open,
    /// Taken out before the file left.
    LeftOut,
    /// The money is on our account.
    Received,
    /// The bank did not take it.
    Rejected,
    /// The money came and went back.
    Returned,
}

/// What the bank is told about earlier debits with the same mandate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SequenceType {
    First,
    Recurrent,
}

/// As printed and spoken: `LS-0007`.
pub fn collection_number(id: CollectionId) -> String {
    format!("LS-{:04}", id.number())
}

/// PmtInf/PmtInfId of a group, counted from 1 in the order of the file.
pub fn group_id(message_id: &str, number: usize) -> String {
    format!("{message_id}-{number}")
}

impl Collection {
    /// Those that are in the file, or would be.
    pub fn debits_in_file(&self) -> impl Iterator<Item = &Debit> {
        self.debits.iter().filter(|debit| debit.state != DebitState::LeftOut)
    }

    pub fn total(&self) -> Money {
        let nothing = Money::zero(crate::values::Currency::EUR);
        self.debits_in_file().fold(nothing, |sum, debit| sum + debit.amount)
    }

    /// Groups of the file: one scheme, one sequence and one day each (pain.008, 2.6). The debits stand in that order.
    pub fn groups(&self) -> Vec<Vec<&Debit>> {
        let mut groups: Vec<Vec<&Debit>> = Vec::new();
        for debit in self.debits_in_file() {
            match groups.last_mut() {
                Some(group) if group.first().is_some_and(|first| first.group() == debit.group()) => group.push(debit),
                _ => groups.push(vec![debit]),
            }
        }
        groups
    }

    /// The first day on which the bank is to take money.
    pub fn first_due_on(&self) -> Option<Day> {
        self.debits_in_file().map(|debit| debit.due_on).min()
    }

    /// Nothing is to come of it any more.
    pub fn is_over(&self) -> bool {
        matches!(self.state, CollectionState::Refused | CollectionState::Cancelled)
    }
}

impl Debit {
    pub(super) fn group(&self) -> (Day, MandateScheme, SequenceType) {
        (self.due_on, self.scheme, self.sequence)
    }

    /// What the customer reads on the statement of the own bank.
    pub fn remittance(&self) -> String {
        text!(self.language, "collections.remittance", number = self.document, mandate = self.mandate_number)
    }
}

impl CollectionState {
    pub const fn word(self) -> &'static str {
        match self {
            CollectionState::Waiting => "waiting",
            CollectionState::Approved => "approved",
            CollectionState::Refused => "refused",
            CollectionState::Exported => "exported",
            CollectionState::Cancelled => "cancelled",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("collections.state.{}", self.word()))
    }
}

impl DebitState {
    pub const fn word(self) -> &'static str {
        match self {
            DebitState::Open => "open",
            DebitState::LeftOut => "left_out",
            DebitState::Received => "received",
            DebitState::Rejected => "rejected",
            DebitState::Returned => "returned",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("collections.debit.{}", self.word()))
    }
}

impl SequenceType {
    /// The code of ISO 20022.
    pub const fn code(self) -> &'static str {
        match self {
            SequenceType::First => "FRST",
            SequenceType::Recurrent => "RCUR",
        }
    }
}

impl Stored for Collection {
    const VERSION: u8 = 1;
    const PACKED: bool = true;
}
