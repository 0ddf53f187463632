//! From partners to their places: a table where numbers stand close together, as they do in one firm, and a search
//! where they do not.

use crate::business::partners::TOP;
use crate::values::PartnerId;

/// A table has at most so many rows for each partner, and a few for very small firms.
const ROWS_PER_PARTNER: usize = 4;
const ROWS_MIN: usize = 64;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Places {
    /// By number from the lowest one on; `TOP` where nobody has the number.
    Table { lowest: u64, places: Vec<u32> },
    /// Sorted by partner.
    Sorted(Vec<(PartnerId, u32)>),
}

impl Default for Places {
    fn default() -> Places {
        Places::Sorted(Vec::new())
    }
}

impl Places {
    /// The position of each partner is the place.
    pub fn of(partners: &[PartnerId]) -> Places {
        let numbers = || partners.iter().map(|partner| partner.number());
        let (Some(lowest), Some(highest)) = (numbers().min(), numbers().max()) else { return Places::default() };
        let rows_max = partners.len().saturating_mul(ROWS_PER_PARTNER).saturating_add(ROWS_MIN);
        match usize::try_from(highest - lowest).ok().filter(|last| *last < rows_max) {
            Some(last) => {
                let mut places = vec![TOP; last + 1];
                for (place, number) in (0..TOP).zip(numbers()) {
                    let row = usize::try_from(number - lowest).ok().and_then(|row| places.get_mut(row));
                    row.into_iter().for_each(|row| *row = place);
                }
                Places::Table { lowest, places }
            }
            None => {
                let mut sorted: Vec<(PartnerId, u32)> = partners.iter().copied().zip(0..TOP).collect();
                sorted.sort_unstable();
                Places::Sorted(sorted)
            }
        }
    }

    pub fn get(&self, partner: PartnerId) -> Option<u32> {
        match self {
            Places::Table { lowest, places } => {
                let row = usize::try_from(partner.number().checked_sub(*lowest)?).ok()?;
                places.get(row).copied().filter(|place| *place != TOP)
            }
            Places::Sorted(sorted) => {
                let found = sorted.binary_search_by_key(&partner, |(known, _)| *known).ok()?;
                sorted.get(found).map(|(_, place)| *place)
            }
        }
    }
}
