//! Volumes: what is counted for a person in the period.

use crate::business::commissions::SaleKind;
use crate::business::commissions::plan::formula::Formula;
use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    /// The line in the file, for whoever has to mend it.
    pub line: u32,
    pub counts: Counts,
    pub formula: Formula,
}

/// What a volume is made of; it decides how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Points rank.
    Points,
    /// Money pays.
    Base,
    /// People, pieces, periods.
    Number,
}

/// Which kinds of sale are meant. A return takes back from whatever its sale counted into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct SaleKinds(u8);

impl SaleKinds {
    pub const ALL: SaleKinds = SaleKinds(0b0001_1111);
    /// Everything that somebody bought for use: not kits and fees.
    pub const GOODS: SaleKinds = SaleKinds(0b0001_0011);

    /// Sales to customers only.
    pub const RETAIL: SaleKinds = SaleKinds(0b0000_0001);

    pub fn of(kinds: &[SaleKind]) -> SaleKinds {
        SaleKinds(kinds.iter().fold(0, |all, kind| all | bit(*kind)))
    }

    /// Asked with the kind of the original sale.
    pub const fn include(self, kind: SaleKind) -> bool {
        self.0 & bit(kind) != 0
    }
}

const fn bit(kind: SaleKind) -> u8 {
    match kind {
        SaleKind::Retail => 0b0000_0001,
        SaleKind::Own => 0b0000_0010,
        SaleKind::Kit => 0b0000_0100,
        SaleKind::Fee => 0b0000_1000,
        SaleKind::Free => 0b0001_0000,
        SaleKind::Return => 0,
    }
}
