//! What stands around every page of the site.

use crate::text;
use crate::web::parts::Link;
use crate::web::{FrameFacts, Visit};

pub fn facts(visit: &Visit) -> FrameFacts {
    let mut facts = visit.base_facts();
    if visit.signed_in.is_none() {
        facts.head_links.push(Link::new(text!(visit.language, "site.frame.sign_in"), "/sign-in"));
    }
    facts
}
