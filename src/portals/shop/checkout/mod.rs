//! The checkout on one page: who, where to, how to pay, what it costs, and the button that binds.

mod form;
mod page;

use axum::http::header;

use crate::business::customers::payment_terms_at;
use crate::business::failure::Failure;
use crate::business::firm::firm;
use crate::business::orders::{self, CartLine, OnAccount, TaxPlace};
use crate::business::pages::{LegalKind, legal_text};
use crate::business::partners;
use crate::business::payments::place_order_with_credit;
use crate::business::stock;
use crate::business::tx::Tx;
use crate::business::view::View;
use crate::portals::opening;
use crate::portals::shop::cart::{cart_path, still_sold};
use crate::portals::shop::checkout::form::{Known, Versions, prefilled, read};
use crate::portals::shop::checkout::page::{CheckoutView, checkout_page, closed_page};
use crate::portals::shop::order::order_path;
use crate::portals::shop::referral::referral_of;
use crate::portals::shop::{basket, frame};
use crate::portals::showcase::Shopper;
use crate::values::{Country, Currency, VatId};
use crate::web::{Answer, Complaints, Page, Routes, Typed, Visit, hex, random, redirect, redirect_with_message};

pub fn routes() -> Routes {
    Routes::new()
        .page(checkout_path(), checkout)
        .form(checkout_path(), place)
        .form(PRICES_PATH, prices)
        .page(PRICES_PATH, back)
}

const PRICES_PATH: &str = "/checkout/prices";

pub const fn checkout_path() -> &'static str {
    "/checkout"
}

async fn checkout(visit: Visit) -> Answer {
    let lines = basket::lines_of(&visit);
    if lines.is_empty() {
        return Ok(redirect(cart_path()));
    }
    if let Some(closed) = visit.read(|view| Ok(closed(view, &visit)))? {
        return frame::show(&visit, &closed);
    }
    let typed = visit.read(|view| Ok(prefilled(view, hex(&random::<16>()))))?;
    let view = visit.read(|view| Ok(gather(view, &visit, &lines, typed, Complaints::default())))?;
    frame::show(&visit, &checkout_page(&view))
}

/// Whoever comes back to the address of the prices, or chooses another language there, begins anew.
async fn back(_: Visit) -> Answer {
    Ok(redirect(checkout_path()))
}

/// The form as it was typed, with the prices of the one for whom it is now; nothing is ordered by it.
async fn prices(visit: Visit, typed: Typed) -> Answer {
    let lines = basket::lines_of(&visit);
    if lines.is_empty() {
        return Ok(redirect(cart_path()));
    }
    if let Some(closed) = visit.read(|view| Ok(closed(view, &visit)))? {
        return frame::show(&visit, &closed);
    }
    let view = visit.read(|view| Ok(gather(view, &visit, &lines, typed, Complaints::default())))?;
    frame::show(&visit, &checkout_page(&view))
}

/// Reads the form, places the order, and leads to its page. Sent twice it leads to the same order.
async fn place(visit: Visit, typed: Typed) -> Answer {
    let lines = basket::lines_of(&visit);
    let known = visit.read(|view| Ok(known(view, &visit, &lines, &typed)))?;
    let refused = match read(&typed, &visit, &known, random()) {
        Ok(command) => {
            let token = command.token;
            let credit = form::credit(&typed, known.currency);
            let placing = move |tx: &mut Tx<'_, '_, '_>| match credit {
                Some(credit) => place_order_with_credit(tx, &command, credit),
                None => orders::place_order(tx, &command),
            };
            match visit.write(placing).await {
                Ok(id) => return placed(&visit, id, token),
                Err(failure) => Complaints::of(visit.language, failure)?,
            }
        }
        Err(complaints) => Complaints::said(visit.language, &complaints),
    };
    if let Some(closed) = visit.read(|view| Ok(closed(view, &visit)))? {
        return frame::refuse(&visit, &closed);
    }
    let view = visit.read(|view| Ok(gather(view, &visit, &lines, typed, refused)))?;
    frame::refuse(&visit, &checkout_page(&view))
}

/// The order may be the one of an earlier sending, with the token that it got then.
fn placed(visit: &Visit, id: crate::values::OrderId, token: [u8; 16]) -> Answer {
    let kept = visit.read(|view| orders::order(view, id).map(|order| order.token).ok_or_else(Failure::not_found))?;
    debug_assert!(kept == token || kept != [0; 16], "an order has a token");
    let mut response = redirect_with_message(&order_path(id, &kept), "shop.checkout.done");
    response.headers_mut().append(header::SET_COOKIE, basket::cookie(visit, &[]));
    Ok(response)
}

/// The page of a shop that may not sell yet.
fn closed(view: &View<'_>, visit: &Visit) -> Option<Page> {
    (!opening::is_open(view)).then(|| closed_page(visit.language, &opening::to_mend(view, visit.language)))
}

/// The texts that hold; without them the shop does not sell.
fn versions(view: &View<'_>) -> Versions {
    let version = |kind| legal_text(view, kind, view.today()).map(|text| text.version).unwrap_or_default();
    Versions { terms: version(LegalKind::Terms), privacy: version(LegalKind::Privacy) }
}

fn known(view: &View<'_>, visit: &Visit, lines: &[CartLine], typed: &Typed) -> Known {
    Known {
        buyer: form::buyer(view, typed),
        currency: firm(view).map_or(Currency::EUR, |firm| firm.currency),
        lines: still_sold(view, lines),
        versions: versions(view),
        referral: referral_of(view, visit),
    }
}

/// What the page shows: the cart priced for the one for whom it is, and for the typed country of delivery.
fn gather(view: &View<'_>, visit: &Visit, lines: &[CartLine], typed: Typed, complaints: Complaints) -> CheckoutView {
    let base = Shopper::of(view, visit.language);
    let country = form::delivery_country(&typed).filter(|country| Country::DELIVERED.contains(country));
    let to = TaxPlace { country: country.unwrap_or(base.country), postcode: form::delivery_postcode(&typed) };
    let vat_id = VatId::parse(typed.text("vat_id").trim());
    let shopper = Shopper::for_buyer(view, visit.language, form::buyer(view, &typed), to, vat_id.as_ref());
    let wanted = still_sold(view, lines);
    let quote = orders::quote(view, &wanted, &shopper.buying());
    let customer = form::customer(view, &typed);
    let terms = payment_terms_at(view, customer, view.now());
    let on_account = OnAccount::of(view, customer, (view.now(), view.today()));
    let total = quote.as_ref().map(|quote| quote.totals.gross);
    let no_account = total.map(|total| on_account.complaints(total)).unwrap_or_default();
    CheckoutView {
        shopper,
        credit: quote.as_ref().and_then(|quote| form::offered_credit(view, &typed, quote.totals.gross)),
        quote,
        is_short: wanted.iter().any(|line| stock::level(view, line.product).available() < line.quantity),
        customers: form::own_customers(view),
        orders_as_partner: form::orders_as_partner(view),
        referred_by: referral_of(view, visit).and_then(|id| partners::partner(view, id)).map(|partner| partner.number),
        is_signed_in: visit.signed_in.is_some(),
        terms,
        no_account: no_account.iter().map(|complaint| complaint.say(visit.language)).collect(),
        typed,
        complaints,
        csrf: visit.csrf().to_owned(),
    }
}
