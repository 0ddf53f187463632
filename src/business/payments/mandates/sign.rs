//! Signing a mandate: staff note one that came on paper, customers sign on their own page.

use crate::business::customers::{self, CustomerGroup, customer, customer_of_person};
use crate::business::failure::{Complaint, Failure};
use crate::business::firm::{Firm, firm};
use crate::business::payments::mandates::events::MandateSigned;
use crate::business::payments::mandates::mandate::UNUSED_MONTHS_MAX;
use crate::business::payments::mandates::records::{keep_new, mandates_of};
use crate::business::payments::mandates::{
    Mandate, MandateDeed, MandateScheme, MandateState, MandateStep, SigningWay, mandate_number,
};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::Read;
use crate::text;
use crate::values::{Bic, CustomerId, Day, Iban, Language, MandateId};

/// Names of account holders are no longer in payment files (GBIC_5).
const HOLDER_SIGNS_MAX: usize = 70;
/// Nobody agrees to hear of a collection earlier than this.
const PRENOTICE_DAYS_MAX: u32 = 60;

/// A mandate as somebody typed it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMandate {
    pub scheme: MandateScheme,
    pub customer: CustomerId,
    pub holder: String,
    /// As typed; refused where its check digits are wrong.
    pub iban: String,
    pub bic: Option<Bic>,
    pub signed_on: Day,
    pub prenotice_days: Option<u32>,
    /// Of the text that was signed.
    pub language: Language,
}

/// What a customer types on the own page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMandate {
    pub scheme: MandateScheme,
    pub holder: String,
    pub iban: String,
    pub bic: Option<Bic>,
    pub language: Language,
    /// The box below the text was ticked.
    pub agreed: bool,
}

/// What the customer agrees to (EPC392-08), in three parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MandateText {
    pub permission: String,
    pub instruction: String,
    /// What the customer may ask of the bank afterwards.
    pub right: String,
}

impl MandateText {
    pub fn of(scheme: MandateScheme, creditor: &str, language: Language) -> MandateText {
        let right = match scheme {
            MandateScheme::Core => text!(language, "mandates.text.right_core"),
            MandateScheme::B2b => text!(language, "mandates.text.right_b2b"),
        };
        MandateText {
            permission: text!(language, "mandates.text.permission", firm = creditor),
            instruction: text!(language, "mandates.text.instruction", firm = creditor),
            right,
        }
    }
}

/// The firm, where it may collect at all: banks give a creditor identifier to those who do.
pub fn mandate_creditor(r: &dyn Read) -> Option<Firm> {
    firm(r).filter(|firm| !firm.creditor_id.is_empty())
}

/// Notes a mandate that was signed on paper.
pub fn sign_mandate(tx: &mut Tx, new: &NewMandate) -> Result<MandateId, Failure> {
    tx.require(Permission::PaymentsMandates)?;
    signed(tx, new, SigningWay::Paper)
}

/// Signs a mandate for the own orders.
pub fn sign_own_mandate(tx: &mut Tx, own: &OwnMandate) -> Result<MandateId, Failure> {
    tx.require(Permission::AccountOwn)?;
    let customer = own_customer(tx).ok_or_else(|| Complaint::new("mandates.refusal.no_customer"))?;
    if !own.agreed {
        return Err(Complaint::new("mandates.refusal.not_agreed").at("agreed").into());
    }
    let new = NewMandate {
        scheme: own.scheme,
        customer,
        holder: own.holder.clone(),
        iban: own.iban.clone(),
        bic: own.bic.clone(),
        signed_on: tx.today(),
        prenotice_days: None,
        language: own.language,
    };
    signed(tx, &new, SigningWay::Page)
}

/// The customer that whoever acts is.
pub(super) fn own_customer(tx: &Tx) -> Option<CustomerId> {
    customer_of_person(tx, tx.actor().person?)
}

