//! Passwords: what makes a good one, and how it is kept. Pure; who calls `keep` or `fits` holds no transaction,
//! because each takes 19 MiB and a good part of a tenth of a second.

use std::sync::LazyLock;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};

use crate::business::failure::Complaint;

/// NIST SP 800-63B-4, 3.1.1.2: at least 15 signs where the password is the only factor, at least 64 allowed,
/// every sign allowed, no rules of composition.
pub const LENGTH_MIN: usize = 15;
/// Longer ones only cost time.
pub const LENGTH_MAX: usize = 256;

/// What is left of a password without the words that everybody tries first.
const REST_MIN: usize = 6;
const DIFFERENT_SIGNS_MIN: usize = 5;

/// OWASP's least cost of Argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Words that attackers try first, one a line.
const COMMON: &str = include_str!("common_words.txt");

/// What is wrong with a password as it was typed. `words` are those that others know of this person and firm:
/// names, parts of the e-mail address.
pub fn complaints(password: &str, words: &[&str]) -> Vec<Complaint> {
    let length = password.chars().count();
    let complaint = if length < LENGTH_MIN {
        Some(Complaint::new("access.password.too_short").with("least", number(LENGTH_MIN)))
    } else if length > LENGTH_MAX {
        Some(Complaint::new("access.password.too_long").with("most", number(LENGTH_MAX)))
    } else if is_easy(password, words) {
        Some(Complaint::new("access.password.too_easy"))
    } else {
        None
    };
    complaint.into_iter().map(|complaint| complaint.at("password")).collect()
}

fn number(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// Would somebody who knows the person guess it among the first?
fn is_easy(password: &str, words: &[&str]) -> bool {
    let signs: Vec<char> = password.to_lowercase().chars().filter(|sign| !sign.is_whitespace()).collect();
    let mut different = signs.clone();
    different.sort_unstable();
    different.dedup();
    different.len() < DIFFERENT_SIGNS_MIN || is_repeated(&signs) || rest(&signs, words) < REST_MIN
}

/// Is it one short piece, again and again?
fn is_repeated(signs: &[char]) -> bool {
    let repeats = |length: usize| signs.iter().zip(signs.iter().skip(length)).all(|(one, next)| one == next);
    (1..=signs.len() / 2).any(repeats)
}

/// How many signs are left when known words, runs (`abcd`, `9876`) and the usual ornament are taken away.
fn rest(signs: &[char], words: &[&str]) -> usize {
    let plain: Vec<char> = signs.iter().map(|sign| plain_sign(*sign)).collect();
    let mut known = vec![false; signs.len()];
    for word in known_words(words) {
        for place in 0..plain.len() {
            let same = plain.get(place..place + word.len()).is_some_and(|piece| piece == word);
            known.iter_mut().skip(place).take(if same { word.len() } else { 0 }).for_each(|known| *known = true);
        }
    }
    let marked: Vec<(char, bool)> = signs.iter().copied().zip(known).collect();
    marked.split(|(_, known)| *known).map(without_runs).sum()
}

fn known_words(words: &[&str]) -> Vec<Vec<char>> {
    let parts = words.iter().flat_map(|word| word.split(|sign: char| !sign.is_alphanumeric()));
    let plain = |word: &str| -> Vec<char> { word.trim().to_lowercase().chars().map(plain_sign).collect() };
    // Two letters are in every word; two Chinese signs are a word.
    let is_word = |word: &Vec<char>| word.len() >= 3 || (word.len() == 2 && !word.iter().any(char::is_ascii));
    parts.chain(COMMON.lines()).map(plain).filter(is_word).collect()
}

/// Figures and signs that stand for letters: `P@ssw0rd`.
fn plain_sign(sign: char) -> char {
    match sign {
        '@' => 'a',
        '0' => 'o',
        '3' => 'e',
        '$' => 's',
        other => other,
    }
}

/// Counts the letters of a piece that do not merely follow or repeat the one before; figures and punctuation
/// at its ends are ornament.
fn without_runs(piece: &[(char, bool)]) -> usize {
    let text: String = piece.iter().map(|(sign, _)| *sign).collect();
    let kept = text.trim_matches(|sign: char| sign.is_ascii_digit() || sign.is_ascii_punctuation());
    let codes: Vec<u32> = kept.chars().map(u32::from).collect();
    let runs = codes.iter().zip(codes.iter().skip(1)).filter(|(one, next)| one.abs_diff(**next) <= 1).count();
    codes.len() - runs
}

/// The form in which a password is kept. The salt is random and used once.
pub fn keep(password: &str, salt: &[u8; 16]) -> String {
    match argon2().hash_password_with_salt(password.as_bytes(), salt) {
        Ok(hash) => hash.to_string(),
        Err(error) => unreachable!("fixed parameters and a salt of 16 bytes are always accepted: {error}"),
    }
}

/// Is this the password that was kept? An empty or broken form fits none, in the same time.
pub fn fits(password: &str, kept: &str) -> bool {
    let hash = PasswordHash::new(kept);
    let judged = hash.as_ref().unwrap_or(&NOBODY);
    let same = argon2().verify_password(password.as_bytes(), judged).is_ok();
    same && hash.is_ok()
}

/// What is checked against when there is no such account, so that the answer takes as long as any.
static NOBODY: LazyLock<PasswordHash> = LazyLock::new(|| {
    let hash = argon2().hash_password_with_salt(b"nobody has this password", b"of nobody at all");
    hash.unwrap_or_else(|error| unreachable!("fixed parameters are always accepted: {error}"))
});

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None);
    let params = params.unwrap_or_else(|error| unreachable!("fixed parameters are always accepted: {error}"));
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}
