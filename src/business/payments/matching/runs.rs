//! The digits of a text, and what stands between them.

/// No text of a bank line is longer; what is would be no text of a payer.
const SIGNS_MAX: usize = 400;
/// More stretches of digits than this are a list of something else.
const RUNS_MAX: usize = 60;
/// Letters before or after digits that may be digits or not.
const DOUBTFUL_MAX: usize = 6;

/// A stretch of digits and of letters that look like them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Ways to read it, the likeliest first.
    pub readings: Vec<Reading>,
    /// It holds no true digit: it may be a word as well.
    pub doubtful: bool,
    /// The first letter of the word before it, in capitals.
    pub word_before: Option<char>,
    /// Words stand between it and the run before.
    pub after_words: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    pub digits: String,
    /// The letter that was left out before the digits.
    pub left_out: Option<char>,
}

/// All runs of a text, in its order.
pub fn runs(text: &str) -> Vec<Run> {
    let signs: Vec<char> = text.chars().take(SIGNS_MAX).collect();
    let mut found = Vec::new();
    let (mut word, mut words_between): (Option<char>, bool) = (None, false);
    let mut rest = signs.as_slice();
    let mut letter_before = false;
    while let Some(first) = rest.first() {
        let length = rest.iter().take_while(|sign| as_digit(**sign).is_some()).count();
        let (stretch, after) = rest.split_at(length);
        let has_digit = stretch.iter().any(char::is_ascii_digit);
        let letter_after = after.first().is_some_and(|sign| sign.is_alphabetic());
        if length > 0 && (has_digit || !(letter_before || letter_after)) {
            let run = Run {
                readings: readings(stretch, has_digit),
                doubtful: !has_digit,
                word_before: word,
                after_words: words_between,
            };
            if found.len() < RUNS_MAX {
                found.push(run);
            }
            if has_digit {
                (word, words_between) = (None, false);
            }
            letter_before = stretch.last().is_some_and(|sign| sign.is_alphabetic());
            rest = after;
            continue;
        }
        if first.is_alphabetic() {
            if !letter_before {
                word = first.to_uppercase().next();
                words_between = true;
            }
            letter_before = true;
        } else {
            letter_before = false;
        }
        rest = rest.get(1..).unwrap_or_default();
    }
    found
}

/// The digit that a sign is, or looks like.
fn as_digit(sign: char) -> Option<char> {
    Some(match sign {
        '0'..='9' => sign,
        'O' | 'o' => '0',
        'I' | 'i' | 'l' | 'L' | '|' => '1',
        'S' | 's' => '5',
        'B' | 'b' => '8',
        _ => return None,
    })
}

/// Letters at both ends may belong to a word; those between digits are digits.
fn readings(stretch: &[char], has_digit: bool) -> Vec<Reading> {
    let digits = |part: &[char]| part.iter().filter_map(|sign| as_digit(*sign)).collect::<String>();
    if !has_digit {
        return vec![Reading { digits: digits(stretch), left_out: None }];
    }
    let lead = stretch.iter().take_while(|sign| !sign.is_ascii_digit()).count();
    let trail = stretch.iter().rev().take_while(|sign| !sign.is_ascii_digit()).count();
    let mut found = Vec::new();
    for front in (0..=lead.min(DOUBTFUL_MAX)).rev() {
        for back in (0..=trail.min(DOUBTFUL_MAX)).rev() {
            let part = stretch.get(front..stretch.len() - back).unwrap_or_default();
            let left_out =
                front.checked_sub(1).and_then(|_| stretch.first()).and_then(|sign| sign.to_uppercase().next());
            let reading = Reading { digits: digits(part), left_out };
            if !found.contains(&reading) {
                found.push(reading);
            }
        }
    }
    found
}