fn signed(tx: &mut Tx, new: &NewMandate, way: SigningWay) -> Result<MandateId, Failure> {
    let customer = customer(tx, new.customer).ok_or_else(Failure::not_found)?;
    let (iban, complaints) = judged(tx, new, &customer);
    Failure::unless_empty(complaints)?;
    let iban = iban.ok_or_else(Failure::not_found)?;
    let id = tx.next_id();
    let told =
        tx.record(MandateSigned { mandate: id, customer: new.customer, scheme: new.scheme.word(), way: way.word() });
    let step = MandateStep {
        at: tx.now(),
        by: tx.actor().account(),
        deed: MandateDeed::Signed,
        because: String::new(),
        iban_before: None,
    };
    let mandate = Mandate {
        number: mandate_number(id),
        scheme: new.scheme,
        customer: new.customer,
        holder: new.holder.trim().to_owned(),
        iban,
        bic: new.bic.clone(),
        signed_on: new.signed_on,
        way,
        language: new.language,
        state: match new.scheme {
            MandateScheme::Core => MandateState::Active,
            MandateScheme::B2b => MandateState::AwaitingBank,
        },
        prenotice_days: new.prenotice_days,
        is_first_sent: false,
        last_used_on: None,
        amended_from: None,
        history: vec![step],
    };
    keep_new(tx, &told, id, &mandate);
    Ok(id)
}

fn judged(tx: &Tx, new: &NewMandate, customer: &customers::Customer) -> (Option<Iban>, Vec<Complaint>) {
    let mut complaints = Vec::new();
    if mandate_creditor(tx).is_none() {
        complaints.push(Complaint::new("mandates.refusal.no_creditor_id"));
    }
    if customer.closed {
        complaints.push(Complaint::new("mandates.refusal.customer_closed"));
    }
    if new.scheme == MandateScheme::B2b && customer.group == CustomerGroup::Private {
        complaints.push(Complaint::new("mandates.refusal.b2b_private").at("scheme"));
    }
    complaints.extend(about_holder(&new.holder));
    let iban = Iban::parse(&new.iban);
    match &iban {
        None => complaints.push(about_iban(&new.iban)),
        Some(iban) => complaints.extend(about_double(tx, new, iban)),
    }
    let oldest = tx.today().plus_months(-UNUSED_MONTHS_MAX);
    if new.signed_on > tx.today() {
        complaints.push(Complaint::new("mandates.refusal.signed_to_come").at("signed_on"));
    } else if new.signed_on <= oldest {
        complaints.push(Complaint::new("mandates.refusal.signed_long_ago").at("signed_on"));
    }
    if new.prenotice_days.is_some_and(|days| !(1..=PRENOTICE_DAYS_MAX).contains(&days)) {
        let complaint = Complaint::new("mandates.refusal.prenotice").at("prenotice_days");
        complaints.push(complaint.with("most", PRENOTICE_DAYS_MAX));
    }
    (iban, complaints)
}

pub(super) fn about_holder(holder: &str) -> Option<Complaint> {
    let signs = holder.trim().chars().count();
    // EPC217-08 writes Latin, Greek and Cyrillic letters in plain Latin ones, and no others.
    let is_readable = holder.chars().any(|sign| sign.is_alphabetic() && sign < '\u{530}');
    let complaint = if signs == 0 {
        Complaint::new("mandates.refusal.holder_missing")
    } else if signs > HOLDER_SIGNS_MAX {
        let most = i64::try_from(HOLDER_SIGNS_MAX).unwrap_or(i64::MAX);
        Complaint::new("mandates.refusal.holder_too_long").with("most", most)
    } else if !is_readable {
        Complaint::new("mandates.refusal.holder_unreadable")
    } else {
        return None;
    };
    Some(complaint.at("holder"))
}

/// Why an account number cannot be taken, in words that help whoever copies it.
pub(super) fn about_iban(typed: &str) -> Complaint {
    let key = if typed.trim().is_empty() { "mandates.refusal.iban_missing" } else { "mandates.refusal.iban" };
    Complaint::new(key).at("iban")
}

fn about_double(tx: &Tx, new: &NewMandate, iban: &Iban) -> Option<Complaint> {
    let today = tx.today();
    let mut known = mandates_of(tx, new.customer).into_iter().map(|(_, known)| known);
    let same = known.find(|known| known.iban == *iban && known.scheme == new.scheme && !known.is_closed(today))?;
    Some(Complaint::new("mandates.refusal.double").at("iban").with("number", same.number))
}
