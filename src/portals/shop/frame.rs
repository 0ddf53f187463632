//! What stands around every page of the shop.

use crate::web::{FrameFacts, Visit};

pub fn facts(visit: &Visit) -> FrameFacts {
    visit.base_facts()
}
