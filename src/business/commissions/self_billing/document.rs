//! A self-billing credit note, as it is kept.

use serde::{Deserialize, Serialize};

use crate::business::firm::Issuer;
use crate::business::orders::TaxReason;
use crate::business::people::VatStatus;
use crate::store::Stored;
use crate::text;
use crate::values::{
    Address, Day, Email, Iban, Instant, Language, Money, ObjectionId, PartnerId, Period, PostingId, Rate, RunId,
    SelfBilledId, VatId,
};

/// Everything that stands on the document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SelfBilled {
    /// Gapless within the year: `SB-2026-00017` (§ 11 UStG, § 14 UStG).
    pub number: String,
    pub issued_at: Instant,
    pub day: Day,
    pub run: RunId,
    pub partner: PartnerId,
    /// In which the service was rendered (EN 16931 BG-14).
    pub period: Period,
    /// The firm, which receives the service and writes the document.
    pub issuer: Issuer,
    pub supplier: Supplier,
    pub status: VatStatus,
    /// Negative where the document takes back.
    pub net: Money,
    pub rate: Rate,
    pub tax: Money,
    pub gross: Money,
    /// Why no VAT is charged, where none is.
    pub tax_reason: Option<TaxReason>,
    /// What the firm owes in the partner's place; it stands in the books only.
    pub owed_tax: Money,
    /// Whether the firm deducted the tax as its own.
    pub deducts: bool,
    /// `None` where there was no tax to book.
    pub posting: Option<PostingId>,
    /// The document that this one takes back.
    pub cancels: Option<SelfBilledId>,
}

/// Who rendered the service, as it stood when the document was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supplier {
    pub number: String,
    pub address: Address,
    pub vat_id: Option<VatId>,
    pub tax_number: String,
    pub language: Language,
    pub email: Option<Email>,
    pub phone: String,
    pub iban: Option<Iban>,
}

/// What became of a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fate {
    pub objection: Option<ObjectionId>,
    /// The day of the objection, and what booked the VAT back then; `None` where none was charged.
    pub taken_back: Option<(Day, PostingId)>,
    pub cancelled_by: Option<SelfBilledId>,
    /// The document that stands in its place.
    pub replaced_by: Option<SelfBilledId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SelfBilledState {
    InEffect,
    /// Whoever objects takes the effect of an invoice from it (§ 11 (8) UStG, § 14 (2) UStG).
    Objected,
    Cancelled,
    /// It takes another one back.
    Cancellation,
}

/// Why a statement has no document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoDocument {
    /// There is nothing to settle.
    Nothing,
    NothingTold,
    NotAgreed,
    NoBusiness,
    NoAddress,
    /// We have no tax rate of the firm's country.
    NoRate,
    Unknown,
}

impl SelfBilled {
    /// The sentence about VAT that is not charged (EN 16931 BT-120). Who owes it in the partner's place has to be said also
    /// where the partner is outside the union (§ 14a (5) UStG, § 11 (1a) UStG).
    pub fn reason(&self) -> Option<String> {
        let reason =
            if self.status == VatStatus::OutsideUnion { Some(TaxReason::ReverseCharge) } else { self.tax_reason };
        reason.map(|reason| text!(self.supplier.language, &reason.text_key()))
    }

    pub fn state(&self, fate: &Fate) -> SelfBilledState {
        match (self.cancels, fate) {
            (Some(_), _) => SelfBilledState::Cancellation,
            (None, Fate { cancelled_by: Some(_), .. }) => SelfBilledState::Cancelled,
            (None, Fate { objection: Some(_), .. }) => SelfBilledState::Objected,
            (None, _) => SelfBilledState::InEffect,
        }
    }
}

impl SelfBilledState {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            SelfBilledState::InEffect => "in_effect",
            SelfBilledState::Objected => "objected",
            SelfBilledState::Cancelled => "cancelled",
            SelfBilledState::Cancellation => "cancellation",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("self_billing.state.{}", self.word()))
    }
}

impl NoDocument {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            NoDocument::Nothing => "nothing",
            NoDocument::NothingTold => "nothing_told",
            NoDocument::NotAgreed => "not_agreed",
            NoDocument::NoBusiness => "no_business",
            NoDocument::NoAddress => "no_address",
            NoDocument::NoRate => "no_rate",
            NoDocument::Unknown => "unknown",
        }
    }

    /// Why there is none, and what is to be done.
    pub fn say(self, language: Language) -> String {
        text!(language, &format!("self_billing.missing.{}", self.word()))
    }
}

impl Stored for SelfBilled {
    const VERSION: u8 = 1;
}

impl Stored for Fate {
    const VERSION: u8 = 1;
}
