//! What the pages of the firm change, part by part, so that two who change different parts do not meet.

use jiff::tz::TimeZone;
use serde::Serialize;

use crate::business::failure::Complaint;
use crate::business::firm::{Firm, MailServer, Stationery};
use crate::values::{Address, Bic, Email, Iban, LocalText, VatId};

/// Who we are, as documents and laws want it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Particulars {
    pub legal_name: String,
    pub trade_name: String,
    pub address: Address,
    pub vat_id: Option<VatId>,
    pub tax_number: String,
    pub register: String,
    pub email: Email,
    pub phone: String,
    pub time_zone: String,
}

/// Where money goes, and what invoices say at their end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BankAccount {
    pub iban: Option<Iban>,
    pub bic: Option<Bic>,
    pub creditor_id: String,
    pub invoice_note: LocalText,
}

/// How the pages look and greet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Look {
    pub accent: String,
    pub claim: LocalText,
    pub about: LocalText,
}

/// A part of the firm as somebody wishes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FirmPart {
    Particulars(Particulars),
    Bank(BankAccount),
    Look(Look),
    /// Its password is sealed already, or empty when there is none.
    Mail(Option<MailServer>),
}

/// More than fits on an invoice.
const NOTE_LENGTH_MAX: usize = 600;
const CLAIM_LENGTH_MAX: usize = 120;
const ABOUT_LENGTH_MAX: usize = 4_000;

impl FirmPart {
    /// A stable word for the journal and for text keys.
    pub const fn word(&self) -> &'static str {
        match self {
            FirmPart::Particulars(_) => "particulars",
            FirmPart::Bank(_) => "bank",
            FirmPart::Look(_) => "look",
            FirmPart::Mail(_) => "mail",
        }
    }

    /// Stands for what is written in it, to tell whether somebody else has changed it meanwhile.
    pub fn mark(&self) -> String {
        let written = match self {
            FirmPart::Particulars(part) => serde_json::to_vec(part),
            FirmPart::Bank(part) => serde_json::to_vec(part),
            FirmPart::Look(part) => serde_json::to_vec(part),
            FirmPart::Mail(part) => serde_json::to_vec(part),
        };
        let written = written.unwrap_or_else(|error| unreachable!("a part is plain data: {error}"));
        blake3::hash(&written).to_hex().chars().take(32).collect()
    }

    /// The same part of the firm as it stands now.
    pub fn now(&self, firm: &Firm, stationery: &Stationery) -> FirmPart {
        match self {
            FirmPart::Particulars(_) => FirmPart::Particulars(particulars(firm, stationery)),
            FirmPart::Bank(_) => FirmPart::Bank(bank(firm, stationery)),
            FirmPart::Look(_) => FirmPart::Look(look(firm)),
            FirmPart::Mail(_) => FirmPart::Mail(firm.mail_server.clone()),
        }
    }

    /// The firm with this part in place of its own.
    pub(super) fn put_into(self, firm: Firm, stationery: Stationery) -> (Firm, Stationery) {
        match self {
            FirmPart::Particulars(part) => {
                let changed = Firm {
                    legal_name: part.legal_name,
                    trade_name: part.trade_name,
                    home: part.address.country,
                    address: part.address,
                    vat_id: part.vat_id,
                    register: part.register,
                    email: part.email,
                    phone: part.phone,
                    time_zone: part.time_zone,
                    ..firm
                };
                (changed, Stationery { tax_number: part.tax_number, ..stationery })
            }
            FirmPart::Bank(part) => {
                let changed = Firm { iban: part.iban, bic: part.bic, creditor_id: part.creditor_id, ..firm };
                (changed, Stationery { invoice_note: part.invoice_note, ..stationery })
            }
            FirmPart::Look(part) => {
                (Firm { accent: part.accent, claim: part.claim, about: part.about, ..firm }, stationery)
            }
            FirmPart::Mail(mail_server) => (Firm { mail_server, ..firm }, stationery),
        }
    }

    /// Everything that is wrong with it at once.
    pub(super) fn complaints(&self) -> Vec<Complaint> {
        match self {
            FirmPart::Particulars(part) => particulars_complaints(part),
            FirmPart::Bank(part) => bank_complaints(part),
            FirmPart::Look(part) => look_complaints(part),
            FirmPart::Mail(part) => part.as_ref().map(mail_complaints).unwrap_or_default(),
        }
    }
}

