//! Looking through the requests: staff see all, a partner the own ones.

use crate::business::approvals::Matter;
use crate::business::failure::Failure;
use crate::business::partners::records::{all_requests, request, requests_of};
use crate::business::partners::requests::{RequestState, TreeRequest};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::{PartnerId, TreeRequestId};

/// What somebody wants to see; what is left empty narrows nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RequestWish {
    pub matter: Option<Matter>,
    pub state: Option<RequestState>,
    pub partner: Option<PartnerId>,
    /// Only those that partners have asked in their own pages, or only those of the office.
    pub by_partner: Option<bool>,
}

/// One page of what was found, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundRequests {
    pub rows: Vec<(TreeRequestId, TreeRequest)>,
    /// How many there are altogether.
    pub total: usize,
}

/// A request, for whoever may know of it.
pub fn see_request(view: &View<'_>, id: TreeRequestId) -> Result<TreeRequest, Failure> {
    let found = request(view, id).ok_or_else(Failure::not_found)?;
    let own = view.may(Permission::PartnerPortal) && view.actor().partner == Some(found.partner) && found.by_partner;
    if own || view.may(Permission::PartnersView) || view.may(Permission::PartnersApprove) {
        Ok(found)
    } else {
        Err(Failure::not_found())
    }
}

/// What fits, after the first `skip`, `limit` at most.
pub fn find_requests(view: &View<'_>, wish: RequestWish, skip: usize, limit: usize) -> Result<FoundRequests, Failure> {
    view.require(Permission::PartnersView)?;
    let fits = |(_, one): &(TreeRequestId, TreeRequest)| {
        wish.matter.is_none_or(|matter| one.wish.matter() == matter)
            && wish.state.is_none_or(|state| one.state == state)
            && wish.partner.is_none_or(|partner| one.partner == partner)
            && wish.by_partner.is_none_or(|by_partner| one.by_partner == by_partner)
    };
    let found: Vec<(TreeRequestId, TreeRequest)> = all_requests(view).into_iter().filter(fits).collect();
    let total = found.len();
    Ok(FoundRequests { rows: found.into_iter().skip(skip).take(limit).collect(), total })
}

/// Every request about a partner, newest first, for staff.
pub fn requests_about(view: &View<'_>, partner: PartnerId) -> Result<Vec<(TreeRequestId, TreeRequest)>, Failure> {
    view.require(Permission::PartnersView)?;
    Ok(requests_of(view, partner))
}

/// What the partner who looks has asked in the own pages, newest first.
pub fn own_requests(view: &View<'_>) -> Result<Vec<(TreeRequestId, TreeRequest)>, Failure> {
    view.require(Permission::PartnerPortal)?;
    let own = view.actor().partner.ok_or_else(Failure::not_found)?;
    Ok(requests_of(view, own).into_iter().filter(|(_, one)| one.by_partner).collect())
}
