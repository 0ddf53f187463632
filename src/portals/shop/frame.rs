//! What stands around every page of the shop.

use crate::business::access::Portal;
use crate::portals::frames::{home_path, legal_links};
use crate::portals::shop::basket::count_of;
use crate::portals::shop::cart::cart_path;
use crate::portals::showcase::ways;
use crate::text;
use crate::web::parts::{BasketLink, HeadLink, Icon};
use crate::web::{Answer, Frame, FrameFacts, Page, Visit};

pub fn facts(visit: &Visit) -> FrameFacts {
    let language = visit.language;
    let head_links = match visit.signed_in.as_ref().map(|signed_in| signed_in.portal) {
        None => vec![HeadLink::new(Icon::Person, text!(language, "shop.frame.sign_in"), "/sign-in")],
        // Staff and partners who look into the shop find their way back.
        Some(Portal::Office) => {
            vec![HeadLink::new(Icon::Desk, text!(language, "shop.frame.office"), home_path(Portal::Office))]
        }
        Some(Portal::Partner) => {
            vec![HeadLink::new(Icon::Tree, text!(language, "shop.frame.partner"), home_path(Portal::Partner))]
        }
        Some(Portal::Customer) => Vec::new(),
    };
    let basket = Some(BasketLink { href: cart_path().to_owned(), count: count_of(visit) });
    FrameFacts { head_links, basket, navigation: ways(visit), footer: legal_links(language), ..visit.base_facts() }
}

/// Lays the frame of the shop around a page.
pub fn show(visit: &Visit, page: &Page) -> Answer {
    visit.page(Frame::Shop, &facts(visit), page)
}

/// The same for a form that was refused.
pub fn refuse(visit: &Visit, page: &Page) -> Answer {
    visit.refused_page(Frame::Shop, &facts(visit), page)
}
