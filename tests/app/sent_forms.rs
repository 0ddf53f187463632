//! A second click on a form: it waits for the first, and counts as done only when that has succeeded.

use std::sync::Arc;

use kontor::app::{SentForms, Turn};
use kontor::values::Instant;

const KEY: [u8; 16] = [1; 16];
const CONTENT: [u8; 32] = [2; 32];

fn at(seconds: i64) -> Instant {
    Instant::from_micros(0).plus_seconds(seconds)
}

fn turn(forms: &Arc<SentForms>, seconds: i64) -> &'static str {
    named(&forms.turn(KEY, CONTENT, at(seconds)))
}

fn named(turn: &Turn) -> &'static str {
    match turn {
        Turn::Mine(_) => "mine",
        Turn::Wait(_) => "wait",
        Turn::Done => "done",
        Turn::Other => "other",
    }
}

#[test]
fn the_second_waits_while_the_first_is_at_work_and_is_done_with_it() {
    let forms: Arc<SentForms> = Arc::default();
    let Turn::Mine(first) = forms.turn(KEY, CONTENT, at(0)) else { unreachable!("nobody was before") };
    let Turn::Wait(second) = forms.turn(KEY, CONTENT, at(1)) else { unreachable!("the first is at work") };
    assert!(second.has_changed().is_ok(), "nothing is told before there is an outcome");
    first.succeed(at(2));
    assert!(second.has_changed().is_err(), "the outcome wakes whoever waits");
    assert_eq!(turn(&forms, 3), "done");
}

#[test]
fn after_a_first_that_failed_the_second_has_its_turn() {
    let forms: Arc<SentForms> = Arc::default();
    let Turn::Mine(first) = forms.turn(KEY, CONTENT, at(0)) else { unreachable!("nobody was before") };
    let Turn::Wait(second) = forms.turn(KEY, CONTENT, at(1)) else { unreachable!("the first is at work") };
    drop(first);
    assert!(second.has_changed().is_err());
    assert_eq!(turn(&forms, 2), "mine");
}

#[test]
fn the_same_key_over_other_words_is_not_done() {
    let forms: Arc<SentForms> = Arc::default();
    let Turn::Mine(first) = forms.turn(KEY, CONTENT, at(0)) else { unreachable!("nobody was before") };
    first.succeed(at(0));
    assert_eq!(named(&forms.turn(KEY, [3; 32], at(1))), "other");
    assert_eq!(named(&forms.turn([9; 16], [3; 32], at(1))), "mine");
}

#[test]
fn a_key_is_forgotten_when_nobody_clicks_any_more_but_never_while_it_is_at_work() {
    let forms: Arc<SentForms> = Arc::default();
    let Turn::Mine(first) = forms.turn(KEY, CONTENT, at(0)) else { unreachable!("nobody was before") };
    assert_eq!(turn(&forms, 60 * 60), "wait");
    first.succeed(at(60 * 60));
    assert_eq!(turn(&forms, 60 * 60 + 14 * 60), "done");
    assert_eq!(turn(&forms, 60 * 60 + 15 * 60), "mine");
}
