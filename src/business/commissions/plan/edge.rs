//! Edges: who stands above whom. Three come with the people; a plan can make further ones from them.

use crate::values::LocalText;

/// An edge by its place: first the three of the people, then those of the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct EdgePlace(pub u16);

impl EdgePlace {
    pub const SPONSOR: EdgePlace = EdgePlace(0);
    pub const ENROLLER: EdgePlace = EdgePlace(1);
    pub const PLACEMENT: EdgePlace = EdgePlace(2);
    /// As plan files name the three.
    pub const GIVEN: [&'static str; 3] = ["sponsor", "enroller", "placement"];
}

/// An edge that the plan makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeEdge {
    pub name: String,
    pub title: LocalText,
    pub making: Making,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Making {
    /// A forced matrix: everybody has so many seats below, and whoever finds them taken is spilled over.
    Matrix { from: EdgePlace, width: u16, fill: Fill },
    /// The first so many whom somebody brings are passed up to the one above.
    PassUp { from: EdgePlace, first: u16 },
    /// Everybody stands below the one who joined before.
    Line,
}

/// Where a matrix looks for the next free seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// Level by level.
    Breadth,
    /// Down the first leg that has one.
    Depth,
}
