//! That the VAT number of a firm was asked for, and is good: without it nobody is delivered free of VAT (Directive
//! 2006/112/EC Art. 138 (1) b). Kontor does not ask the network: somebody does, and writes down what was answered.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::people::events::VatIdChecked;
use crate::business::people::records::{PERSON_ID_TO_VAT_CHECK, person};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Stored};
use crate::values::{AccountId, Day, PersonId, VatId};

const ANSWER_SIGNS_MAX: usize = 200;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatCheck {
    /// The number that was asked for; another one of the same person is not checked by it.
    pub vat_id: VatId,
    pub on: Day,
    pub by: Option<AccountId>,
    /// The number of the answer, or its words.
    pub answer: String,
}

/// The last check of a person's number.
pub fn vat_check(r: &dyn Read, id: PersonId) -> Option<VatCheck> {
    r.get(&PERSON_ID_TO_VAT_CHECK, &id)
}

/// On which day this number of this person was found good.
pub fn vat_checked_on(r: &dyn Read, id: PersonId, vat_id: &VatId) -> Option<Day> {
    vat_check(r, id).filter(|check| check.vat_id == *vat_id).map(|check| check.on)
}

/// Notes that the number of a person was asked for today, and is good.
pub fn note_vat_check(tx: &mut Tx, id: PersonId, answer: &str) -> Result<(), Failure> {
    tx.require(Permission::CustomersEdit)?;
    let person = person(tx, id).ok_or_else(Failure::not_found)?;
    let Some(vat_id) = person.vat_id else {
        return Err(Complaint::new("people.refusal.no_vat_id").into());
    };
    let answer = answer.trim();
    if answer.is_empty() {
        return Err(Complaint::new("people.refusal.answer_missing").at("answer").into());
    }
    if answer.chars().count() > ANSWER_SIGNS_MAX {
        let most = i64::try_from(ANSWER_SIGNS_MAX).unwrap_or(i64::MAX);
        return Err(Complaint::new("firm.refusal.too_long").at("answer").with("most", most).into());
    }
    let check = VatCheck { vat_id, on: tx.today(), by: tx.actor().account(), answer: answer.to_owned() };
    let told = tx.record(VatIdChecked { person: id });
    tx.save(&told, &PERSON_ID_TO_VAT_CHECK, &id, &check);
    Ok(())
}

impl Stored for VatCheck {
    const VERSION: u8 = 1;
}
