//! How large things in a bank file may be. A file beyond them is refused, a text beyond them is cut.

/// A camt file with 200,000 detailed entries has about 400 MB.
pub const FILE_BYTES_MAX: u64 = 768 * 1024 * 1024;
/// MT940 and tables are read as a whole.
pub const SMALL_FILE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// One tag, text or note of XML; nothing that a bank writes comes near it.
pub(super) const EVENT_BYTES_MAX: usize = 1024 * 1024;
/// camt goes 14 levels deep.
pub(super) const DEPTH_MAX: usize = 40;
pub(super) const STATEMENTS_MAX: u32 = 20_000;
pub(super) const ENTRIES_MAX: u32 = 2_000_000;
/// Payments of one entry: they are held until the entry is complete.
pub(super) const PARTS_MAX: usize = 50_000;
/// All that is written about the payments of one entry together. A large batch has a third of it.
pub(super) const PARTS_BYTES_MAX: usize = 24 * 1024 * 1024;
/// One field of MT940 with all its lines.
pub(super) const FIELD_BYTES_MAX: usize = 64 * 1024;
pub(super) const COLUMNS_MAX: usize = 300;
/// One row of a table.
pub(super) const ROW_BYTES_MAX: usize = 1024 * 1024;
/// So many accounts may stand in one table.
pub(super) const ACCOUNTS_MAX: usize = 1_000;
/// So many lines may stand before the headings of a table.
pub(super) const PREAMBLE_LINES_MAX: usize = 40;

/// What the payer wrote.
pub const TEXT_SIGNS_MAX: usize = 1_000;
pub(super) const NAME_SIGNS_MAX: usize = 140;
pub(super) const REFERENCE_SIGNS_MAX: usize = 70;
/// What is taken apart at its labels: each is looked for in all that follows.
pub(super) const LABELLED_SIGNS_MAX: usize = 4_000;

/// The beginning of a text, without a copy.
pub(super) fn beginning(text: &str, signs_max: usize) -> &str {
    text.char_indices().nth(signs_max).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// A text without signs that steer, with single blanks, and cut.
pub(super) fn bounded(text: &str, signs_max: usize) -> String {
    let mut bounded = String::new();
    for (place, sign) in text.split_whitespace().flat_map(spaced).skip(1).enumerate() {
        if place >= signs_max {
            break;
        }
        if !sign.is_control() {
            bounded.push(sign);
        }
    }
    bounded.truncate(bounded.trim_end().len());
    bounded
}

fn spaced(word: &str) -> impl Iterator<Item = char> + '_ {
    std::iter::once(' ').chain(word.chars())
}

/// A reference; what banks write where nobody gave one is none (EPC: `NOTPROVIDED`).
pub(super) fn reference(text: &str) -> String {
    let bounded = bounded(text, REFERENCE_SIGNS_MAX);
    let nothing = ["NOTPROVIDED", "NONREF", "NICHTANGEGEBEN", "NICHT ANGEGEBEN"];
    if nothing.iter().any(|word| bounded.eq_ignore_ascii_case(word)) { String::new() } else { bounded }
}
