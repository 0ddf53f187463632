//! Money at the size of a large firm, for `rivals.sh`:
//!
//! `money fill FIRM ITEMS` adds so many delivered orders on account to the data folder of a firm;
//! `money statement FIRM LINES FILE` writes a camt.053 in which so many of them are paid, one in ten without a number;
//! `money transfers COUNT ROWS FILE` writes so many payees as rows for other programs, and the pain.001 with them.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a tool for developers may stop")]

mod fill;
mod statement;
mod transfers;

use std::path::Path;

use kontor::app::{Clock, Door};
use kontor::business;
use kontor::store::{Options, Store};
use kontor::values::{Day, Instant};

/// The same as that of the executable.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["fill", firm, items] => fill::fill(&door(firm), count(items)),
        ["statement", firm, lines, file] => statement::write(&door(firm), count(lines), Path::new(file)),
        ["transfers", number, rows, file] => transfers::write(count(number), Path::new(rows), Path::new(file)),
        other => panic!("{other:?}: see the first lines of this program"),
    }
}

fn count(text: &str) -> u64 {
    text.parse().unwrap_or_else(|_| panic!("{text} is no number"))
}

/// The firm as it stands on a morning after everything in the demo.
fn door(firm: &str) -> Door {
    let path = Path::new(firm).join("db").join("kontor.redb");
    let store = Store::open(&path, &business::tables(), &Options::default()).unwrap();
    Door::open(store, Clock::standing_at(now())).unwrap()
}

fn now() -> Instant {
    Instant::at(day("2026-11-20"), 9 * 60, &jiff::tz::TimeZone::UTC)
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}
