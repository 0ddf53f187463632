//! Walks: the way from a sale to those who are paid for it.

use crate::business::partners::EdgeKind;

/// Upwards along one kind of edge, counting levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EdgeWalk {
    pub edge: EdgeKind,
    /// 0 when the one whose sale it is receives too, 1 when the walk begins above.
    pub from_level: u16,
    pub compression: Compression,
}

/// What happens where somebody on the way may not receive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compression {
    /// The level is counted all the same; its pay falls to nobody.
    Off,
    /// The person is passed over, and the level goes to the next one above who may receive.
    Skip,
}

impl Compression {
    /// The word in plan files.
    pub const fn word(self) -> &'static str {
        match self {
            Compression::Off => "none",
            Compression::Skip => "skip",
        }
    }
}
