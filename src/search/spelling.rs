//! How far two words are apart, counted in typos: a letter too many, one too few, a wrong one, or
//! two neighbours in the wrong order.

/// Whether `candidate` can be reached from `typed` with at most `slack` typos.
pub(super) fn is_near(typed: &str, candidate: &str, slack: u8) -> bool {
    let (whole, _) = distances(typed, candidate);
    whole <= usize::from(slack)
}

/// Whether some beginning of `candidate` can be reached from `typed` with at most `slack` typos.
pub(super) fn begins_nearly(typed: &str, candidate: &str, slack: u8) -> bool {
    let (_, beginning) = distances(typed, candidate);
    beginning <= usize::from(slack)
}

/// Typos between the two words, and between the first and the best beginning of the second.
fn distances(typed: &str, candidate: &str) -> (usize, usize) {
    let typed: Vec<char> = typed.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=typed.len()).collect();
    let mut beginning = typed.len();
    let mut letter_before: Option<char> = None;
    for (count, letter) in candidate.chars().enumerate() {
        let next = next_row(&typed, &row, &before, letter, letter_before, count + 1);
        beginning = beginning.min(next.last().copied().unwrap_or(beginning));
        before = std::mem::replace(&mut row, next);
        letter_before = Some(letter);
    }
    (row.last().copied().unwrap_or(0), beginning)
}

/// One row of the usual table; `before` is the row above `above`, needed for swapped neighbours.
fn next_row(
    typed: &[char],
    above: &[usize],
    before: &[usize],
    letter: char,
    letter_before: Option<char>,
    first: usize,
) -> Vec<usize> {
    let mut row = Vec::with_capacity(above.len());
    row.push(first);
    let mut left = first;
    let mut typed_before: Option<char> = None;
    for ((column, own), (diagonal, up)) in typed.iter().copied().enumerate().zip(above.iter().zip(above.iter().skip(1)))
    {
        let mut cost = (diagonal + usize::from(own != letter)).min(up + 1).min(left + 1);
        let swapped = typed_before == Some(letter) && letter_before == Some(own);
        if swapped
            && column > 0
            && let Some(two_back) = before.get(column - 1)
        {
            cost = cost.min(two_back + 1);
        }
        row.push(cost);
        left = cost;
        typed_before = Some(own);
    }
    row
}
