//! Holding pay: a partner is paid nothing until somebody lifts the hold. The balance goes on growing.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::partners;
use crate::business::payments::records::PARTNER_TO_HOLD;
use crate::business::permission::Permission;
use crate::business::tx::{Happening, Tx};
use crate::store::{Read, Stored, Subject};
use crate::values::{AccountId, Instant, PartnerId};

/// The newest hold of a partner; one that was lifted stays with both reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hold {
    pub since: Instant,
    pub by: Option<AccountId>,
    pub because: String,
    pub lifted_at: Option<Instant>,
    pub lifted_because: String,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayHeld {
    pub partner: PartnerId,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PayHoldLifted {
    pub partner: PartnerId,
}

macro_rules! about_a_partner {
    ($($event:ident $name:literal;)*) => {$(
        impl Happening for $event {
            const ROOM: &'static str = "payments";
            const NAME: &'static str = $name;

            fn subject(&self) -> Subject {
                Subject::of(self.partner)
            }
        }
    )*};
}

about_a_partner! {
    PayHeld "pay_held";
    PayHoldLifted "pay_hold_lifted";
}

/// The hold under which a partner is not paid now.
pub fn hold_of(r: &dyn Read, partner: PartnerId) -> Option<Hold> {
    r.get(&PARTNER_TO_HOLD, &partner).filter(|hold| hold.lifted_at.is_none())
}

/// From now on nothing is paid to a partner.
pub fn hold_pay(tx: &mut Tx, partner: PartnerId, because: &str) -> Result<(), Failure> {
    tx.require(Permission::PaymentsPayOut)?;
    partners::partner(tx, partner).ok_or_else(Failure::not_found)?;
    let mut complaints = missing_reason(because);
    if hold_of(tx, partner).is_some() {
        complaints.push(Complaint::new("payments_out.refusal.held_already"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(PayHeld { partner });
    let hold = Hold {
        since: tx.now(),
        by: tx.actor().account(),
        because: because.trim().to_owned(),
        lifted_at: None,
        lifted_because: String::new(),
    };
    tx.save(&told, &PARTNER_TO_HOLD, &partner, &hold);
    Ok(())
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
    const VERSION: u8 = 1;
}
