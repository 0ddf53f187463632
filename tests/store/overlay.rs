//! A command sees its own changes laid over those of its group; a refused one leaves nothing. A model in memory
//! says what must come out.

use std::collections::BTreeMap;

use kontor::store::{Fault, Read, Span, Writer, verify};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::store::rows::{PAIR_TO_TEXT, change, number as number_of, open};

type Model = BTreeMap<(u8, u16), String>;

#[derive(Clone, Debug)]
enum Step {
    Put((u8, u16), String),
    Delete((u8, u16)),
    Ask(Question),
}

#[derive(Clone, Debug)]
struct Question {
    low: Option<((u8, u16), bool)>,
    high: Option<(u8, u16)>,
    prefix: Option<u8>,
    backwards: bool,
    limit: usize,
}

impl Question {
    fn span(&self) -> Span {
        let span = match (self.prefix, self.low, self.high) {
            (Some(prefix), _, _) => Span::prefix(&(prefix,)),
            (None, Some((low, _)), Some(high)) => Span::between(&low, &high),
            (None, Some((low, true)), None) => Span::from(&low),
            (None, Some((low, false)), None) => Span::after(&low),
            (None, None, Some(high)) => Span::before(&high),
            (None, None, None) => Span::all(),
        };
        let span = if self.backwards { span.backwards() } else { span };
        span.limit(self.limit)
    }

    fn answer(&self, model: &Model) -> Vec<((u8, u16), String)> {
        let fits = |key: &(u8, u16)| match (self.prefix, self.low, self.high) {
            (Some(prefix), _, _) => key.0 == prefix,
            (None, Some((low, _)), Some(high)) => *key >= low && *key <= high,
            (None, Some((low, true)), None) => *key >= low,
            (None, Some((low, false)), None) => *key > low,
            (None, None, Some(high)) => *key < high,
            (None, None, None) => true,
        };
        let mut rows: Vec<_> =
            model.iter().filter(|(key, _)| fits(key)).map(|(key, value)| (*key, value.clone())).collect();
        if self.backwards {
            rows.reverse();
        }
        rows.truncate(self.limit);
        rows
    }
}

fn key() -> impl Strategy<Value = (u8, u16)> {
    (prop_oneof![Just(0_u8), Just(1), Just(254), Just(255)], 0_u16..6)
}

fn question() -> impl Strategy<Value = Question> {
    let low = prop::option::of((key(), any::<bool>()));
    let prefix = prop::option::weighted(0.2, prop_oneof![Just(0_u8), Just(1), Just(255)]);
    (low, prop::option::of(key()), prefix, any::<bool>(), prop_oneof![Just(usize::MAX), 0_usize..5])
        .prop_map(|(low, high, prefix, backwards, limit)| Question { low, high, prefix, backwards, limit })
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (key(), "[a-z]{0,3}").prop_map(|(key, text)| Step::Put(key, text)),
        2 => key().prop_map(Step::Delete),
        3 => question().prop_map(Step::Ask),
    ]
}

/// Commands with the word whether they are refused in the end; groups of commands.
fn groups() -> impl Strategy<Value = Vec<Vec<(Vec<Step>, bool)>>> {
    let command = (prop::collection::vec(step(), 0..8), prop::bool::weighted(0.3));
    prop::collection::vec(prop::collection::vec(command, 0..4), 1..4)
}

fn run(writer: &mut Writer<'_, '_>, model: &mut Model, steps: &[Step]) {
    for step in steps {
        match step {
            Step::Put(key, text) => {
                writer.put(&PAIR_TO_TEXT, key, text);
                model.insert(*key, text.clone());
            }
            Step::Delete(key) => {
                writer.delete(&PAIR_TO_TEXT, key);
                model.remove(key);
            }
            Step::Ask(question) => ask(writer, model, question),
        }
    }
}