pub fn particulars(firm: &Firm, stationery: &Stationery) -> Particulars {
    Particulars {
        legal_name: firm.legal_name.clone(),
        trade_name: firm.trade_name.clone(),
        address: firm.address.clone(),
        vat_id: firm.vat_id.clone(),
        tax_number: stationery.tax_number.clone(),
        register: firm.register.clone(),
        email: firm.email.clone(),
        phone: firm.phone.clone(),
        time_zone: firm.time_zone.clone(),
    }
}

pub fn bank(firm: &Firm, stationery: &Stationery) -> BankAccount {
    BankAccount {
        iban: firm.iban.clone(),
        bic: firm.bic.clone(),
        creditor_id: firm.creditor_id.clone(),
        invoice_note: stationery.invoice_note.clone(),
    }
}

pub fn look(firm: &Firm) -> Look {
    Look { accent: firm.accent.clone(), claim: firm.claim.clone(), about: firm.about.clone() }
}

fn particulars_complaints(part: &Particulars) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for (field, value) in [("trade_name", &part.trade_name), ("legal_name", &part.legal_name)] {
        if value.trim().is_empty() {
            complaints.push(Complaint::new("firm.refusal.missing").at(field));
        }
    }
    if TimeZone::get(&part.time_zone).is_err() {
        complaints.push(Complaint::new("firm.refusal.no_time_zone").at("time_zone"));
    }
    complaints
}

fn bank_complaints(part: &BankAccount) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    if part.bic.is_some() && part.iban.is_none() {
        complaints.push(Complaint::new("firm.refusal.bic_without_iban").at("iban"));
    }
    if !part.creditor_id.is_empty() && !is_creditor_id(&part.creditor_id) {
        complaints.push(Complaint::new("firm.refusal.no_creditor_id").at("creditor_id"));
    }
    complaints.extend(length_complaints("invoice_note", &part.invoice_note, NOTE_LENGTH_MAX));
    complaints
}

fn look_complaints(part: &Look) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let digits = part.accent.strip_prefix('#').unwrap_or_default();
    if digits.len() != 6 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        complaints.push(Complaint::new("firm.refusal.no_colour").at("accent"));
    }
    complaints.extend(length_complaints("claim", &part.claim, CLAIM_LENGTH_MAX));
    complaints.extend(length_complaints("about", &part.about, ABOUT_LENGTH_MAX));
    complaints
}

fn mail_complaints(server: &MailServer) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let host = &server.host;
    let good_host = |sign: char| sign.is_ascii_alphanumeric() || "-.:".contains(sign);
    if host.is_empty() || !host.chars().all(good_host) {
        complaints.push(Complaint::new("firm.refusal.no_host").at("host"));
    }
    if server.port == 0 {
        complaints.push(Complaint::new("firm.refusal.no_port").at("port"));
    }
    if server.user.is_empty() != server.password.is_empty() {
        let field = if server.user.is_empty() { "user" } else { "password" };
        complaints.push(Complaint::new("firm.refusal.user_and_password").at(field));
    }
    complaints
}

/// The fields are named `NAME_de`, `NAME_en`, `NAME_zh`.
fn length_complaints(name: &str, text: &LocalText, most: usize) -> Vec<Complaint> {
    let limit = i64::try_from(most).unwrap_or(i64::MAX);
    [("de", &text.de), ("en", &text.en), ("zh", &text.zh)]
        .into_iter()
        .filter(|(_, words)| words.chars().count() > most)
        .map(|(tag, _)| Complaint::new("firm.refusal.too_long").at(format!("{name}_{tag}")).with("most", limit))
        .collect()
}

/// Creditor identifier of SEPA direct debits: country, two check digits, three free signs, then the national
/// part; checked by ISO 7064 over national part, country and digits (EPC262-08).
fn is_creditor_id(text: &str) -> bool {
    let good = text.bytes().all(|sign| sign.is_ascii_digit() || sign.is_ascii_uppercase());
    let (Some(head), Some(national)) = (text.get(..4), text.get(7..)) else { return false };
    let country = head.bytes().take(2).all(|sign| sign.is_ascii_uppercase());
    let checked = head.bytes().skip(2).all(|sign| sign.is_ascii_digit());
    if !good || !country || !checked || national.is_empty() || text.len() > 35 {
        return false;
    }
    let digits = national.chars().chain(head.chars()).filter_map(|sign| sign.to_digit(36));
    let remainder = digits.fold(0_u32, |rest, digit| {
        let shifted = if digit < 10 { rest * 10 } else { rest * 100 };
        (shifted + digit) % 97
    });
    remainder == 1
}
