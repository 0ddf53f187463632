//! Pages as marks at places, each with its meaning, so that a document can be read aloud as well as looked at.

use crate::exchange::print::length::Length;
use crate::exchange::print::line::Line;
use crate::exchange::print::logo::Logo;

/// How a sheet of A4 lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Lie {
    #[default]
    Upright,
    Across,
}

impl Lie {
    /// Width and height.
    pub const fn size(self) -> (Length, Length) {
        match self {
            Lie::Upright => (Length::mm(210), Length::mm(297)),
            Lie::Across => (Length::mm(297), Length::mm(210)),
        }
    }
}

/// What a mark is, for those who do not see the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Title,
    /// Of a part below the title.
    Heading,
    Paragraph,
    Table,
    Row,
    HeaderCell,
    Cell,
    /// A picture, with what it shows.
    Figure(String),
}

/// A place in the tree of meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(pub usize);

pub(super) struct Node {
    pub role: Role,
    pub parent: Option<NodeId>,
}

pub(super) enum What {
    /// At the left end of its base line.
    Words(Line),
    /// A thin line to the right, this long and this thick.
    Rule {
        length: Length,
        thickness: Length,
    },
    /// An empty box to be ticked.
    Box {
        size: Length,
    },
    Logo {
        logo: Logo,
        width: Length,
        height: Length,
    },
    /// Dark squares of a code, by row; `true` is dark.
    Squares {
        rows: Vec<Vec<bool>>,
        size: Length,
    },
}

pub(super) struct Mark {
    pub x: Length,
    /// From the upper edge of the page.
    pub y: Length,
    pub what: What,
    /// `None` for what only adorns or repeats: rules, page numbers, running heads.
    pub node: Option<NodeId>,
}

#[derive(Default)]
pub(super) struct Paper {
    pub lie: Lie,
    pub pages: Vec<Vec<Mark>>,
    pub nodes: Vec<Node>,
}

impl Paper {
    pub fn node(&mut self, role: Role, parent: Option<NodeId>) -> NodeId {
        self.nodes.push(Node { role, parent });
        NodeId(self.nodes.len() - 1)
    }

    pub fn put(&mut self, page: usize, x: Length, y: Length, what: What, node: Option<NodeId>) {
        if let Some(page) = self.pages.get_mut(page) {
            page.push(Mark { x, y, what, node });
        }
    }
}
