//! The chain of the journal: whoever changes, removes or moves an entry is found, and the entry is named.

use kontor::store::{ChainBreak, Fault, Read, Store, Subject, entries_at_ends, verify};
use tempfile::TempDir;

use crate::store::rows::{NUMBER_TO_ENTRY, change, open};

const ENTRIES: u64 = 20;

fn firm_with_entries() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    for number in 1..=ENTRIES {
        store.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "n", number)))).unwrap();
    }
    (folder, store)
}

fn raw(store: &Store, number: u64) -> Vec<u8> {
    store.reader().unwrap().get_raw(NUMBER_TO_ENTRY.table(), &number.to_be_bytes()).unwrap()
}

fn put(store: &Store, number: u64, value: Vec<u8>) {
    let table = NUMBER_TO_ENTRY.table();
    let key = number.to_be_bytes().to_vec();
    store
        .write(|group| {
            group.command(|writer| {
                writer.put_raw(table, key.clone(), value.clone());
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
}

fn found(store: &Store) -> Result<u64, ChainBreak> {
    verify(&store.reader().unwrap()).map(|chain| chain.entries)
}

#[test]
fn an_untouched_chain_holds() {
    let (_folder, store) = firm_with_entries();
    assert_eq!(found(&store), Ok(ENTRIES));
}

#[test]
fn a_flipped_bit_anywhere_in_an_entry_is_found_there() {
    let (_folder, store) = firm_with_entries();
    let number = 7;
    let whole = raw(&store, number);
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        put(&store, number, flipped);
        let named = match found(&store) {
            Err(
                ChainBreak::Unreadable { number } | ChainBreak::Altered { number } | ChainBreak::Unlinked { number },
            ) => number,
            other => panic!("byte {at}: {other:?}"),
        };
        // A flipped bit in the hash itself shows where the next entry points at it, or at once.
        assert_eq!(named, number, "byte {at}");
    }
    put(&store, number, whole);
    assert_eq!(found(&store), Ok(ENTRIES));
}

#[test]
fn a_removed_entry_is_named() {
    let (_folder, store) = firm_with_entries();
    store
        .write(|group| {
            group.command(|writer| {
                writer.delete(&NUMBER_TO_ENTRY, &12);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    assert_eq!(found(&store), Err(ChainBreak::Missing { number: 12 }));
}

#[test]
fn two_entries_that_changed_places_are_found() {
    let (_folder, store) = firm_with_entries();
    let (one, other) = (raw(&store, 4), raw(&store, 9));
    put(&store, 4, other);
    put(&store, 9, one);
    assert_eq!(found(&store), Err(ChainBreak::Altered { number: 4 }));
}

#[test]
fn an_entry_taken_from_another_firm_is_found() {
    let (_folder, store) = firm_with_entries();
    let (_other_folder, other) = firm_with_entries();
    other.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "other", 99)))).unwrap();
    put(&store, ENTRIES + 1, raw(&other, ENTRIES + 1));
    assert_eq!(found(&store), Ok(ENTRIES + 1), "the same past, so that it fits");
    let strange = TempDir::new().unwrap();
    let third = open(strange.path());
    for number in 1..=ENTRIES {
        third.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "third", number)))).unwrap();
    }
    put(&store, 5, raw(&third, 5));
    assert_eq!(found(&store), Err(ChainBreak::Unlinked { number: 5 }));
}

#[test]
fn the_chain_goes_on_after_the_file_was_closed() {
    let (folder, store) = firm_with_entries();
    store.close().unwrap();
    let store = open(folder.path());
    store.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "n", 21)))).unwrap();
    assert_eq!(found(&store), Ok(ENTRIES + 1));
}

#[test]
fn a_refused_command_leaves_no_gap_in_the_chain() {
    let (_folder, store) = firm_with_entries();
    store
        .write(|group| {
            let refused = group.command(|writer| {
                change(writer, "refused", 1);
                Err::<(), _>(Fault::new("no"))
            });
            assert!(refused.is_err());
            group.command(|writer| Ok::<_, Fault>(change(writer, "taken", 2)))
        })
        .unwrap();
    assert_eq!(found(&store), Ok(ENTRIES + 1));
}

#[test]
fn of_a_long_history_both_ends_are_read() {
    let folder = TempDir::new().unwrap();
    let store = open(folder.path());
    // Every third one is about the same thing: entries 1, 4, 7, … 28.
    for number in 0..30 {
        store.write(|group| group.command(|writer| Ok::<_, Fault>(change(writer, "n", number % 3)))).unwrap();
    }
    let reader = store.reader().unwrap();
    let subject = Subject { kind: "number".to_owned(), id: 0 };
    let ends = |each: usize| {
        let (entries, others) = entries_at_ends(&reader, &subject, each);
        (entries.into_iter().map(|entry| entry.number).collect::<Vec<_>>(), others)
    };
    assert_eq!(ends(2), (vec![1, 4, 25, 28], true));
    assert_eq!(ends(4), (vec![1, 4, 7, 10, 19, 22, 25, 28], true));
    // Nothing is left out, and nothing is told twice.
    let all: Vec<u64> = (1..=28).step_by(3).collect();
    for each in [5, 6, 9, 10, 11, 100] {
        assert_eq!(ends(each), (all.clone(), false), "{each}");
    }
    let nothing = Subject { kind: "number".to_owned(), id: 9 };
    assert_eq!(entries_at_ends(&reader, &nothing, 5).0.len(), 0);
}
