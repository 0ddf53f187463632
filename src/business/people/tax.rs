//! What the tax office asks of somebody who is paid by the firm. It stands apart from the person's own record, for
//! only those who need it see it, and no list gives it out.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::people::events::TaxParticularsNoted;
use crate::business::people::records::{PERSON_ID_TO_TAX_PARTICULARS, person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Stored};
use crate::values::{Day, PersonId};

const TAX_NUMBER_SIGNS_MAX: usize = 20;
/// Four digits, and the day of birth as DDMMYY (§ 31 ASVG).
const INSURANCE_DIGITS: usize = 10;
/// What each digit of an insurance number counts; the fourth is the check digit itself.
const WEIGHTS: [u32; INSURANCE_DIGITS] = [3, 7, 9, 0, 5, 8, 4, 2, 1, 6];
const BORN_AFTER_YEAR: i16 = 1900;

/// Empty as long as nobody has written anything down.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxParticulars {
    /// The Austrian insurance number (Versicherungsnummer), ten digits without blanks.
    pub insurance_number: String,
    pub born_on: Option<Day>,
    pub tax_number: String,
}

pub fn tax_particulars(r: &dyn Read, id: PersonId) -> TaxParticulars {
    r.get(&PERSON_ID_TO_TAX_PARTICULARS, &id).unwrap_or_default()
}

/// Writes down what the tax office asks; what was there before is replaced.
pub fn note_tax_particulars(tx: &mut Tx, id: PersonId, new: &TaxParticulars) -> Result<(), Failure> {
    tx.require(Permission::PartnersEdit)?;
    person(tx, id).ok_or_else(Failure::not_found)?;
    let digits: String = new.insurance_number.chars().filter(|sign| !sign.is_whitespace()).collect();
    let written =
        TaxParticulars { insurance_number: digits, tax_number: new.tax_number.trim().to_owned(), ..new.clone() };
    Failure::unless_empty(written.complaints(tx.today()))?;
    let told = tx.record(TaxParticularsNoted { person: id });
    tx.save(&told, &PERSON_ID_TO_TAX_PARTICULARS, &id, &written);
    Ok(())
}

impl TaxParticulars {
    fn complaints(&self, today: Day) -> Vec<Complaint> {
        let mut complaints = Vec::new();
        if !self.insurance_number.is_empty() && !is_insurance_number(&self.insurance_number) {
            complaints.push(Complaint::new("people.refusal.no_insurance_number").at("insurance_number"));
        }
        let is_born = |day: Day| day < today && day.year() > BORN_AFTER_YEAR;
        if self.born_on.is_some_and(|day| !is_born(day)) {
            complaints.push(Complaint::new("people.refusal.no_birthday").at("born_on"));
        }
        let is_sign = |sign: char| sign.is_ascii_alphanumeric() || " -/".contains(sign);
        let length = self.tax_number.chars().count();
        if length > TAX_NUMBER_SIGNS_MAX || !self.tax_number.chars().all(is_sign) {
            complaints.push(Complaint::new("people.refusal.no_tax_number").at("tax_number"));
        }
        complaints
    }
}

/// Ten digits of which the fourth checks the others; a remainder of ten is given to nobody.
fn is_insurance_number(written: &str) -> bool {
    let digits: Option<Vec<u32>> = written.chars().map(|sign| sign.to_digit(10)).collect();
    let Some(digits) = digits.filter(|digits| digits.len() == INSURANCE_DIGITS) else { return false };
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    digits.first() != Some(&0) && digits.get(3) == Some(&(sum % 11))
}

impl Stored for TaxParticulars {
    const VERSION: u8 = 1;
}
