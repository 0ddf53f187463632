//! By which price list a person buys.

use crate::business::catalog::PriceRole;
use crate::business::customers::{customer, customer_of_person};
use crate::business::partners::working_partner;
use crate::business::permission::Permission;
use crate::business::view::View;

/// Partners in their role as partner buy at partner prices while the contract holds, companies at theirs, everybody
/// else as a customer.
pub fn price_role(view: &View<'_>) -> PriceRole {
    let actor = view.actor();
    if actor.may(Permission::PartnerPortal) && working_partner(view, actor).is_some() {
        return PriceRole::Partner;
    }
    let own = actor.person.and_then(|person| customer_of_person(view, person)).and_then(|id| customer(view, id));
    own.map_or(PriceRole::Customer, |customer| customer.group.price_role())
}
