//! Somebody who decides in the place of another for some days.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{AccountId, Day, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deputyship {
    /// Who is away.
    pub principal: AccountId,
    /// Who decides meanwhile, with the right of the principal.
    pub deputy: AccountId,
    pub from: Day,
    /// The last day.
    pub to: Day,
    pub named_by: Option<AccountId>,
    pub named_at: Instant,
    /// Set when it was ended before its last day was over.
    pub ended_at: Option<Instant>,
}

impl Deputyship {
    /// Nobody is away for longer without the roles being given anew.
    pub const DAYS_MAX: i32 = 366;

    pub fn holds_on(&self, day: Day) -> bool {
        self.ended_at.is_none() && self.from <= day && day <= self.to
    }

    /// Does it hold today, or will it on a later day?
    pub fn is_ahead(&self, today: Day) -> bool {
        self.ended_at.is_none() && today <= self.to
    }

    pub(super) fn meets(&self, from: Day, to: Day) -> bool {
        self.ended_at.is_none() && self.from <= to && from <= self.to
    }
}

impl Stored for Deputyship {
    const VERSION: u8 = 1;
}
