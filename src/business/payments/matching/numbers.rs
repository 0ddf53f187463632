//! Numbers of items in a text: whole, one slip off, or only their ends.

use std::collections::{BTreeMap, BTreeSet};

use crate::business::payments::matching::neighbours::{self, Digits};
use crate::business::payments::matching::runs::{Reading, Run, runs};
use crate::business::payments::matching::{Books, ItemNo, PayerNo};

/// A number is written in so many pieces at most.
const PIECES_MAX: usize = 8;
/// Stretches of a text that are looked at for slips.
const SLIP_WINDOWS_MAX: usize = 40;
/// Ways to read one stretch.
const READINGS_MAX: usize = 40;
/// The same where all items are looked through, and how many of them lie beside one stretch.
const ALL_WINDOWS_MAX: usize = 12;
const NEAR_MAX: usize = 60;

/// What a text says in numbers.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    /// For each whole number of the text the items that bear it: several only where one order has several invoices.
    pub whole: Vec<Vec<ItemNo>>,
    /// Whole customer numbers.
    pub customers: BTreeSet<PayerNo>,
    /// Ends of numbers: short runs that belong to no whole number.
    pub ends: Vec<String>,
    /// Stretches that may be a number with a slip.
    pub windows: Vec<Digits>,
}

/// A number that stands at some runs of a text.
struct Found {
    first: usize,
    last: usize,
    /// With words between its digits.
    is_loose: bool,
    digits: Digits,
    letter: Option<char>,
}

pub fn read(books: &Books, text: &str) -> Numbers {
    let runs = runs(text);
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut numbers = Numbers::default();
    let mut found = whole(books, &runs);
    // Close ones before loose ones, long ones before short ones.
    found.sort_by_key(|at| (at.is_loose, std::cmp::Reverse(at.digits.length()), at.first));
    let mut places: BTreeMap<usize, Vec<ItemNo>> = BTreeMap::new();
    for at in found {
        if (at.first..=at.last).any(|run| taken.contains(&run)) {
            continue;
        }
        let items = books.bearing(at.digits, at.letter);
        if !items.is_empty() {
            taken.extend(at.first..=at.last);
            places.insert(at.first, items);
        }
    }
    for items in places.into_values() {
        if !numbers.whole.contains(&items) {
            numbers.whole.push(items);
        }
    }
    let mut customers = BTreeSet::new();
    for (at, run) in runs.iter().enumerate().filter(|(_, run)| !run.doubtful) {
        for reading in run.readings.iter().filter(|_| !taken.contains(&at)) {
            if let Some(payer) = Digits::of(&reading.digits).and_then(|digits| books.customer(digits)) {
                numbers.customers.insert(payer);
                customers.insert(at);
            }
        }
    }
    taken.extend(customers);
    for (_, run) in runs.iter().enumerate().filter(|(at, run)| !taken.contains(at) && !run.doubtful) {
        let ends = run.readings.iter().map(|reading| reading.digits.clone());
        numbers.ends.extend(ends.filter(|digits| (2..=5).contains(&digits.len())));
    }
    numbers.windows = windows(books, &runs);
    numbers
}

/// Every place at which the digits of a number stand in their order.
fn whole(books: &Books, runs: &[Run]) -> Vec<Found> {
    let mut found = Vec::new();
    for first in 0..runs.len() {
        let mut grow = Grow { books, runs, first, found: &mut found };
        grow.from(first, String::new(), None, Vec::new(), 0);
    }
    found
}

struct Grow<'g> {
    books: &'g Books,
    runs: &'g [Run],
    first: usize,
    found: &'g mut Vec<Found>,
}

impl Grow<'_> {
    /// Takes the run into the number in each of its readings, and goes on with the next.
    fn from(&mut self, at: usize, digits: String, letter: Option<char>, loose_at: Vec<usize>, pieces: usize) {
        let Some(run) = self.runs.get(at).filter(|_| pieces < PIECES_MAX) else { return };
        for Reading { digits: more, left_out } in &run.readings {
            let digits = format!("{digits}{more}");
            if digits.len() > self.books.longest() {
                continue;
            }
            let letter = if at == self.first { left_out.or(run.word_before) } else { letter };
            let mut loose_at = loose_at.clone();
            if at > self.first && (run.after_words || left_out.is_some()) {
                loose_at.push(digits.len() - more.len());
            }
            if let Some(key) = Digits::of(&digits).filter(|key| self.books.knows(*key, &loose_at)) {
                let is_loose = !loose_at.is_empty();
                self.found.push(Found { first: self.first, last: at, is_loose, digits: key, letter });
            }
            self.from(at + 1, digits, letter, loose_at, pieces + 1);
        }
        // A word that only looks like digits stands between two pieces.
        if run.doubtful && at > self.first {
            self.from(at + 1, digits, letter, loose_at, pieces + 1);
        }
    }
}

/// Stretches without words in them, each as one number, those of few pieces first.
fn windows(books: &Books, runs: &[Run]) -> Vec<Digits> {
    let mut found: Vec<(usize, Digits)> = Vec::new();
    for first in 0..runs.len() {
        let mut begun = vec![String::new()];
        for (pieces, run) in runs.iter().skip(first).take(PIECES_MAX).enumerate() {
            if pieces > 0 && run.after_words {
                break;
            }
            let longer = |begun: &String| {
                let begun = begun.clone();
                run.readings.iter().map(move |reading| format!("{begun}{}", reading.digits))
            };
            begun = begun.iter().flat_map(longer).filter(|digits| digits.len() <= books.longest() + 1).collect();
            begun.truncate(READINGS_MAX);
            let whole = begun.iter().filter_map(|digits| Digits::of(digits));
            found.extend(whole.filter(|digits| books.may_be_slip(digits.length())).map(|digits| (pieces, digits)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found.truncate(SLIP_WINDOWS_MAX);
    found.into_iter().map(|(_, digits)| digits).collect()
}

impl Numbers {
    /// Which of these items have a number one slip beside something that is written.
    pub fn near_among(&self, books: &Books, items: &BTreeSet<ItemNo>) -> BTreeSet<ItemNo> {
        let is_near = |no: &ItemNo| {
            books.numbers_of(*no).into_iter().any(|(number, serial)| {
                self.windows.iter().any(|window| neighbours::is_beside(*window, number, serial))
            })
        };
        items.iter().copied().filter(is_near).collect()
    }

    /// The same among all items, where too many would have to be looked at.
    pub fn near_of_all(&self, books: &Books) -> BTreeSet<ItemNo> {
        let mut found = BTreeSet::new();
        for window in self.windows.iter().take(ALL_WINDOWS_MAX) {
            found.extend(neighbours::beside(books, *window).into_iter().take(NEAR_MAX));
        }
        found
    }
}
