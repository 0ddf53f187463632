//! A partner's own link to the shop. Whoever comes by it is credited to the partner, sees so at the checkout, and
//! may say no.
//!
//! The cookie lives for a day and names the partner, nothing else.

use axum::extract::Path;
use axum::http::header;

use crate::business::partners::{self, PartnerState};
use crate::business::view::View;
use crate::portals::shop::checkout::checkout_path;
use crate::portals::showcase::list_path;
use crate::values::PartnerId;
use crate::web::{Answer, Cookie, REFERRAL_COOKIE, Routes, Visit, clear_cookie, redirect, redirect_with_message};

const DAY_SECONDS: u64 = 24 * 60 * 60;

pub fn routes() -> Routes {
    Routes::new().page("/p/{number}", arrive).page(FORGET_PATH, forget)
}

pub const FORGET_PATH: &str = "/referral/none";

/// The partner by whose link this visitor came, while the contract holds.
pub fn referral_of(view: &View<'_>, visit: &Visit) -> Option<PartnerId> {
    active(view, PartnerId::parse(visit.referral.as_deref()?)?)
}

fn active(view: &View<'_>, id: PartnerId) -> Option<PartnerId> {
    partners::partner(view, id).filter(|partner| partner.state == PartnerState::Active).map(|_| id)
}

/// An unknown or former number leads to the shop all the same: nobody is to be turned away by an old card.
async fn arrive(visit: Visit, Path(number): Path<String>) -> Answer {
    let known = visit.read(|view| {
        let id = partners::partner_by_number(view, &number);
        Ok(id.and_then(|id| active(view, id)))
    })?;
    let Some(id) = known else { return Ok(redirect(&list_path(None))) };
    let mut response = redirect_with_message(&list_path(None), "shop.referral.arrived");
    let cookie = Cookie {
        name: REFERRAL_COOKIE,
        value: &id.to_string(),
        max_age_seconds: DAY_SECONDS,
        secure: visit.secure,
        http_only: true,
    };
    response.headers_mut().append(header::SET_COOKIE, cookie.header());
    Ok(response)
}

async fn forget(_visit: Visit) -> Answer {
    let mut response = redirect(checkout_path());
    response.headers_mut().append(header::SET_COOKIE, clear_cookie(REFERRAL_COOKIE));
    Ok(response)
}
