//! Setting what delivery costs from a day on.

use crate::business::failure::{Complaint, Failure};
use crate::business::firm::firm;
use crate::business::orders::events::TariffsChanged;
use crate::business::orders::records::{DAY_TO_TARIFFS, all_tariffs};
use crate::business::orders::tariffs::Tariffs;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::Day;

/// Sets the tariffs that hold from a day on. What held before stays; only the first ones may begin in the past,
/// for a firm that brings its orders along.
pub fn change_tariffs(tx: &mut Tx, valid_from: Day, tariffs: &Tariffs) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let firm = firm(tx).ok_or_else(Failure::not_found)?;
    let mut complaints = tariffs.complaints(firm.home, firm.currency);
    let is_first = all_tariffs(tx).is_empty();
    if valid_from < tx.today() && !is_first {
        complaints.push(Complaint::new("orders.refusal.tariff_in_the_past").at("valid_from"));
    }
    Failure::unless_empty(complaints)?;
    let told = tx.record(TariffsChanged { valid_from, countries: tariffs.0.len() });
    tx.save(&told, &DAY_TO_TARIFFS, &valid_from, tariffs);
    Ok(())
}
