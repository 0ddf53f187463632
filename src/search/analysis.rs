//! Cuts text into words and brings them to one form, so that what is typed and what is written
//! meet: no case, no accents, ä = ae = a, ß = ss, German and English endings worn off, Chinese,
//! Japanese and Korean as single signs and pairs of neighbours.

/// Longer words are cut off.
const WORD_LETTERS_MAX: usize = 64;
/// Longer numbers and addresses are cut off.
const EXACT_LETTERS_MAX: usize = 128;
/// Words joined by hyphens; further pieces start a new word.
const PIECES_MAX: usize = 8;
/// What a stem must keep.
const STEM_KEEPS: usize = 3;
const STEM_KEEPS_ENGLISH: usize = 4;

/// Words that say nothing; a question may hold them, but need not find them. In their form.
const STOP_WORDS: [&str; 46] = [
    "a", "am", "an", "and", "at", "auf", "aus", "bei", "by", "das", "dem", "den", "der", "des", "die", "ein", "eine",
    "einem", "einen", "einer", "eines", "for", "from", "fur", "im", "in", "ist", "mit", "nach", "of", "ohne", "on",
    "or", "oder", "the", "to", "und", "uber", "unter", "vom", "von", "vor", "with", "zu", "zum", "zur",
];

/// Letters with accents or strokes, and what they are without; ä, ö, ü keep their e.
const PLAIN_LETTERS: [(&str, &str); 32] = [
    ("a", "àáâãåāăą"),
    ("ae", "äæ"),
    ("c", "çćĉċč"),
    ("d", "ďđ"),
    ("dh", "ð"),
    ("e", "èéêëēĕėęě"),
    ("g", "ĝğġģ"),
    ("h", "ĥħ"),
    ("i", "ìíîïĩīĭįı"),
    ("j", "ĵ"),
    ("k", "ķ"),
    ("l", "ĺļľŀł"),
    ("n", "ñńņňŉŋ"),
    ("o", "òóôõōŏő"),
    ("oe", "öøœ"),
    ("r", "ŕŗř"),
    ("s", "śŝşšș"),
    ("ss", "ß"),
    ("t", "ţťŧț"),
    ("th", "þ"),
    ("u", "ùúûũūŭůűų"),
    ("ue", "ü"),
    ("w", "ŵ"),
    ("y", "ýÿŷ"),
    ("z", "źżž"),
    ("1", "¹"),
    ("2", "²"),
    ("3", "³"),
    ("fi", "ﬁ"),
    ("fl", "ﬂ"),
    ("a", "ª"),
    ("o", "º"),
];

/// One word as it stands in a text: its form, and its pieces when hyphens or dots join them
/// (a word without them has none). A run of signs is one token too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub form: String,
    pub pieces: Vec<String>,
    /// Chinese, Japanese or Korean signs instead of letters.
    pub signs: bool,
}

/// All words of a text in their order.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut cutter = Cutter::default();
    for letter in text.chars().map(half_width) {
        cutter.take(letter);
    }
    cutter.close();
    cutter.tokens
}

/// The form of a number or an address: letters and digits only, ü = ue, and a pure number without
/// its leading zeros.
pub(super) fn exact_form(value: &str) -> String {
    let mut form = String::new();
    for letter in value.chars().take(EXACT_LETTERS_MAX).map(half_width) {
        if letter.is_alphanumeric() || is_accent(letter) {
            push_plain(letter, &mut form);
        }
    }
    let without_zeros = form.trim_start_matches('0');
    let number = form.chars().all(|letter| letter.is_ascii_digit());
    if number && !without_zeros.is_empty() { without_zeros.to_owned() } else { form }
}

/// The value's ends, each from a separator on: `RE-2026-0012` is also found by `2026-0012` and `12`.
pub(super) fn exact_tails(value: &str) -> Vec<String> {
    let mut tails = Vec::new();
    let mut separated = false;
    for (at, letter) in value.char_indices().take(EXACT_LETTERS_MAX) {
        if !letter.is_alphanumeric() {
            separated = at > 0;
        } else if separated {
            separated = false;
            let tail = value.get(at..).map(exact_form).unwrap_or_default();
            let letters_min = if has_digit(&tail) { 2 } else { 4 };
            if tail.chars().count() >= letters_min {
                tails.push(tail);
            }
        }
    }
    tails
}

/// The word without its endings. Light on purpose: it joins `Katze`, `Katzen` and `delivery`,
/// `deliveries`, and leaves `Rechnung` alone.
pub(super) fn stem(word: &str) -> String {
    if has_digit(word) {
        return word.to_owned();
    }
    let mut stem = word;
    for _ in 0..2 {
        stem = without_ending(stem, &["ern", "er", "en", "em", "es", "e"], STEM_KEEPS);
        if !stem.ends_with("ss") {
            stem = without_ending(stem, &["s"], STEM_KEEPS);
        }
    }
    stem = without_ending(stem, &["ing", "ed"], STEM_KEEPS_ENGLISH);
    if stem.ends_with("ln") || stem.ends_with("rn") {
        stem = without_ending(stem, &["n"], STEM_KEEPS_ENGLISH);
    }
    stem = without_double(stem);
    match stem.strip_suffix('y') {
        Some(start) if start.chars().count() >= STEM_KEEPS => format!("{start}i"),
        _ => stem.to_owned(),
    }
}

/// `shipp` as `ship`: English doubles before an ending, and the ending is gone.
fn without_double(stem: &str) -> &str {
    let mut letters = stem.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last), Some(before)) if last == before && !"aeiou".contains(last) => {
            stem.strip_suffix(last).unwrap_or(stem)
        }
        _ => stem,
    }
}

