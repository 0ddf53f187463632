//! The consumer's withdrawal from a contract (§ 11 FAGG, §§ 355, 356a BGB).

use serde::{Deserialize, Serialize};

use crate::business::catalog::PriceRole;
use crate::business::orders::Order;
use crate::store::Stored;
use crate::values::{Day, Instant};

/// Days from the receipt of the goods (§ 11 Abs. 2 FAGG, § 355 Abs. 2 BGB).
pub const WITHDRAWAL_DAYS: i32 = 14;

/// The carrier does not tell us the day of receipt; so many days after handing over it has come at the latest.
/// In doubt the consumer has more time.
const TRANSIT_DAYS: i32 = 5;

/// A declaration as it came in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    /// To the second: it is on the receipt (Art. 11a (4) Directive 2011/83/EU).
    pub at: Instant,
    /// After the period; whether it is granted is decided in its case.
    pub late: bool,
    /// What the consumer wrote, such as which goods it is about.
    pub words: String,
    /// The order had not been picked and was cancelled at once.
    pub cancelled: bool,
}

impl Order {
    /// Companies have no right of withdrawal.
    pub fn is_consumers(&self) -> bool {
        self.price_role != PriceRole::Company
    }

    /// The last day of the period; `None` while it has not begun.
    pub fn withdrawal_until(&self) -> Option<Day> {
        self.shipped_on.map(|shipped_on| shipped_on.plus_days(TRANSIT_DAYS + WITHDRAWAL_DAYS))
    }
}

impl Stored for Withdrawal {
    const VERSION: u8 = 1;
}
