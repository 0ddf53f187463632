//! What an incoming invoice says.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{AccountId, Currency, Day, Instant, Money};

/// As which file it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncomingForm {
    /// A PDF with its data inside (ZUGFeRD, Factur-X, XRechnung in a PDF).
    Pdf,
    Ubl,
    Cii,
}

impl IncomingForm {
    /// A stable word for text keys.
    pub const fn word(self) -> &'static str {
        match self {
            IncomingForm::Pdf => "pdf",
            IncomingForm::Ubl => "ubl",
            IncomingForm::Cii => "cii",
        }
    }
}

/// Who wants money, in the words of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sender {
    pub name: String,
    pub vat_id: String,
    pub tax_number: String,
    pub address: Vec<String>,
    pub email: String,
    /// To which account (BT-84).
    pub iban: String,
}

/// Everything that was read out of a file, before it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewIncoming {
    pub form: IncomingForm,
    /// BT-24, by whose rules it says it was written.
    pub profile: String,
    pub file_name: String,
    pub sender: Sender,
    pub receiver: String,
    /// BT-1.
    pub number: String,
    /// BT-3, UNTDID 1001: 380, 381, 384 …
    pub type_code: String,
    pub day: Option<Day>,
    pub due_on: Option<Day>,
    pub delivered_on: Option<Day>,
    pub currency: Currency,
    pub lines: Vec<IncomingLine>,
    pub taxes: Vec<IncomingTax>,
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
    pub paid: Money,
    /// BT-115, what we are asked to pay.
    pub due: Money,
    /// BT-13 and BT-10, what we are to recognise our order by.
    pub order_reference: String,
    pub buyer_reference: String,
    /// BT-25, for credit notes.
    pub preceding: Vec<String>,
    pub terms: String,
    pub notes: Vec<String>,
    /// Rules that the file breaks, gravest first.
    pub findings: Vec<Finding>,
}

/// Quantity and price stay as they are written: they may have more decimals than money has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingLine {
    pub name: String,
    pub article: String,
    pub quantity: String,
    pub unit: String,
    pub unit_price: String,
    pub tax_category: String,
    /// Per cent, as written.
    pub tax_rate: String,
    pub net: Money,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingTax {
    pub category: String,
    pub rate: String,
    pub net: Money,
    pub tax: Money,
    /// Why nothing is charged.
    pub reason: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The number of the rule: `BR-CO-16`.
    pub rule: String,
    /// In the words of who made the rule, which are English.
    pub words: String,
    /// A file that breaks such a rule is no lawful e-invoice.
    pub is_fatal: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum IncomingState {
    Received,
    /// Somebody has compared it with what was ordered and delivered.
    Checked {
        by: Option<AccountId>,
        at: Instant,
    },
    /// Sent back, with the reason.
    Rejected {
        by: Option<AccountId>,
        at: Instant,
        reason: String,
    },
}

impl IncomingState {
    pub const WORDS: [&'static str; 3] = ["received", "checked", "rejected"];

    /// A stable word for addresses and text keys.
    pub const fn word(&self) -> &'static str {
        match self {
            IncomingState::Received => "received",
            IncomingState::Checked { .. } => "checked",
            IncomingState::Rejected { .. } => "rejected",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incoming {
    pub received_at: Instant,
    /// BLAKE3 of the file.
    pub hash: [u8; 32],
    pub says: NewIncoming,
    pub state: IncomingState,
}

impl Stored for Incoming {
    const VERSION: u8 = 1;
}

impl NewIncoming {
    /// Credit notes are what we get back (UNTDID 1001: 381, 396 and self-billed 261).
    pub fn is_credit_note(&self) -> bool {
        matches!(self.type_code.as_str(), "81" | "83" | "381" | "396" | "532" | "261" | "262" | "296" | "308")
    }

    /// Does it break a rule that makes it none?
    pub fn is_unlawful(&self) -> bool {
        self.findings.iter().any(|finding| finding.is_fatal)
    }

    /// The same sender never uses a number twice.
    pub(super) fn identity(&self) -> String {
        let plain = |text: &str| text.chars().filter(|sign| sign.is_alphanumeric()).collect::<String>().to_lowercase();
        let sender = match plain(&self.sender.vat_id) {
            vat_id if vat_id.is_empty() => plain(&self.sender.name),
            vat_id => vat_id,
        };
        format!("{sender}/{}", self.number.trim().to_lowercase())
    }
}
