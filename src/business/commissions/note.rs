//! Noting facts: what the calculation will later count.

use crate::business::commissions::Sale;
use crate::business::commissions::records::DAY_TO_SALE;
use crate::business::tx::{Recorded, Tx};

/// The running number within all days.
const SALE_RANGE: &str = "sale";

/// Notes facts in the order given, as the consequence of what was told.
pub(in crate::business) fn note_sales(tx: &mut Tx, told: &Recorded, sales: &[Sale]) {
    for sale in sales {
        let number = tx.next_number(SALE_RANGE);
        tx.save(told, &DAY_TO_SALE, &(sale.day, number), sale);
    }
}
