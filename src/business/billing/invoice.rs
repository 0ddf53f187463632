//! Invoices: everything that the printed document says, kept as it was.

use serde::{Deserialize, Serialize};

use crate::business::firm::{Issuer, SkontoStep};
use crate::business::orders::{TaxReason, Totals};
use crate::store::{Stored, read_body_without};
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
    /// The invoice that a credit note takes back, wholly or in part.
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvoiceKind {
    /// UNTDID 1001: 380.
    Invoice,
    /// UNTDID 1001: 381.
    CreditNote,
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
            1 => read_body_without(4, bytes),
            2 => read_body_without(3, bytes),
            3 => read_body_without(1, bytes),
            _ => None,
        }
    }
}
