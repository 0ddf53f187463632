//! How far two words are apart, counted in typos: a letter too many, one too few, a wrong one, or two neighbours in
//! the wrong order. The index counts with the same automata, so that the pending are found as it finds its own.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

/// Making a builder takes milliseconds, so each is made once.
static ONE_TYPO: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(1, true));
static TWO_TYPOS: LazyLock<LevenshteinAutomatonBuilder> = LazyLock::new(|| LevenshteinAutomatonBuilder::new(2, true));

/// The words that somebody may have meant who typed this one.
pub(super) struct Meant(DFA);

impl Meant {
    /// With at most so many typos, two being the most; of an open word the beginning is enough.
    pub(super) fn by(typed: &str, slack: u8, open: bool) -> Meant {
        let builder = if slack > 1 { &TWO_TYPOS } else { &ONE_TYPO };
        Meant(if open { builder.build_prefix_dfa(typed) } else { builder.build_dfa(typed) })
    }

    pub(super) fn is(&self, word: &str) -> bool {
        matches!(self.0.eval(word), Distance::Exact(_))
    }
}
