//! One table of a plan file: which entries it has, and which it must have.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::business::commissions::plan::read::reading::{Item, Reading, words};
use crate::business::failure::Complaint;

/// An entry that a table may have, and how it looks.
pub(super) struct Entry {
    pub name: &'static str,
    pub example: &'static str,
}

/// One table of the file.
pub(super) struct Section<'s> {
    /// As the file names it: `plan`, `bonus "team"`.
    pub name: String,
    pub line: u32,
    table: &'s DeTable<'s>,
    entries: Vec<&'static Entry>,
}

impl<'s> Section<'s> {
    /// Opens a table and complains about entries that nobody knows.
    pub fn open(
        reading: &mut Reading<'s>,
        name: impl Into<String>,
        line: u32,
        table: &'s DeTable<'s>,
        entries: impl IntoIterator<Item = &'static Entry>,
    ) -> Section<'s> {
        let (name, entries) = (name.into(), entries.into_iter().collect::<Vec<_>>());
        for key in table.keys() {
            if !entries.iter().any(|entry| entry.name == key.get_ref().as_ref()) {
                let complaint = Complaint::new("commissions.plan.unknown_entry")
                    .with("entry", key.get_ref().as_ref())
                    .with("section", name.clone())
                    .with("known", words(entries.iter().map(|entry| entry.name)));
                reading.note(reading.line_at(key.span().start), complaint);
            }
        }
        Section { name, line, table, entries }
    }

    fn entry(&self, name: &'static str) -> &'static str {
        self.entries.iter().find(|entry| entry.name == name).map_or("", |entry| entry.example)
    }

    pub fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// An entry that may be missing.
    pub fn optional(&self, reading: &Reading<'s>, name: &'static str) -> Option<Item<'s>> {
        let value: &'s Spanned<DeValue<'s>> = self.table.get(name)?;
        let line = reading.line_at(value.span().start);
        Some(Item { name, example: self.entry(name), line, value: value.get_ref() })
    }

    /// An entry that must be there.
    pub fn needed(&self, reading: &mut Reading<'s>, name: &'static str) -> Option<Item<'s>> {
        let found = self.optional(reading, name);
        if found.is_none() {
            let complaint = Complaint::new("commissions.plan.missing_entry")
                .with("entry", name)
                .with("section", self.name.clone())
                .with("example", self.entry(name));
            reading.note(self.line, complaint);
        }
        found
    }

    /// Reads an entry that must be there.
    pub fn read<T>(
        &self,
        reading: &mut Reading<'s>,
        name: &'static str,
        read: fn(&mut Reading<'s>, Item<'s>) -> Option<T>,
    ) -> Option<T> {
        let item = self.needed(reading, name)?;
        read(reading, item)
    }

    /// The tables of a list such as `[[bonus]]`, each with its line.
    pub fn tables(&self, reading: &mut Reading<'s>, name: &'static str) -> Vec<(u32, &'s DeTable<'s>)> {
        let Some(item) = self.optional(reading, name) else { return Vec::new() };
        let Some(array) = item.value.as_array() else {
            reading.wrong::<()>(item);
            return Vec::new();
        };
        if reading.is_too_long(item.line, name, array.len()) {
            return Vec::new();
        }
        let mut tables = Vec::new();
        for value in array.iter() {
            let line = reading.line_at(value.span().start);
            match value.get_ref().as_table() {
                Some(table) => tables.push((line, table)),
                None => drop(reading.wrong::<()>(Item { line, value: value.get_ref(), ..item })),
            }
        }
        tables
    }

    /// The names of the tables in a table such as `[volumes.own]`, in the order of the file; also of those that
    /// cannot be read, so that one mistake is told once.
    pub fn names_in_table(&self, name: &str) -> Vec<String> {
        let table = self.table.get(name).and_then(|value| value.get_ref().as_table());
        let mut keys: Vec<_> = table.map(|table| table.keys().collect()).unwrap_or_default();
        keys.sort_by_key(|key| key.span().start);
        keys.into_iter().map(|key| key.get_ref().to_string()).collect()
    }

    /// The same for the tables of a list, which have their name inside.
    pub fn names_in_list(&self, name: &str) -> Vec<String> {
        let array = self.table.get(name).and_then(|value| value.get_ref().as_array());
        let tables: Vec<_> = array.map(|array| array.iter().collect()).unwrap_or_default();
        let name_in = |table: &DeValue<'s>| table.as_table()?.get("name")?.get_ref().as_str().map(str::to_owned);
        tables.into_iter().map(|table| name_in(table.get_ref()).unwrap_or_default()).collect()
    }

    /// The named tables of a table such as `[volumes.own]`, in the order of the file.
    pub fn named_tables(&self, reading: &mut Reading<'s>, name: &'static str) -> Vec<(&'s str, u32, &'s DeTable<'s>)> {
        let Some(item) = self.optional(reading, name) else { return Vec::new() };
        let Some(table) = item.value.as_table() else {
            reading.wrong::<()>(item);
            return Vec::new();
        };
        if reading.is_too_long(item.line, name, table.len()) {
            return Vec::new();
        }
        let mut found: Vec<_> = table.iter().collect();
        found.sort_by_key(|(key, _)| key.span().start);
        let mut tables = Vec::new();
        for (key, value) in found {
            let line = reading.line_at(key.span().start);
            match value.get_ref().as_table() {
                Some(table) => tables.push((key.get_ref().as_ref(), line, table)),
                None => drop(reading.wrong::<()>(Item { line, value: value.get_ref(), ..item })),
            }
        }
        tables
    }
}