/// Whether the form says nothing about a document.
pub(super) fn is_stop_word(form: &str) -> bool {
    STOP_WORDS.contains(&form)
}

/// Whether the form holds a digit: numbers have no endings and no typos.
pub(super) fn has_digit(form: &str) -> bool {
    form.chars().any(|letter| letter.is_ascii_digit())
}

/// `10kg` as `10` and `kg`; empty when there is nothing to part, or too much (`ab12cd34`).
pub(super) fn number_and_unit(form: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut digits = None;
    for letter in form.chars() {
        let digit = letter.is_ascii_digit();
        match parts.last_mut() {
            Some(part) if digits == Some(digit) => part.push(letter),
            _ => parts.push(letter.to_string()),
        }
        digits = Some(digit);
    }
    if (2..=3).contains(&parts.len()) { parts } else { Vec::new() }
}

/// Each pair of neighbouring signs of a run.
pub(super) fn sign_pairs(run: &str) -> Vec<String> {
    let following = run.chars().skip(1);
    run.chars().zip(following).map(|(first, second)| [first, second].iter().collect()).collect()
}

/// Collects letters until a word ends.
#[derive(Default)]
struct Cutter {
    tokens: Vec<Token>,
    /// The pieces of the word at hand as written; the last one is still growing.
    pieces: Vec<String>,
    signs: String,
}

impl Cutter {
    fn take(&mut self, letter: char) {
        if is_sign(letter) {
            self.close_word();
            self.signs.push(letter);
        } else if letter.is_alphanumeric() || is_accent(letter) {
            self.close_signs();
            match self.pieces.last_mut() {
                Some(piece) => push_plain(letter, piece),
                None => {
                    let mut piece = String::new();
                    push_plain(letter, &mut piece);
                    self.pieces.push(piece);
                }
            }
        } else if self.joins(letter) {
            self.pieces.push(String::new());
        } else {
            self.close();
        }
    }

    /// Whether the letter holds two pieces of one word together (`E-Mail`, `McDonald's`, `e.K.`).
    fn joins(&self, letter: char) -> bool {
        matches!(letter, '-' | '\u{2010}' | '\u{2011}' | '\'' | '\u{2019}' | '.')
            && self.pieces.len() < PIECES_MAX
            && self.pieces.last().is_some_and(|piece| !piece.is_empty())
    }

    fn close(&mut self) {
        self.close_word();
        self.close_signs();
    }

    fn close_word(&mut self) {
        let mut written = std::mem::take(&mut self.pieces);
        written.retain(|piece| !piece.is_empty());
        if written.is_empty() {
            return;
        }
        let (form, pieces) = match written.as_slice() {
            [word] => (form_of(word), Vec::new()),
            pieces => (form_of(&pieces.concat()), pieces.iter().map(|piece| form_of(piece)).collect()),
        };
        self.tokens.push(Token { form, pieces, signs: false });
    }

    fn close_signs(&mut self) {
        if self.signs.is_empty() {
            return;
        }
        let form = std::mem::take(&mut self.signs);
        self.tokens.push(Token { form, pieces: Vec::new(), signs: true });
    }
}

/// Lower case without accents, umlauts as ae, oe, ue.
fn push_plain(letter: char, into: &mut String) {
    if letter.is_ascii() {
        into.push(letter.to_ascii_lowercase());
        return;
    }
    // An umlaut may come as two signs: the letter and two dots over it.
    if letter == '\u{308}' && into.ends_with(['a', 'o', 'u']) {
        into.push('e');
    }
    for lower in letter.to_lowercase().filter(|lower| !is_accent(*lower)) {
        if lower.is_ascii() {
            into.push(lower);
            continue;
        }
        match PLAIN_LETTERS.iter().find(|(_, letters)| letters.contains(lower)) {
            Some((plain, _)) => into.push_str(plain),
            None => into.push(lower),
        }
    }
}

/// ae, oe and ue become a, o and u, so that Müller, Mueller and Muller are one; ue stays behind a
/// vowel or q (neue, Quelle). Every beginning of a word becomes a beginning of its form.
fn form_of(plain: &str) -> String {
    let mut form = String::with_capacity(plain.len());
    let mut previous: Option<char> = None;
    let mut letters = plain.chars().take(WORD_LETTERS_MAX).peekable();
    while let Some(letter) = letters.next() {
        form.push(letter);
        let vowel_before = previous.is_some_and(|before| "aeiouyq".contains(before));
        let umlaut = matches!(letter, 'a' | 'o') || (letter == 'u' && !vowel_before);
        previous = Some(letter);
        if umlaut && letters.next_if_eq(&'e').is_some() {
            previous = Some('e');
        }
    }
    form
}

fn without_ending<'a>(word: &'a str, endings: &[&str], keeps: usize) -> &'a str {
    endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending))
        .find(|kept| kept.chars().count() >= keeps)
        .unwrap_or(word)
}

/// Full-width letters and digits, as Chinese keyboards give them, become plain ones.
fn half_width(letter: char) -> char {
    let code = u32::from(letter);
    match code {
        0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(letter),
        0x3000 => ' ',
        _ => letter,
    }
}

fn is_accent(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36F}')
}

fn is_sign(letter: char) -> bool {
    matches!(u32::from(letter),
        0x3040..=0x30FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xAC00..=0xD7AF
        | 0xF900..=0xFAFF | 0x2_0000..=0x3_134F)
}
