//! Whose contract holds. Whoever has left keeps reading the own orders and statements, sees nobody else any more,
//! and begins nothing new.

use crate::business::actor::Actor;
use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::partners::records::partner;
use crate::business::partners::{Partner, PartnerState};
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::store::Read;
use crate::values::{Day, PartnerId};

/// The partner as whom somebody acts, while the contract holds.
pub fn working_partner(r: &dyn Read, actor: &Actor) -> Option<PartnerId> {
    actor.partner.filter(|id| partner(r, *id).is_some_and(|partner| partner.state == PartnerState::Active))
}

/// Has the contract of the one who acts ended?
pub fn has_left(r: &dyn Read, actor: &Actor) -> bool {
    let ended = |id: PartnerId| {
        let state = partner(r, id).map(|partner| partner.state);
        matches!(state, None | Some(PartnerState::Left | PartnerState::Withdrawn))
    };
    actor.partner.is_some_and(ended)
}

/// The partner who looks, for what shows other people: team and customers are nobody's business after the contract.
pub fn looking_partner(view: &View<'_>) -> Result<PartnerId, Failure> {
    let own = view.actor().partner.ok_or_else(Failure::not_found)?;
    if has_left(view, view.actor()) {
        return Err(contract_ended());
    }
    Ok(own)
}

/// The partner who follows a period while it runs: nobody whose contract had ended before it began.
pub fn following_partner(view: &View<'_>, first: Day) -> Result<PartnerId, Failure> {
    let own = view.actor().partner.ok_or_else(Failure::not_found)?;
    let ended_before = |partner: Partner| partner.left_on.is_none_or(|day| day <= first);
    if has_left(view, view.actor()) && partner(view, own).is_none_or(ended_before) {
        return Err(contract_ended());
    }
    Ok(own)
}

fn contract_ended() -> Failure {
    Refusal::of(RefusalKind::NotAllowed, Complaint::new("partners.refusal.own_contract_ended")).into()
}

/// The partner for a command that begins something new, or why it must not.
pub(super) fn require_contract(tx: &Tx) -> Result<PartnerId, Failure> {
    let own = tx.actor().partner.ok_or_else(Failure::not_found)?;
    match partner(tx, own).map(|partner| partner.state) {
        Some(PartnerState::Active) => Ok(own),
        Some(PartnerState::Left) => Err(Complaint::new("partners.refusal.own_contract_ended").into()),
        _ => Err(Complaint::new("partners.refusal.own_contract_not_active").into()),
    }
}
