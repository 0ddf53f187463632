//! What staff write down about a person: a telephone call, a wish, a promise.

use serde::{Deserialize, Serialize};

use crate::store::Stored;
use crate::values::{AccountId, Instant};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub at: Instant,
    pub by: Option<AccountId>,
    pub text: String,
}

impl Stored for Note {
    const VERSION: u8 = 1;
}
