//! Setting what delivery costs from a day on.

use crate::business::failure::{Complaint, Failure, Refusal, RefusalKind};
use crate::business::firm::firm;
use crate::business::orders::events::TariffsChanged;
use crate::business::orders::records::{DAY_TO_TARIFFS, all_tariffs, tariffs_of_day};
use crate::business::orders::tariffs::{Tariffs, TariffsOfDay, tariffs_mark};
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::values::Day;

/// Sets the tariffs that hold from a day on; for today they hold from now on, so that nothing that was ordered costs
/// something else. What held before stays; only the first ones may begin in the past, for a firm that brings its
/// orders along. `seen` is the mark of what was set when the change was begun.
pub fn change_tariffs(tx: &mut Tx, valid_from: Day, tariffs: &Tariffs, seen: &str) -> Result<(), Failure> {
    tx.require(Permission::FirmEdit)?;
    let firm = firm(tx).ok_or_else(Failure::not_found)?;
    let of_day = tariffs_of_day(tx, valid_from).unwrap_or_default();
    if of_day.0.last().is_some_and(|since| since.tariffs == *tariffs) {
        // The form was sent twice.
        return Ok(());
    }
    if tariffs_mark(tx) != seen {
        return Err(Refusal::of(RefusalKind::Conflict, Complaint::new("orders.refusal.tariffs_changed")).into());
    }
    let mut complaints = tariffs.complaints(firm.home, firm.currency);
    let is_first = all_tariffs(tx).is_empty();
    if valid_from < tx.today() && !is_first {
        complaints.push(Complaint::new("orders.refusal.tariff_in_the_past").at("valid_from"));
    }
    Failure::unless_empty(complaints)?;
    let changed = if valid_from == tx.today() {
        of_day.changed_at(tx.now(), tariffs.clone())
    } else {
        TariffsOfDay::whole(tariffs.clone())
    };
    let told = tx.record(TariffsChanged { valid_from, countries: tariffs.0.len() });
    tx.save(&told, &DAY_TO_TARIFFS, &valid_from, &changed);
    Ok(())
}
