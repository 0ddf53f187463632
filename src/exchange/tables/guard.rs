//! A spreadsheet takes text that begins with certain signs for a formula (CWE-1236). A quote before it keeps it text;
//! reading takes exactly that quote away again, so that what was written comes back as it was.

const FORMULA_SIGNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// The text as it may stand in a cell. Numbers stay numbers.
pub fn guarded(cell: &str) -> String {
    if begins_a_formula(cell) && !is_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// What was guarded.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| begins_a_formula(rest)).unwrap_or(cell)
}

/// Quotes of its own count as nothing: else nobody could tell them from ours.
fn begins_a_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA_SIGNS)
}

fn is_number(cell: &str) -> bool {
    let Some(digits) = cell.strip_prefix('-') else { return false };
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
