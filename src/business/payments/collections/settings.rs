//! How this firm collects.

use serde::{Deserialize, Serialize};

use crate::business::failure::{Complaint, Failure};
use crate::business::payments::bank_day::bank_days_before;
use crate::business::payments::collections::events::CollectSettingsChanged;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Map, Read, Stored};
use crate::values::Day;

pub(super) const ONLY_TO_COLLECT_SETTINGS: Map<(), CollectSettings> = Map::new(197, "ONLY_TO_COLLECT_SETTINGS");

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectSettings {
    /// Days between notice and collection; 14 where nothing else was agreed (EPC016-06, 4.5).
    pub prenotice_days: u32,
    /// So many bank days before the collection the file must be with the bank.
    pub cutoff_days: u32,
    /// The hour of that day by which it must be there.
    pub cutoff_hour: u32,
    /// The first debit of a mandate is told as a recurrent one, as most banks want it since 2016.
    pub first_is_recurrent: bool,
}

const PRENOTICE_DAYS_MAX: u32 = 60;
const CUTOFF_DAYS_MAX: u32 = 10;
const HOURS: u32 = 24;

impl Default for CollectSettings {
    fn default() -> Self {
        CollectSettings { prenotice_days: 14, cutoff_days: 1, cutoff_hour: 12, first_is_recurrent: true }
    }
}

impl Stored for CollectSettings {
    const VERSION: u8 = 1;
}

impl CollectSettings {
    /// The last day on which the bank takes a file for this day.
    pub fn last_day_to_send(self, due_on: Day) -> Day {
        bank_days_before(due_on, self.cutoff_days)
    }

    /// Whether the bank still takes a file for this day, at an hour of today.
    pub fn is_in_time(self, due_on: Day, today: Day, hour: u32) -> bool {
        let last = self.last_day_to_send(due_on);
        today < last || (today == last && hour < self.cutoff_hour)
    }
}

pub fn collect_settings(r: &dyn Read) -> CollectSettings {
    r.get(&ONLY_TO_COLLECT_SETTINGS, &()).unwrap_or_default()
}

pub fn set_collect_settings(tx: &mut Tx, settings: CollectSettings) -> Result<(), Failure> {
    tx.require(Permission::PaymentsCollect)?;
    let mut complaints = Vec::new();
    let mut between = |field: &'static str, value: u32, least: u32, most: u32| {
        if !(least..=most).contains(&value) {
            let complaint = Complaint::new("collections.refusal.setting").at(field);
            complaints.push(complaint.with("least", least).with("most", most));
        }
    };
    between("prenotice_days", settings.prenotice_days, 1, PRENOTICE_DAYS_MAX);
    between("cutoff_days", settings.cutoff_days, 1, CUTOFF_DAYS_MAX);
    between("cutoff_hour", settings.cutoff_hour, 1, HOURS);
    Failure::unless_empty(complaints)?;
    if collect_settings(tx) != settings {
        let told = tx.record(CollectSettingsChanged {
            prenotice_days: settings.prenotice_days,
            cutoff_days: settings.cutoff_days,
            cutoff_hour: settings.cutoff_hour,
            first_is_recurrent: settings.first_is_recurrent,
        });
        tx.save(&told, &ONLY_TO_COLLECT_SETTINGS, &(), &settings);
    }
    Ok(())
}
