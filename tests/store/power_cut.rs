//! The power fails at any operation of the disk, and again while the file is being repaired. Nothing that was
//! acknowledged is lost, the chain holds, and the store goes on.

use kontor::store::{Fault, OpenError, Options, Read, Store, verify};

use crate::store::disk::{Dice, Disk};
use crate::store::rows::{PAIR_TO_TEXT, change, number, tables};

const RUNS: u64 = 300;
const CUTS_WHILE_REPAIRING: u64 = 3;
const GROUPS: u64 = 25;

/// Every command counts one up, writes a row of some size, and tells the journal.
fn one_group(store: &Store, dice: &mut Dice, counted: u64) -> Result<u64, Fault> {
    let commands = 1 + dice.below(4);
    store.write(|group| {
        for step in 1..=commands {
            let now = counted + step;
            let text = "x".repeat(usize::try_from(dice.below(3_000)).unwrap());
            group.command(|writer| {
                writer.put(&PAIR_TO_TEXT, &(1, u16::try_from(now % 50).unwrap()), &text);
                change(writer, "counted", now);
                Ok::<_, Fault>(())
            })?;
        }
        Ok(counted + commands)
    })
}

fn open(disk: &Disk) -> Result<Store, OpenError> {
    let disk = disk.clone();
    let options = Options { cache_bytes: 64 * 1024, ..Options::default() };
    Store::open_over(move || disk.clone(), &tables(), &options)
}

struct Outcome {
    /// What the caller was told to be safe.
    acknowledged: u64,
    /// What was under way when the power went; it may be there or not.
    under_way: u64,
}

fn work_until_the_cut(disk: &Disk, dice: &mut Dice) -> Outcome {
    let mut acknowledged = 0;
    let Ok(store) = open(disk) else { return Outcome { acknowledged, under_way: 0 } };
    for _ in 0..GROUPS {
        match one_group(&store, dice, acknowledged) {
            Ok(counted) => acknowledged = counted,
            Err(_) => return Outcome { acknowledged, under_way: acknowledged + 4 },
        }
    }
    Outcome { acknowledged, under_way: acknowledged }
}

/// Tells what is wrong; `None` when all is well.
fn judge(disk: &Disk, outcome: &Outcome) -> Option<String> {
    let store = match open(disk) {
        Ok(store) => store,
        Err(error) => return Some(format!("does not open: {error:?}")),
    };
    let reader = store.reader().unwrap();
    let counted = number(&reader, "counted").unwrap_or(0);
    if counted < outcome.acknowledged || counted > outcome.under_way.max(outcome.acknowledged) {
        return Some(format!("{counted} are there, {} were acknowledged", outcome.acknowledged));
    }
    match verify(&reader) {
        Ok(chain) if chain.entries == counted => {}
        other => return Some(format!("{counted} are there, and the chain says {other:?}")),
    }
    if let Some(fault) = reader.latch().take() {
        return Some(fault.to_string());
    }
    drop(reader);
    let again = one_group(&store, &mut Dice::new(1), counted);
    again.is_err().then(|| "does not go on".to_owned())
}

fn run(seed: u64, lies: Option<u64>) -> Option<String> {
    let mut dice = Dice::new(seed);
    let disk = Disk::new();
    if let Some(every) = lies {
        disk.lie_every(every);
    }
    disk.cut_after(1 + dice.below(1_500));
    let outcome = work_until_the_cut(&disk, &mut dice);
    let mut disk = disk.after_power_cut(&mut dice);
    for _ in 0..dice.below(CUTS_WHILE_REPAIRING + 1) {
        disk.cut_after(1 + dice.below(60));
        drop(open(&disk));
        disk = disk.after_power_cut(&mut dice);
    }
    judge(&disk, &outcome)
}

#[test]
fn nothing_acknowledged_is_lost_when_the_power_is_cut() {
    for seed in 1..=RUNS {
        assert_eq!(run(seed, None), None, "seed {seed}");
    }
}

/// The control: on a disk that lies about flushing something must be lost, or this test sees nothing.
#[test]
fn a_disk_that_lies_is_noticed() {
    let lost =
        (1..=60).filter(|seed| std::panic::catch_unwind(|| run(*seed, Some(3))).map_or(true, |lost| lost.is_some()));
    assert!(lost.count() > 0);
}
