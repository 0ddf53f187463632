//! What takes long to make: made once for all who ask while the journal stands still.

use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use kontor::app::Kept;
use kontor::business::actor::Actor;
use kontor::business::failure::Failure;
use kontor::business::people;

use crate::business::stage::{Stage, person};

struct Counted {
    kept: Kept<&'static str, usize>,
    made: AtomicUsize,
}

impl Counted {
    fn at_most(most: usize) -> Counted {
        Counted { kept: Kept::at_most(most), made: AtomicUsize::new(0) }
    }

    fn of(&self, stage: &Stage, key: &'static str) -> usize {
        let make = || Ok(self.made.fetch_add(1, Ordering::SeqCst) + 1);
        *stage.read(&Actor::operator(), |view| self.kept.of(view, key, make)).unwrap()
    }
}

#[test]
fn it_is_made_anew_when_the_journal_has_gone_on() {
    let stage = Stage::new();
    let counted = Counted::at_most(4);
    assert_eq!((counted.of(&stage, "plan"), counted.of(&stage, "plan")), (1, 1));
    stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Huber"))).unwrap();
    assert_eq!((counted.of(&stage, "plan"), counted.of(&stage, "plan")), (2, 2));
}

#[test]
fn it_stays_while_nothing_was_told_that_matters_to_it() {
    let stage = Stage::new();
    let kept: Kept<&'static str, usize> = Kept::at_most(4);
    let made = AtomicUsize::new(0);
    let of = |matters: bool| {
        let make = || Ok(made.fetch_add(1, Ordering::SeqCst) + 1);
        let kept = stage.read(&Actor::operator(), |view| kept.of_still(view, "plan", |_, _| !matters, make));
        *kept.unwrap()
    };
    assert_eq!(of(true), 1);
    stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Huber"))).unwrap();
    assert_eq!(of(false), 1);
    // What did not matter once is not asked about again.
    assert_eq!(of(true), 1);
    stage.write(&Actor::operator(), |tx| people::create_person(tx, &person("Moser"))).unwrap();
    assert_eq!(of(true), 2);
}

#[test]
fn each_key_has_its_own_and_no_more_are_kept_than_fit() {
    let stage = Stage::new();
    let counted = Counted::at_most(2);
    assert_eq!(["one", "two", "one", "two"].map(|key| counted.of(&stage, key)), [1, 2, 1, 2]);
    assert_eq!(["three", "two", "one"].map(|key| counted.of(&stage, key)), [3, 2, 4], "the oldest made room");
}

#[test]
fn of_many_who_ask_at_once_one_has_it_made() {
    let stage = Stage::new();
    let counted = Counted::at_most(4);
    let all_here = Barrier::new(8);
    thread::scope(|threads| {
        for _ in 0..8 {
            threads.spawn(|| {
                all_here.wait();
                assert_eq!(counted.of(&stage, "plan"), 1);
            });
        }
    });
}

#[test]
fn a_failure_is_kept_for_nobody() {
    let stage = Stage::new();
    let kept: Kept<&str, usize> = Kept::at_most(4);
    stage.read(&Actor::operator(), |view| {
        assert!(kept.of(view, "plan", || Err(Failure::not_found())).is_err());
        assert_eq!(*kept.of(view, "plan", || Ok(7)).unwrap(), 7);
    });
}
