//! As whom somebody buys, and by which price list: one answer for the shelf, the quote and the order.

use crate::business::actor::Actor;
use crate::business::catalog::PriceRole;
use crate::business::customers::{customer, customer_of_person};
use crate::business::orders::NewBuyer;
use crate::business::partners::working_partner;
use crate::business::permission::Permission;
use crate::store::Read;
use crate::values::{CustomerId, PersonId};

/// For whom it is while nobody else is named: told by the role in which somebody is signed in. Partners buy as such
/// while the contract holds.
pub fn own_buyer(r: &dyn Read, actor: &Actor) -> NewBuyer {
    if actor.may(Permission::PartnerPortal) && working_partner(r, actor).is_some() {
        NewBuyer::PartnerOwn
    } else if actor.may(Permission::CustomerPortal) && actor.account().is_some() {
        NewBuyer::Customer
    } else {
        NewBuyer::Guest
    }
}

/// By which price list: the partners' for the own household only, else that of the customer for whom it is.
pub fn price_role(r: &dyn Read, actor: &Actor, buyer: NewBuyer) -> PriceRole {
    let known = match buyer {
        NewBuyer::PartnerOwn => return PriceRole::Partner,
        NewBuyer::Guest | NewBuyer::StaffForGuest => None,
        NewBuyer::Customer => actor.person.and_then(|person| customer_of_person(r, person)),
        NewBuyer::StaffForCustomer(id) => Some(id),
        NewBuyer::PartnerForCustomer(id) => Some(id).filter(|id| is_own_customer(r, actor, *id)),
    };
    let group = known.and_then(|id| customer(r, id)).map(|customer| customer.group);
    group.map_or(PriceRole::Customer, |group| group.price_role())
}

/// Whose record it is for, where there is one.
pub fn person_of(r: &dyn Read, actor: &Actor, buyer: NewBuyer) -> Option<PersonId> {
    match buyer {
        NewBuyer::Guest | NewBuyer::StaffForGuest => None,
        NewBuyer::PartnerOwn | NewBuyer::Customer => actor.person,
        NewBuyer::StaffForCustomer(id) => customer(r, id).map(|customer| customer.person),
        NewBuyer::PartnerForCustomer(id) => Some(id)
            .filter(|id| is_own_customer(r, actor, *id))
            .and_then(|id| customer(r, id))
            .map(|known| known.person),
    }
}

/// By which list somebody else's customer buys is told to no partner.
fn is_own_customer(r: &dyn Read, actor: &Actor, id: CustomerId) -> bool {
    actor.partner.is_some() && customer(r, id).is_some_and(|customer| customer.partner == actor.partner)
}
