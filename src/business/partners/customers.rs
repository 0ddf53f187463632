//! The customers whom a partner has brought, as long as the contract holds.

use crate::business::customers::{self, CustomerRow, CustomerWish, FoundCustomers};
use crate::business::failure::Failure;
use crate::business::partners::working::looking_partner;
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::CustomerId;

/// The customers whom the partner who asks has brought; everybody else's are not there.
pub fn find_own_customers(
    view: &View<'_>,
    wish: &CustomerWish,
    skip: usize,
    limit: usize,
) -> Result<FoundCustomers, Failure> {
    view.require(Permission::PartnerPortal)?;
    Ok(customers::find_brought(view, looking_partner(view)?, wish, skip, limit))
}

/// One of them.
pub fn see_own_customer(view: &View<'_>, id: CustomerId) -> Result<CustomerRow, Failure> {
    view.require(Permission::PartnerPortal)?;
    customers::see_brought(view, looking_partner(view)?, id).ok_or_else(Failure::not_found)
}
