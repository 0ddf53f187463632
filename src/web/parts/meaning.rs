//! The four meanings a state or notice may have, and the neutral fifth. Each has a word for
//! machines, a shape and a colour, so that nothing is said by colour alone.

use crate::web::parts::icon::Icon;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    #[default]
    Neutral,
    Good,
    Attention,
    Bad,
    Information,
}

impl Meaning {
    /// The value of `data-meaning`, by which the style sheets colour a part.
    pub fn word(self) -> &'static str {
        match self {
            Meaning::Neutral => "neutral",
            Meaning::Good => "good",
            Meaning::Attention => "attention",
            Meaning::Bad => "bad",
            Meaning::Information => "information",
        }
    }

    pub fn shape(self) -> Icon {
        match self {
            Meaning::Neutral => Icon::Ring,
            Meaning::Good => Icon::Good,
            Meaning::Attention => Icon::Attention,
            Meaning::Bad => Icon::Bad,
            Meaning::Information => Icon::Information,
        }
    }
}
