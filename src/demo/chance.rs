//! Fixed chance: the same seed tells the same story on every machine.

/// SplitMix64: small, well mixed, and quite enough for a story.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    pub const fn new(seed: u64) -> Chance {
        Chance(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to and without `limit`; 0 when there is no room.
    pub fn below(&mut self, limit: usize) -> usize {
        let limit = u64::try_from(limit.max(1)).unwrap_or(u64::MAX);
        usize::try_from(self.next() % limit).unwrap_or(0)
    }

    /// A number between the two, both included.
    pub fn between(&mut self, least: u32, most: u32) -> u32 {
        let span = usize::try_from(most.saturating_sub(least)).unwrap_or(0) + 1;
        least + u32::try_from(self.below(span)).unwrap_or(0)
    }

    /// True in so many of a thousand cases.
    pub fn happens(&mut self, thousandths: u32) -> bool {
        self.between(0, 999) < thousandths
    }

    pub fn one_of<'i, T>(&mut self, items: &'i [T]) -> Option<&'i T> {
        items.get(self.below(items.len()))
    }

    /// The place of a weight, chosen in proportion to it.
    pub fn weighted(&mut self, weights: &[u32]) -> usize {
        let total: u32 = weights.iter().sum();
        let mut rest = self.between(0, total.saturating_sub(1));
        for (place, weight) in weights.iter().enumerate() {
            if rest < *weight {
                return place;
            }
            rest -= *weight;
        }
        0
    }

    pub fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        for chunk in bytes.chunks_mut(8) {
            for (byte, random) in chunk.iter_mut().zip(self.next().to_be_bytes()) {
                *byte = random;
            }
        }
        bytes
    }
}
