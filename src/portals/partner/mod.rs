//! The pages of those who sell for the firm, made for the phone first.
//!
//! - *Month*: the start page: what the running month has brought so far, and what is to do next.
//! - *Standing*: whether somebody may receive pay in the running month, and what is missing if not.

mod customers;
pub mod frame;
mod left;
mod month;
mod orders;
mod register;
mod standing;
mod statements;
mod tax;
mod team;

use crate::business::failure::Failure;
use crate::business::partners::{Partner, partner};
use crate::business::permission::Permission;
use crate::business::view::View;
use crate::values::PartnerId;
use crate::web::Routes;

pub fn routes() -> Routes {
    Routes::new()
        .and(month::routes())
        .and(team::routes())
        .and(register::routes())
        .and(orders::routes())
        .and(customers::routes())
        .and(statements::routes())
        .and(tax::routes())
        .behind(Permission::PartnerPortal)
}

/// The partner who is signed in.
fn own_partner(view: &View<'_>) -> Result<(PartnerId, Partner), Failure> {
    let id = view.actor().partner.ok_or_else(Failure::not_found)?;
    Ok((id, partner(view, id).ok_or_else(Failure::not_found)?))
}
