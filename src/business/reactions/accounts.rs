//! Whoever begins to sell for us is let into the partners' pages.

use crate::business::access::{self, AccountCreated};
use crate::business::failure::Failure;
use crate::business::partners::{self, PartnerActivated, PartnerState, PositionInherited};
use crate::business::tx::Tx;

pub(super) fn partner_activated(tx: &mut Tx, activated: &PartnerActivated) -> Result<(), Failure> {
    access::attach_partner(tx, activated.person, activated.partner)
}

/// The partner's pages show a team: whoever no longer holds the position sees them no more, and the new holder does.
pub(super) fn position_inherited(tx: &mut Tx, inherited: &PositionInherited) -> Result<(), Failure> {
    access::detach_partner(tx, inherited.person_before, inherited.partner)?;
    access::attach_partner(tx, inherited.person, inherited.partner)
}

/// The account may be that of somebody who sells for us already, such as a partner taken over by an import.
pub(super) fn account_created(tx: &mut Tx, created: &AccountCreated) -> Result<(), Failure> {
    let id = partners::partner_of_person(tx, created.person);
    let active = id.filter(|id| partners::partner(tx, *id).is_some_and(|known| known.state == PartnerState::Active));
    active.map_or(Ok(()), |id| access::attach_partner(tx, created.person, id))
}
