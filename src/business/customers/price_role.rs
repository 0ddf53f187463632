//! By which price list a person buys.

use crate::business::catalog::PriceRole;
use crate::business::customers::records::{customer, customer_of_person};
use crate::business::permission::Permission;
use crate::business::view::View;

/// Partners in their role as partner buy at partner prices, companies at theirs, everybody else as a customer.
pub fn price_role(view: &View<'_>) -> PriceRole {
    let actor = view.actor();
    if actor.partner.is_some() && actor.may(Permission::PartnerPortal) {
        return PriceRole::Partner;
    }
    let own = actor.person.and_then(|person| customer_of_person(view, person)).and_then(|id| customer(view, id));
    own.map_or(PriceRole::Customer, |customer| customer.group.price_role())
}
