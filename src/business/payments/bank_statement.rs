//! What a bank tells about an account of ours, as it was read from its file and before anything is booked.

use serde::{Deserialize, Serialize};

use crate::values::{Bic, Currency, Day, Iban, Money};

/// One statement with its lines, as the file has it. Nothing of it is posted yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementDraft {
    pub kind: StatementKind,
    /// What the bank calls the message and the statement in it; empty where it gives no name.
    pub message_id: String,
    pub id: String,
    /// The account as the file writes it: an IBAN, or bank code and number. Empty where a table does not say it.
    pub account: String,
    pub iban: Option<Iban>,
    pub currency: Currency,
    /// The number of the statement in the bank's own count.
    pub sequence: Option<u64>,
    pub page: Option<u32>,
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// What was there before and after the lines; notices and tables have neither.
    pub opening: Option<BankBalance>,
    pub closing: Option<BankBalance>,
    pub lines: Vec<BankLine>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StatementKind {
    /// What was booked, with balances: camt.053, MT940.
    Statement,
    /// What has happened so far today: camt.052. It is shown and never booked.
    DuringDay,
    /// Single movements, told without balances: camt.054.
    Notice,
    /// What a page of the bank wrote as a table.
    Table,
}

/// Money on the account at the end of a day; negative when we owe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankBalance {
    pub amount: Money,
    pub on: Day,
}

/// One movement on the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankLine {
    /// The number of the entry in its statement, from 1.
    pub entry: u32,
    /// An entry of the bank with several payments becomes several lines, numbered from 1; 0 when there is only one.
    pub part: u32,
    /// What was booked on the account: positive when money came, negative when it went. Charges and original amounts
    /// explain it and are never added to it.
    pub amount: Money,
    pub state: LineState,
    pub booked_on: Day,
    pub value_on: Day,
    pub kind: LineKind,
    /// The code of the bank for the kind of movement: `PMNT-RCDT-ESCT` (ISO 20022), or a number of the German banks.
    pub code: String,
    /// What the bank calls the movement.
    pub booking_text: String,
    /// Who paid, or was paid, and for whom.
    pub counterparty: String,
    pub on_behalf_of: String,
    pub iban: Option<Iban>,
    /// The account of the other side where it is no IBAN that we know.
    pub account: String,
    pub bic: Option<Bic>,
    /// What the payer's own program calls the payment; empty when it gave no name.
    pub end_to_end: String,
    pub mandate: String,
    pub creditor_id: String,
    /// What the payer wrote.
    pub text: String,
    /// A structured reference (ISO 11649), or the customer's own.
    pub reference: String,
    /// By which the bank finds the movement again.
    pub bank_ref: String,
    pub batch: Option<BatchReference>,
    pub returned: Option<ReasonCode>,
    /// A booking of the bank that takes back an earlier one of its own.
    pub is_reversal: bool,
    /// What banks took for it; part of the amount, or booked on a line of its own.
    pub charges: Option<Money>,
    /// What was ordered, where it differs from what was booked: in another currency, or before charges.
    pub original: Option<Money>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineState {
    Booked,
    /// Known to the bank and not yet booked.
    Pending,
    /// For information only: no money moves by it.
    Information,
}

/// What kind of movement it is, as far as the code of the bank says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineKind {
    Transfer,
    DirectDebit,
    /// A payment of ours, or to us, that came back.
    Return,
    Card,
    Cash,
    Charges,
    Interest,
    Other,
}

/// The file of payments that was booked as one sum.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchReference {
    pub message_id: String,
    pub payment_id: String,
    /// How many payments the sum is made of, if the bank says it.
    pub payments: Option<u32>,
}

/// Why a payment came back, as ISO 20022 writes it: `AC04`, `MD06`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonCode(String);

impl ReasonCode {
    /// Four signs, the first two of them letters; a code of the bank's own is told as text.
    pub fn parse(text: &str) -> Option<ReasonCode> {
        let plain = text.trim().to_ascii_uppercase();
        let letters = plain.bytes().take(2).all(|byte| byte.is_ascii_uppercase());
        let signs = plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (plain.len() == 4 && letters && signs).then_some(ReasonCode(plain))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl StatementDraft {
    pub fn new(kind: StatementKind, currency: Currency) -> StatementDraft {
        StatementDraft {
            kind,
            message_id: String::new(),
            id: String::new(),
            account: String::new(),
            iban: None,
            currency,
            sequence: None,
            page: None,
            from: None,
            to: None,
            opening: None,
            closing: None,
            lines: Vec::new(),
        }
    }
}

impl BankLine {
    /// A line about which only day and amount are known.
    pub fn new(entry: u32, amount: Money, booked_on: Day) -> BankLine {
        BankLine {
            entry,
            part: 0,
            amount,
            state: LineState::Booked,
            booked_on,
            value_on: booked_on,
            kind: LineKind::Other,
            code: String::new(),
            booking_text: String::new(),
            counterparty: String::new(),
            on_behalf_of: String::new(),
            iban: None,
            account: String::new(),
            bic: None,
            end_to_end: String::new(),
            mandate: String::new(),
            creditor_id: String::new(),
            text: String::new(),
            reference: String::new(),
            bank_ref: String::new(),
            batch: None,
            returned: None,
            is_reversal: false,
            charges: None,
            original: None,
        }
    }
}

impl LineKind {
    /// By the ISO 20022 code of a bank transaction: `PMNT-RCDT-ESCT`.
    pub fn of_iso(code: &str) -> LineKind {
        let mut parts = code.split('-');
        let (domain, family, sub) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        match (domain, family, sub) {
            (_, _, "CHRG" | "COMM" | "FEES") => LineKind::Charges,
            (_, _, "INTR") => LineKind::Interest,
            // Returned and unpaid debits, and transfers that came back.
            (_, _, "UPDD" | "PRDD" | "PRDR" | "UPCT" | "RRTN" | "RPCR" | "RCDD" | "ARET") => LineKind::Return,
            ("PMNT", "RCDT" | "ICDT" | "RRCT" | "IRCT", _) => LineKind::Transfer,
            ("PMNT", "RDDT" | "IDDT", _) => LineKind::DirectDebit,
            ("PMNT", "CCRD" | "MCRD", _) => LineKind::Card,
            ("PMNT", "CNTR", _) => LineKind::Cash,
            _ => LineKind::Other,
        }
    }

    /// By the number of the German banks (DFÜ-Abkommen, Anlage 3, Geschäftsvorfallcodes).
    pub fn of_german(number: &str) -> LineKind {
        match number {
            "108" | "109" | "159" | "181" | "182" | "183" | "184" => LineKind::Return,
            "104" | "105" | "171" | "174" | "192" | "193" | "195" => LineKind::DirectDebit,
            "106" | "107" | "110" | "198" => LineKind::Card,
            "116" | "117" | "118" | "119" | "152" | "153" | "154" | "156" | "166" | "167" | "168" | "169" | "177"
            | "191" | "194" => LineKind::Transfer,
            "805" | "814" => LineKind::Interest,
            "808" | "809" => LineKind::Charges,
            _ => LineKind::Other,
        }
    }
}
