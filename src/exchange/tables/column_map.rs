//! Which column of a foreign file is meant by which of our names.
//!
//! A map is a TOML file: `[columns]` says `ours = "theirs"`, or `ours = "A {theirs} text"` where a value is put
//! together, `{#}` being the number of the line; `[values]` gives columns that are the same in every line.

use std::collections::BTreeMap;

use serde::Deserialize;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColumnMap {
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}

/// The map itself cannot be read; the text is the reader's own, with line and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MapError(pub String);

impl ColumnMap {
    pub fn read(text: &str) -> Result<ColumnMap, MapError> {
        toml::from_str(text).map_err(|error| MapError(error.to_string()))
    }

    /// The value of one of our columns in a line; `None` when neither file nor map has it.
    pub(super) fn value(&self, ours: &str, line: u64, theirs: &impl Fn(&str) -> Option<String>) -> Option<String> {
        if let Some(value) = self.values.get(ours) {
            return Some(value.clone());
        }
        match self.columns.get(ours) {
            None => theirs(ours),
            Some(pattern) if pattern.contains('{') => filled(pattern, line, theirs),
            Some(column) => theirs(column),
        }
    }

    /// Is there anything for one of our columns, in a file that has these columns?
    pub(super) fn gives(&self, ours: &str, has: &impl Fn(&str) -> bool) -> bool {
        self.values.contains_key(ours)
            || self
                .columns
                .get(ours)
                .map_or_else(|| has(ours), |pattern| sources_of(pattern).iter().all(|name| has(name)))
    }

    /// What the file has for one of our columns, as a person who looks into the file finds it.
    pub(super) fn source(&self, ours: &str) -> String {
        self.columns.get(ours).map_or(ours, String::as_str).to_owned()
    }

    /// Every foreign column that the map speaks of.
    pub(super) fn sources(&self) -> Vec<String> {
        self.columns.values().flat_map(|pattern| sources_of(pattern)).collect()
    }
}

fn sources_of(pattern: &str) -> Vec<String> {
    if !pattern.contains('{') {
        return vec![pattern.to_owned()];
    }
    let inside = pattern.split('{').skip(1).filter_map(|part| part.split_once('}'));
    inside.map(|(name, _)| name.to_owned()).filter(|name| name != "#").collect()
}

fn filled(pattern: &str, line: u64, theirs: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut value = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, behind) = after.split_once('}')?;
        value.push_str(before);
        value.push_str(&if name == "#" { line.to_string() } else { theirs(name)? });
        rest = behind;
    }
    value.push_str(rest);
    Some(value)
}
