//! Whether the firm lets safe lines be posted by themselves.

use serde::{Deserialize, Serialize};

use crate::business::failure::Failure;
use crate::business::payments::matched::events::MatchSettingsChanged;
use crate::business::permission::Permission;
use crate::business::tx::Tx;
use crate::store::{Map, Read, Stored};

pub(super) const ONLY_TO_MATCH_SETTINGS: Map<(), MatchSettings> = Map::new(290, "ONLY_TO_MATCH_SETTINGS");

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchSettings {
    /// As soon as a statement is taken in; else when somebody says so.
    pub posts_by_itself: bool,
}

impl Stored for MatchSettings {
    const VERSION: u8 = 1;
}

pub fn match_settings(r: &dyn Read) -> MatchSettings {
    r.get(&ONLY_TO_MATCH_SETTINGS, &()).unwrap_or_default()
}

pub fn set_match_settings(tx: &mut Tx, settings: MatchSettings) -> Result<(), Failure> {
    tx.require(Permission::PaymentsMatch)?;
    if match_settings(tx) != settings {
        let told = tx.record(MatchSettingsChanged { posts_by_itself: settings.posts_by_itself });
        tx.save(&told, &ONLY_TO_MATCH_SETTINGS, &(), &settings);
    }
    Ok(())
}
