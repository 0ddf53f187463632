//! Volumes by place: one walk over the sales, one over the tree.

use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Volume, VolumeOf};

/// The volume of every place.
pub(super) fn volume(volume: &Volume, facts: &Facts) -> Vec<i64> {
    let own = facts.own_volume(volume.counts, volume.sales);
    match volume.of {
        VolumeOf::Myself => own,
        VolumeOf::Team => facts.tree.team_sums(&own),
    }
}
