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
        let mut found: Vec<SaleKind> = Vec::new();
        for sale in sales {
            if !found.contains(&sale.kind) {
                found.push(sale.kind);
            }
        }
        found.sort_unstable_by_key(|kind| kind.number());
        let of_kind = |kind| {
            let of_this = || sales.iter().filter(move |sale| sale.kind == kind);
            SumsOfKind {
                kind,
                base: sums(of_this().map(|sale| (sale.seller, sale.base)), places),
                points: sums(of_this().map(|sale| (sale.seller, sale.points)), places),
            }
        };
        OwnSums { places, kinds: found.into_iter().map(of_kind).collect() }
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

fn sums(values: impl Iterator<Item = (u32, i64)>, places: usize) -> Option<Arc<Vec<i64>>> {
    let mut sums = vec![0_i64; places];
    for (place, value) in values {
        if let Some(sum) = sums.get_mut(at(place)) {
            *sum = sum.checked_add(value)?;
        }
    }
    Some(Arc::new(sums))
}
