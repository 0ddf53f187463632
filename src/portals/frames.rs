//! What the frames of several portals share, and which frame a person has.

use crate::business::access::Portal;
use crate::portals::{office, partner, shop};
use crate::text;
use crate::values::Language;
use crate::web::parts::Link;
use crate::web::{Answer, Frame, FrameFacts, Page, Visit};

/// The page on which a person of a portal begins.
pub const fn home_path(portal: Portal) -> &'static str {
    match portal {
        Portal::Office => "/office",
        Portal::Partner => "/partner",
        Portal::Customer => "/shop",
    }
}

/// What the law wants reachable from every page, with the function to withdraw (§ 13a FAGG, § 356a BGB).
pub fn legal_links(language: Language) -> Vec<Link> {
    vec![
        Link::new(text!(language, "frames.legal.imprint"), "/legal/imprint"),
        Link::new(text!(language, "frames.legal.terms"), "/legal/terms"),
        Link::new(text!(language, "frames.legal.privacy"), "/legal/privacy"),
        Link::new(text!(language, "frames.legal.withdraw"), "/withdraw"),
    ]
}

/// Lays the frame of the person's own portal around a page that belongs to all of them.
pub fn show(visit: &Visit, page: &Page) -> Answer {
    let (frame, facts) = own(visit);
    visit.page(frame, &facts, page)
}

/// The same for a form that was refused.
pub fn refuse(visit: &Visit, page: &Page) -> Answer {
    let (frame, facts) = own(visit);
    visit.refused_page(frame, &facts, page)
}

fn own(visit: &Visit) -> (Frame, FrameFacts) {
    match visit.signed_in.as_ref().map(|signed_in| signed_in.portal) {
        Some(Portal::Office) => (Frame::Staff, office::frame::facts(visit)),
        Some(Portal::Partner) => (Frame::Partner, partner::frame::facts(visit)),
        Some(Portal::Customer) | None => (Frame::Shop, shop::frame::facts(visit)),
    }
}
