//! Filling an empty file with rows as they are, without commands and without a new journal entry.

use std::collections::BTreeMap;

use redb::{TableDefinition, WriteTransaction};

use crate::store::Fault;
use crate::store::reader::Raw;

/// One transaction that takes in the rows of a backup. Tables go by their names: a backup of an old program may
/// hold some that this one has given up, and that its migrations ask for.
pub struct Loading<'t> {
    transaction: &'t WriteTransaction,
    tables: BTreeMap<String, redb::Table<'t, Raw, Raw>>,
}

impl<'t> Loading<'t> {
    pub(super) fn new(transaction: &'t WriteTransaction) -> Loading<'t> {
        Loading { transaction, tables: BTreeMap::new() }
    }

    pub fn put(&mut self, table: &str, key: &[u8], value: &[u8]) -> Result<(), Fault> {
        if !self.tables.contains_key(table) {
            let definition: TableDefinition<Raw, Raw> = TableDefinition::new(table);
            let opened = self.transaction.open_table(definition);
            let opened = opened.map_err(|error| Fault::new(error.to_string()).about(table))?;
            self.tables.insert(table.to_owned(), opened);
        }
        match self.tables.get_mut(table) {
            Some(opened) => {
                opened.insert(key, value).map(drop).map_err(|error| Fault::new(error.to_string()).about(table))
            }
            None => unreachable!("the table was opened above"),
        }
    }
}
