//! Volumes by place: one walk over the sales, one over the tree.

use crate::business::commissions::facts::Facts;
use crate::business::commissions::plan::{Counts, SaleKinds, Volume, VolumeOf};

/// The volume of every place.
pub(super) fn volume(volume: &Volume, facts: &Facts) -> Vec<i64> {
    let own = own_volume(facts, volume.counts, volume.sales);
    match volume.of {
        VolumeOf::Myself => own,
        VolumeOf::Team => facts.tree.team_sums(&own),
    }
}

/// What is credited to every place alone.
pub(super) fn own_volume(facts: &Facts, counts: Counts, kinds: SaleKinds) -> Vec<i64> {
    let mut own = vec![0_i64; facts.tree.len()];
    for sale in facts.sales.iter().filter(|sale| kinds.include(sale.kind)) {
        let place = usize::try_from(sale.seller).unwrap_or(usize::MAX);
        if let Some(sum) = own.get_mut(place) {
            *sum += match counts {
                Counts::Points => sale.points,
                Counts::Base => sale.base,
            };
        }
    }
    own
}