fn ask(r: &dyn Read, model: &Model, question: &Question) {
    assert_eq!(r.scan(&PAIR_TO_TEXT, question.span()), question.answer(model), "{question:?}");
    for key in [(0, 0), (1, 3), (255, 5)] {
        assert_eq!(r.get(&PAIR_TO_TEXT, &key), model.get(&key).cloned());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_writer_is_a_map_and_a_refused_command_leaves_nothing(
        groups in groups(),
        rehearsed in groups(),
        questions in prop::collection::vec(question(), 6),
    ) {
        let folder = TempDir::new().unwrap();
        let store = open(folder.path());
        let mut model = Model::new();
        for commands in &groups {
            store.write(|group| {
                for (steps, refused) in commands {
                    let mut own = model.clone();
                    let outcome = group.command(|writer| {
                        run(writer, &mut own, steps);
                        if *refused { Err(Fault::new("refused")) } else { Ok(()) }
                    });
                    assert_eq!(outcome.is_err(), *refused);
                    if outcome.is_ok() {
                        model = own;
                    }
                }
                Ok(())
            }).unwrap();
            let reader = store.reader().unwrap();
            for question in &questions {
                ask(&reader, &model, question);
            }
        }
        let mut supposed = model.clone();
        store.rehearse(|group| {
            for (steps, refused) in rehearsed.iter().flatten() {
                let mut own = supposed.clone();
                let outcome = group.command(|writer| {
                    run(writer, &mut own, steps);
                    if *refused { Err(Fault::new("refused")) } else { Ok(()) }
                });
                assert_eq!(outcome.is_err(), *refused);
                if outcome.is_ok() {
                    supposed = own;
                }
                group.command(|writer| {
                    questions.iter().for_each(|question| ask(writer, &supposed, question));
                    Ok::<_, Fault>(())
                })?;
            }
            Ok(())
        }).unwrap();
        let reader = store.reader().unwrap();
        for question in &questions {
            ask(&reader, &model, question);
        }
    }
}

#[test]
fn a_group_that_fails_leaves_nothing_of_any_of_its_commands() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    let failed = store.write(|group| {
        group.command(|writer| {
            writer.put(&PAIR_TO_TEXT, &(1, 1), &"one".to_owned());
            Ok::<_, Fault>(())
        })?;
        Err::<(), _>(Fault::new("the group fails"))
    });
    assert!(failed.is_err());
    assert_eq!((&store.reader().unwrap() as &dyn Read).get(&PAIR_TO_TEXT, &(1, 1)), None);
}

#[test]
fn a_reader_keeps_what_it_saw_when_it_was_made() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    let put = |text: &str| {
        store
            .write(|group| {
                group.command(|writer| {
                    writer.put(&PAIR_TO_TEXT, &(1, 1), &text.to_owned());
                    Ok::<_, Fault>(())
                })
            })
            .unwrap();
    };
    put("before");
    let reader = store.reader().unwrap();
    put("after");
    assert_eq!((&reader as &dyn Read).get(&PAIR_TO_TEXT, &(1, 1)), Some("before".to_owned()));
    assert_eq!((&store.reader().unwrap() as &dyn Read).get(&PAIR_TO_TEXT, &(1, 1)), Some("after".to_owned()));
}

#[test]
fn a_rehearsal_leaves_nothing_and_nobody_who_writes_waits_for_it() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    store.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "before", 1)))).unwrap();
    store
        .rehearse(|group| {
            let number = group.command(|writer| Ok::<_, Fault>(change(writer, "supposed", 2)))?;
            assert_eq!(number, 2, "the journal goes on from where it is");
            store.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "meanwhile", 3))))?;
            group.command(|writer| {
                assert_eq!(number_of(writer, "supposed"), Some(2));
                assert_eq!(number_of(writer, "meanwhile"), None, "it sees what was there when it began");
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    let reader = store.reader().unwrap();
    let found = ["before", "supposed", "meanwhile"].map(|name| number_of(&reader, name));
    assert_eq!(found, [Some(1), None, Some(3)]);
    assert_eq!(verify(&reader).unwrap().entries, 2);
    let files: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files, ["store.redb"], "what was thrown away is gone");
}
