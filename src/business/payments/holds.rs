//! Holding pay: a partner is paid nothing until somebody lifts the hold. The balance goes on growing.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners;
use crate::business::payments::Transfer;
use crate::business::payments::events::about_a_partner;
use crate::business::payments::records::PARTNER_TO_HOLD;
use crate::business::people;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Read, Stored, read_body_without};
use crate::text;
use crate::values::{AccountId, Instant, Language, PartnerId};

/// The newest hold of a partner; one that was lifted stays with both reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub since: Instant,
    pub by: Option<AccountId>,
    pub because: String,
    pub lifted_at: Option<Instant>,
    pub lifted_because: String,
    /// What the partner is told; `None` for holds from before partners were told anything.
    pub told: Option<HoldReason>,
}

/// Why pay is held, as far as the partner is told. What staff write beside it stays in the office.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum HoldReason {
    /// Orders or goods that came back are looked at.
    Goods,
    /// The firm needs particulars or papers of the partner.
    Particulars,
    /// Something about the contract is to be settled.
    Contract,
    /// A question that somebody will ask.
    Question,
}

impl HoldReason {
    pub const ALL: [HoldReason; 4] =
        [HoldReason::Goods, HoldReason::Particulars, HoldReason::Contract, HoldReason::Question];

    /// A stable word for forms and text keys.
    pub const fn word(self) -> &'static str {
        match self {
            HoldReason::Goods => "goods",
            HoldReason::Particulars => "particulars",
            HoldReason::Contract => "contract",
            HoldReason::Question => "question",
        }
    }

    pub fn from_word(word: &str) -> Option<HoldReason> {
        HoldReason::ALL.into_iter().find(|reason| reason.word() == word)
    }

    pub fn say(self, language: Language) -> String {
        text!(language, &format!("payments_out.hold.{}", self.word()))
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayHeld {
    pub partner: PartnerId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayHoldLifted {
    pub partner: PartnerId,
}

about_a_partner! {
    PayHeld "pay_held";
    PayHoldLifted "pay_hold_lifted";
}

/// The hold under which a partner is not paid now.
pub fn hold_of(r: &dyn Read, partner: PartnerId) -> Option<Hold> {
    newest_hold(r, partner).filter(|hold| hold.lifted_at.is_none())
}

/// The newest hold of a partner, also when it was lifted since.
pub(super) fn newest_hold(r: &dyn Read, partner: PartnerId) -> Option<Hold> {
    r.get(&PARTNER_TO_HOLD, &partner)
}

/// From now on nothing is paid to a partner, who is told what it is about.
pub fn hold_pay(tx: &mut Tx, partner: PartnerId, told: HoldReason, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    partners::partner(tx, partner).ok_or_else(Failure::not_found)?;
    let mut complaints = missing_reason(because);
    if hold_of(tx, partner).is_some() {
        complaints.push(Complaint::new("payments_out.refusal.held_already"));
    }
    Failure::unless_empty(complaints)?;
    let recorded = tx.record(PayHeld { partner });
    let hold = Hold {
        since: tx.now(),
        by: tx.actor().account(),
        because: because.trim().to_owned(),
        lifted_at: None,
        lifted_because: String::new(),
        told: Some(told),
    };
    tx.save(&recorded, &PARTNER_TO_HOLD, &partner, &hold);
    Ok(())
}

/// A bank sent the money back: nothing goes to that account again until somebody has asked for the right one.
pub(super) fn hold_what_came_back(tx: &mut Tx, transfer: &Transfer, because: String) {
    let partner = transfer.partner;
    let person = partners::partner(tx, partner).and_then(|partner| people::person(tx, partner.person));
    let is_other = person.is_none_or(|person| person.iban.as_ref() != Some(&transfer.iban));
    if is_other || hold_of(tx, partner).is_some() {
        return;
    }
    let recorded = tx.record(PayHeld { partner });
    let hold = Hold {
        since: tx.now(),
        by: tx.actor().account(),
        because,
        lifted_at: None,
        lifted_because: String::new(),
        told: Some(HoldReason::Particulars),
    };
    tx.save(&recorded, &PARTNER_TO_HOLD, &partner, &hold);
}

/// The partner is paid again, with everything that has waited.
pub fn lift_hold(tx: &mut Tx, partner: PartnerId, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    let complaints = missing_reason(because);
    let before = hold_of(tx, partner).ok_or_else(|| Complaint::new("payments_out.refusal.not_held"))?;
    Failure::unless_empty(complaints)?;
    let told = tx.record(PayHoldLifted { partner });
    let lifted = Hold { lifted_at: Some(tx.now()), lifted_because: because.trim().to_owned(), ..before };
    tx.save(&told, &PARTNER_TO_HOLD, &partner, &lifted);
    Ok(())
}

pub(super) fn missing_reason(because: &str) -> Vec<Complaint> {
    let missing = because.trim().is_empty();
    missing.then(|| Complaint::new("payments_out.refusal.reason_missing").at("reason")).into_iter().collect()
}

impl Stored for Hold {
    const VERSION: u8 = 2;

    /// Partners were not told why at first.
    fn upgrade(version: u8, bytes: &[u8]) -> Option<Hold> {
        (version == 1).then(|| read_body_without(1, bytes))?
    }
}
