//! Sums of everybody's own sales by kind of sale: every plan asks for them, so they are kept with the facts.

use std::sync::Arc;

use crate::business::commissions::SaleKind;
use crate::business::commissions::calculation::at;
use crate::business::commissions::facts::FactSale;
use crate::business::commissions::plan::SaleKinds;

/// By place. `None` stands for a sum that is too large for a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::business::commissions) struct OwnSums {
    places: usize,
    kinds: Vec<SumsOfKind>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct SumsOfKind {
    kind: SaleKind,
    /// Minor units.
    base: Option<Arc<Vec<i64>>>,
    /// Hundredths of a point.
    points: Option<Arc<Vec<i64>>>,
}

impl OwnSums {
    pub(super) fn of(sales: &[FactSale], places: usize) -> OwnSums {
        let mut kinds: Vec<Adding> = Vec::new();
        let mut current = 0;
        for sale in sales {
            // Most sales are of the same kind as the one before.
            if kinds.get(current).is_none_or(|adding| adding.kind != sale.kind) {
                let known = kinds.iter().position(|adding| adding.kind == sale.kind);
                current = known.unwrap_or(kinds.len());
                if known.is_none() {
                    kinds.push(Adding::none(sale.kind, places));
                }
            }
            if let Some(adding) = kinds.get_mut(current) {
                adding.add(sale);
            }
        }
        kinds.sort_unstable_by_key(|adding| adding.kind.number());
        OwnSums { places, kinds: kinds.into_iter().map(Adding::done).collect() }
    }

    pub fn base(&self, kinds: SaleKinds) -> Option<Arc<Vec<i64>>> {
        self.together(kinds, |of_kind| of_kind.base.as_ref())
    }

    pub fn points(&self, kinds: SaleKinds) -> Option<Arc<Vec<i64>>> {
        self.together(kinds, |of_kind| of_kind.points.as_ref())
    }

    /// Where one kind alone was sold, its sums are shared and not copied.
    fn together(&self, kinds: SaleKinds, of: impl Fn(&SumsOfKind) -> Option<&Arc<Vec<i64>>>) -> Option<Arc<Vec<i64>>> {
        let mut meant = self.kinds.iter().filter(|of_kind| kinds.include(of_kind.kind));
        let Some(first) = meant.next() else { return Some(Arc::new(vec![0; self.places])) };
        let mut together = Arc::clone(of(first)?);
        for of_kind in meant {
            for (sum, more) in Arc::make_mut(&mut together).iter_mut().zip(of(of_kind)?.iter()) {
                *sum = sum.checked_add(*more)?;
            }
        }
        Some(together)
    }
}

/// The sums of one kind while sales are added.
struct Adding {
    kind: SaleKind,
    base: Option<Vec<i64>>,
    points: Option<Vec<i64>>,
}

impl Adding {
    fn none(kind: SaleKind, places: usize) -> Adding {
        Adding { kind, base: Some(vec![0; places]), points: Some(vec![0; places]) }
    }

    fn add(&mut self, sale: &FactSale) {
        let seller = at(sale.seller);
        for (sums, value) in [(&mut self.base, sale.base), (&mut self.points, sale.points)] {
            let Some(slot) = sums.as_mut().and_then(|sums| sums.get_mut(seller)) else { continue };
            match slot.checked_add(value) {
                Some(sum) => *slot = sum,
                None => *sums = None,
            }
        }
    }

    fn done(self) -> SumsOfKind {
        SumsOfKind { kind: self.kind, base: self.base.map(Arc::new), points: self.points.map(Arc::new) }
    }
}
