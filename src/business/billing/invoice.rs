//! Invoices: everything that the printed document says, kept as it was.

use serde::{Deserialize, Serialize};

use crate::business::firm::{Issuer, SkontoStep};
use crate::business::orders::{TaxReason, Totals};
use crate::store::{Stored, read_body_without};
use crate::text;
use crate::values::{
    Address, CustomerId, Day, EinvoiceFormat, Instant, InvoiceId, Language, Money, OrderId, Rate, VatId,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub kind: InvoiceKind,
    /// Gapless within year and kind: `R-2026-00017`, `G-2026-00003` (§ 11 UStG, § 14 UStG).
    pub number: String,
    pub issued_at: Instant,
    pub day: Day,
    /// The day of delivery (EN 16931 BT-72).
    pub delivered_on: Day,
    pub due_on: Day,
    pub order: OrderId,
    pub customer: Option<CustomerId>,
    pub billing: Address,
    pub delivery: Address,
    pub vat_id: Option<VatId>,
    pub language: Language,
    pub lines: Vec<InvoiceLine>,
    pub totals: Totals,
    /// The document that a credit note takes back, wholly or in part, or a cancellation altogether.
    pub credits: Option<InvoiceId>,
    /// Paid before it was issued.
    pub prepaid: Money,
    /// Who issued it, as it stood then; `None` on documents that were issued before this was kept.
    pub issuer: Option<Issuer>,
    /// Why no VAT is charged, where none is.
    pub tax_reason: Option<TaxReason>,
    /// What its buyer had asked for by then; `None` on documents that were issued before this was kept.
    pub asked: Option<Asked>,
    /// What is let off who pays sooner, soonest first.
    pub skonto: Vec<SkontoStep>,
    /// The documents for parts of the same order that a final invoice takes off, with their taxes.
    pub settles: Vec<SetOff>,
    /// Why somebody cancelled or credited; empty where goods came back.
    pub reason: String,
    /// What kind of document a cancellation takes back.
    pub cancels: Option<InvoiceKind>,
}

/// What was charged before for a part of the same order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetOff {
    pub invoice: InvoiceId,
    pub kind: InvoiceKind,
    pub number: String,
    pub day: Day,
    pub totals: Totals,
}

/// What a buyer wants to find on documents, as it stood when one was issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Empty for guests.
    pub customer_number: String,
    pub format: EinvoiceFormat,
    /// EN 16931 BT-10.
    pub buyer_reference: String,
}

/// Stored by its place in this list: new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum InvoiceKind {
    /// UNTDID 1001: 380.
    Invoice,
    /// UNTDID 1001: 381.
    CreditNote,
    /// For a part of the delivery; 326.
    Partial,
    /// For money that is wanted before anything is delivered; 386.
    DownPayment,
    /// States everything and takes off what was charged before; 380.
    Final,
    /// Takes a document back altogether, with its figures below zero; 384.
    Cancellation,
}

impl InvoiceKind {
    pub const ALL: [InvoiceKind; 6] = [
        InvoiceKind::Invoice,
        InvoiceKind::CreditNote,
        InvoiceKind::Partial,
        InvoiceKind::DownPayment,
        InvoiceKind::Final,
        InvoiceKind::Cancellation,
    ];

    /// A stable word for addresses, files and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            InvoiceKind::Invoice => "invoice",
            InvoiceKind::CreditNote => "credit_note",
            InvoiceKind::Partial => "partial",
            InvoiceKind::DownPayment => "down_payment",
            InvoiceKind::Final => "final",
            InvoiceKind::Cancellation => "cancellation",
        }
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("billing.kind.{}", self.word()))
    }

    /// What its numbers begin with.
    pub(super) const fn range(self) -> &'static str {
        match self {
            InvoiceKind::Invoice => "R",
            InvoiceKind::CreditNote => "G",
            InvoiceKind::Partial => "RT",
            InvoiceKind::DownPayment => "RA",
            InvoiceKind::Final => "RS",
            InvoiceKind::Cancellation => "ST",
        }
    }

    /// Whether it asks for money.
    pub const fn charges(self) -> bool {
        match self {
            InvoiceKind::Invoice | InvoiceKind::Partial | InvoiceKind::DownPayment | InvoiceKind::Final => true,
            InvoiceKind::CreditNote | InvoiceKind::Cancellation => false,
        }
    }

    /// Whether an order is wholly invoiced with it.
    pub const fn is_whole(self) -> bool {
        matches!(self, InvoiceKind::Invoice | InvoiceKind::Final)
    }

    /// Whether a final invoice takes it off.
    pub const fn is_part(self) -> bool {
        matches!(self, InvoiceKind::Partial | InvoiceKind::DownPayment)
    }
}

impl Invoice {
    /// By how much the buyer owes more for it; below zero where something is taken back.
    pub fn charged(&self) -> Money {
        match self.kind {
            InvoiceKind::CreditNote => -self.totals.gross,
            _ => self.settles.iter().fold(self.totals.gross, |rest, before| rest - before.totals.gross),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceLine {
    pub sku: String,
    pub name: String,
    pub quantity: u32,
    pub unit_price: Money,
    pub vat_rate: Rate,
    pub net: Money,
}

impl Stored for Invoice {
    const VERSION: u8 = 4;

    fn upgrade(version: u8, bytes: &[u8]) -> Option<Invoice> {
        match version {
            1 => read_body_without(7, bytes),
            2 => read_body_without(6, bytes),
            3 => read_body_without(4, bytes),
            _ => None,
        }
    }
}
