//! What was scanned into a parcel so far. It stands in the address: nothing is lost by loading the page again, and
//! one step back in the browser takes back the last scan.

use crate::business::shipping::ParcelLine;
use crate::values::ProductId;

/// Pieces by product, in the order in which they were scanned first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scanned(Vec<ParcelLine>);

impl Scanned {
    /// Reads `12:2,15:1`; what is no such pair is left out.
    pub fn read(text: &str) -> Scanned {
        let pair = |pair: &str| {
            let (product, quantity) = pair.split_once(':')?;
            Some(ParcelLine { product: ProductId::parse(product)?, quantity: quantity.parse().ok()? })
        };
        let mut scanned = Scanned::default();
        for line in text.split(',').filter_map(pair) {
            scanned.set(line.product, scanned.of(line.product).saturating_add(line.quantity));
        }
        scanned
    }

    pub fn written(&self) -> String {
        let pairs: Vec<String> = self.0.iter().map(|line| format!("{}:{}", line.product, line.quantity)).collect();
        pairs.join(",")
    }

    pub fn of(&self, product: ProductId) -> u32 {
        self.0.iter().find(|line| line.product == product).map_or(0, |line| line.quantity)
    }

    pub fn set(&mut self, product: ProductId, quantity: u32) {
        match self.0.iter_mut().find(|line| line.product == product) {
            Some(line) => line.quantity = quantity,
            None => self.0.push(ParcelLine { product, quantity }),
        }
        self.0.retain(|line| line.quantity > 0);
    }

    pub fn with(&self, product: ProductId, quantity: u32) -> Scanned {
        let mut changed = self.clone();
        changed.set(product, quantity);
        changed
    }

    /// Everything that is there.
    pub fn everything(lines: &[ParcelLine]) -> Scanned {
        Scanned(lines.to_vec())
    }

    pub fn lines(&self) -> &[ParcelLine] {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
