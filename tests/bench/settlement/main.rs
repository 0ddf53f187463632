//! One month of a large firm, settled through the general engine by the plan in `plan.toml`.
//!
//! `settlement [--people 10000,100000,1000000] [--chain 50000] [--times 7]` draws the facts with a fixed seed;
//! `settlement --folder DIR` reads them as arrays. Every size is settled so many times, and the fastest counts.
//! `--write DIR` also writes the facts for other programs, and `--store DIR` also settles them out of a firm's store in
//! that folder, which is deleted afterwards; with `--post yes` the run is posted as well.
//! The sums are compared with those of a slow and simple program; if they differ, the run ends with 1.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a tool for developers may stop")]
#![expect(
    clippy::cast_possible_truncation,
    clippy::float_arithmetic,
    clippy::cast_possible_wrap,
    reason = "statistics of a benchmark"
)]

mod climb;
mod facts;
mod stored;
mod totals;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use climb::climb;
use facts::Month;
use kontor::business::commissions::{Facts, Outcome, calculate, check_outcome, read_plan};
use stored::settle_stored;
use totals::Totals;

/// The same as that of the executable.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PLAN: &str = include_str!("plan.toml");
/// Another plan: every rate of the levels, and the ladder, are changed.
const CHANGES: [(&str, &str); 2] = [
    (
        r#"["5 %", "4 %", "3 %", "2 %", "2 %", "1 %", "1 %"]"#,
        r#"["6 %", "5 %", "2 %", "2 %", "1.5 %", "1 %", "0.5 %"]"#,
    ),
    ("300: 3 %, 1000: 6 %", "300: 4 %, 1000: 7 %"),
];

struct Wish {
    folder: Option<PathBuf>,
    people: Vec<u32>,
    chain: u32,
    times: u32,
    write: Option<PathBuf>,
    store: Option<PathBuf>,
    post: bool,
}

fn main() {
    let wish = read_wish();
    let months: Vec<(String, Box<dyn Fn() -> Month>)> = match wish.folder.clone() {
        Some(folder) => vec![(folder.display().to_string(), Box::new(move || Month::read(&folder)))],
        None => {
            let chain = wish.chain;
            let one = |people: u32| -> (String, Box<dyn Fn() -> Month>) {
                (format!("{people} people, a chain of {chain}"), Box::new(move || Month::draw(people, chain)))
            };
            wish.people.iter().copied().map(one).collect()
        }
    };
    let mut wrong = false;
    for (name, month) in months {
        println!("{name}");
        wrong |= !settle(&month(), &wish);
    }
    std::process::exit(i32::from(wrong));
}

fn read_wish() -> Wish {
    let mut wish = Wish {
        folder: None,
        people: vec![10_000, 100_000, 1_000_000],
        chain: 0,
        times: 7,
        write: None,
        store: None,
        post: false,
    };
    let mut words = std::env::args().skip(1).filter(|word| word != "--bench");
    while let (Some(name), Some(value)) = (words.next(), words.next()) {
        match name.as_str() {
            "--folder" => wish.folder = Some(value.into()),
            "--people" => wish.people = value.split(',').map(|count| count.parse().unwrap()).collect(),
            "--chain" => wish.chain = value.parse().unwrap(),
            "--write" => wish.write = Some(value.into()),
            "--store" => wish.store = Some(value.into()),
            "--post" => wish.post = value == "yes",
            "--times" => wish.times = value.parse().unwrap(),
            other => panic!("unknown option {other}"),
        }
    }
    wish
}

/// Settles one month, and says whether the sums are right.
fn settle(month: &Month, wish: &Wish) -> bool {
    let times = wish.times;
    if let Some(folder) = &wish.write {
        month.write(folder).unwrap();
    }
    let plan = read_plan(PLAN).unwrap_or_else(|troubles| panic!("plan.toml: {troubles:?}"));
    let given = month.facts();
    let began = Instant::now();
    let facts = Facts::freeze(given).unwrap();
    println!("  {} sales sorted and closed in {}", facts.sales.len(), milliseconds(began.elapsed()));
    let (settled, outcome) = fastest(times, || calculate(&plan, &facts).unwrap());
    println!("  settled in {}, {} lines, {} of breakage", settled, outcome.lines.len(), outcome.breakage.len());
    let began = Instant::now();
    let passed = check_outcome(&plan, &facts, &outcome).iter().all(|check| check.passed);
    println!("  checked in {}: {}", milliseconds(began.elapsed()), if passed { "all is well" } else { "WRONG" });
    let totals = totals(&facts, &outcome);
    drop(outcome);
    let changed = CHANGES.iter().fold(PLAN.to_owned(), |plan, (old, new)| plan.replace(old, new));
    assert_ne!(changed, PLAN, "the plan is changed");
    let (simulated, other) = fastest(times, || calculate(&read_plan(&changed).unwrap(), &facts).unwrap());
    println!("  a changed plan read and simulated in {simulated}: {} cents more", other.paid - totals.paid());
    drop((other, facts));
    println!("  at most {} MB in memory", most_memory() / 1024);
    let expected = climb(month);
    if let Some(folder) = &wish.store {
        let kept = from_store(month, folder, wish.post);
        assert!(kept == expected, "the statements in the store say {kept}");
        println!("  at most {} MB in memory", most_memory() / 1024);
    }
    if totals != expected {
        println!("  BUT EXPECTED {expected}");
    }
    println!("  {totals}");
    passed && totals == expected
}

fn from_store(month: &Month, folder: &Path, post: bool) -> Totals {
    let folder = folder.join(format!("kontor-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let totals = settle_stored(month, PLAN, &folder, post);
    std::fs::remove_dir_all(&folder).unwrap();
    totals
}

/// The shortest of so many times, and their middle; what comes out is let go outside of the clock.
fn fastest<Found>(times: u32, work: impl Fn() -> Found) -> (String, Found) {
    let mut took = Vec::new();
    let mut found = None;
    for _ in 0..times.max(1) {
        drop(found.take());
        let began = Instant::now();
        found = Some(work());
        took.push(began.elapsed());
    }
    took.sort_unstable();
    let middle = milliseconds(took[took.len() / 2]);
    (format!("{} (the middle of {}: {middle})", milliseconds(took[0]), took.len()), found.unwrap())
}

fn totals(facts: &Facts, outcome: &Outcome) -> Totals {
    let number = |place| facts.tree.partner(place).unwrap().number();
    let people = (0_u32..).zip(&outcome.people.totals);
    Totals {
        bonuses: outcome.people.by_bonus.iter().map(|pay| pay.iter().sum()).collect(),
        paid_people: outcome.people.totals.iter().filter(|total| **total > 0).count(),
        checksum: people.map(|(place, total)| total * number(place).cast_signed()).sum(),
    }
}

pub fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

/// Kilobytes that were resident at once, as Linux counts them.
fn most_memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
