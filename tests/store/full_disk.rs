//! A disk without room: the command fails with a fault that says so, and what was there before stays.

use kontor::store::{Fault, Options, Store, verify};

use crate::store::disk::Disk;
use crate::store::rows::{PAIR_TO_TEXT, change, number, tables};

fn put(store: &Store, now: u64) -> Result<u64, Fault> {
    store.write(|group| {
        group.command(|writer| {
            writer.put(&PAIR_TO_TEXT, &(1, u16::try_from(now).unwrap()), &"x".repeat(50_000));
            Ok::<_, Fault>(change(writer, "counted", now))
        })
    })
}

#[test]
fn a_full_disk_is_said_so_nothing_is_harmed_and_the_work_goes_on_once_there_is_room() {
    let disk = Disk::new();
    let options = Options { cache_bytes: 64 * 1024, ..Options::default() };
    let platters = disk.clone();
    let store = Store::open_over(move || platters.clone(), &tables(), &options).unwrap();
    let mut kept = 0;
    for _ in 0..3 {
        disk.give_room(disk.length() + 1024 * 1024);
        let fault = loop {
            match put(&store, kept + 1) {
                Ok(_) => kept += 1,
                Err(fault) => break fault,
            }
        };
        assert!(kept > 0, "some fit");
        assert!(fault.is_disk_full(), "{fault}");
        // Reading goes on, and the chain is whole.
        assert_eq!(number(&store.reader().unwrap(), "counted"), Some(kept));
        assert_eq!(verify(&store.reader().unwrap()).unwrap().entries, kept);
        assert!(put(&store, kept + 1).unwrap_err().is_disk_full(), "it is still full");
    }
    disk.give_room(usize::MAX);
    put(&store, kept + 1).unwrap();
    store.close().unwrap();
    let store = Store::open_over(move || disk.clone(), &tables(), &options).unwrap();
    assert_eq!(number(&store.reader().unwrap(), "counted"), Some(kept + 1));
    assert_eq!(verify(&store.reader().unwrap()).unwrap().entries, kept + 1);
}
