//! How somebody whom the firm pays stands to VAT, since when, and whether the firm may write the invoice in their name.
//!
//! The firm may settle by a document of its own only with whoever agreed to it beforehand (§ 11 (7) UStG, § 14 (2) UStG,
//! Art. 224 of Directive 2006/112/EC). What was told before stays: a document of an earlier month asks for it.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::home;
use crate::business::people::Person;
use crate::business::people::events::TaxStatusTold;
use crate::business::people::records::{PERSON_AND_NUMBER_TO_TAX_STATUS, person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Span, Stored};
use crate::text;
use crate::values::{AccountId, Country, Day, Instant, Language, PersonId, VatId};

const REASON_SIGNS_MAX: usize = 300;
const TAX_NUMBER_SIGNS_MAX: usize = 20;
/// Nobody knows how they stand further ahead than this.
const DAYS_AHEAD_MAX: i32 = 366;

/// Stored by its place in this list: new ones at the end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VatStatus {
    /// Charges the VAT of the firm's country.
    Regular,
    /// Charges none: § 6 (1) 27 UStG in Austria, § 19 UStG in Germany.
    SmallBusiness,
    /// In another member state: the firm owes the tax (Art. 196 of Directive 2006/112/EC).
    Abroad,
    /// Outside the union: the firm owes the tax (the same article).
    OutsideUnion,
    /// No business; nobody writes invoices.
    NoBusiness,
}

/// What was told, and from when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxStatus {
    pub status: VatStatus,
    pub from: Day,
    pub vat_id: Option<VatId>,
    /// Also the number of a register outside the union; empty where there is none.
    pub tax_number: String,
    /// Since when the firm may write the invoices; `None` where it may not.
    pub agreed_on: Option<Day>,
    pub told_at: Instant,
    pub told_by: Option<AccountId>,
    /// Why the office wrote it down; empty where the person did.
    pub because: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTaxStatus {
    pub status: VatStatus,
    pub from: Day,
    pub vat_id: Option<VatId>,
    pub tax_number: String,
    /// Whether the firm may write the invoices.
    pub agrees: bool,
}

impl VatStatus {
    pub const ALL: [VatStatus; 5] = [
        VatStatus::Regular,
        VatStatus::SmallBusiness,
        VatStatus::Abroad,
        VatStatus::OutsideUnion,
        VatStatus::NoBusiness,
    ];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            VatStatus::Regular => "regular",
            VatStatus::SmallBusiness => "small_business",
            VatStatus::Abroad => "abroad",
            VatStatus::OutsideUnion => "outside_union",
            VatStatus::NoBusiness => "no_business",
        }
    }

    pub fn from_word(word: &str) -> Option<VatStatus> {
        VatStatus::ALL.into_iter().find(|status| status.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("tax_status.status.{}", self.word()))
    }
}

/// Everything that was told of somebody, oldest first.
pub fn tax_statuses(r: &dyn Read, id: PersonId) -> Vec<TaxStatus> {
    r.scan(&PERSON_AND_NUMBER_TO_TAX_STATUS, Span::prefix(&(id,))).into_iter().map(|(_, status)| status).collect()
}

/// What holds on a day: of what was told last, for that day or before.
pub fn tax_status_on(r: &dyn Read, id: PersonId, day: Day) -> Option<TaxStatus> {
    tax_statuses(r, id).into_iter().rev().find(|status| status.from <= day)
}

/// A partner tells how they stand.
pub fn tell_tax_status(tx: &mut Tx, new: &NewTaxStatus) -> Result<(), Failure> {
    tx.require(Permission::PartnerPortal)?;
    let id = tx.actor().person.ok_or_else(Failure::not_found)?;
    keep(tx, id, new, "")
}

/// The office writes down what it was told; it says how it knows.
pub fn note_tax_status(tx: &mut Tx, id: PersonId, new: &NewTaxStatus, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    let because = because.trim();
    if because.is_empty() {
        return Err(Complaint::new("tax_status.refusal.reason_missing").at("reason").into());
    }
    if because.chars().count() > REASON_SIGNS_MAX {
        let most = i64::try_from(REASON_SIGNS_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("firm.refusal.too_long").at("reason").with("most", most).into());
    }
    keep(tx, id, new, because)
}

fn keep(tx: &mut Tx, id: PersonId, new: &NewTaxStatus, because: &str) -> Result<(), Failure> {
    let known = person(tx, id).ok_or_else(Failure::not_found)?;
    let (today, before) = (tx.today(), tax_statuses(tx, id));
    let new = NewTaxStatus { tax_number: new.tax_number.trim().to_owned(), ..new.clone() };
    Failure::unless_empty(new.complaints(&known, home(tx), today))?;
    // Whoever agreed once and still does agreed on the first day.
    let since = before.last().and_then(|last| last.agreed_on).unwrap_or(today);
    let agrees = new.agrees && new.status != VatStatus::NoBusiness;
    let status = TaxStatus {
        status: new.status,
        from: new.from,
        vat_id: new.vat_id,
        tax_number: new.tax_number,
        agreed_on: agrees.then_some(since),
        told_at: tx.now(),
        told_by: tx.actor().account(),
        because: because.to_owned(),
    };
    let number = u32::try_from(before.len()).unwrap_or(u32::MAX);
    let told = tx.record(TaxStatusTold { person: id, agrees, by_office: !because.is_empty() });
    tx.save(&told, &PERSON_AND_NUMBER_TO_TAX_STATUS, &(id, number), &status);
    Ok(())
}

impl NewTaxStatus {
    fn complaints(&self, person: &Person, home: Country, today: Day) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if self.from > today.plus_days(DAYS_AHEAD_MAX) {
            complaints.push(Complaint::new("tax_status.refusal.too_far_ahead").at("from"));
        }
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || " -/.".contains(sign);
        if self.tax_number.chars().count() > TAX_NUMBER_SIGNS_MAX || !self.tax_number.chars().all(is_sign) {
            complaints.push(Complaint::new("people.refusal.no_tax_number").at("tax_number"));
        }
        if self.status == VatStatus::NoBusiness {
            return complaints;
        }
        let Some(country) = person.address.as_ref().map(|address| address.country) else {
            complaints.push(Complaint::new("tax_status.refusal.no_address").at("status"));
            return complaints;
        };
        let is_there = match self.status {
            VatStatus::Abroad => country != home && country.is_member_state(),
            VatStatus::OutsideUnion => !country.is_member_state(),
            _ => country == home,
        };
        if !is_there {
            let key = match self.status {
                VatStatus::Abroad => "tax_status.refusal.country_abroad",
                VatStatus::OutsideUnion => "tax_status.refusal.country_outside_union",
                _ => "tax_status.refusal.country_home",
            };
            complaints.push(Complaint::new(key).at("status"));
        }
        let number_country = self.vat_id.as_ref().and_then(VatId::country);
        if number_country.is_some_and(|of| of != country) {
            complaints.push(Complaint::new("tax_status.refusal.number_of_other_country").at("vat_id"));
        }
        let has_number = match self.status {
            VatStatus::Abroad => self.vat_id.is_some(),
            VatStatus::OutsideUnion => !self.tax_number.is_empty(),
            _ => self.vat_id.is_some() || !self.tax_number.is_empty(),
        };
        if !has_number {
            let at = if self.status == VatStatus::Abroad { "vat_id" } else { "tax_number" };
            complaints.push(Complaint::new("tax_status.refusal.number_missing").at(at));
        }
        complaints
    }
}

impl Stored for TaxStatus {
    const VERSION: u8 = 1;
}
