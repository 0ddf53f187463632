//! A request for agreement.

use serde::{Deserialize, Serialize};

use crate::store::{Stored, Subject};
use crate::values::{AccountId, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    pub subject: Subject,
    /// The word of the permission that the one who decides must have.
    pub permission: String,
    pub asked_by: Option<AccountId>,
    pub asked_at: Instant,
    pub decision: Option<Decision>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    pub agreed: bool,
    pub by: AccountId,
    pub at: Instant,
    pub reason: String,
}

impl Stored for Approval {
    const VERSION: u8 = 1;
}
