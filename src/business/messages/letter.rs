//! A letter as it was sent.

use serde::{Deserialize, Serialize};

use crate::store::Stored;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    pub subject: String,
    pub text: String,
    /// File names of what was attached, such as `R-2026-00017.pdf`.
    pub attachments: Vec<String>,
}

impl Stored for Letter {
    const VERSION: u8 = 1;
}
