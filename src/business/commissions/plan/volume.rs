//! Volumes: what is counted for a person in the period.

use crate::business::commissions::SaleKind;
use crate::values::LocalText;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Volume {
    pub name: String,
    /// As it stands on the statement.
    pub title: LocalText,
    pub of: VolumeOf,
    pub counts: Counts,
    pub sales: SaleKinds,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VolumeOf {
    /// Sales that are credited to the person.
    Myself,
    /// The person's sales and those of everybody below.
    Team,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counts {
    /// Points rank.
    Points,
    /// Money pays.
    Base,
}

/// Which kinds of sale are meant. A return takes back from whatever its sale counted into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SaleKinds {
    pub retail: bool,
    pub own: bool,
}

impl SaleKinds {
    pub const ALL: SaleKinds = SaleKinds { retail: true, own: true };

    /// Asked with the kind of the original sale.
    pub const fn include(self, kind: SaleKind) -> bool {
        match kind {
            SaleKind::Retail => self.retail,
            SaleKind::Own => self.own,
            SaleKind::Return => false,
        }
    }
}
