//! The fee or the interest of a reminder is let off.

use crate::business::ledger::rules::Booked;

/// What was charged, the other way round.
pub fn reminder_charge_waived(charged: Booked) -> Booked {
    charged.opposite("reminder_charge_waived")
}
