//! What an incoming invoice says.

use serde::{Deserialize, Serialize};

use crate::values::{Currency, Day, Money};

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
    /// Without the country.
    pub address: Vec<String>,
    /// ISO 3166-1, as written.
    pub country: String,
    pub email: String,
    /// To which account (BT-84).
    pub iban: String,
    /// Who gets the money, where it is somebody else (BT-59).
    pub payee: String,
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
    /// On the whole invoice (BG-20, BG-21).
    pub allowances: Vec<IncomingAllowance>,
    pub taxes: Vec<IncomingTax>,
    pub net: Money,
    pub tax: Money,
    pub gross: Money,
    pub paid: Money,
    /// BT-114.
    pub rounding: Money,
    /// BT-115, what we are asked to pay.
    pub due: Money,
    /// BT-13 and BT-10, what we are to recognise our order by.
    pub order_reference: String,
    pub buyer_reference: String,
    /// BT-25, for credit notes.
    pub preceding: Vec<String>,
    pub terms: String,
    pub notes: Vec<String>,
    /// What belongs to the invoice besides (BG-24), by its name; those inside it lie in the file.
    pub attachments: Vec<String>,
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
    /// For so many units the price is meant (BT-149); empty for one.
    pub price_quantity: String,
    /// On this line alone (BG-27, BG-28).
    pub allowances: Vec<IncomingAllowance>,
    pub tax_category: String,
    /// Per cent, as written.
    pub tax_rate: String,
    pub net: Money,
}

/// What is taken off, or put on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IncomingAllowance {
    /// Negative where it is taken off.
    pub amount: Money,
    pub reason: String,
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
