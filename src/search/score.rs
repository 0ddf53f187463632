//! How good a match is, as whole numbers that the index and the pending documents share: title over
//! subtitle over body, whole word over beginning over root, and typos below everything else.

/// Where in a document a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Title,
    Subtitle,
    Body,
}

/// All levels, best first.
pub(super) const LEVELS: [Level; 3] = [Level::Title, Level::Subtitle, Level::Body];

impl Level {
    /// What every match on this level is worth; the kind of match adds less than one level.
    pub(super) fn base(self) -> u16 {
        match self {
            Level::Title => 90,
            Level::Subtitle => 60,
            Level::Body => 30,
        }
    }

    /// What a word with typos is worth: less than any other match.
    pub(super) fn near(self) -> u16 {
        match self {
            Level::Title => 8,
            Level::Subtitle => 6,
            Level::Body => 4,
        }
    }

    /// From how many letters on a beginning is looked for: one letter begins words of every body.
    pub(super) fn beginning_letters_min(self) -> usize {
        match self {
            Level::Title => 1,
            Level::Subtitle => 2,
            Level::Body => 3,
        }
    }
}

/// The whole word, added to the base.
pub(super) const WORD: u16 = 10;
/// The beginning of a word that is still being typed.
pub(super) const WORD_BEGINNING: u16 = 7;
/// Another inflection of the word, or a part of a compound.
pub(super) const ROOT: u16 = 5;
/// The beginning of a part of a compound.
pub(super) const ROOT_BEGINNING: u16 = 3;
/// All parts of a compound that was asked for, each as a word of its own.
pub(super) const PIECES: u16 = 1;

/// All parts of a compound, scattered over the levels.
pub(super) const PIECES_SCATTERED: u16 = 20;
/// Both signs of a Chinese pair, but not side by side.
pub(super) const SIGNS_APART: u16 = 5;

/// A part of a compound is looked for by its beginning from this many letters on.
pub(super) const ROOT_BEGINNING_LETTERS_MIN: usize = 3;

/// Everything typed is one exact value, or its beginning.
pub(super) const ALL_EXACT: u16 = 1000;
pub(super) const ALL_EXACT_BEGINNING: u16 = 900;

/// What one typed chunk is worth when it matches an exact value.
#[derive(Clone, Copy, Debug)]
pub(super) struct ExactScores {
    pub value: u16,
    pub value_beginning: u16,
    pub tail: u16,
    pub tail_beginning: u16,
}

/// For what looks like a number or an address: above every word.
pub(super) const EXACT_NUMBER: ExactScores =
    ExactScores { value: 400, value_beginning: 360, tail: 340, tail_beginning: 300 };
/// For plain letters: an address that begins like a name is no better than a subtitle.
pub(super) const EXACT_LETTERS: ExactScores =
    ExactScores { value: 400, value_beginning: 66, tail: 64, tail_beginning: 62 };

/// The title is what was typed, or begins with it; added on top.
pub(super) const TITLE_EQUAL: u16 = 50;
pub(super) const TITLE_BEGINNING: u16 = 20;
