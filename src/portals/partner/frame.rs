//! What stands around every page of a partner.

use crate::business::partners::has_left;
use crate::business::permission::Permission;
use crate::portals::frames::legal_links;
use crate::portals::searching::with_standing;
use crate::text;
use crate::web::parts::{Icon, NavigationGroup, NavigationItem};
use crate::web::{Answer, Frame, FrameFacts, Page, Visit};

const HOME: &str = "/partner";

struct Place {
    text: &'static str,
    path: &'static str,
    icon: Icon,
    key: char,
    needs: Permission,
    /// Also after the contract has ended.
    stays: bool,
}

const fn place(text: &'static str, path: &'static str, icon: Icon, key: char, needs: Permission) -> Place {
    Place { text, path, icon, key, needs, stays: false }
}

impl Place {
    const fn stays(self) -> Place {
        Place { stays: true, ..self }
    }
}

const PLACES: &[Place] = &[
    place("partner.navigation.month", HOME, Icon::Home, 'm', Permission::PartnerPortal).stays(),
    place("partner.navigation.team", "/partner/team", Icon::Tree, 't', Permission::PartnerTeamView),
    place("partner.navigation.orders", "/partner/orders", Icon::Order, 'o', Permission::PartnerPortal).stays(),
    place("partner.navigation.customers", "/partner/customers", Icon::People, 'k', Permission::PartnerPortal),
    place("partner.navigation.statements", "/partner/statements", Icon::Commission, 'a', Permission::PartnerPortal)
        .stays(),
    place("partner.navigation.invitations", "/partner/invitations", Icon::Mail, 'e', Permission::PartnerRegister),
    place("partner.navigation.shop", "/shop", Icon::Basket, 'b', Permission::ShopOrder).stays(),
];

pub fn facts(visit: &Visit) -> FrameFacts {
    // Whoever cannot be asked about sees less, never more.
    let has_left = visit.read(|view| Ok(has_left(view, view.actor()))).unwrap_or(true);
    let open = PLACES.iter().filter(|place| visit.actor.may(place.needs) && (place.stays || !has_left));
    FrameFacts {
        home: HOME.to_owned(),
        navigation: vec![NavigationGroup { heading: None, items: open.map(|place| item(visit, place)).collect() }],
        footer: legal_links(visit.language),
        ..visit.base_facts()
    }
}

/// Lays the frame of the partners around a page.
pub fn show(visit: &Visit, page: &Page) -> Answer {
    visit.page(Frame::Partner, &facts(visit), page)
}

/// The same for a page of hits: it says when the search does not know everything yet.
pub fn show_hits(visit: &Visit, page: &Page) -> Answer {
    show(visit, &with_standing(visit, page))
}

/// The same for a form that was refused.
pub fn refuse(visit: &Visit, page: &Page) -> Answer {
    visit.refused_page(Frame::Partner, &facts(visit), page)
}

fn item(visit: &Visit, place: &Place) -> NavigationItem {
    let below = visit.path().strip_prefix(place.path);
    let is_here = below == Some("") || (place.path != HOME && below.is_some_and(|rest| rest.starts_with('/')));
    NavigationItem {
        label: text!(visit.language, place.text),
        href: place.path.to_owned(),
        icon: Some(place.icon),
        current: is_here,
        badge: None,
        key: Some(place.key),
    }
}
