//! The ordered list of migrations. Its length is the schema version; entries are only ever added at the end.

use crate::store::{Fault, Group, Map, Read};

pub(super) const NAME_TO_SETTING: Map<String, u64> = Map::new(2, "NAME_TO_SETTING");

type Migration = fn(&mut Group<'_>) -> Result<(), Fault>;

/// Version 1 is the first shape, so it has nothing to do. Neither has 2: a program from before it would not find sales
/// that share a page, so it must not open what this one wrote; what it kept itself is read as it is. The same holds
/// for 3: a program from before it would book without open items and into closed months.
const MIGRATIONS: &[Migration] = &[|_| Ok(()), |_| Ok(()), |_| Ok(())];

pub const SCHEMA_VERSION: u64 = 3;

/// The version that the file has; 0 for a new one.
pub(super) fn version(r: &dyn Read) -> u64 {
    r.get(&NAME_TO_SETTING, &"schema".to_owned()).unwrap_or(0)
}

/// Brings the file from its version to ours, in one transaction.
pub(super) fn migrate(group: &mut Group<'_>) -> Result<(), Fault> {
    let from = group.command(|writer| Ok::<_, Fault>(version(writer)))?;
    for migration in MIGRATIONS.iter().skip(usize::try_from(from).unwrap_or(usize::MAX)) {
        migration(group)?;
    }
    group.command(|writer| {
        writer.put(&NAME_TO_SETTING, &"schema".to_owned(), &SCHEMA_VERSION);
        Ok::<_, Fault>(())
    })
}
