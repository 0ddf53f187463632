//! Points of everybody and every team in a period, for team pages and statements.

use std::ops::ControlFlow;

use crate::business::commissions::sales::each_sale;
use crate::business::partners::Tree;
use crate::store::Read;
use crate::values::{Period, Points};

/// By place in the tree that was asked with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodVolumes {
    own: Vec<i64>,
    team: Vec<i64>,
    sizes: Vec<i64>,
}

impl PeriodVolumes {
    pub(super) fn of(tree: &Tree, own: Vec<i64>) -> PeriodVolumes {
        PeriodVolumes { team: tree.team_sums(&own), sizes: tree.team_sizes(), own }
    }

    /// The same where not everybody in the tree is counted; 1 for whoever is.
    pub(super) fn of_partners(tree: &Tree, own: Vec<i64>, counted: Vec<i64>) -> PeriodVolumes {
        PeriodVolumes { team: tree.team_sums(&own), sizes: tree.team_sums(&counted), own }
    }

    /// What is credited to somebody alone.
    pub fn own(&self, place: u32) -> Points {
        Points::from_hundredths(at(&self.own, place))
    }

    /// The same with everybody below.
    pub fn team(&self, place: u32) -> Points {
        Points::from_hundredths(at(&self.team, place))
    }

    /// How many people a team has, the one who leads it included.
    pub fn size(&self, place: u32) -> i64 {
        at(&self.sizes, place)
    }
}

/// Points by place, of the sales of a period as they are known now.
pub fn volumes_of_period(r: &dyn Read, tree: &Tree, period: Period) -> PeriodVolumes {
    let mut own = vec![0; tree.len()];
    each_sale(r, period, |sale| {
        let place = tree.place(sale.credited_to).and_then(|place| usize::try_from(place).ok());
        if let Some(sum) = place.and_then(|place| own.get_mut(place)) {
            *sum += sale.points.hundredths();
        }
        ControlFlow::Continue(())
    });
    PeriodVolumes::of(tree, own)
}

fn at(values: &[i64], place: u32) -> i64 {
    usize::try_from(place).ok().and_then(|place| values.get(place)).copied().unwrap_or(0)
}
