//! What was typed, cut into what is wanted. The same question is put to the index (`clauses.rs`)
//! and to the pending documents (`pending.rs`).

use crate::search::analysis::{Token, exact_form, has_digit, is_stop_word, sign_pairs, stem, tokens};
use crate::search::compounds::Compounds;
use crate::search::prepared::{joined_form, parts};
use crate::search::score::{EXACT_LETTERS, EXACT_NUMBER, ExactScores, Level, ROOT_BEGINNING_LETTERS_MIN};

/// Longer questions are cut off.
const LETTERS_MAX: usize = 200;
/// Further words, and further signs in a run, are left out.
const WANTS_MAX: usize = 10;
const COMPOUND_DEPTH_MAX: u32 = 2;
/// From this many letters on a word may hold one typo, and two.
const ONE_TYPO_LETTERS_MIN: usize = 4;
const TWO_TYPOS_LETTERS_MIN: usize = 8;
/// A shorter beginning of a number would find half of all numbers.
const EXACT_BEGINNING_LETTERS_MIN: usize = 2;
const TAIL_BEGINNING_LETTERS_MIN: usize = 3;

/// A question: all its chunks must be found, or all of it is one exact value.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub chunks: Vec<Chunk>,
    /// Everything typed as one number or address; only when there is more than one chunk.
    pub whole: Option<String>,
    /// Everything typed, to compare with whole titles.
    pub title_form: String,
}

/// What stood between two blanks: an exact value, or words that must all be found.
#[derive(Clone, Debug)]
pub(super) struct Chunk {
    pub exact: Option<Exact>,
    pub wants: Vec<Want>,
}

/// A chunk read as a number or an address.
#[derive(Clone, Debug)]
pub(super) struct Exact {
    pub form: String,
    pub scores: ExactScores,
    /// Long enough to be looked up as a beginning, of a value and of its tails.
    pub begins_value: bool,
    pub begins_tail: bool,
}

/// One word that must be found.
#[derive(Clone, Debug)]
pub(super) struct Want {
    pub form: String,
    pub stem: String,
    /// Still being typed: its beginning is enough.
    pub open: bool,
    /// How many typos are forgiven when the question is asked nearly.
    pub slack: u8,
    /// The parts of a compound; finding all of them is finding the word.
    pub pieces: Vec<Want>,
    /// The single signs of a pair; finding both is enough when the question is asked nearly.
    pub signs: Vec<String>,
}

impl Question {
    /// Cuts what was typed; none if there is no word in it.
    pub(super) fn read(typed: &str, compounds: &Compounds) -> Option<Question> {
        let typed: String = typed.chars().take(LETTERS_MAX).collect();
        let written: Vec<&str> = typed.split_whitespace().collect();
        let count = written.len();
        let mut chunks: Vec<Chunk> = written
            .iter()
            .enumerate()
            .map(|(place, chunk)| Chunk::read(chunk, place + 1 == count, compounds))
            .filter(|chunk| !chunk.wants.is_empty())
            .collect();
        if chunks.iter().any(|chunk| !chunk.is_stop_word()) {
            chunks.retain(|chunk| !chunk.is_stop_word());
        }
        limit(&mut chunks);
        if chunks.is_empty() {
            return None;
        }
        let whole = (count > 1 && has_digit(&typed)).then(|| exact_form(&typed));
        Some(Question { chunks, whole, title_form: joined_form(&typed) })
    }

    /// Whether asking nearly can find more than asking strictly.
    pub(super) fn forgives(&self) -> bool {
        let mut wants = self.chunks.iter().flat_map(|chunk| &chunk.wants);
        wants.any(|want| want.slack > 0 || !want.signs.is_empty())
    }
}

/// Keeps the first words of a question that is too long.
fn limit(chunks: &mut Vec<Chunk>) {
    let mut left = WANTS_MAX;
    for chunk in chunks.iter_mut() {
        chunk.wants.truncate(left);
        left -= chunk.wants.len();
    }
    chunks.retain(|chunk| !chunk.wants.is_empty());
}

impl Chunk {
    fn read(written: &str, last: bool, compounds: &Compounds) -> Chunk {
        let tokens = tokens(written);
        let count = tokens.len();
        let wants = tokens
            .into_iter()
            .enumerate()
            .flat_map(|(place, token)| wants_of(token, last && place + 1 == count, compounds))
            .collect();
        Chunk { exact: Exact::read(written), wants }
    }

    fn is_stop_word(&self) -> bool {
        self.wants.iter().all(|want| is_stop_word(&want.form))
    }
}

impl Exact {
    fn read(written: &str) -> Option<Exact> {
        let form = exact_form(written);
        let letters = form.chars().count();
        if letters == 0 {
            return None;
        }
        let number = has_digit(&form) || written.trim_end_matches(['.', ',', ';']).contains(['@', '.', '_']);
        Some(Exact {
            form,
            scores: if number { EXACT_NUMBER } else { EXACT_LETTERS },
            begins_value: letters >= EXACT_BEGINNING_LETTERS_MIN,
            begins_tail: letters >= TAIL_BEGINNING_LETTERS_MIN,
        })
    }
}

fn wants_of(token: Token, open: bool, compounds: &Compounds) -> Vec<Want> {
    if token.signs {
        return sign_wants(&token.form);
    }
    let mut want = Want::word(token.form, open, compounds, COMPOUND_DEPTH_MAX);
    if !token.pieces.is_empty() {
        let last = token.pieces.len();
        want.pieces = token
            .pieces
            .into_iter()
            .enumerate()
            .map(|(place, piece)| Want::word(piece, open && place + 1 == last, compounds, COMPOUND_DEPTH_MAX - 1))
            .collect();
    }
    vec![want]
}

/// A run of signs wants every pair of neighbours; a lone sign wants itself.
fn sign_wants(run: &str) -> Vec<Want> {
    let pairs = sign_pairs(run);
    if pairs.is_empty() {
        return vec![Want::signs(run.to_owned(), Vec::new())];
    }
    pairs
        .into_iter()
        .map(|pair| {
            let signs = pair.chars().map(String::from).collect();
            Want::signs(pair, signs)
        })
        .collect()
}

impl Want {
    fn word(form: String, open: bool, compounds: &Compounds, depth: u32) -> Want {
        let parts = if depth == 0 { Vec::new() } else { parts(&form, compounds) };
        let last = parts.len();
        let pieces = parts
            .into_iter()
            .enumerate()
            .map(|(place, part)| Want::word(part, open && place + 1 == last, compounds, depth - 1))
            .collect();
        Want { stem: stem(&form), open, slack: slack(&form), pieces, signs: Vec::new(), form }
    }

    /// Whether words of the level are looked for by their beginning.
    pub(super) fn begins_word(&self, level: Level) -> bool {
        self.open && self.form.chars().count() >= level.beginning_letters_min()
    }

    /// Whether parts of compounds are looked for by their beginning.
    pub(super) fn begins_root(&self) -> bool {
        self.open && self.form.chars().count() >= ROOT_BEGINNING_LETTERS_MIN
    }

    fn signs(form: String, signs: Vec<String>) -> Want {
        Want { stem: form.clone(), open: false, slack: 0, pieces: Vec::new(), signs, form }
    }
}

fn slack(form: &str) -> u8 {
    match form.chars().count() {
        _ if has_digit(form) => 0,
        TWO_TYPOS_LETTERS_MIN.. => 2,
        ONE_TYPO_LETTERS_MIN.. => 1,
        _ => 0,
    }
}
