//! `carry.csv`: what earlier periods left.

use std::collections::BTreeMap;

use crate::business::commissions::{CarryKind, Plan, carry_kind};
use crate::business::failure::Complaint;
use crate::exchange::facts::names::Names;
use crate::exchange::facts::row::{Column, Row, Table};
use crate::exchange::facts::{FactFile, FactProblems};
use crate::values::PartnerId;

pub fn read_carry(
    bytes: &[u8],
    plan: &Plan,
    people: &Names,
    problems: &mut FactProblems,
) -> Vec<(PartnerId, String, i64)> {
    let Some(mut table) = Table::open(FactFile::Carry, bytes, problems) else { return Vec::new() };
    let (id, key) = (table.needed("id", problems), table.needed("key", problems));
    let value = table.needed("value", problems);
    let index = people.index();
    let mut rows: BTreeMap<(u64, String), (u64, i64)> = BTreeMap::new();
    table.for_each(problems, |row, problems| {
        let (Some(person), Some(name)) = (row.needed(&id, problems), row.needed(&key, problems)) else { return };
        let Some(number) = index.get(person) else {
            return row.complain(problems, &id, Complaint::new("facts.problem.nobody"));
        };
        let Some(found) = value_of(row, &value, carry_kind(plan, name), plan, problems) else { return };
        let entry = (*number, name.to_owned());
        if let Some((before, _)) = rows.get(&entry) {
            let complaint = Complaint::new("facts.problem.key_twice").with("row", *before);
            return row.complain(problems, &key, complaint);
        }
        rows.insert(entry, (row.number, found));
    });
    rows.into_iter().map(|((person, key), (_, value))| (PartnerId::new(person), key, value)).collect()
}

fn value_of(row: &Row<'_>, column: &Column, kind: CarryKind, plan: &Plan, problems: &mut FactProblems) -> Option<i64> {
    let text = row.needed(column, problems)?;
    match kind {
        CarryKind::Number => row.number(column, 6, problems),
        CarryKind::Truth => row.whole(column, (0, 1), 0, problems),
        CarryKind::Rank => {
            let place = plan.ranks.ranks.iter().position(|rank| rank.name == text);
            let found = place.and_then(|place| i64::try_from(place).ok()).map(|place| place + 1);
            if found.is_none() {
                row.complain(problems, column, Complaint::new("facts.problem.unknown_rank"));
            }
            found
        }
    }
}
