//! Naming somebody who decides in one's place, and ending that.

use crate::business::access::{self, Portal};
use crate::business::approvals::Deputyship;
use crate::business::approvals::events::{DeputyEnded, DeputyNamed};
use crate::business::approvals::records::{
    DEPUTY_TO_DEPUTYSHIP_ID, DEPUTYSHIP_ID_TO_DEPUTYSHIP, deputyship, deputyships,
};
use crate::business::failure::{Complaint, Failure};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::{AccountId, Day, DeputyshipId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewDeputy {
    pub principal: AccountId,
    pub deputy: AccountId,
    pub from: Day,
    /// The last day.
    pub to: Day,
}

/// Lets somebody decide in the place of another. Everybody of the office names the own deputy; those of others
/// names whoever manages accounts, and nobody for one who may more than he.
pub fn name_deputy(tx: &mut Tx, new: &NewDeputy) -> Result<DeputyshipId, Failure> {
    tx.require(Permission::DeskUse)?;
    require_say(tx, new.principal)?;
    Failure::unless_empty(complaints_about(tx, new))?;
    let NewDeputy { principal, deputy, from, to } = *new;
    let id = tx.next_id();
    let told = tx.record(DeputyNamed { deputyship: id, account: principal, deputy, from_day: from, to_day: to });
    let named_by = tx.actor().account();
    let named = Deputyship { principal, deputy, from, to, named_by, named_at: tx.now(), ended_at: None };
    tx.save(&told, &DEPUTYSHIP_ID_TO_DEPUTYSHIP, &id, &named);
    tx.save(&told, &DEPUTY_TO_DEPUTYSHIP_ID, &(deputy, id), &());
    Ok(id)
}

/// Ends it at once: the principal is back. What the deputy has decided stays decided.
pub fn end_deputy(tx: &mut Tx, id: DeputyshipId) -> Result<(), Failure> {
    tx.require(Permission::DeskUse)?;
    let before = deputyship(tx, id).ok_or_else(Failure::not_found)?;
    require_say(tx, before.principal)?;
    if !before.is_ahead(tx.today()) {
        return Err(Complaint::new("approvals.refusal.deputy_over").into());
    }
    let Deputyship { principal, deputy, .. } = before;
    let told = tx.record(DeputyEnded { deputyship: id, account: principal, deputy });
    tx.save(&told, &DEPUTYSHIP_ID_TO_DEPUTYSHIP, &id, &Deputyship { ended_at: Some(tx.now()), ..before });
    Ok(())
}

/// May whoever acts say who stands in for this account?
fn require_say(tx: &Tx, principal: AccountId) -> Result<(), Failure> {
    if tx.actor().account() == Some(principal) {
        return Ok(());
    }
    tx.require(Permission::AccountsManage)?;
    let known = access::account(tx, principal).ok_or_else(Failure::not_found)?;
    if access::may_manage(tx, tx.actor(), principal, &known) {
        Ok(())
    } else {
        Err(Complaint::new("access.refusal.account_beyond").into())
    }
}

fn complaints_about(tx: &Tx, new: &NewDeputy) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    let in_office = |id: AccountId| {
        let known = access::account(tx, id).filter(|account| !account.locked);
        let mut roles = known.into_iter().flat_map(|account| account.roles).filter_map(|role| access::role(tx, role));
        roles.any(|role| role.portal == Portal::Office)
    };
    let person_of = |id: AccountId| access::account(tx, id).map(|account| account.person);
    if new.deputy == new.principal || person_of(new.deputy) == person_of(new.principal) {
        complaints.push(Complaint::new("approvals.refusal.deputy_self").at("deputy"));
    } else if !in_office(new.deputy) {
        complaints.push(Complaint::new("approvals.refusal.deputy_unknown").at("deputy"));
    }
    if new.to < new.from {
        complaints.push(Complaint::new("approvals.refusal.days_reversed").at("to"));
    } else if new.to < tx.today() {
        complaints.push(Complaint::new("approvals.refusal.days_past").at("to"));
    } else if new.to.days_since(new.from) >= Deputyship::DAYS_MAX {
        let most = i64::from(Deputyship::DAYS_MAX);
        complaints.push(Complaint::new("approvals.refusal.days_many").at("to").with("most", most));
    } else {
        let others = deputyships(tx).into_iter().filter(|(_, other)| other.principal == new.principal);
        if let Some((_, other)) = others.into_iter().find(|(_, other)| other.meets(new.from, new.to)) {
            let complaint = Complaint::new("approvals.refusal.deputy_twice").at("from");
            let complaint = complaint.with("name", access::name_of(tx, other.deputy));
            complaints.push(complaint.with("from", other.from).with("to", other.to));
        }
    }
    complaints
}
