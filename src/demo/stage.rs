//! What the story knows of itself: the script that says how much happens, and the cast that it happens to.

use std::collections::BTreeMap;

use jiff::tz::TimeZone;

use crate::business::actor::Actor;
use crate::business::people::Person;
use crate::demo::seeds::Seeds;
use crate::demo::warehouse::Staff;
use crate::values::{CustomerId, Day, PartnerId, PlaceId, ProductId};

/// Everything that stands still while the days go by.
pub struct Stage {
    pub seeds: Seeds,
    pub script: Script,
    pub cast: Cast,
    pub shelves: Shelves,
    pub staff: Staff,
}

/// How much happens, and when.
#[derive(Clone, Debug)]
pub struct Script {
    pub zone: TimeZone,
    pub first: Day,
    pub last: Day,
    pub partners_per_level: Vec<u32>,
    pub private_customers: usize,
    pub companies: usize,
    /// Orders of each month from the first on.
    pub orders_per_month: Vec<u32>,
    pub partner_terms_version: String,
    pub terms_version: String,
    pub privacy_version: String,
    pub notes: Vec<String>,
    /// The name of the plan by which partners are paid.
    pub plan: String,
}

/// Products by number and places by code.
#[derive(Clone, Debug, Default)]
pub struct Shelves {
    pub products: BTreeMap<String, ProductId>,
    pub places: BTreeMap<String, PlaceId>,
    /// The same products with how often they are bought.
    pub weights: Vec<(ProductId, u32)>,
    /// Of these nothing is left in the end.
    pub sold_out: Vec<ProductId>,
    /// Of these little is left in the end.
    pub short: Vec<ProductId>,
    /// Of these something must be sold soon in the end.
    pub near_best_before: Vec<ProductId>,
}

/// Everybody, in the order in which they joined.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    pub partners: Vec<Member>,
    pub customers: Vec<Buyer>,
    /// Those whom the first partner invites in the last days.
    pub newcomers: Vec<Person>,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub id: PartnerId,
    pub number: String,
    pub person: Person,
    pub joined_on: Day,
}

#[derive(Clone, Debug)]
pub struct Buyer {
    pub customer: CustomerId,
    pub partner: Option<PartnerId>,
    pub person: Person,
    pub since: Day,
    pub actor: Actor,
    pub is_company: bool,
}
