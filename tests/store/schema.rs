//! Which files a program opens: its own and older ones, never newer ones.

use kontor::store::{Fault, Map, OpenError, Options, Read, SCHEMA_VERSION, Store};
use tempfile::TempDir;

use crate::store::rows::{change, number, open, tables};

const NAME_TO_SETTING: Map<String, u64> = Map::new(2, "NAME_TO_SETTING");

/// A file with one row, as a program of another schema would have left it.
fn of_schema(schema: u64) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    store
        .write(|group| {
            group.command(|writer| {
                change(writer, "kept", 7);
                writer.put(&NAME_TO_SETTING, &"schema".to_owned(), &schema);
                Ok::<_, Fault>(())
            })
        })
        .unwrap();
    folder
}

#[test]
fn an_older_file_is_brought_up_with_all_that_it_holds() {
    for schema in 1..SCHEMA_VERSION {
        let folder = of_schema(schema);
        let store = open(folder.path());
        let reader = store.reader().unwrap();
        let r: &dyn Read = &reader;
        assert_eq!(number(r, "kept"), Some(7));
        assert_eq!(r.get(&NAME_TO_SETTING, &"schema".to_owned()), Some(SCHEMA_VERSION));
    }
}

#[test]
fn a_newer_file_is_refused() {
    let folder = of_schema(SCHEMA_VERSION + 1);
    match Store::open(&folder.path().join("store.redb"), &tables(), &Options::default()) {
        Err(OpenError::Newer { found }) => assert_eq!(found, SCHEMA_VERSION + 1),
        other => panic!("{:?}", other.err()),
    }
}
