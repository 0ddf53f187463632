//! What stands around every page of the site: the shop's head and foot.

use crate::business::access::Portal;
use crate::portals::frames::{home_path, legal_links};
use crate::portals::showcase::ways;
use crate::text;
use crate::web::parts::{HeadLink, Icon};
use crate::web::{FrameFacts, Visit};

pub fn facts(visit: &Visit) -> FrameFacts {
    let language = visit.language;
    let mut head_links =
        vec![HeadLink::new(Icon::Basket, text!(language, "site.frame.shop"), home_path(Portal::Customer))];
    match visit.signed_in.as_ref().map(|signed_in| signed_in.portal) {
        None => head_links.push(HeadLink::new(Icon::Person, text!(language, "site.frame.sign_in"), "/sign-in")),
        Some(Portal::Customer) => {}
        Some(portal) => {
            head_links.push(HeadLink::new(Icon::Desk, text!(language, "site.frame.back"), home_path(portal)))
        }
    }
    FrameFacts { head_links, navigation: ways(visit), footer: legal_links(language), ..visit.base_facts() }
}
