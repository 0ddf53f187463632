//! Small tables of our own, so that the store is tested without the business.

use std::path::Path;

use kontor::store::{Entry, Map, NewEntry, Options, Read, Store, Subject, Table, Writer};
use kontor::values::Instant;

pub const PAIR_TO_TEXT: Map<(u8, u16), String> = Map::new(500, "PAIR_TO_TEXT");
pub const NAME_TO_NUMBER: Map<String, u64> = Map::new(501, "NAME_TO_NUMBER");
/// The journal's own table, to lay hands on what nobody may touch.
pub const NUMBER_TO_ENTRY: Map<u64, Entry> = Map::new(3, "NUMBER_TO_ENTRY");

pub fn tables() -> Vec<Table> {
    [kontor::store::TABLES, &[PAIR_TO_TEXT.table(), NAME_TO_NUMBER.table()]].concat()
}

pub fn open(folder: &Path) -> Store {
    Store::open(&folder.join("store.redb"), &tables(), &Options::default()).unwrap()
}

/// One change as the rooms make it: a row, and its entry in the journal.
pub fn change(writer: &mut Writer<'_, '_>, name: &str, number: u64) -> u64 {
    writer.put(&NAME_TO_NUMBER, &name.to_owned(), &number);
    writer.append(NewEntry {
        at: Instant::from_micros(1_780_000_000_000_000),
        actor: "system".to_owned(),
        on_behalf: None,
        room: "test",
        event: "number_set",
        subject: Subject { kind: "number".to_owned(), id: number },
        body: format!("{{\"name\":\"{name}\",\"number\":{number}}}"),
    })
}

pub fn number(r: &dyn Read, name: &str) -> Option<u64> {
    r.get(&NAME_TO_NUMBER, &name.to_owned())
}
